// SPDX-License-Identifier: MIT
#include "geodesy/proj_object.h"

#include <fmt/format.h>
#include <proj.h>

#include "core/error.h"
#include "geodesy/proj_context.h"

namespace plumbline::geodesy {

struct ProjObject::Handles {
  ProjContext context = make_context();
  ProjTransformation transformation{nullptr, &proj_destroy};
};

ProjObject::ProjObject(const std::string& definition, const std::string& name)
    : handles_(std::make_unique<Handles>()) {
  PJ_CONTEXT* const context = handles_->context.get();
  handles_->transformation.reset(proj_create(context, definition.c_str()));
  if (handles_->transformation == nullptr)
    throw Error(ErrorCode::internal, {},
                fmt::format("PROJ cannot prepare {}: {}", name,
                            proj_context_errno_string(context, proj_context_errno(context))));
}

ProjObject::ProjObject(ProjObject&&) noexcept = default;
ProjObject& ProjObject::operator=(ProjObject&&) noexcept = default;
ProjObject::~ProjObject() = default;

void ProjObject::forward(std::span<double> x, std::span<double> y) const {
  transform(handles_->transformation.get(), PJ_FWD, x, y);
}

void ProjObject::inverse(std::span<double> x, std::span<double> y) const {
  transform(handles_->transformation.get(), PJ_INV, x, y);
}

}  // namespace plumbline::geodesy

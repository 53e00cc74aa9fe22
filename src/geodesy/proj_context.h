// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <span>

#include <proj.h>

// PROJ's handles, for the files of this folder only.

namespace plumbline::geodesy {

using ProjContext = std::unique_ptr<PJ_CONTEXT, decltype(&proj_context_destroy)>;
using ProjTransformation = std::unique_ptr<PJ, decltype(&proj_destroy)>;

/// Silent, and without the network.
inline ProjContext make_context() {
  ProjContext context(proj_context_create(), &proj_context_destroy);
  proj_log_level(context.get(), PJ_LOG_NONE);
  proj_context_set_enable_network(context.get(), 0);
  return context;
}

/// Takes `x`, `y` through the transformation, or back through it, in place.
inline void transform(PJ* transformation, PJ_DIRECTION direction, std::span<double> x, std::span<double> y) {
  proj_trans_generic(transformation, direction, x.data(), sizeof(double), x.size(), y.data(), sizeof(double),
                     y.size(), nullptr, 0, 0, nullptr, 0, 0);
}

}  // namespace plumbline::geodesy

// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "classify/mixture.h"
#include "motion.h"

namespace plumbline::cli {

/// The mixture as a file (docs/file-format.md, "classify_model.json"): every number reads back with every
/// bit, and the same model gives the same bytes.
std::string mixture_text(const classify::MixtureModel& model, const MotionOptions& options);

/// Throws Error(bad_value) naming `file` for what is not such a file or is damaged, Error(usage) when the
/// features it was fitted on were computed with other options than `options`.
classify::MixtureModel read_mixture(std::string_view text, const std::string& file,
                                    const MotionOptions& options);

}  // namespace plumbline::cli

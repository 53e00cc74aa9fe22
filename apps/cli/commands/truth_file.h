// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <unordered_map>

#include "classify/truth.h"
#include "synth/delivery.h"

namespace plumbline::cli {

/// The further columns that the command `synth` adds to the truth: those of the 18 features that the rules
/// and flags look at, of each series without its noise and gaps.
synth::TruthColumns truth_columns();

/// The truth of a tile by pid.
using TruthOfPoints = std::unordered_map<std::string, classify::Truth>;

/// Reads `<stem>_truth.csv`. Throws Error(bad_header) for a file that lacks a column (one of an older synth,
/// or no truth at all), Error(bad_value) for what is no number.
TruthOfPoints read_truth(const std::filesystem::path& file);

/// The tile that a truth file is about: its name without `_truth.csv`. Throws Error(usage) for another name.
std::string truth_stem(const std::filesystem::path& file);

}  // namespace plumbline::cli

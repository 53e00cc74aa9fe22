// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "stages.h"

namespace plumbline::cli {

/// What `run` does: deliveries, a store, and options for single stages. Without deliveries, `run` starts with
/// the tiles of the store.
struct Pipeline {
  std::filesystem::path store;
  std::vector<std::string> inputs;
  std::string until;           ///< last stage; empty = all
  std::set<std::string> with;  ///< stages that run only when asked for
  /// Stage name → command-line arguments ("--eps-m=80").
  std::map<std::string, std::vector<std::string>> arguments;
};

/// Stages that `run` does when they are asked for: --with, or `with` in a pipeline file.
bool runs_on_request(const Stage& stage);

/// Reads a pipeline file. Relative paths in it are relative to its folder. Throws Error(usage) with file and
/// line for what is not TOML, an unknown key or stage, or a value of a wrong type; options themselves are
/// checked by their commands.
Pipeline read_pipeline(const std::filesystem::path& file);

/// A commented pipeline file with every option of every pipeline stage at its default.
std::string pipeline_template();

}  // namespace plumbline::cli

// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace plumbline::cli {

/// What `run` does: deliveries, a store, and options for single stages.
struct Pipeline {
  std::filesystem::path store;
  std::vector<std::string> inputs;
  std::string until;  ///< last stage; empty = all
  /// Stage name → command-line arguments ("--eps-m=80").
  std::map<std::string, std::vector<std::string>> arguments;
};

/// Reads a pipeline file. Relative paths in it are relative to its folder. Throws Error(usage) with file and
/// line for what is not TOML, an unknown key or stage, or a value of a wrong type; options themselves are
/// checked by their commands.
Pipeline read_pipeline(const std::filesystem::path& file);

/// A commented pipeline file with every option of every pipeline stage at its default.
std::string pipeline_template();

}  // namespace plumbline::cli

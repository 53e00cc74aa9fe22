// SPDX-License-Identifier: MIT
#pragma once

#include <ostream>

#include <CLI/CLI.hpp>

namespace plumbline::cli {

/// All commands and their options as JSON, for programs that build forms from it.
void print_json_usage(const CLI::App& app, std::ostream& out);

}  // namespace plumbline::cli

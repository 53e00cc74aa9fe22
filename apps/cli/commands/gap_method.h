// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include <CLI/CLI.hpp>

#include "correct/gaps.h"

namespace plumbline::cli {

/// "linear" or "harmonic".
std::string_view name_of(correct::GapMethod method);

/// The option, under the name that it has in this command.
void declare_gap_method(CLI::App& app, const char* option, correct::GapMethod& method);

}  // namespace plumbline::cli

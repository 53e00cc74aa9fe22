// SPDX-License-Identifier: MIT
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace plumbline::cli {

/// The whole program: picks the command, runs it, prints errors to `err` and maps them to an exit code.
int run_program(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err);

}  // namespace plumbline::cli

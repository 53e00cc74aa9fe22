// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "faults/fault_plan.h"

namespace plumbline::test {

/// What goes wrong in a run of the program, where, and at which call.
struct FaultAt {
  std::filesystem::path folder;
  Fault fault = Fault::none;
  std::size_t call = 0;
};

/// How a run ended.
struct Ended {
  bool killed = false;
  int exit_code = -1;  ///< -1 for one that did not end by itself
  std::string out;
  std::string err;
  std::vector<Call> calls;  ///< below the folder of the fault, of one that ended by itself
};

/// Runs the program in a process of its own, without the cost of loading all its libraries again: a fork of
/// this one, which must have no threads.
Ended run_forked(const std::vector<std::string>& arguments, const FaultAt& fault = {});

}  // namespace plumbline::test

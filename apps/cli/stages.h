// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "command.h"

namespace plumbline::cli {

/// Common options a command takes, as bits.
enum Common : unsigned {
  kStore = 1U << 0,
  kThreads = 1U << 1,
  kMemoryLimit = 1U << 2,
  kOverwrite = 1U << 3,
  kDryRun = 1U << 4,
  kOptionalStore = 1U << 5,  ///< --store that may be left out
};

/// A row of the stage table. Help, `plumbline stages`, `run --until`, --json-usage, completion and the docs
/// index are derived from it.
struct Stage {
  std::string_view name;
  std::string_view summary;
  bool in_pipeline;         ///< `run` does it
  std::string_view reads;   ///< files or columns, for people
  std::string_view writes;  ///< likewise
  int method_version;       ///< raise when the same input gives another result
  unsigned common;          ///< bits of Common
  std::unique_ptr<Command> (*make)();
  std::string_view examples;  ///< one command line a line, shown at the end of --help
};

/// All commands; pipeline stages come first, in pipeline order.
std::span<const Stage> stages();
const Stage* find_stage(std::string_view name);

// One maker per command, in commands/<name>.cpp.
std::unique_ptr<Command> make_ingest();
std::unique_ptr<Command> make_correct();
std::unique_ptr<Command> make_classify();
std::unique_ptr<Command> make_cluster();
std::unique_ptr<Command> make_subcluster();
std::unique_ptr<Command> make_decompose();
std::unique_ptr<Command> make_index();
std::unique_ptr<Command> make_validate();
std::unique_ptr<Command> make_report();
std::unique_ptr<Command> make_run();
std::unique_ptr<Command> make_init();
std::unique_ptr<Command> make_download();
std::unique_ptr<Command> make_export();
std::unique_ptr<Command> make_features();
std::unique_ptr<Command> make_stitch();
std::unique_ptr<Command> make_calibrate();
std::unique_ptr<Command> make_info();
std::unique_ptr<Command> make_sql();
std::unique_ptr<Command> make_serve();
std::unique_ptr<Command> make_synth();
std::unique_ptr<Command> make_stages();

}  // namespace plumbline::cli

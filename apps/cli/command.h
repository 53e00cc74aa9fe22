// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "progress.h"
#include "store/store.h"

namespace plumbline::cli {

/// Exit codes (docs/errors.md).
enum class Exit : int { done = 0, failed = 1, usage = 2, some_tiles_failed = 3, interrupted = 130 };

/// Options that several commands share, declared once in common_options.cpp.
struct CommonOptions {
  std::filesystem::path store;
  std::size_t threads = 0;
  std::uint64_t memory_limit_bytes = 0;
  bool overwrite = false;
  bool dry_run = false;
  bool quiet = false;
  ProgressMode progress = ProgressMode::automatic;
  std::filesystem::path log_file;

  store::Resources resources() const { return {threads, memory_limit_bytes}; }
};

/// What a command works with: its common options, where results go, and how to tell the user things.
class Session {
 public:
  Session(CommonOptions options, std::ostream& out, std::ostream& err);

  const CommonOptions& options() const { return options_; }
  /// For a command that learns its store from a file.
  void use_store(const std::filesystem::path& folder) { options_.store = folder; }
  /// Results go here, and nothing else.
  std::ostream& out() { return out_; }
  /// A line for the person at the terminal (standard error, and the log file); silent with -q.
  void note(std::string_view line);
  /// A line that -q does not silence.
  void warn(std::string_view line);
  /// Shows progress of something that takes a while.
  Progress progress(std::string_view label, std::string_view unit, std::uint64_t total);

 private:
  void log(std::string_view severity, std::string_view line);
  CommonOptions options_;
  std::ostream& out_;
  std::ostream& err_;
};

/// One command: declares its options on `app`, then runs. `run` first checks (touching nothing on disk), then
/// works. Errors are thrown as plumbline::Error; main prints them.
class Command {
 public:
  virtual ~Command() = default;
  virtual void declare(CLI::App& app) = 0;
  virtual Exit run(Session& session) = 0;
};

}  // namespace plumbline::cli

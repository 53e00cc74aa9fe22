// SPDX-License-Identifier: MIT
#include <chrono>
#include <fstream>

#include <fmt/chrono.h>
#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

#include "command.h"
#include "core/error.h"

namespace plumbline::cli {

Session::Session(CommonOptions options, std::ostream& out, std::ostream& err)
    : options_(std::move(options)), out_(out), err_(err) {}

void Session::note(std::string_view line) {
  if (!options_.quiet) fmt::print(err_, "{}\n", line);
  log("info", line);
}

void Session::warn(std::string_view line) {
  fmt::print(err_, "plumbline: {}\n", line);
  log("warning", line);
}

Progress Session::progress(std::string_view label, std::string_view unit, std::uint64_t total) {
  return Progress(err_, options_.quiet ? ProgressMode::none : options_.progress, label, unit, total);
}

void Session::log(std::string_view severity, std::string_view line) {
  if (options_.log_file.empty()) return;
  std::ofstream file(options_.log_file, std::ios::app);
  const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  file << nlohmann::json{{"time", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now))},
                         {"severity", severity},
                         {"message", line}}
              .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
       << '\n';
  if (!file.flush())
    throw Error(ErrorCode::file_access, {.file = options_.log_file.string()},
                "the log file cannot be written", "Choose another with --log-file");
}

}  // namespace plumbline::cli

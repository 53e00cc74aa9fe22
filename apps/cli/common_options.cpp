// SPDX-License-Identifier: MIT
#include "common_options.h"

#include <charconv>
#include <cmath>
#include <map>

#include "stages.h"

namespace plumbline::cli {

std::uint64_t parse_size(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  std::string unit(end, text.data() + text.size());
  while (!unit.empty() && (unit.back() == 'B' || unit.back() == 'b' || unit.back() == 'i')) unit.pop_back();
  static const std::map<std::string, int, std::less<>> kPowers{
      {"", 0}, {"K", 1}, {"k", 1}, {"M", 2}, {"m", 2}, {"G", 3}, {"g", 3}, {"T", 4}, {"t", 4}};
  const auto power = kPowers.find(unit);
  if (error != std::errc{} || power == kPowers.end() || !(number > 0))
    throw CLI::ValidationError("\"" + std::string(text) + "\" is not a size such as 400M or 2G");
  return static_cast<std::uint64_t>(std::llround(number * std::pow(1024.0, power->second)));
}

void declare_common_options(CLI::App& app, unsigned bits, CommonOptions& options) {
  const std::string group = "Common options";
  if (bits & (kStore | kOptionalStore))
    app.add_option("--store", options.store, "Folder of the store")
        ->required((bits & kStore) != 0)
        ->type_name("DIR")
        ->group(group);
  if (bits & kThreads)
    app.add_option("--threads", options.threads, "Threads; 0 = all processors")
        ->check(CLI::Range(0, 4096))
        ->type_name("N")
        ->capture_default_str()
        ->group(group);
  if (bits & kMemoryLimit)
    app.add_option_function<std::string>(
           "--memory-limit", [&](const std::string& text) { options.memory_limit_bytes = parse_size(text); },
           "Memory for reading and writing files, such as 400M or 2G; default a quarter of the machine's")
        ->type_name("SIZE")
        ->group(group);
  if (bits & kOverwrite)
    app.add_flag("--overwrite", options.overwrite, "Do it again and replace what is there")->group(group);
  if (bits & kDryRun)
    app.add_flag("--dry-run", options.dry_run, "Say what would be done, and do nothing")->group(group);
  app.add_flag("-q,--quiet", options.quiet, "Only results and errors")->group(group);
  static const std::map<std::string, ProgressMode> kModes{{"auto", ProgressMode::automatic},
                                                          {"bar", ProgressMode::bar},
                                                          {"json", ProgressMode::json},
                                                          {"none", ProgressMode::none}};
  app.add_option("--progress", options.progress, "Progress on standard error: auto, bar, json, none")
      ->transform(CLI::CheckedTransformer(kModes).description(""))
      ->type_name("MODE")
      ->group(group);
  app.add_option("--log-file", options.log_file, "Also write what is said to this file, a JSON line each")
      ->type_name("FILE")
      ->group(group);
}

}  // namespace plumbline::cli

// SPDX-License-Identifier: MIT
#include "faults/scenario.h"

#include <algorithm>
#include <regex>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "store/durable_file.h"
#include "store/transaction.h"

namespace plumbline::test {

namespace fs = std::filesystem;
using Json = nlohmann::json;

Contents contents_of(const fs::path& folder) {
  Contents contents;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() != ".lock")
      contents[fs::relative(entry.path(), folder).string()] = store::sha256_of_file(entry.path());
  }
  return contents;
}

Scenario::Scenario()
    : base_(std::make_unique<TempFolder>()),
      case_(fs::canonical(base_->path()) / "case"),
      start_(fs::canonical(base_->path()) / "start") {
  fs::create_directory(case_);
}

Scenario Scenario::ingest() {
  Scenario scenario;
  scenario.command_ = scenario.make_deliveries("made", 1);
  scenario.command_.insert(scenario.command_.begin(), "ingest");
  scenario.keep_as_start();
  return scenario;
}

Scenario Scenario::replace() {
  Scenario scenario;
  const fs::path whole = source_folder() / "test/data/EGMS_L2b_117_0261_IW2_VV_2020_2024_1.csv";
  const fs::path with_gap = *scenario.base_ / whole.filename().string();
  const std::string text = read_file(whole);
  write_file(with_gap, std::regex_replace(text, std::regex("(\n[^\n]*,)[^,\n]+(,[^,\n]+\n)"), "$1$2",
                                          std::regex_constants::format_first_only));
  scenario.prepare({"ingest", with_gap.string()});
  scenario.prepare({"correct", "--write"});
  scenario.command_ = {"ingest", "--overwrite", whole.string()};
  scenario.keep_as_start();
  if (!fs::exists(scenario.case_ / "store/processed" / (whole.stem().string() + "_filled.parquet")))
    throw std::runtime_error("nothing was filled");
  return scenario;
}

Scenario Scenario::run() {
  Scenario scenario;
  const std::vector<std::string> deliveries = scenario.make_deliveries("made", 1);
  for (const char* command : {"ingest", "run"}) {
    scenario.command_ = deliveries;
    scenario.command_.insert(scenario.command_.begin(), command);
    if (command == std::string("ingest")) scenario.prepare(scenario.command_);
  }
  scenario.keep_as_start();
  return scenario;
}

std::vector<std::string> Scenario::make_deliveries(const std::string& folder, int seed) const {
  const fs::path made = *base_ / folder;
  const Ended ended = run_forked({"synth", "--out", made.string(), "--tiles", "2", "--points", "30",
                                  "--dates", "12", "--seed", std::to_string(seed), "-q"});
  if (ended.exit_code != 0) throw std::runtime_error(ended.err);
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(made)) {
    if (entry.path().extension() == ".zip") files.push_back(entry.path().string());
  }
  std::ranges::sort(files);
  return files;
}

void Scenario::prepare(std::vector<std::string> arguments) const {
  const Ended ended = run_forked(on_the_store(std::move(arguments)));
  if (ended.exit_code != 0) throw std::runtime_error(ended.err);
}

void Scenario::keep_as_start() const { fs::copy(case_, start_, fs::copy_options::recursive); }

/// Several threads would mix up the calls.
std::vector<std::string> Scenario::on_the_store(std::vector<std::string> arguments) const {
  for (const std::string& more : {std::string("--store"), (case_ / "store").string(),
                                  std::string("--threads"), std::string("1"), std::string("-q")})
    arguments.push_back(more);
  return arguments;
}

Ended Scenario::from_the_start(Fault fault, std::size_t call) const {
  fs::remove_all(case_);
  fs::copy(start_, case_, fs::copy_options::recursive);
  return run_forked(on_the_store(command_), {case_, fault, call});
}

Ended Scenario::again() const { return run_forked(on_the_store(command_)); }

Ended Scenario::check() const {
  return run_forked({"info", (case_ / "store").string(), "--check", "--json", "-q"});
}

std::vector<Call> Scenario::calls() const {
  Ended ended = from_the_start(Fault::none, 0);
  if (ended.exit_code != 0) throw std::runtime_error(ended.err);
  static const std::regex kSpillFile("spill\\.\\w{6}");
  for (Call& call : ended.calls) call.path = std::regex_replace(call.path, kSpillFile, "spill");
  return ended.calls;
}

std::set<std::pair<std::string, std::string>> Scenario::work() const {
  std::set<std::pair<std::string, std::string>> work;
  const fs::path next = store::next_manifest_path(case_ / "store");
  const fs::path file = fs::exists(next) ? next : store::manifest_path(case_ / "store");
  if (!fs::exists(file)) return work;
  const Json manifest = Json::parse(read_file(file));
  for (const Json& stage : manifest.at("stages")) work.emplace("", stage.dump());
  for (const Json& tile : manifest.at("tiles")) {
    for (const Json& stage : tile.at("stages")) work.emplace(tile.at("stem"), stage.dump());
  }
  return work;
}

}  // namespace plumbline::test

// SPDX-License-Identifier: MIT
// The program meets a fault at every change that it makes to files. The changes are counted in a run that
// nothing disturbs; then the run is repeated once for each of them. Whatever happens, the store holds no
// file that reads wrong, finished work stays, and what fails says so; and the same command, given again, ends
// with the bytes of the undisturbed run and nothing beside them.
#include <algorithm>
#include <optional>
#include <regex>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "faults/scenario.h"

namespace plumbline::test {
namespace {

using Json = nlohmann::json;
using Findings = std::vector<std::string>;

struct Case {
  const char* name;
  Scenario (*scenario)();
  Fault fault;
  /// A command that makes many calls takes long: faults take turns at them, then, each at one of kTurns
  /// calls, and of a file that is written in many pieces, only the first one counts.
  std::optional<std::size_t> turn = {};
};

constexpr std::size_t kTurns = 5;

bool ends_the_process(Fault fault) {
  return fault == Fault::kill || fault == Fault::kill_mid_write || fault == Fault::power_cut;
}

bool is_left_over(const std::string& name) { return name.find(".part") != std::string::npos; }

class Faults : public testing::TestWithParam<Case> {
 protected:
  /// Not where the fault is no other one than at the call before (what a sync does is seen in a power cut
  /// only), or than a kill (only a write can be cut in two).
  bool concerns(std::size_t number) const {
    const auto& [name, scenario, fault, turn] = GetParam();
    const Call& call = calls_[number - 1];
    const Call before = number > 1 ? calls_[number - 2] : Call{};
    if (fault == Fault::kill && before.name == "sync") return false;
    if (fault == Fault::kill_mid_write && call.name != "write") return false;
    const bool is_next_piece = call.name == "write" && before.name == "write" && call.path == before.path;
    return !turn || (!is_next_piece && number % kTurns == *turn);
  }

  Findings wrong_at(std::size_t number, const Call& call) {
    const Ended ended = scenario_.from_the_start(GetParam().fault, number);
    const Contents state = scenario_.contents();
    Findings wrong =
        ends_the_process(GetParam().fault) ? wrong_with_killed(ended) : wrong_with_failed(ended, state, call);
    const auto [known, is_new] = of_states_.try_emplace(state);
    if (is_new) known->second = wrong_with_store_and_resumption();
    wrong.insert(wrong.end(), known->second.begin(), known->second.end());
    return wrong;
  }

  /// A run that is killed later has done as much at least.
  Findings wrong_with_killed(const Ended& ended) {
    if (!ended.killed) return {"the process was not killed: " + ended.err};
    std::size_t work = 0;
    for (const auto& done : scenario_.work()) work += all_work_.count(done);
    if (work < most_work_) return {fmt::format("{} finished stages of tiles are lost", most_work_ - work)};
    most_work_ = work;
    return {};
  }

  Findings wrong_with_failed(const Ended& ended, const Contents& state, const Call& call) const {
    if (ended.exit_code == 0)
      return state == done_ ? Findings{}
                            : Findings{"the program says that it is done, but its results are others"};
    Findings wrong;
    if (ended.exit_code != 1 && ended.exit_code != 3)
      wrong.push_back(fmt::format("exit code {}: {}", ended.exit_code, ended.err));
    static const std::regex kWhatWhereAdvice(
        "plumbline: .*case.*(No space left on device|Input/output error).*\\. [A-Z].*");
    if (!std::regex_search(ended.err, kWhatWhereAdvice))
      wrong.push_back("this does not say what, where, and what to do: " + ended.err);
    // Parts stay when the disk does not remove them, and when they are of a change that holds already.
    const bool may_stay = call.name == "remove" || GetParam().fault == Fault::dead_disk ||
                          state.contains("store/plumbline.json.next");
    for (const auto& [name, sum] : state) {
      if (is_left_over(name) && !may_stay) wrong.push_back(name + " is left over");
    }
    return wrong;
  }

  Findings wrong_with_store_and_resumption() const {
    Findings wrong;
    if (!scenario_.work().empty()) {
      for (const Json& found : Json::parse(scenario_.check().out).at("findings")) {
        const std::string problem = found.at("problem");
        if (!problem.starts_with("a run that was cut off") && !problem.starts_with("a change was cut off"))
          wrong.push_back(found.at("path").get<std::string>() + ": " + problem);
      }
    }
    const Ended ended = scenario_.again();
    if (ended.exit_code != 0) wrong.push_back("the same command again fails: " + ended.err);
    const Contents now = scenario_.contents();
    for (const auto& [name, sum] : now) {
      if (!done_.contains(name)) wrong.push_back(name + " stays after the same command again");
    }
    for (const auto& [name, sum] : done_) {
      if (!now.contains(name)) wrong.push_back(name + " is missing after the same command again");
      if (now.contains(name) && now.at(name) != sum)
        wrong.push_back(name + " has other bytes after the same command again");
    }
    return wrong;
  }

  Scenario scenario_ = GetParam().scenario();
  std::vector<Call> calls_ = scenario_.calls();
  Contents done_ = scenario_.contents();
  std::set<std::pair<std::string, std::string>> all_work_ = scenario_.work();
  std::map<Contents, Findings> of_states_;  ///< what was found out about a state, once
  std::size_t most_work_ = 0;
};

TEST_P(Faults, harm_nothing_at_any_call) {
  ASSERT_EQ(scenario_.calls(), calls_) << "the program makes the same calls each time";
  for (std::size_t number = 1; number <= calls_.size(); ++number) {
    if (!concerns(number)) continue;
    const Call& call = calls_[number - 1];
    for (const std::string& wrong : wrong_at(number, call))
      ADD_FAILURE() << "at call " << number << ", " << call.name << " " << call.path << ": " << wrong;
  }
  fmt::print("{} calls, {} different states after the fault\n", calls_.size(), of_states_.size());
}

INSTANTIATE_TEST_SUITE_P(
    Of, Faults,
    testing::Values(Case{"ingest_killed", &Scenario::ingest, Fault::kill},
                    Case{"ingest_killed_mid_write", &Scenario::ingest, Fault::kill_mid_write},
                    Case{"ingest_in_a_power_cut", &Scenario::ingest, Fault::power_cut},
                    Case{"ingest_without_space", &Scenario::ingest, Fault::no_space},
                    Case{"ingest_with_an_io_error", &Scenario::ingest, Fault::io_error},
                    Case{"ingest_on_a_full_disk", &Scenario::ingest, Fault::full_disk},
                    Case{"ingest_on_a_dead_disk", &Scenario::ingest, Fault::dead_disk},
                    Case{"replace_in_a_power_cut", &Scenario::replace, Fault::power_cut},
                    Case{"replace_with_an_io_error", &Scenario::replace, Fault::io_error},
                    Case{"replace_on_a_full_disk", &Scenario::replace, Fault::full_disk},
                    Case{"run_killed", &Scenario::run, Fault::kill, 0},
                    Case{"run_with_an_io_error", &Scenario::run, Fault::io_error, 1},
                    Case{"run_on_a_full_disk", &Scenario::run, Fault::full_disk, 2}),
    [](const auto& instance) { return instance.param.name; });

/// What a power cut could leave half done: names and bytes that are not synced may be gone.
class OrderOfCalls {
 public:
  Findings add(const Call& call) {
    if (call.path.ends_with(".lock") || call.path.ends_with("(deleted)")) return {};
    Findings wrong;
    std::set<std::string>& names = names_[std::filesystem::path(call.path).parent_path().string()];
    if (call.name == "make") names.insert(call.path);
    if (call.name == "write" || call.name == "resize") bytes_.insert(call.path);
    if (call.name == "sync") names_.erase(call.path);
    if (call.name == "rename" && bytes_.contains(call.path)) wrong.push_back(call.path + " is not synced");
    if (call.name == "sync" || call.name == "remove") bytes_.erase(call.path);
    if (call.name == "rename" || call.name == "remove") names.erase(call.path);
    if (call.name != "rename") return wrong;
    if (std::filesystem::path(call.to).filename().string().starts_with("plumbline.json")) {
      for (const std::string& name : unsynced_names()) wrong.push_back("the name " + name + " is not synced");
    }
    names_[std::filesystem::path(call.to).parent_path().string()].insert(call.to);
    return wrong;
  }

  std::set<std::string> unsynced_names() const {
    std::set<std::string> all;
    for (const auto& [folder, names] : names_) all.insert(names.begin(), names.end());
    return all;
  }
  const std::set<std::string>& unsynced_bytes() const { return bytes_; }

 private:
  std::set<std::string> bytes_;
  std::map<std::string, std::set<std::string>> names_;  ///< by folder
};

class Calls : public testing::TestWithParam<Case> {};

TEST_P(Calls, sync_bytes_and_names_before_the_list_of_contents_is_renamed) {
  OrderOfCalls order;
  std::size_t number = 0;
  for (const Call& call : GetParam().scenario().calls()) {
    for (const std::string& wrong : order.add(call))
      ADD_FAILURE() << "at call " << ++number << ", " << call.name << " to " << call.to << ": " << wrong;
  }
  EXPECT_THAT(order.unsynced_bytes(), testing::IsEmpty());
  EXPECT_THAT(order.unsynced_names(), testing::IsEmpty());
}

/// Or a fault would be left out.
TEST_P(Calls, are_seen_down_to_the_last_byte) {
  const Scenario scenario = GetParam().scenario();
  const Contents before = scenario.contents();
  std::map<std::string, std::uint64_t> written;
  for (const Call& call : scenario.calls()) {
    written[call.path] += call.bytes;
    if (call.name == "rename") written[call.to] = std::exchange(written[call.path], 0);
  }
  for (const auto& [name, sum] : scenario.contents()) {
    if (before.contains(name) && before.at(name) == sum) continue;
    // Where nothing was written, a file has zeros.
    const std::string path = (scenario.folder() / name).string();
    const std::string bytes = read_file(path);
    EXPECT_GE(written[path] + static_cast<std::size_t>(std::ranges::count(bytes, '\0')), bytes.size())
        << name;
  }
}

INSTANTIATE_TEST_SUITE_P(Of, Calls,
                         testing::Values(Case{"ingest", &Scenario::ingest, Fault::none},
                                         Case{"replace", &Scenario::replace, Fault::none},
                                         Case{"run", &Scenario::run, Fault::none}),
                         [](const auto& instance) { return instance.param.name; });

}  // namespace
}  // namespace plumbline::test

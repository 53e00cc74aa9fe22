// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "faults/forked_program.h"
#include "support/support.h"

namespace plumbline::test {

/// Every file below a folder with the sum of its bytes; locks, which stay, left out.
using Contents = std::map<std::string, std::string>;
Contents contents_of(const std::filesystem::path& folder);

/// A command on a store, and the store before it, made anew for each run.
class Scenario {
 public:
  /// Two tiles into a store that is not there yet; one that the store has from another delivery, with its gap
  /// filled, which the new one does not have; the stages after ingest.
  static Scenario ingest();
  static Scenario replace();
  static Scenario run();

  /// The command on the store as it was before.
  Ended from_the_start(Fault fault, std::size_t call) const;
  /// The command on what there is.
  Ended again() const;
  /// What `plumbline info --check` finds: JSON.
  Ended check() const;
  /// What a run that nothing disturbs calls.
  std::vector<Call> calls() const;

  const std::filesystem::path& folder() const { return case_; }
  Contents contents() const { return contents_of(case_); }
  /// What the store's list says is done: tiles (or none) with the records of their stages.
  std::set<std::pair<std::string, std::string>> work() const;

 private:
  Scenario();
  std::vector<std::string> make_deliveries(const std::string& folder, int seed) const;
  void prepare(std::vector<std::string> arguments) const;
  void keep_as_start() const;
  std::vector<std::string> on_the_store(std::vector<std::string> arguments) const;

  std::unique_ptr<TempFolder> base_;
  std::filesystem::path case_;
  std::filesystem::path start_;
  std::vector<std::string> command_;
};

}  // namespace plumbline::test

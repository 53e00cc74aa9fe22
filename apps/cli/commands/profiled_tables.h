// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "../command.h"
#include "ingest/table_profile.h"
#include "ingest/tile.h"
#include "store/store.h"

namespace plumbline::cli {

/// Tables of another producer on their way into a store, with the profile that says what is in them.
class ProfiledTables {
 public:
  /// Throws as read_profile does.
  explicit ProfiledTables(const std::filesystem::path& profile_file);

  /// For the record of the stage: another profile makes another tile. JSON.
  const std::string& stage_options() const { return stage_options_; }

  /// Reads a table, which is in memory as a whole meanwhile, and writes its tile. What it lacks of
  /// `mean_velocity` is computed. `record` makes the record of the stage from the SHA-256 of the file.
  void put(Session& session, store::Store& store, const std::filesystem::path& file,
           const std::function<store::StageRecord(const std::string& sha256)>& record) const;

 private:
  ingest::Tile read(Session& session, const std::filesystem::path& file) const;

  ingest::TableProfile profile_;
  std::string stage_options_;
};

}  // namespace plumbline::cli

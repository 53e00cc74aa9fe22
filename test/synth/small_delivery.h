// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "core/date.h"
#include "support/support.h"
#include "synth/delivery.h"

namespace plumbline::synth::test {

/// A delivery as plain CSV, written to a folder of its own and read back as text.
struct SmallDelivery {
  explicit SmallDelivery(SceneOptions options) {
    options.csv = true;
    files = write_deliveries(options, folder.path());
    for (const auto& file : files) tables.push_back(plumbline::test::read_csv(file));
  }
  std::vector<Date> dates(std::size_t tile) const {
    std::vector<Date> found;
    for (const std::string& name : tables[tile].header) {
      if (const auto date = Date::from_yyyymmdd(name)) found.push_back(*date);
    }
    return found;
  }
  std::size_t first_date_column(std::size_t tile) const {
    return tables[tile].header.size() - dates(tile).size();
  }

  plumbline::test::TempFolder folder;
  std::vector<std::filesystem::path> files;
  std::vector<plumbline::test::Csv> tables;
};

inline SceneOptions few_points() {
  SceneOptions options;
  options.tiles = 2;
  options.points = 400;
  options.dates = 210;
  options.seed = 11;
  options.csv = true;
  return options;
}

}  // namespace plumbline::synth::test

// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "ground_comparison.h"
#include "report/page.h"

namespace plumbline::cli {

/// What pairs say, with the names of docs/commands/validate.md.
nlohmann::ordered_json differences_json(std::span<const validate::Pair> pairs);

/// Pairs and series of a comparison with the ground.
struct GroundResult {
  std::string title;
  std::vector<std::string> names;  ///< of each pair
  std::vector<validate::Pair> pairs;
  std::vector<double> gravity;  ///< m/s², of each pair; NaN or nothing where the potential is not asked for
  std::vector<SeriesPair> series;
  nlohmann::ordered_json json;  ///< the whole result
};

/// The same as a page with tables and pictures.
std::string ground_page(const GroundResult& result);

/// The picture of a series beside the ground's.
report::Figure series_chart(const SeriesPair& pair);

}  // namespace plumbline::cli

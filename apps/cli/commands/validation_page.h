// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "ground_comparison.h"

namespace plumbline::cli {

/// A number of JSON, or null for what is not finite.
nlohmann::ordered_json json_number(double value);

/// What pairs say, with the names of docs/commands/validate.md.
nlohmann::ordered_json differences_json(std::span<const validate::Pair> pairs);

/// What `validate` shows, whatever it compared.
struct Validation {
  std::string title;
  std::vector<std::string> names;  ///< of each pair
  std::vector<validate::Pair> pairs;
  std::vector<SeriesPair> series;
  nlohmann::ordered_json json;  ///< the whole result
};

/// The same as a page with tables and pictures.
std::string validation_page(const Validation& validation);

}  // namespace plumbline::cli

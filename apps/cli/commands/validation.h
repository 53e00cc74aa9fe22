// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "../command.h"
#include "store/dataset.h"

namespace plumbline::cli {

/// The options of `validate`; a path that was not given is empty.
struct ValidateOptions {
  std::filesystem::path pairs, stations, benchmarks, polygons, land_cover, legend, reflectors;
  std::vector<std::filesystem::path> series;
  double radius_m = 0;
  double buffer_m = 0;
  double velocity_error_mm_per_year = 0;
  store::DatasetRequest dataset;
};

/// What a comparison says, in three ways.
struct Validation {
  nlohmann::ordered_json json;  ///< has `index`, from 0 to 1, or null
  std::string text;
  std::string html;  ///< a page with tables and pictures
};

Validation validate_pairs(const ValidateOptions& options);
Validation validate_gnss(Session& session, const ValidateOptions& options);
Validation validate_levelling(Session& session, const ValidateOptions& options);
Validation validate_inventory(Session& session, const ValidateOptions& options);
Validation validate_density(Session& session, const ValidateOptions& options);
Validation validate_reflectors(Session& session, const ValidateOptions& options);

/// A number of JSON, or null for what is not finite.
nlohmann::ordered_json json_number(double value);
/// A number of JSON with fixed decimals, or - for null.
std::string number_or_dash(const nlohmann::ordered_json& json, int decimals);

}  // namespace plumbline::cli

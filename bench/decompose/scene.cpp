// SPDX-License-Identifier: MIT
#include "scene.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/point_id.h"
#include "core/table.h"
#include "geodesy/projection.h"
#include "ingest/spatial_order.h"
#include "store/store.h"

namespace plumbline::bench {
namespace {

constexpr double kWestM = 4'400'000, kSouthM = 2'500'000, kCellM = 100;
constexpr std::size_t kCellsAKm = 10, kStripKm = 20;
constexpr double kNoiseMm = 2.0;

struct Geometry {
  const char* orbit;
  std::uint16_t track;
  float los_east, los_north, los_up;
  std::int32_t first_day;  ///< of January 2020
};
constexpr Geometry kGeometries[]{{"A", 117, -0.621F, -0.098F, 0.777F, 3},
                                 {"D", 22, 0.594F, -0.120F, 0.795F, 5}};

/// Every six days until the end of 2021 (Sentinel-1B was lost), every twelve after that.
TimeAxis axis_of(const Geometry& geometry) {
  std::vector<Date> dates;
  std::int32_t day = Date::from_text("2020-01-01")->days_since_1970() + geometry.first_day - 1;
  for (std::size_t i = 0; i < 210; ++i, day += i < 120 ? 6 : 12) dates.push_back(Date::from_days(day));
  return TimeAxis(std::move(dates));
}

struct Places {
  std::vector<double> easting_m, northing_m, latitude, longitude;
};

/// Rows [first_row, end_row) of cells, `points` places in each, in the order that ingest gives them.
Places places(std::size_t side_cells, std::size_t first_row, std::size_t end_row, std::size_t points,
              std::uint32_t seed) {
  std::minstd_rand random(seed);
  std::uniform_real_distribution<double> in_cell(0, kCellM - 0.01);
  std::vector<double> easting_m, northing_m;
  for (std::size_t row = first_row; row < end_row; ++row) {
    for (std::size_t i = 0; i < side_cells * points; ++i) {
      const auto column = static_cast<double>(i / points);
      easting_m.push_back(kWestM + kCellM * column + in_cell(random));
      northing_m.push_back(kSouthM + kCellM * static_cast<double>(row) + in_cell(random));
    }
  }
  const auto geographic = geodesy::geographic_from_laea(easting_m, northing_m);
  Places ordered;
  for (const std::uint32_t i : ingest::spatial_order(geographic.longitude, geographic.latitude)) {
    ordered.easting_m.push_back(easting_m[i]);
    ordered.northing_m.push_back(northing_m[i]);
    ordered.latitude.push_back(geographic.latitude[i]);
    ordered.longitude.push_back(geographic.longitude[i]);
  }
  return ordered;
}

Table meta(const Places& at, const Geometry& geometry, std::uint16_t burst) {
  const std::size_t rows = at.easting_m.size();
  constexpr std::size_t kPixels = 60'000;
  std::vector<std::string> pids;
  for (std::size_t i = 0; i < rows; ++i) {
    pids.emplace_back(point_id(BurstPosition{.track = geometry.track,
                                             .burst = burst,
                                             .swath = 2,
                                             .line = static_cast<std::uint16_t>(i / kPixels),
                                             .pixel = static_cast<std::uint16_t>(i % kPixels)})
                          .text());
  }
  Table table;
  table.add({"pid", std::move(pids)});
  table.add({"longitude", at.longitude});
  table.add({"latitude", at.latitude});
  table.add({"easting", at.easting_m});
  table.add({"northing", at.northing_m});
  table.add({"orbit", std::vector<std::string>(rows, geometry.orbit)});
  const auto number = [&](const char* name, float value) {
    table.add({name, std::vector<float>(rows, value)});
  };
  number("los_east", geometry.los_east);
  number("los_north", geometry.los_north);
  number("los_up", geometry.los_up);
  number("height", 100);
  number("rmse", kNoiseMm);
  return table;
}

double middle(double place_m) { return (std::floor(place_m / kCellM) + 0.5) * kCellM; }

store::SeriesReader series_of(const Places& at, const Geometry& geometry, const TimeAxis& axis,
                              std::uint32_t seed) {
  return [&at, &geometry, &axis, random = std::minstd_rand(seed),
          normal = std::normal_distribution<float>(0, kNoiseMm)](std::size_t first_row,
                                                                 SeriesBlock& block) mutable {
    for (std::size_t row = 0; row < block.points(); ++row) {
      const double easting_m = middle(at.easting_m[first_row + row]);
      const double northing_m = middle(at.northing_m[first_row + row]);
      const double rate = east_rate(easting_m, northing_m) * static_cast<double>(geometry.los_east) +
                          up_rate(easting_m, northing_m) * static_cast<double>(geometry.los_up);
      for (std::size_t i = 0; i < axis.size(); ++i) {
        const float moved = static_cast<float>(rate * axis.years(i)) + normal(random);
        block.acquisition(i)[row] = std::round(moved * 10) / 10;
      }
    }
  };
}

}  // namespace

double east_rate(double easting_m, double northing_m) {
  return 4 + 6 * std::sin((easting_m - kWestM) / 9'000) * std::cos((northing_m - kSouthM) / 7'000);
}

double up_rate(double easting_m, double northing_m) {
  return -3 + 8 * std::cos((easting_m - kWestM) / 5'000) * std::sin((northing_m - kSouthM) / 11'000);
}

void make_store(const std::filesystem::path& folder, std::size_t side_km, std::size_t points) {
  auto store = store::Store::open_or_create(folder);
  const std::size_t side_cells = side_km * kCellsAKm;
  std::uint16_t burst = 100;
  for (std::size_t row = 0; row < side_cells; row += kStripKm * kCellsAKm, ++burst) {
    const std::size_t end_row = std::min(row + kStripKm * kCellsAKm, side_cells);
    for (const Geometry& geometry : kGeometries) {
      const std::uint32_t seed = geometry.track * 1'000U + burst;
      const TimeAxis axis = axis_of(geometry);
      const Places at = places(side_cells, row, end_row, points, seed);
      const std::string stem = fmt::format("EGMS_L2b_{:03}_{:04}_IW2_VV_2020_2024_1", geometry.track, burst);
      store.put_tile({.stem = stem, .source_file = stem}, axis, meta(at, geometry, burst),
                     series_of(at, geometry, axis, seed), {.stage = "ingest"});
    }
  }
}

}  // namespace plumbline::bench

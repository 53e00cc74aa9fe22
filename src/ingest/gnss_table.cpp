// SPDX-License-Identifier: MIT
#include "ingest/gnss_table.h"

#include <array>
#include <cmath>
#include <optional>
#include <span>

#include <fmt/format.h>

#include "core/error.h"
#include "ingest/gnss_text.h"

namespace plumbline::ingest {
namespace {

using Names = std::span<const std::string_view>;
using Column = std::optional<std::size_t>;

// Names of columns, in lower case; the first is the one that advice names.
constexpr std::array<std::string_view, 5> kLongitude{"longitude", "lon", "long", "lon_deg", "longitude_deg"};
constexpr std::array<std::string_view, 4> kLatitude{"latitude", "lat", "lat_deg", "latitude_deg"};
constexpr std::array<std::string_view, 8> kEast{
    "east", "e", "ve", "v_e", "e.vel", "east_mm_per_year", "velocity_east_mm_per_year", "velocity_east_mmyr"};
constexpr std::array<std::string_view, 8> kNorth{"north",
                                                 "n",
                                                 "vn",
                                                 "v_n",
                                                 "n.vel",
                                                 "north_mm_per_year",
                                                 "velocity_north_mm_per_year",
                                                 "velocity_north_mmyr"};
constexpr std::array<std::string_view, 8> kUp{
    "up", "u", "vu", "v_u", "u.vel", "up_mm_per_year", "velocity_up_mm_per_year", "velocity_up_mmyr"};
constexpr std::array<std::string_view, 8> kEastStd{"sigmae", "sigma_e",  "sig_e", "e.sig",
                                                   "se",     "east_std", "e_std", "velocity_east_error_mmyr"};
constexpr std::array<std::string_view, 8> kNorthStd{
    "sigman", "sigma_n", "sig_n", "n.sig", "sn", "north_std", "n_std", "velocity_north_error_mmyr"};
constexpr std::array<std::string_view, 8> kUpStd{"sigmaup", "sigma_u", "sig_u", "u.sig",
                                                 "su",      "up_std",  "u_std", "velocity_up_error_mmyr"};
constexpr std::array<std::string_view, 6> kStation{"station", "station_id", "stat", "site", "name", "id"};

double number_or_missing(const GnssText& table, const GnssText::Line& line, Column column) {
  return column ? table.number(line, *column) : GnssVelocity::kMissing;
}

double standard_deviation(const GnssText& table, const GnssText::Line& line, Column column) {
  const double value = number_or_missing(table, line, column);
  if (value < 0) table.wrong(line, *column, fmt::format("the standard deviation {} is negative", value));
  return value;
}

}  // namespace

std::vector<GnssVelocity> read_gnss_velocities(const std::filesystem::path& file) {
  const GnssText table(file);
  const std::size_t longitude = table.required_column(kLongitude, "longitude");
  const std::size_t latitude = table.required_column(kLatitude, "latitude");
  const Column station = table.column(kStation);
  const Column east = table.column(kEast), north = table.column(kNorth), up = table.column(kUp);
  const Column east_std = table.column(kEastStd), north_std = table.column(kNorthStd),
               up_std = table.column(kUpStd);
  if (!east && !north && !up) table.required_column(kEast, "velocity to the east, north or up");

  std::vector<GnssVelocity> velocities;
  velocities.reserve(table.lines().size());
  for (const GnssText::Line& line : table.lines()) {
    GnssVelocity& velocity = velocities.emplace_back();
    if (station) velocity.name = table.text(line, *station);
    velocity.longitude = usual_longitude(table.number_within(line, longitude, -360, 360));
    velocity.latitude = table.number_within(line, latitude, -90, 90);
    velocity.east = number_or_missing(table, line, east);
    velocity.north = number_or_missing(table, line, north);
    velocity.up = number_or_missing(table, line, up);
    velocity.east_std = standard_deviation(table, line, east_std);
    velocity.north_std = standard_deviation(table, line, north_std);
    velocity.up_std = standard_deviation(table, line, up_std);
  }
  return velocities;
}

}  // namespace plumbline::ingest

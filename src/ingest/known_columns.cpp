// SPDX-License-Identifier: MIT
#include "ingest/known_columns.h"

#include <algorithm>
#include <array>
#include <utility>

namespace plumbline::ingest {
namespace {

// EPSG:3035 has its false origin south-west of Europe: coordinates are positive and below 10,000 km.
constexpr double kMostMetres = 10e6;

constexpr std::array<KnownColumn, 29> kKnownColumns{{
    {"pid", FieldKind::pid, true, true},
    {"mp_type", FieldKind::int32, true, false},
    {"latitude", FieldKind::float64, true, false, -90, 90, true},
    {"longitude", FieldKind::float64, true, false, -180, 180, true},
    {"easting", FieldKind::float64, true, true, 0, kMostMetres, true},
    {"northing", FieldKind::float64, true, true, 0, kMostMetres, true},
    {"height", FieldKind::float32, true, true},
    {"height_wgs84", FieldKind::float32, true, false},
    {"line", FieldKind::int32, true, false},
    {"pixel", FieldKind::int32, true, false},
    {"rmse", FieldKind::float32, true, true},
    {"temporal_coherence", FieldKind::float32, true, false, 0, 1},
    {"amplitude_dispersion", FieldKind::float32, true, false},
    {"incidence_angle", FieldKind::float32, true, false},
    // Tells ascending from descending.
    {"track_angle", FieldKind::float32, true, false, -360, 360, true},
    {"los_east", FieldKind::float32, true, false},
    {"los_north", FieldKind::float32, true, false},
    {"los_up", FieldKind::float32, true, false},
    {"mean_velocity", FieldKind::float32, true, true},
    {"mean_velocity_std", FieldKind::float32, true, true},
    {"acceleration", FieldKind::float32, true, true},
    {"acceleration_std", FieldKind::float32, true, true},
    {"seasonality", FieldKind::float32, true, true},
    {"seasonality_std", FieldKind::float32, true, true},
    {"cluster_label", FieldKind::int32},
    {"gnss_velocity", FieldKind::float32},
    {"gnss_velocity_n", FieldKind::float32},
    {"gnss_velocity_e", FieldKind::float32},
    {"gnss_velocity_u", FieldKind::float32},
}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kAliases{{
    {"height_ortho", "height"},
    {"height_ellipse", "height_wgs84"},
    {"rmse_ts", "rmse"},
}};

}  // namespace

std::span<const KnownColumn> known_columns() { return kKnownColumns; }

const KnownColumn* known_column(std::string_view canonical_name) {
  const auto found = std::find_if(kKnownColumns.begin(), kKnownColumns.end(),
                                  [&](const KnownColumn& known) { return known.name == canonical_name; });
  return found == kKnownColumns.end() ? nullptr : &*found;
}

std::string_view canonical_name(std::string_view name) {
  for (const auto& [alias, canonical] : kAliases) {
    if (name == alias) return canonical;
  }
  return name;
}

}  // namespace plumbline::ingest

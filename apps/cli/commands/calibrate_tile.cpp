// SPDX-License-Identifier: MIT
#include "calibrate_tile.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

#include "core/error.h"
#include "derived_tile.h"
#include "geodesy/projection.h"

namespace plumbline::cli {
namespace {

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

bool has_column(const store::Store& store, const std::string& stem, std::string_view name) {
  const auto columns = store.column_names(stem);
  return std::ranges::any_of(columns, [&](const auto& column) { return column.first == name; });
}

bool is_sure(const ingest::GnssVelocity& site, double most_std) {
  const auto sure = [&](double std) { return std::isnan(std) || std <= most_std; };
  return sure(site.east_std) && sure(site.up_std);
}

/// The points of each cluster, in order of the label; all of them as cluster 0 where there is no label.
std::map<std::int32_t, std::vector<std::uint32_t>> rows_by_cluster(const Table& columns) {
  std::map<std::int32_t, std::vector<std::uint32_t>> rows;
  const Column* labels = columns.find("cluster_label");
  for (std::size_t row = 0; row < columns.rows(); ++row) {
    const std::int32_t label =
        labels == nullptr ? 0 : std::get<std::vector<std::int32_t>>(labels->values)[row];
    rows[label].push_back(static_cast<std::uint32_t>(row));
  }
  return rows;
}

std::vector<float> seen_model(const correct::GnssGrid& grid, const correct::MovingPoints& points) {
  std::vector<float> seen(points.velocity.size(), kMissing);
  for (std::size_t row = 0; row < seen.size(); ++row) {
    if (const auto velocity = grid.at(points.easting_m[row], points.northing_m[row]))
      seen[row] = static_cast<float>(velocity->along(static_cast<double>(points.los_east[row]),
                                                     static_cast<double>(points.los_north[row]),
                                                     static_cast<double>(points.los_up[row])));
  }
  return seen;
}

std::vector<correct::GnssSite> places_of(const std::vector<ingest::GnssVelocity>& sites, bool with_north) {
  std::vector<double> longitudes, latitudes;
  for (const ingest::GnssVelocity& site : sites) {
    longitudes.push_back(site.longitude);
    latitudes.push_back(site.latitude);
  }
  const auto projected = geodesy::laea_from_geographic(longitudes, latitudes);
  std::vector<correct::GnssSite> places;
  for (std::size_t i = 0; i < sites.size(); ++i)
    places.push_back({projected.easting_m[i],
                      projected.northing_m[i],
                      {sites[i].east, with_north ? sites[i].north : 0.0, sites[i].up}});
  return places;
}

}  // namespace

GnssReference read_gnss(const std::filesystem::path& file, bool with_north, double most_std) {
  GnssReference gnss{.sites = ingest::read_gnss_velocities(file), .places = {}, .grid = {}};
  gnss.places = places_of(gnss.sites, with_north);
  gnss.grid = correct::GnssGrid::from(gnss.places);
  if (gnss.grid) return gnss;
  std::erase_if(gnss.sites, [&](const auto& site) { return !is_sure(site, most_std); });
  if (gnss.sites.empty())
    throw Error(ErrorCode::bad_value, {.file = file.string()}, "the table holds no velocity that can be used",
                "Raise --max-std, or give another table");
  gnss.places = places_of(gnss.sites, with_north);
  return gnss;
}

Calibration calibration_of(const store::Store& store, const store::TileRecord& tile,
                           const GnssReference& gnss, const CalibrateOptions& options) {
  std::vector<std::string> names{"easting",   "northing", "mean_velocity",     "los_east",
                                 "los_north", "los_up",   "temporal_coherence"};
  if (has_column(store, tile.stem, "cluster_label")) names.emplace_back("cluster_label");
  const Table columns = store.read_columns(tile.stem, names);
  const correct::MovingPoints points{columns.get<double>("easting"),      columns.get<double>("northing"),
                                     columns.get<float>("mean_velocity"), columns.get<float>("los_east"),
                                     columns.get<float>("los_north"),     columns.get<float>("los_up")};
  const auto coherence = columns.get<float>("temporal_coherence");

  Calibration calibration;
  calibration.rates.assign(columns.rows(), kMissing);
  if (gnss.grid) calibration.gnss_velocity = seen_model(*gnss.grid, points);
  for (const auto& [label, rows] : rows_by_cluster(columns)) {
    std::vector<std::uint32_t> compared;
    for (const std::uint32_t row : rows)
      if (static_cast<double>(coherence[row]) >= options.least_coherence) compared.push_back(row);
    ClusterSurface cluster{.label = label, .points = rows.size(), .controls = {}, .surface = {}};
    cluster.controls = gnss.grid ? correct::cell_controls(points, compared, calibration.gnss_velocity)
                                 : correct::station_controls(points, compared, gnss.places, options.radius_m);
    cluster.surface = correct::VelocitySurface::fit(cluster.controls, options.surface);
    if (cluster.surface) {
      for (const std::uint32_t row : rows)
        calibration.rates[row] =
            static_cast<float>(cluster.surface->at(points.easting_m[row], points.northing_m[row]));
    }
    calibration.clusters.push_back(std::move(cluster));
  }
  return calibration;
}

Calibration model_of(const store::Store& store, const store::TileRecord& tile) {
  const std::string name = gnss_column(tile.component);
  if (!has_column(store, tile.stem, name))
    throw Error(ErrorCode::missing_stage, {.file = tile.stem, .column = name},
                "the tile does not have the motion of its reference model",
                "Releases before 2020-2024 do not deliver it; use --gnss with a model instead");
  const std::array<std::string, 1> names{name};
  const Table columns = store.read_columns(tile.stem, names);
  const auto rates = columns.get<float>(name);
  return {.clusters = {}, .rates = {rates.begin(), rates.end()}, .gnss_velocity = {}};
}

}  // namespace plumbline::cli

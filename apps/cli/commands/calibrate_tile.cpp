// SPDX-License-Identifier: MIT
#include "calibrate_tile.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

#include "core/error.h"
#include "derived_tile.h"
#include "geodesy/near_finder.h"
#include "geodesy/plane.h"
#include "geodesy/projection.h"
#include "metres.h"

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

namespace {

/// Where the points of a tile and the stations lie.
struct TilePlaces {
  std::vector<double> easting_m, northing_m;
  std::vector<correct::GnssSite> stations;
  std::string plane;  // empty: EPSG:3035
};

TilePlaces places_elsewhere(const Table& columns, const GnssReference& gnss) {
  const auto longitude = columns.get<double>("longitude"), latitude = columns.get<double>("latitude");
  const geodesy::MiddlePlace middle = geodesy::middle_of(longitude, latitude);
  const geodesy::Plane plane = geodesy::Plane::around(middle.longitude, middle.latitude);
  geodesy::Projected points = plane.project(longitude, latitude);
  TilePlaces places{std::move(points.easting_m), std::move(points.northing_m), gnss.places, plane.name()};
  for (std::size_t i = 0; i < places.stations.size(); ++i) {
    places.stations[i].easting_m = gnss.sites[i].longitude;
    places.stations[i].northing_m = gnss.sites[i].latitude;
    plane.project(places.stations[i].easting_m, places.stations[i].northing_m);
  }
  return places;
}

TilePlaces places_in(const Table& columns, const GnssReference& gnss) {
  if (columns.find("longitude") != nullptr) return places_elsewhere(columns, gnss);
  const auto easting_m = columns.get<double>("easting"), northing_m = columns.get<double>("northing");
  return {{easting_m.begin(), easting_m.end()}, {northing_m.begin(), northing_m.end()}, gnss.places, {}};
}

/// The rows near each station, along the ground.
std::vector<std::vector<std::uint32_t>> rows_near(const Table& columns, std::span<const std::uint32_t> rows,
                                                  const GnssReference& gnss, double radius_m) {
  const auto longitude = columns.get<double>("longitude"), latitude = columns.get<double>("latitude");
  std::vector<double> station_longitude, station_latitude;
  for (const ingest::GnssVelocity& site : gnss.sites) {
    station_longitude.push_back(site.longitude);
    station_latitude.push_back(site.latitude);
  }
  const geodesy::NearFinder finder(station_longitude, station_latitude, radius_m);
  std::vector<std::vector<std::uint32_t>> near(gnss.sites.size());
  for (const std::uint32_t row : rows)
    finder.near(longitude[row], latitude[row],
                [&](std::size_t station, const geodesy::Offset&) { near[station].push_back(row); });
  return near;
}

/// The surface of one cluster. Control points keep the names of their places, which are those of EPSG:3035.
ClusterSurface surface_of(const Table& columns, const TilePlaces& places, const correct::MovingPoints& points,
                          std::span<const std::uint32_t> compared, std::span<const float> model,
                          const GnssReference& gnss, const CalibrateOptions& options) {
  ClusterSurface cluster;
  const bool is_elsewhere = !places.plane.empty();
  if (gnss.grid) {
    cluster.controls = correct::cell_controls(points, compared, model);
  } else if (is_elsewhere) {
    cluster.controls = correct::station_controls(points, places.stations,
                                                 rows_near(columns, compared, gnss, options.radius_m));
  } else {
    cluster.controls = correct::station_controls(points, compared, gnss.places, options.radius_m);
  }
  cluster.surface = correct::VelocitySurface::fit(cluster.controls, options.surface);
  if (is_elsewhere && !gnss.grid) {
    for (correct::ControlPoint& control : cluster.controls) {
      control.easting_m = gnss.places[control.site].easting_m;
      control.northing_m = gnss.places[control.site].northing_m;
    }
  }
  return cluster;
}

}  // namespace

Calibration calibration_of(const store::Store& store, const store::TileRecord& tile,
                           const GnssReference& gnss, const CalibrateOptions& options) {
  std::vector<std::string> names{"easting",   "northing", "mean_velocity",     "los_east",
                                 "los_north", "los_up",   "temporal_coherence"};
  if (has_column(store, tile.stem, "cluster_label")) names.emplace_back("cluster_label");
  // EGMS's model lies on EPSG:3035 and covers nothing else.
  if (!gnss.grid && reaches_beyond_europe(store, tile.stem))
    names.insert(names.end(), {"longitude", "latitude"});
  const Table columns = store.read_columns(tile.stem, names);
  const TilePlaces places = places_in(columns, gnss);
  const correct::MovingPoints points{places.easting_m,
                                     places.northing_m,
                                     columns.get<float>("mean_velocity"),
                                     columns.get<float>("los_east"),
                                     columns.get<float>("los_north"),
                                     columns.get<float>("los_up")};
  const auto coherence = columns.get<float>("temporal_coherence");

  Calibration calibration{.plane = places.plane};
  calibration.rates.assign(columns.rows(), kMissing);
  if (gnss.grid) calibration.gnss_velocity = seen_model(*gnss.grid, points);
  for (const auto& [label, rows] : rows_by_cluster(columns)) {
    std::vector<std::uint32_t> compared;
    for (const std::uint32_t row : rows)
      if (static_cast<double>(coherence[row]) >= options.least_coherence) compared.push_back(row);
    ClusterSurface cluster =
        surface_of(columns, places, points, compared, calibration.gnss_velocity, gnss, options);
    cluster.label = label;
    cluster.points = rows.size();
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

// SPDX-License-Identifier: MIT
#include "calibrate_controls.h"

#include <cmath>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace plumbline::cli {
namespace {

constexpr double kMetresPerKilometre = 1000;

double root_mean_square(std::span<const double> values) {
  double squares = 0;
  double count = 0;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    squares += value * value;
    ++count;
  }
  return count == 0 ? std::nan("") : std::sqrt(squares / count);
}

}  // namespace

std::string text_of(const ClusterSurface& cluster, const GnssReference& gnss,
                    const correct::SurfaceOptions& options) {
  std::vector<double> differences;
  for (const correct::ControlPoint& control : cluster.controls) differences.push_back(control.difference);
  const double left_out = root_mean_square(cluster.surface->leave_one_out());
  return fmt::format(
      "{} points, {} {}; rms of InSAR - GNSS {:.2f} mm/yr, {} ({})\n", cluster.points,
      cluster.controls.size(), gnss.grid ? "cells of 1 km" : "stations", root_mean_square(differences),
      std::isnan(left_out) ? "too few for a leave-one-out error"
                           : fmt::format("leave-one-out {:.2f} mm/yr", left_out),
      options.low_pass_m > 0 ? fmt::format("low pass {} km", options.low_pass_m / kMetresPerKilometre)
                             : fmt::format("degree {}", cluster.surface->degree()));
}

Table empty_controls() {
  Table table;
  table.add(make_column("tile", ColumnType::text));
  table.add(make_column("cluster_label", ColumnType::int32));
  table.add(make_column("station", ColumnType::text));
  for (const char* name : {"easting", "northing", "difference", "leave_one_out"})
    table.add(make_column(name, ColumnType::float64));
  table.add(make_column("n_points", ColumnType::int32));
  return table;
}

void append_controls(const std::string& stem, const GnssReference& gnss, const Calibration& calibration,
                     Table& table) {
  const auto append = [&](std::size_t column, auto value) {
    std::get<std::vector<decltype(value)>>(table.columns()[column].values).push_back(std::move(value));
  };
  for (const ClusterSurface& cluster : calibration.clusters) {
    for (std::size_t i = 0; i < cluster.controls.size(); ++i) {
      const correct::ControlPoint& control = cluster.controls[i];
      append(0, stem);
      append(1, cluster.label);
      append(2, gnss.grid ? std::string() : gnss.sites[control.site].name);
      append(3, control.easting_m);
      append(4, control.northing_m);
      append(5, control.difference);
      append(6, cluster.surface->leave_one_out()[i]);
      append(7, control.points);
    }
  }
}

}  // namespace plumbline::cli

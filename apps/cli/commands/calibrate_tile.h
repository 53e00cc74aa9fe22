// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/table.h"
#include "correct/control_points.h"
#include "correct/velocity_surface.h"
#include "ingest/gnss_table.h"
#include "store/store.h"

namespace plumbline::cli {

/// GNSS as a file gives it: a model on a grid, or stations.
struct GnssReference {
  std::vector<ingest::GnssVelocity> sites;
  std::vector<correct::GnssSite> places;  ///< the same on EPSG:3035
  std::optional<correct::GnssGrid> grid;  ///< when they are the nodes of one
};

/// Reads the file. North is set to 0 unless `with_north`; a station whose velocity to the east or up has a
/// standard deviation above `most_std` is left out, a node of a model is not.
GnssReference read_gnss(const std::filesystem::path& file, bool with_north, double most_std);

struct CalibrateOptions {
  correct::SurfaceOptions surface;
  double radius_m = 1000;
  double least_coherence = 0.5;  ///< of points that are compared with GNSS
};

/// The surface of one cluster of a tile.
struct ClusterSurface {
  std::int32_t label = 0;  ///< cluster_label; 0 where the tile has none
  std::size_t points = 0;
  std::vector<correct::ControlPoint> controls;
  std::optional<correct::VelocitySurface> surface;  ///< nothing without control points
};

/// What is taken out of a tile.
struct Calibration {
  std::vector<ClusterSurface> clusters;
  std::vector<float> rates;          ///< mm/yr, of every point; NaN: the point cannot be calibrated
  std::vector<float> gnss_velocity;  ///< of the model along the line of sight; empty without a model
  std::string plane;                 ///< on which the surfaces lie, where it is not EPSG:3035
};

/// Compares a tile with GNSS and fits a surface for each cluster. A tile with points outside the area of
/// EPSG:3035 has a plane of its own, and its points near a station are found along the ground.
Calibration calibration_of(const store::Store& store, const store::TileRecord& tile,
                           const GnssReference& gnss, const CalibrateOptions& options);

/// The column of the reference model as what is taken out. Throws Error(missing_stage) where there is none.
Calibration model_of(const store::Store& store, const store::TileRecord& tile);

}  // namespace plumbline::cli

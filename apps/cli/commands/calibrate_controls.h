// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "calibrate_tile.h"
#include "core/table.h"

namespace plumbline::cli {

/// One line for the user of a cluster that has a surface.
std::string text_of(const ClusterSurface& cluster, const GnssReference& gnss,
                    const correct::SurfaceOptions& options);

/// calibrate_controls.parquet: a row a control point.
Table empty_controls();
void append_controls(const std::string& stem, const GnssReference& gnss, const Calibration& calibration,
                     Table& controls);

}  // namespace plumbline::cli

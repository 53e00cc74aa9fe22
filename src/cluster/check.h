// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "cluster/dbscan.h"

namespace plumbline::cluster {

/// Holds a clustering against the definition of DBSCAN, by another road than `dbscan` takes (a tree instead
/// of a grid, searches from point to point instead of joined cells):
///   core       a point is core exactly when at least min_points points, itself included, lie within eps;
///   partition  core points have the same label exactly when steps of at most eps between core points lead
///              from one to the other;
///   border     any other point with a label lies within eps of a core point with that label;
///   noise      a point without a label lies within eps of no core point;
///   numbering  labels are 0 to clusters − 1.
/// Nothing when all holds, or else one sentence about the first point (of the first rule) that is wrong.
/// About n log n steps, whatever the density.
std::optional<std::string> clustering_fault(const Points& points, const DbscanOptions& options,
                                            const Clustering& clustering);

}  // namespace plumbline::cluster

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "cluster/dbscan.h"

namespace plumbline::cluster {

/// DBSCAN of points anywhere on the earth, given in EPSG:3035: distances are those on sheets
/// (geodesy/sheets.h), true to a millimetre in ten kilometres outside the area of EPSG:3035. Points of
/// different groups are never neighbours; `group` holds one number a point, or nothing for a single group.
/// Exactly what `dbscan_groups` and `dbscan` give on a plane that was true everywhere, numbers and ties
/// included: each sheet is searched with all that lies within 2 eps around it, and clusters of two sheets are
/// one when they share a core point.
///
/// Throws what `dbscan` and `lay_on_sheets` throw: eps_m up to 1,400 m. Memory: some 100 bytes a point more
/// than `dbscan`.
Clustering dbscan_on_sheets(const Points& points, std::span<const std::int32_t> group,
                            const DbscanOptions& options);

/// The first fault (check.h) of the clustering of any sheet, or a sentence when the clusters of the sheets,
/// put together, are not `clustering`.
std::optional<std::string> sheets_fault(const Points& points, std::span<const std::int32_t> group,
                                        const DbscanOptions& options, const Clustering& clustering);

}  // namespace plumbline::cluster

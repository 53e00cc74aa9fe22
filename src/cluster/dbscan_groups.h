// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "cluster/dbscan.h"

namespace plumbline::cluster {

/// DBSCAN of each group of points on its own: points of different groups are never neighbours. `group` holds
/// one number a point. Labels count on from group to group, in ascending order of their numbers.
Clustering dbscan_groups(const Points& points, std::span<const std::int32_t> group,
                         const DbscanOptions& options);

/// The first fault of any group's clustering (check.h), with points counted within their group.
std::optional<std::string> groups_fault(const Points& points, std::span<const std::int32_t> group,
                                        const DbscanOptions& options, const Clustering& clustering);

}  // namespace plumbline::cluster

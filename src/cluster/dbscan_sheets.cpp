// SPDX-License-Identifier: MIT
#include "cluster/dbscan_sheets.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cluster/dbscan_groups.h"
#include "core/error.h"
#include "geodesy/sheets.h"

// A point near the edge of its sheet has copies on the sheets beside it. A copy within eps of a sheet's own
// points sees all its neighbours there, since what is within 2 eps lies there: so it is core there when it is
// core at home, and a chain of core points that leaves a sheet goes on from the copy's home. What is core on
// any sheet is core, since a sheet never shows more neighbours than there are.

namespace plumbline::cluster {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

/// Points and their copies, sheet by sheet; every sheet and group is one group of `dbscan_groups`.
struct Copies {
  std::vector<double> easting_m, northing_m, velocity_mm_per_year;
  std::vector<std::int32_t> group;
  std::vector<std::uint32_t> point;
  std::vector<std::size_t> at_home;  ///< by point: its copy on its own sheet

  Points points() const { return {easting_m, northing_m, velocity_mm_per_year}; }
};

void check_finite(const Points& points) {
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (const auto& [name, value] :
         {std::pair("easting_m", points.easting_m[i]), std::pair("northing_m", points.northing_m[i])}) {
      if (!std::isfinite(value))
        throw Error(ErrorCode::bad_value, {.column = name},
                    fmt::format("point {} has the value {}, not a finite number", i, value));
    }
  }
}

Copies copies_of(const Points& points, std::span<const std::int32_t> group, double eps_m) {
  constexpr double kMaxEpsM = geodesy::kMaxReachM / 2;
  if (eps_m > kMaxEpsM)
    throw Error(ErrorCode::usage, {},
                fmt::format("eps_m is {}; outside the area of EPSG:3035 it is {} at most", eps_m, kMaxEpsM),
                "Give a smaller distance");
  check_finite(points);
  Copies copies;
  copies.at_home.assign(points.size(), kNone);
  std::map<std::pair<std::int32_t, std::int32_t>, std::int32_t> number_of;
  for (const geodesy::Sheet& sheet : geodesy::lay_on_sheets(points.easting_m, points.northing_m, 2 * eps_m)) {
    for (std::size_t i = 0; i < sheet.size(); ++i) {
      const std::uint32_t point = sheet.place[i];
      const std::pair key{sheet.number, group.empty() ? 0 : group[point]};
      const auto number = static_cast<std::int32_t>(number_of.size());
      if (sheet.is_own[i] != 0) copies.at_home[point] = copies.point.size();
      copies.group.push_back(number_of.try_emplace(key, number).first->second);
      copies.point.push_back(point);
      copies.easting_m.push_back(sheet.easting_m[i]);
      copies.northing_m.push_back(sheet.northing_m[i]);
      copies.velocity_mm_per_year.push_back(points.velocity_mm_per_year[point]);
    }
  }
  return copies;
}

/// Which clusters of the copies are one; a set is named by its smallest.
class ClusterSets {
 public:
  explicit ClusterSets(std::int64_t clusters) : parent_(static_cast<std::size_t>(clusters)) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }
  std::size_t root(std::int64_t label) {
    auto at = static_cast<std::size_t>(label);
    while (parent_[at] != at) at = parent_[at] = parent_[parent_[at]];
    return at;
  }
  void join(std::int64_t a, std::int64_t b) {
    const std::size_t root_a = root(a), root_b = root(b);
    parent_[std::max(root_a, root_b)] = std::min(root_a, root_b);
  }

 private:
  std::vector<std::size_t> parent_;
};

/// The clusters of the copies as clusters of the points, numbered group by group by their first core point.
Clustering joined(const Copies& copies, std::span<const std::int32_t> group, const Clustering& of_copies) {
  ClusterSets sets(of_copies.clusters);
  for (std::size_t copy = 0; copy < copies.point.size(); ++copy) {
    const std::size_t home = copies.at_home[copies.point[copy]];
    if (copy != home && of_copies.core[copy] != 0 && of_copies.core[home] != 0)
      sets.join(of_copies.label[copy], of_copies.label[home]);
  }
  const std::size_t count = copies.at_home.size();
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  if (!group.empty()) std::ranges::stable_sort(order, {}, [&](std::uint32_t point) { return group[point]; });
  std::vector<std::int64_t> label_of_set(static_cast<std::size_t>(of_copies.clusters), kNoise);
  Clustering all{std::vector<std::uint8_t>(count), std::vector<std::int64_t>(count, kNoise), 0};
  for (const std::uint32_t point : order) {
    const std::size_t home = copies.at_home[point];
    if (of_copies.core[home] == 0) continue;
    all.core[point] = 1;
    std::int64_t& label = label_of_set[sets.root(of_copies.label[home])];
    if (label == kNoise) label = all.clusters++;
  }
  for (std::size_t point = 0; point < count; ++point) {
    const std::int64_t label = of_copies.label[copies.at_home[point]];
    if (label != kNoise) all.label[point] = label_of_set[sets.root(label)];
  }
  return all;
}

}  // namespace

Clustering dbscan_on_sheets(const Points& points, std::span<const std::int32_t> group,
                            const DbscanOptions& options) {
  const Copies copies = copies_of(points, group, options.eps_m);
  return joined(copies, group, dbscan_groups(copies.points(), copies.group, options));
}

std::optional<std::string> sheets_fault(const Points& points, std::span<const std::int32_t> group,
                                        const DbscanOptions& options, const Clustering& clustering) {
  const Copies copies = copies_of(points, group, options.eps_m);
  const Clustering of_copies = dbscan_groups(copies.points(), copies.group, options);
  if (auto fault = groups_fault(copies.points(), copies.group, options, of_copies)) return fault;
  const Clustering expected = joined(copies, group, of_copies);
  if (clustering.core.size() != points.size() || clustering.label.size() != points.size() ||
      clustering.clusters != expected.clusters)
    return fmt::format("{} clusters of {} points and not {} of {}, as the sheets say", clustering.clusters,
                       clustering.label.size(), expected.clusters, points.size());
  for (std::size_t point = 0; point < points.size(); ++point) {
    if (expected.label[point] != clustering.label[point] || expected.core[point] != clustering.core[point])
      return fmt::format("point {} has the label {} and core flag {}, and not {} and {}, as the sheets say",
                         point, clustering.label[point], clustering.core[point], expected.label[point],
                         expected.core[point]);
  }
  return {};
}

}  // namespace plumbline::cluster

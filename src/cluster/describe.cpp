// SPDX-License-Identifier: MIT
#include "cluster/describe.h"

#include <algorithm>
#include <numeric>
#include <string_view>

#include <fmt/format.h>

#include "geodesy/europe.h"
#include "geodesy/plane.h"
#include "geodesy/projection.h"

namespace plumbline::cluster {
namespace {

constexpr double kBufferM = 20.0;

std::size_t digits(std::size_t number, std::size_t at_least) {
  return std::max(fmt::formatted_size("{}", number), at_least);
}

double median(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*std::max_element(values.begin(), middle) + *middle) / 2;
}

void count_classes(const MovingPoints& points, const Members& members, Summary& summary) {
  for (const std::size_t i : members) {
    if (const auto motion = points.motion[i]) {
      ++summary.points_of_class[static_cast<std::size_t>(*motion)];
    } else {
      ++summary.points_unclassified;
    }
  }
  const auto most = std::max_element(summary.points_of_class.begin(), summary.points_of_class.end());
  if (*most > 0) summary.dominant_class = static_cast<MotionClass>(most - summary.points_of_class.begin());
  summary.purity = static_cast<double>(*most) / static_cast<double>(summary.points);
  summary.mixed = summary.purity < kLeastPurity;
}

}  // namespace

std::vector<Members> members_of(std::span<const std::int64_t> label, std::int64_t clusters) {
  std::vector<Members> members(static_cast<std::size_t>(clusters));
  for (std::size_t i = 0; i < label.size(); ++i) {
    if (label[i] >= 0) members[static_cast<std::size_t>(label[i])].push_back(i);
  }
  return members;
}

void sort_by_size(std::vector<Members>& clusters, std::span<const std::string> pid) {
  struct Rank {
    std::size_t points;
    std::string_view smallest_pid;
    std::size_t cluster;
  };
  std::vector<Rank> ranks;
  for (std::size_t cluster = 0; cluster < clusters.size(); ++cluster) {
    const Members& members = clusters[cluster];
    const auto smallest = std::min_element(members.begin(), members.end(),
                                           [&](std::size_t a, std::size_t b) { return pid[a] < pid[b]; });
    ranks.push_back(
        {members.size(), smallest == members.end() ? std::string_view{} : pid[*smallest], cluster});
  }
  std::stable_sort(ranks.begin(), ranks.end(), [](const Rank& a, const Rank& b) {
    return a.points != b.points ? a.points > b.points : a.smallest_pid < b.smallest_pid;
  });
  std::vector<Members> sorted;
  for (const Rank& rank : ranks) sorted.push_back(std::move(clusters[rank.cluster]));
  clusters = std::move(sorted);
}

std::string cluster_id(std::size_t rank, std::size_t clusters) {
  return fmt::format("CL_{:0{}}", rank + 1, digits(clusters, 4));
}

std::string subcluster_id(const std::string& parent, std::size_t rank, std::size_t subclusters) {
  return fmt::format("{}_SUB_{:0{}}", parent, rank + 1, digits(subclusters, 3));
}

Summary summarise(const MovingPoints& points, const Members& members) {
  Summary summary{.points = static_cast<std::int64_t>(members.size())};
  count_classes(points, members, summary);
  std::vector<double> velocity;
  velocity.reserve(members.size());
  double sum_of_coherence = 0;
  for (const std::size_t i : members) {
    velocity.push_back(points.velocity_mm_per_year[i]);
    sum_of_coherence += points.coherence[i];
    summary.points_ascending += points.orbit[i] == 'A';
    summary.points_descending += points.orbit[i] == 'D';
  }
  const auto count = static_cast<double>(members.size());
  const auto [least, greatest] = std::minmax_element(velocity.begin(), velocity.end());
  summary.least_velocity_mm_per_year = *least;
  summary.greatest_velocity_mm_per_year = *greatest;
  summary.mean_velocity_mm_per_year = std::accumulate(velocity.begin(), velocity.end(), 0.0) / count;
  summary.mean_coherence = sum_of_coherence / count;
  summary.median_velocity_mm_per_year = median(velocity);
  return summary;
}

ClusterPolygon polygon_of(const MovingPoints& points, const Members& members, Hull hull) {
  std::vector<double> easting_m;
  std::vector<double> northing_m;
  for (const std::size_t i : members) {
    easting_m.push_back(points.easting_m[i]);
    northing_m.push_back(points.northing_m[i]);
  }
  if (!points.beyond_europe) return hull_polygon(easting_m, northing_m, kBufferM, hull);
  if (geodesy::all_in_europe(easting_m, northing_m)) {
    return hull_polygon_in_degrees(easting_m, northing_m, kBufferM, hull, [](double& x, double& y) {
      const geodesy::Geographic place = geodesy::geographic_from_laea({&x, 1}, {&y, 1});
      x = place.longitude.front();
      y = place.latitude.front();
    });
  }
  const geodesy::Geographic places = geodesy::geographic_from_laea(easting_m, northing_m);
  const geodesy::MiddlePlace middle = geodesy::middle_of(places.longitude, places.latitude);
  const geodesy::Plane plane = geodesy::Plane::around(middle.longitude, middle.latitude);
  const geodesy::Projected on_plane = plane.project(places.longitude, places.latitude);
  return hull_polygon_in_degrees(on_plane.easting_m, on_plane.northing_m, kBufferM, hull,
                                 [&](double& x, double& y) { plane.unproject(x, y); });
}

}  // namespace plumbline::cluster

// SPDX-License-Identifier: MIT
// /api/v1/clusters and /api/v1/subclusters: outlines as coarse as the zoom level allows.
#include <array>
#include <limits>

#include "serve/endpoints/endpoints.h"
#include "serve/service.h"

namespace plumbline::serve {
namespace {

Answer outlines(const ClusterOutlines& clusters, std::string_view query) {
  constexpr std::array<std::string_view, 7> kNames{"min_lat", "max_lat",    "min_lon",  "max_lon",
                                                   "zoom",    "min_points", "min_speed"};
  const Parameters parameters(query, kNames);
  const OutlineFilter filter{
      .window = read_window(parameters),
      .zoom = static_cast<int>(parameters.integer("zoom", kGreatestZoom, 0, kGreatestZoom)),
      .least_points = parameters.integer("min_points", 0, 0, std::numeric_limits<std::int64_t>::max()),
      .least_speed_mm_per_year = parameters.float64("min_speed", 0, 0, std::numeric_limits<double>::max())};
  return geojson_answer(clusters.geojson(filter));
}

}  // namespace

Answer clusters(const Service& service, const Question& question) {
  return outlines(service.snapshot.cluster_outlines, question.query);
}

Answer subclusters(const Service& service, const Question& question) {
  return outlines(service.snapshot.subcluster_outlines, question.query);
}

}  // namespace plumbline::serve

// SPDX-License-Identifier: MIT
#include <array>

#include "serve/endpoints/endpoints.h"
#include "serve/service.h"

namespace plumbline::serve {
namespace {

Answer polygons_in_window(const PolygonCollection& polygons, std::string_view query) {
  constexpr std::array<std::string_view, 4> kNames{"min_lat", "max_lat", "min_lon", "max_lon"};
  return geojson_answer(polygons.geojson(read_window(Parameters(query, kNames))));
}

}  // namespace

Answer get_clusters(const Service& service, const Question& question) {
  return polygons_in_window(service.snapshot.clusters, question.query);
}

Answer get_subclusters(const Service& service, const Question& question) {
  return polygons_in_window(service.snapshot.subclusters, question.query);
}

}  // namespace plumbline::serve

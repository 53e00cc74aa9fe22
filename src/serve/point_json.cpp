// SPDX-License-Identifier: MIT
#include "serve/point_json.h"

#include "core/motion_class.h"
#include "store/json_text.h"

namespace plumbline::serve {
namespace {

void append_flags(std::string& text, std::uint8_t flags) {
  for (unsigned flag = 0; flag < kFlagNames.size(); ++flag) {
    text += ",\"";
    text += kFlagNames[flag];
    text += (flags & (0x10U << flag)) != 0 ? "\":null" : (flags & (1U << flag)) != 0 ? "\":true" : "\":false";
  }
}

void append_cluster(std::string& text, const std::vector<std::string>& ids, std::uint32_t number) {
  store::append_json_or_null(text, number == kNoCluster ? std::string_view{} : std::string_view(ids[number]));
}

std::string_view orbit_text(Orbit orbit) {
  return orbit == Orbit::ascending ? "\"A\"" : orbit == Orbit::descending ? "\"D\"" : "null";
}

}  // namespace

void append_point_attributes(std::string& text, const ViewportIndex& index, std::uint32_t point) {
  text += "\"height\":";
  store::append_json(text, index.height_m(point));
  text += ",\"mean_velocity\":";
  store::append_json(text, index.velocity_mm_per_year(point));
  text += ",\"temporal_coherence\":";
  store::append_json(text, index.coherence(point));
  text += ",\"orbit\":";
  text += orbit_text(index.orbit(point));
  text += ",\"class_1\":";
  const std::uint8_t motion = index.motion_class(point);
  store::append_json_or_null(text, motion == kUnclassified ? std::string_view{} : kMotionClassNames[motion]);
  append_flags(text, index.flags(point));
  const auto [cluster, subcluster] = index.clusters(point);
  text += ",\"cluster_id\":";
  append_cluster(text, index.cluster_ids(), cluster);
  text += ",\"subcluster_id\":";
  append_cluster(text, index.subcluster_ids(), subcluster);
  text += ",\"tile\":";
  store::append_json(text, std::string_view(index.tile_stems()[index.tile(point)]));
}

}  // namespace plumbline::serve

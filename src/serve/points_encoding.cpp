// SPDX-License-Identifier: MIT
#include "serve/points_encoding.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include "core/motion_class.h"
#include "serve/compact_values.h"
#include "serve/point_values.h"

namespace plumbline::serve {
namespace {

constexpr std::uint8_t kMissingCoherence = 0xff;

/// The ids that an answer mentions, renumbered in order of appearance.
class MentionedIds {
 public:
  explicit MentionedIds(const std::vector<std::string>& all) : all_(all) {}

  /// The new number of an id, and kNoCluster for kNoCluster.
  std::uint32_t number(std::uint32_t id) {
    if (id == kNoCluster) return kNoCluster;
    const auto [place, is_new] = numbers_.try_emplace(id, static_cast<std::uint32_t>(ids_.size()));
    if (is_new) ids_.push_back(all_[id]);
    return place->second;
  }
  /// Likewise of a member of each point.
  std::vector<std::uint32_t> numbers(std::span<const PointValues> points, std::uint32_t PointValues::*id) {
    std::vector<std::uint32_t> numbers(points.size());
    std::transform(points.begin(), points.end(), numbers.begin(),
                   [&](const PointValues& point) { return number(point.*id); });
    return numbers;
  }
  const std::vector<std::string>& ids() const { return ids_; }

 private:
  const std::vector<std::string>& all_;
  std::vector<std::string> ids_;
  std::unordered_map<std::uint32_t, std::uint32_t> numbers_;
};

std::uint8_t hundredths(float coherence) {
  if (!(coherence >= 0 && coherence <= 1)) return kMissingCoherence;
  return static_cast<std::uint8_t>(std::lround(coherence * 100.0F));
}

/// `clusters`, `subclusters`: their numbers, of each point.
void add_columns(std::span<const PointValues> points, std::span<const std::uint32_t> clusters,
                 std::span<const std::uint32_t> subclusters, BinaryColumns& to) {
  const auto add = [&](const char* name, const char* type, const auto& value_of) {
    to.add(name, type, [points, value_of](std::size_t place) { return value_of(points[place]); });
  };
  add("longitude_e6", "int32", [](const auto& p) { return p.longitude_e6; });
  add("latitude_e6", "int32", [](const auto& p) { return p.latitude_e6; });
  add("mean_velocity", "float32", [](const auto& p) { return p.velocity_mm_per_year; });
  add("height", "float32", [](const auto& p) { return p.height_m; });
  add("row", "uint32", [](const auto& p) { return p.row; });
  to.add("cluster", "uint32", [clusters](std::size_t place) { return clusters[place]; });
  to.add("subcluster", "uint32", [subclusters](std::size_t place) { return subclusters[place]; });
  add("tile", "uint16", [](const auto& p) { return p.tile; });
  add("temporal_coherence_e2", "uint8", [](const auto& p) { return hundredths(p.coherence); });
  add("class_1", "uint8", [](const auto& p) { return PointKind::column_class(p.kind); });
  // Those that are set: a flag that is not known counts as not set.
  add("flags", "uint8", [](const auto& p) { return static_cast<std::uint8_t>(PointKind::flags(p.kind)); });
  add("orbit", "uint8", [](const auto& p) { return p.orbit; });
  add("pid", "char[10]", [](const auto& p) { return pid_characters(p.pid); });
}

nlohmann::ordered_json header_of(const ViewportIndex& index, const PointSelection& selection) {
  return {{"count", selection.points.size()}, {"total", selection.total}, {"tiles", index.tile_stems()}};
}

}  // namespace

std::string encode_points(const ViewportIndex& all, const PointSelection& selection) {
  MentionedIds clusters(all.cluster_ids());
  MentionedIds subclusters(all.subcluster_ids());
  const std::vector<PointValues> points = values_of_points(all, selection.points);
  const auto cluster = clusters.numbers(points, &PointValues::cluster);
  const auto subcluster = subclusters.numbers(points, &PointValues::subcluster);
  BinaryColumns columns(points.size());
  add_columns(points, cluster, subcluster, columns);
  nlohmann::ordered_json header = header_of(all, selection);
  header["classes"] = kMotionClassNames;
  header["clusters"] = clusters.ids();
  header["subclusters"] = subclusters.ids();
  return columns.body(std::move(header));
}

BinaryColumns columns_that_name_points(const ViewportIndex& index, const PointSelection& selection) {
  const auto& points = selection.points;
  BinaryColumns columns(points.size());
  columns.add("row", "uint32", [&](std::size_t place) { return index.row(points[place]); });
  columns.add("tile", "uint16", [&](std::size_t place) { return index.tile(points[place]); });
  return columns;
}

std::string encode_columns(const ViewportIndex& index, const PointSelection& selection,
                           const BinaryColumns& columns, std::span<const Date> dates) {
  nlohmann::ordered_json header = header_of(index, selection);
  if (!dates.empty()) header["dates"] = nlohmann::ordered_json::array();
  for (const Date date : dates) header["dates"].push_back(date.iso());
  return columns.body(std::move(header));
}

}  // namespace plumbline::serve

// SPDX-License-Identifier: MIT
#include "serve/points_encoding.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <string_view>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include "core/motion_class.h"
#include "serve/compact_values.h"
#include "serve/point_values.h"

namespace plumbline::serve {
namespace {

static_assert(std::endian::native == std::endian::little, "the columns are written as they lie in memory");

constexpr std::string_view kMagic = "PLPT";
constexpr std::uint32_t kLayoutVersion = 1;
constexpr std::size_t kAlignment = 4;
constexpr std::uint8_t kMissingCoherence = 0xff;

template <typename T>
void append_bytes(std::string& bytes, const T& value) {
  bytes.append(std::bit_cast<std::array<char, sizeof(T)>>(value).data(), sizeof(T));
}

struct BinaryColumn {
  std::string_view name;
  std::string_view type;
  std::size_t value_bytes;
};

constexpr std::array kColumnsOfAnswer{BinaryColumn{"longitude_e6", "int32", 4},
                                      BinaryColumn{"latitude_e6", "int32", 4},
                                      BinaryColumn{"mean_velocity", "float32", 4},
                                      BinaryColumn{"height", "float32", 4},
                                      BinaryColumn{"row", "uint32", 4},
                                      BinaryColumn{"cluster", "uint32", 4},
                                      BinaryColumn{"subcluster", "uint32", 4},
                                      BinaryColumn{"tile", "uint16", 2},
                                      BinaryColumn{"temporal_coherence_e2", "uint8", 1},
                                      BinaryColumn{"class_1", "uint8", 1},
                                      BinaryColumn{"flags", "uint8", 1},
                                      BinaryColumn{"orbit", "uint8", 1},
                                      BinaryColumn{"pid", "char[10]", PointId::kLength}};

/// Padded.
constexpr std::size_t column_bytes(const BinaryColumn& column, std::size_t points) {
  return (points * column.value_bytes + kAlignment - 1) / kAlignment * kAlignment;
}

/// The ids that an answer mentions, renumbered in order of appearance.
class MentionedIds {
 public:
  explicit MentionedIds(const std::vector<std::string>& all) : all_(all) {}

  std::uint32_t number(std::uint32_t id) {
    if (id == kNoCluster) return kNoCluster;
    const auto [place, is_new] = numbers_.try_emplace(id, static_cast<std::uint32_t>(ids_.size()));
    if (is_new) ids_.push_back(all_[id]);
    return place->second;
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

std::uint8_t class_of(std::uint8_t kind) {
  const unsigned motion = PointKind::motion_class(kind);
  return motion == PointKind::kNoClass ? kUnclassified : static_cast<std::uint8_t>(motion);
}

/// Writes the columns, in the order of kColumnsOfAnswer, to a place that has room for them.
class ColumnWriter {
 public:
  ColumnWriter(const ManyPointValues& points, char* to) : points_(points), to_(to) {}

  template <typename ValueOf>
  void add(const ValueOf& value_of) {
    const BinaryColumn& column = kColumnsOfAnswer[written_++];
    char* to = to_;
    for (std::size_t i = 0; i < points_.size(); ++i, to += column.value_bytes) {
      const auto value = value_of(points_[i]);
      std::memcpy(to, &value, sizeof value);
    }
    to_ += column_bytes(column, points_.size());
  }

 private:
  const ManyPointValues& points_;
  char* to_;
  std::size_t written_ = 0;
};

void write_columns(const ManyPointValues& points, MentionedIds& clusters, MentionedIds& subclusters,
                   char* begin) {
  ColumnWriter to(points, begin);
  to.add([](const auto& p) { return p.longitude_e6; });
  to.add([](const auto& p) { return p.latitude_e6; });
  to.add([](const auto& p) { return p.velocity_mm_per_year; });
  to.add([](const auto& p) { return p.height_m; });
  to.add([](const auto& p) { return p.row; });
  to.add([&](const auto& p) { return clusters.number(p.cluster); });
  to.add([&](const auto& p) { return subclusters.number(p.subcluster); });
  to.add([](const auto& p) { return p.tile; });
  to.add([](const auto& p) { return hundredths(p.coherence); });
  to.add([](const auto& p) { return class_of(p.kind); });
  to.add(
      [](const auto& p) { return static_cast<std::uint8_t>(PointKind::flags(p.kind)); });  // set, not unknown
  to.add([](const auto& p) { return p.orbit; });
  to.add([](const auto& p) { return pid_characters(p.pid); });
}

/// Fills in the columns' places, counted from the beginning of a body whose header has `header_bytes`.
void place_columns(std::size_t points, std::size_t header_bytes, nlohmann::ordered_json& header) {
  std::size_t offset = 16 + header_bytes;
  header["columns"] = nlohmann::ordered_json::array();
  for (const BinaryColumn& column : kColumnsOfAnswer) {
    header["columns"].push_back({{"name", column.name}, {"type", column.type}, {"offset", offset}});
    offset += column_bytes(column, points);
  }
}

/// The JSON header, padded. The offsets in it depend on its own length, which grows with their digits: the
/// length is raised until it fits.
std::string header_text(std::size_t points, nlohmann::ordered_json header) {
  std::size_t header_bytes = 0;
  for (;;) {
    place_columns(points, header_bytes, header);
    std::string text = header.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    if (text.size() <= header_bytes) {
      text.resize(header_bytes, ' ');
      return text;
    }
    header_bytes = (text.size() + kAlignment - 1) / kAlignment * kAlignment;
  }
}

}  // namespace

std::string encode_points(const ViewportIndex& all, const PointSelection& selection) {
  MentionedIds clusters(all.cluster_ids());
  MentionedIds subclusters(all.subcluster_ids());
  const ManyPointValues points(all, selection.points);
  for (std::size_t i = 0; i < points.size(); ++i) {  // the header names them, and comes first
    clusters.number(points[i].cluster);
    subclusters.number(points[i].subcluster);
  }
  nlohmann::ordered_json header;
  header["count"] = points.size();
  header["total"] = selection.total;
  header["tiles"] = all.tile_stems();
  header["classes"] = kMotionClassNames;
  header["clusters"] = clusters.ids();
  header["subclusters"] = subclusters.ids();
  const std::string text = header_text(points.size(), std::move(header));

  std::string body(kMagic);
  append_bytes(body, kLayoutVersion);
  append_bytes(body, static_cast<std::uint32_t>(text.size()));
  append_bytes(body, static_cast<std::uint32_t>(points.size()));
  const std::size_t begin = body.size() + text.size();
  std::size_t bytes = begin;
  for (const BinaryColumn& column : kColumnsOfAnswer) bytes += column_bytes(column, points.size());
  body.reserve(bytes);
  body += text;
  body.resize(bytes);
  write_columns(points, clusters, subclusters, body.data() + begin);
  return body;
}

}  // namespace plumbline::serve

// SPDX-License-Identifier: MIT
#include "serve/points_encoding.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include "core/motion_class.h"

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
  std::string name;
  std::string type;
  std::string bytes;  ///< padded
};

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

/// The flags that are set; one that is not known counts as not set.
std::uint8_t known_flags(std::uint8_t flags) {
  return static_cast<std::uint8_t>(flags & ~(flags >> 4) & 0x0f);
}

class ColumnWriter {
 public:
  explicit ColumnWriter(const std::vector<std::uint32_t>& points) : points_(points) {}

  template <typename ValueOf>
  void add(std::string name, std::string type, const ValueOf& value_of) {
    using Value = decltype(value_of(std::uint32_t{}));
    const std::size_t bytes = points_.size() * sizeof(Value);
    BinaryColumn column{std::move(name), std::move(type),
                        std::string((bytes + kAlignment - 1) / kAlignment * kAlignment, '\0')};
    char* to = column.bytes.data();
    for (const std::uint32_t point : points_) {
      const Value value = value_of(point);
      std::memcpy(to, &value, sizeof value);
      to += sizeof value;
    }
    columns_.push_back(std::move(column));
  }
  const std::vector<BinaryColumn>& columns() const { return columns_; }

 private:
  const std::vector<std::uint32_t>& points_;
  std::vector<BinaryColumn> columns_;
};

void add_columns(const ViewportIndex& all, MentionedIds& clusters, MentionedIds& subclusters,
                 ColumnWriter& to) {
  to.add("longitude_e6", "int32", [&](auto i) { return all.longitude_e6(i); });
  to.add("latitude_e6", "int32", [&](auto i) { return all.latitude_e6(i); });
  to.add("mean_velocity", "float32", [&](auto i) { return all.velocity_mm_per_year(i); });
  to.add("height", "float32", [&](auto i) { return all.height_m(i); });
  to.add("row", "uint32", [&](auto i) { return all.row(i); });
  to.add("cluster", "uint32", [&](auto i) { return clusters.number(all.clusters(i).first); });
  to.add("subcluster", "uint32", [&](auto i) { return subclusters.number(all.clusters(i).second); });
  to.add("tile", "uint16", [&](auto i) { return all.tile(i); });
  to.add("temporal_coherence_e2", "uint8", [&](auto i) { return hundredths(all.coherence(i)); });
  to.add("class_1", "uint8", [&](auto i) { return all.motion_class(i); });
  to.add("flags", "uint8", [&](auto i) { return known_flags(all.flags(i)); });
  to.add("orbit", "uint8", [&](auto i) { return static_cast<std::uint8_t>(all.orbit(i)); });
  to.add("pid", "char[10]", [&](auto i) { return all.pid(i); });
}

/// Fills in the columns' places, counted from the beginning of a body whose header has `header_bytes`.
void place_columns(const std::vector<BinaryColumn>& columns, std::size_t header_bytes,
                   nlohmann::ordered_json& header) {
  std::size_t offset = 16 + header_bytes;
  header["columns"] = nlohmann::ordered_json::array();
  for (const BinaryColumn& column : columns) {
    header["columns"].push_back({{"name", column.name}, {"type", column.type}, {"offset", offset}});
    offset += column.bytes.size();
  }
}

/// The JSON header, padded. The offsets in it depend on its own length, which grows with their digits: the
/// length is raised until it fits.
std::string header_text(const std::vector<BinaryColumn>& columns, nlohmann::ordered_json header) {
  std::size_t header_bytes = 0;
  for (;;) {
    place_columns(columns, header_bytes, header);
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
  ColumnWriter writer(selection.points);
  add_columns(all, clusters, subclusters, writer);

  nlohmann::ordered_json header;
  header["count"] = selection.points.size();
  header["total"] = selection.total;
  header["tiles"] = all.tile_stems();
  header["classes"] = kMotionClassNames;
  header["clusters"] = clusters.ids();
  header["subclusters"] = subclusters.ids();
  const std::string text = header_text(writer.columns(), std::move(header));

  std::string body(kMagic);
  append_bytes(body, kLayoutVersion);
  append_bytes(body, static_cast<std::uint32_t>(text.size()));
  append_bytes(body, static_cast<std::uint32_t>(selection.points.size()));
  std::size_t bytes = body.size() + text.size();
  for (const BinaryColumn& column : writer.columns()) bytes += column.bytes.size();
  body.reserve(bytes);
  body += text;
  for (const BinaryColumn& column : writer.columns()) body += column.bytes;
  return body;
}

}  // namespace plumbline::serve

// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/point_id.h"
#include "serve/compact_values.h"
#include "serve/point_filter.h"
#include "serve/value_codes.h"
#include "serve/view_file.h"

namespace plumbline::serve {

/// Numbers in 1, 2 or 4 bytes each.
class CodeColumn {
 public:
  CodeColumn(std::span<const std::byte> bytes, std::size_t width) : bytes_(bytes), width_(width) {}

  std::uint32_t operator[](std::size_t i) const {
    if (width_ == 1) return std::to_integer<std::uint32_t>(bytes_[i]);
    return width_ == 2 ? values<std::uint16_t>()[i] : values<std::uint32_t>()[i];
  }
  /// Clears keep[i] where the code of point first + i is outside the range.
  void keep_within(const CodeRange& range, std::size_t first, std::span<std::uint8_t> keep) const;

 private:
  template <typename T>
  const T* values() const {
    return reinterpret_cast<const T*>(bytes_.data());
  }
  std::span<const std::byte> bytes_;
  std::size_t width_;
};

/// Answers map queries from STORE/view/ (view_file.h): exact, by what each block of up to 1,024 points says
/// of itself first, and by its points, column by column, only where that leaves a doubt. A cell of zoom 5 to
/// 8 costs the first point that passes of each of its blocks. Memory: next to nothing but pages of the file,
/// which the system keeps as long as it likes. Immutable, so any number of threads may ask.
class ViewportIndex {
 public:
  /// Throws as ViewFile does.
  explicit ViewportIndex(const std::filesystem::path& path);

  std::size_t size() const { return file_.points(); }
  PointSelection select(const PointFilter& filter) const;
  /// Up to `count` of the points that pass, from position `first` on, in the order of the index; zoom and
  /// `max_points` are not looked at. Walks a selection of any size page by page.
  PointPage page(const PointFilter& filter, std::uint32_t first, std::size_t count) const;

  double latitude(std::uint32_t point) const;
  double longitude(std::uint32_t point) const;
  std::int32_t latitude_e6(std::uint32_t point) const { return latitudes_[point]; }
  std::int32_t longitude_e6(std::uint32_t point) const { return longitudes_[point]; }
  float velocity_mm_per_year(std::uint32_t point) const { return velocities_.value(velocity_[point]); }
  float coherence(std::uint32_t point) const { return coherences_.value(coherence_[point]); }
  float height_m(std::uint32_t point) const { return heights_.value(height_[point]); }
  std::uint32_t row(std::uint32_t point) const { return rows_[point]; }
  std::uint16_t tile(std::uint32_t point) const { return tiles_[point]; }
  std::uint8_t flags(std::uint32_t point) const { return flags_[point]; }
  std::uint8_t motion_class(std::uint32_t point) const;  ///< or kUnclassified
  Orbit orbit(std::uint32_t point) const { return static_cast<Orbit>(PointKind::orbit(kinds_[point])); }
  auto pid(std::uint32_t point) const { return pid_characters(pids_[point]); }
  /// Indices into `cluster_ids` and `subcluster_ids`, or kNoCluster.
  std::pair<std::uint32_t, std::uint32_t> clusters(std::uint32_t point) const;

  const std::vector<std::string>& tile_stems() const { return tile_stems_; }
  const std::vector<std::string>& cluster_ids() const { return cluster_ids_; }
  const std::vector<std::string>& subcluster_ids() const { return subcluster_ids_; }
  std::span<const TileFigures> tile_figures() const { return tile_figures_; }

 private:
  friend class ViewportQuery;
  bool more_coherent(std::uint32_t a, std::uint32_t b) const;
  /// Nothing where the millionths are exact.
  const ExactPlace* exact_place(std::uint32_t point) const;
  void sort_as_stored(std::vector<std::uint32_t>& points) const;

  ViewFile file_;
  std::vector<std::string> tile_stems_;
  std::vector<std::string> cluster_ids_;
  std::vector<std::string> subcluster_ids_;
  ValueCodes velocities_;
  ValueCodes coherences_;
  ValueCodes heights_;
  std::span<const TileFigures> tile_figures_;
  std::span<const BlockFigures> blocks_;
  std::span<const std::int32_t> latitudes_;
  std::span<const std::int32_t> longitudes_;
  CodeColumn velocity_;
  CodeColumn coherence_;
  CodeColumn height_;
  std::span<const std::uint8_t> kinds_;
  std::span<const std::uint8_t> flags_;
  std::span<const std::uint32_t> rows_;
  std::span<const std::uint16_t> tiles_;
  std::span<const std::uint64_t> pids_;
  std::span<const ClusteredPoint> clustered_;
  std::span<const ExactPlace> exact_places_;
};

}  // namespace plumbline::serve

// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/delivery_name.h"
#include "core/point_id.h"
#include "serve/packed_numbers.h"
#include "serve/point_filter.h"
#include "serve/value_codes.h"
#include "serve/view_file.h"

namespace plumbline::serve {

inline constexpr std::uint32_t kNoPoint = 0xffffffff;

/// Answers map queries from STORE/view/ (view_file.h): exact, by what each block of up to 1,024 points says
/// of itself first, and by its points, column by column, only where that leaves a doubt. What is shown is
/// found from the most coherent points downwards, and no further than cells are left without one. Memory:
/// next to nothing but pages of the file, which the system keeps as long as it likes. Immutable, so any
/// number of threads may ask.
class ViewportIndex {
 public:
  /// Throws as ViewFile does.
  explicit ViewportIndex(const std::filesystem::path& path);

  std::size_t size() const { return file_.points(); }
  PointSelection select(const PointFilter& filter) const;
  /// Up to `count` of the points that pass, from position `first` on, in the order of the index; zoom and
  /// `max_points` are not looked at. Walks a selection of any size page by page.
  PointPage page(const PointFilter& filter, std::uint32_t first, std::size_t count) const;
  /// Calls `body` with all points that pass, some at a time, in the order of the index; zoom and `max_points`
  /// are not looked at. For selections of any size: none of it is kept.
  void visit(const PointFilter& filter,
             const std::function<void(std::span<const std::uint32_t> points)>& body) const;

  double latitude(std::uint32_t point) const { return place(point).latitude; }
  double longitude(std::uint32_t point) const { return place(point).longitude; }
  /// Both at once, in degrees.
  ExactPlace place(std::uint32_t point) const;
  std::int32_t latitude_e6(std::uint32_t point) const {
    return place_of(point).signed_number(PointColumn::latitude, &PointRanges::min_latitude);
  }
  std::int32_t longitude_e6(std::uint32_t point) const {
    return place_of(point).signed_number(PointColumn::longitude, &PointRanges::min_longitude);
  }
  float velocity_mm_per_year(std::uint32_t point) const {
    return velocities_.value(place_of(point).code(PointColumn::velocity, &PointRanges::min_velocity));
  }
  float coherence(std::uint32_t point) const { return coherences_.value(coherence_code(point)); }
  float height_m(std::uint32_t point) const {
    return heights_.value(place_of(point).code(PointColumn::height, &PointRanges::min_height));
  }
  std::uint32_t row(std::uint32_t point) const { return place_of(point).row(); }
  std::uint16_t tile(std::uint32_t point) const { return origin(point).tile; }
  std::uint8_t flags(std::uint32_t point) const;
  std::uint8_t motion_class(std::uint32_t point) const;  ///< or kUnclassified
  Orbit orbit(std::uint32_t point) const { return static_cast<Orbit>(origin(point).orbit); }
  Component component(std::uint32_t point) const {
    return static_cast<Component>(tile_figures_[tile(point)].component);
  }
  std::array<char, PointId::kLength> pid(std::uint32_t point) const;
  /// Indices into `cluster_ids` and `subcluster_ids`, or kNoCluster.
  std::pair<std::uint32_t, std::uint32_t> clusters(std::uint32_t point) const;

  /// The order in which points are shown first: by falling coherence, then by pid, tile and row.
  bool more_coherent(std::uint32_t a, std::uint32_t b) const {
    const std::uint32_t coherence_a = coherence_code(a), coherence_b = coherence_code(b);
    return coherence_a != coherence_b ? coherence_a > coherence_b : first_of_equals(a, b);
  }
  /// Sorts by tile and row.
  void sort_as_stored(std::vector<std::uint32_t>& points) const;

  const std::vector<std::string>& tile_stems() const { return tile_stems_; }
  /// Those of the tiles' points; TileFigures says which one a tile belongs to.
  const std::vector<store::Dataset>& datasets() const { return datasets_; }
  std::uint8_t dataset(std::uint32_t point) const { return tile_figures_[tile(point)].dataset; }
  const std::vector<std::string>& cluster_ids() const { return cluster_ids_; }
  const std::vector<std::string>& subcluster_ids() const { return subcluster_ids_; }
  std::span<const TileFigures> tile_figures() const { return tile_figures_; }

  // How the points are laid out, for those who look for them.
  const ValueCodes& velocities() const { return velocities_; }
  const ValueCodes& coherences() const { return coherences_; }
  const ValueCodes& heights() const { return heights_; }
  std::span<const BlockFigures> blocks() const { return blocks_; }
  std::span<const TreeFigures> trees() const { return trees_; }
  /// Those of the points of a block, by their numbers in its column.
  std::span<const Origin> origins(const BlockFigures& block) const {
    return origins_.subspan(block.first_origin, block.end_origin - block.first_origin);
  }
  const Origin& origin(std::uint32_t point) const { return place_of(point).origin(); }
  std::span<const CountNode> count_nodes() const { return count_nodes_; }
  std::span<const CountBlock> count_blocks() const { return count_blocks_; }
  /// From this place on.
  const std::byte* columns(std::uint64_t begin) const { return columns_.data() + begin; }
  const std::byte* column(const BlockFigures& block, PointColumn column) const {
    return columns(block.columns) + block.begins[static_cast<std::size_t>(column)];
  }
  std::uint32_t coherence_code(std::uint32_t point) const {
    return place_of(point).code(PointColumn::coherence, &PointRanges::min_coherence);
  }
  /// Those of a block, ascending.
  std::span<const ClusteredPoint> clustered(std::uint32_t block) const;
  /// Those of a block whose places are rounded.
  std::span<const ExactPlace> exact_places(const BlockFigures& block) const {
    return exact_places_.subspan(block.exact_places, block.points);
  }
  std::uint32_t block_of(std::uint32_t point) const {
    std::uint32_t block = finder_[point / kFinderPoints];
    while (point - blocks_[block].first >= blocks_[block].points) ++block;
    return block;
  }

 private:
  /// By pid, tile and row.
  bool first_of_equals(std::uint32_t a, std::uint32_t b) const;
  /// A point of a block.
  struct PlaceInBlock {
    const ViewportIndex& index;
    const BlockFigures& block;
    std::uint32_t i;

    const Origin& origin() const { return index.origins_[block.first_origin + number(PointColumn::origin)]; }
    std::uint64_t pid() const { return origin().least_pid + block.least_pid + number(PointColumn::pid); }
    std::uint32_t row() const {
      return origin().least_row + block.least_row + static_cast<std::uint32_t>(number(PointColumn::row));
    }
    std::uint64_t number(PointColumn column) const {
      return packed_number(index.column(block, column), block.width(column), i);
    }
    std::uint32_t code(PointColumn column, std::uint32_t PointRanges::*least) const {
      return block.ranges.*least + static_cast<std::uint32_t>(number(column));
    }
    std::int32_t signed_number(PointColumn column, std::int32_t PointRanges::*least) const {
      return block.ranges.*least + static_cast<std::int32_t>(number(column));
    }
  };
  PlaceInBlock place_of(std::uint32_t point) const {
    const BlockFigures& block = blocks_[block_of(point)];
    return {*this, block, point - block.first};
  }
  std::uint8_t kind(std::uint32_t point) const {
    return static_cast<std::uint8_t>(place_of(point).number(PointColumn::kind));
  }

  ViewFile file_;
  std::vector<std::string> tile_stems_;
  std::vector<store::Dataset> datasets_;
  std::vector<std::string> cluster_ids_;
  std::vector<std::string> subcluster_ids_;
  ValueCodes velocities_;
  ValueCodes coherences_;
  ValueCodes heights_;
  std::span<const TileFigures> tile_figures_;
  std::span<const std::byte> columns_;
  std::span<const BlockFigures> blocks_;
  std::span<const TreeFigures> trees_;
  std::span<const Origin> origins_;
  std::span<const CountNode> count_nodes_;
  std::span<const CountBlock> count_blocks_;
  std::span<const std::uint32_t> finder_;
  std::span<const ClusteredPoint> clustered_;
  std::span<const ExactPlace> exact_places_;
};

}  // namespace plumbline::serve

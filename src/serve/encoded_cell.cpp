// SPDX-License-Identifier: MIT
#include "serve/encoded_cell.h"

#include <algorithm>
#include <array>
#include <utility>

#include "serve/cell_trees.h"
#include "serve/column_stretch.h"
#include "serve/compact_values.h"
#include "serve/packed_numbers.h"
#include "serve/point_ranges.h"

namespace plumbline::serve {
namespace {

/// Whether a place is no whole number of millionths.
bool is_rounded(const ViewRecord& point) {
  return degrees(millionths(point.latitude)) != point.latitude ||
         degrees(millionths(point.longitude)) != point.longitude;
}

/// One block on its way to bytes.
class BlockEncoder {
 public:
  /// `window`: of its points and of those below.
  BlockEncoder(std::span<const ViewRecord> records, std::span<const std::uint32_t> numbers,
               const PointRanges& window, const ViewCodes& codes, EncodedCell& to)
      : records_(records), numbers_(numbers), codes_(codes), to_(to), figures_{.ranges = window} {}

  BlockFigures encode(ColumnStretch& stretch) {
    figures_.points = static_cast<std::uint16_t>(numbers_.size());
    figures_.first = static_cast<std::uint32_t>(to_.points);
    figures_.clustered = static_cast<std::uint32_t>(to_.clustered.size());
    take_values();
    take_kinds();
    take_places();
    count_cells();
    add_columns(stretch);
    add_clustered();
    to_.points += numbers_.size();
    return figures_;
  }

  /// After that: the combinations of its points, which have the component in common.
  void add_combinations(unsigned component, std::vector<KeyedNumber>& to) {
    const PointRanges& r = figures_.ranges;
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      const ViewRecord& point = record(i);
      const CombinationKey key{
          .component = component,
          .orbit = point.orbit,
          .velocity = r.min_velocity + static_cast<std::uint32_t>(values(PointColumn::velocity)[i]),
          .coherence = r.min_coherence + static_cast<std::uint32_t>(values(PointColumn::coherence)[i]),
          .motion_class = point.motion_class,
          .flags = point.flags & 15U};
      to.push_back({key.number(), 1});
    }
  }

 private:
  using Values = std::array<std::uint64_t, kBlockPoints>;

  const ViewRecord& record(std::size_t i) const { return records_[numbers_[i]]; }
  Values& values(PointColumn column) { return values_[static_cast<std::size_t>(column)]; }
  std::uint8_t& width(PointColumn column) { return figures_.widths[static_cast<std::size_t>(column)]; }
  template <typename Get>
  std::pair<std::uint64_t, std::uint64_t> take(PointColumn column, const Get& get) {
    Values& to = values(column);
    for (std::size_t i = 0; i < numbers_.size(); ++i) to[i] = get(record(i));
    const auto [least, greatest] = std::minmax_element(to.begin(), to.begin() + size());
    const std::pair range{*least, *greatest};
    for (std::size_t i = 0; i < numbers_.size(); ++i) to[i] -= range.first;
    const std::uint64_t span = range.second - range.first;
    const bool is_identity = column == PointColumn::row || column == PointColumn::pid;
    width(column) = static_cast<std::uint8_t>(is_identity ? bytes_of(span) : lane_bytes_of(span));
    return range;
  }
  template <typename Get>
  void take_codes(PointColumn column, const Get& get, std::uint32_t& least, std::uint32_t& greatest) {
    const auto range = take(column, get);
    least = static_cast<std::uint32_t>(range.first);
    greatest = static_cast<std::uint32_t>(range.second);
  }
  std::ptrdiff_t size() const { return static_cast<std::ptrdiff_t>(numbers_.size()); }

  void take_values() {
    PointRanges& r = figures_.ranges;
    take_codes(
        PointColumn::velocity, [&](const auto& p) { return codes_.velocities.code_of(p.velocity); },
        r.min_velocity, r.max_velocity);
    take_codes(
        PointColumn::coherence, [&](const auto& p) { return codes_.coherences.code_of(p.coherence); },
        r.min_coherence, r.max_coherence);
    take_codes(
        PointColumn::height, [&](const auto& p) { return codes_.heights.code_of(p.height); }, r.min_height,
        r.max_height);
    figures_.least_row =
        static_cast<std::uint32_t>(take(PointColumn::row, [](const auto& p) { return p.row; }).first);
    figures_.least_pid = take(PointColumn::pid, [](const auto& p) { return p.pid; }).first;
  }
  void take_kinds() {
    unsigned classes = 0, some_flags = 0, all_flags = 0x0f;
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      const unsigned flags = record(i).flags & 0x0fU;
      classes |= 1U << record(i).motion_class;
      some_flags |= flags;
      all_flags &= flags;
      values(PointColumn::kind)[i] = record(i).motion_class | flags << 4U;
    }
    width(PointColumn::kind) = 1;
    figures_.ranges.classes = static_cast<std::uint16_t>(classes);
    figures_.ranges.some_flags = static_cast<std::uint8_t>(some_flags);
    figures_.ranges.all_flags = static_cast<std::uint8_t>(all_flags);
  }
  void take_places() {
    const PointRanges& r = figures_.ranges;
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      values(PointColumn::latitude)[i] =
          static_cast<std::uint64_t>(std::int64_t{millionths(record(i).latitude)} - r.min_latitude);
      values(PointColumn::longitude)[i] =
          static_cast<std::uint64_t>(std::int64_t{millionths(record(i).longitude)} - r.min_longitude);
    }
    const auto bytes = [](std::int32_t least, std::int32_t greatest) {
      return static_cast<std::uint8_t>(
          lane_bytes_of(static_cast<std::uint64_t>(std::int64_t{greatest} - least)));
    };
    width(PointColumn::latitude) = bytes(r.min_latitude, r.max_latitude);
    width(PointColumn::longitude) = bytes(r.min_longitude, r.max_longitude);
    if (std::none_of(numbers_.begin(), numbers_.end(), [&](auto n) { return is_rounded(records_[n]); }))
      return;
    figures_.exact_places = static_cast<std::uint32_t>(to_.exact_places.size());
    for (std::size_t i = 0; i < numbers_.size(); ++i)
      to_.exact_places.push_back({record(i).latitude, record(i).longitude});
  }
  void count_cells() {
    least_ = greatest_ = {record(0).latitude, record(0).longitude};
    for (const std::uint32_t number : numbers_) {
      least_.latitude = std::min(least_.latitude, records_[number].latitude);
      least_.longitude = std::min(least_.longitude, records_[number].longitude);
      greatest_.latitude = std::max(greatest_.latitude, records_[number].latitude);
      greatest_.longitude = std::max(greatest_.longitude, records_[number].longitude);
    }
    for (std::size_t zoom = 0; zoom < figures_.cells.size(); ++zoom)
      figures_.cells[zoom] = static_cast<std::uint8_t>(cells_of_size(kCellDegrees[zoom]));
  }
  std::size_t cells_of_size(double size) const {
    const std::int32_t first_row = cell_number(least_.latitude, size);
    const std::int32_t first_column = cell_number(least_.longitude, size);
    const std::int32_t last_column = cell_number(greatest_.longitude, size);
    if (first_row == cell_number(greatest_.latitude, size) && first_column == last_column) return 1;
    std::array<bool, 256> seen{};
    const std::int32_t columns = last_column - first_column + 1;
    for (const std::uint32_t number : numbers_) {
      const std::int32_t row = cell_number(records_[number].latitude, size) - first_row;
      const std::int32_t column = cell_number(records_[number].longitude, size) - first_column;
      seen[static_cast<std::size_t>(row * columns + column)] = true;
    }
    return static_cast<std::size_t>(std::count(seen.begin(), seen.end(), true));
  }
  void add_columns(ColumnStretch& stretch) {
    for (std::size_t column = 0; column < kColumns; ++column)
      figures_.begins[column] =
          stretch.add(column, std::span(values_[column]).first(numbers_.size()), figures_.widths[column]);
  }
  void add_clustered() {
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      const ViewRecord& p = record(i);
      if (p.cluster == kNoCluster && p.subcluster == kNoCluster) continue;
      to_.clustered.push_back({static_cast<std::uint32_t>(to_.points + i), p.cluster, p.subcluster});
    }
  }

  std::span<const ViewRecord> records_;
  std::span<const std::uint32_t> numbers_;
  const ViewCodes& codes_;
  EncodedCell& to_;
  BlockFigures figures_;
  ExactPlace least_;
  ExactPlace greatest_;
  std::array<Values, kColumns> values_{};
};

/// The window of every block and of the blocks below it.
std::vector<PointRanges> windows_of(std::span<const ViewRecord> records, const CellTrees& plan) {
  std::vector<PointRanges> windows(plan.blocks.size());
  for (std::size_t i = plan.blocks.size(); i-- > 0;) {  // the blocks below a block follow it
    const CellTrees::Block& block = plan.blocks[i];
    for (std::uint32_t k = 0; k < block.points; ++k) {
      const ViewRecord& point = records[plan.order[block.first + k]];
      const std::int32_t latitude = millionths(point.latitude), longitude = millionths(point.longitude);
      const PointRanges place{.min_latitude = latitude,
                              .max_latitude = latitude,
                              .min_longitude = longitude,
                              .max_longitude = longitude,
                              .is_rounded = static_cast<std::uint8_t>(is_rounded(point))};
      if (k == 0) windows[i] = place;
      widen_window(windows[i], place);
    }
    for (std::uint32_t below = static_cast<std::uint32_t>(i) + 1; below < block.end;
         below = plan.blocks[below].end)
      widen_window(windows[i], windows[below]);
  }
  return windows;
}

TreeFigures tree_figures(const CellTrees::Tree& tree, std::span<const BlockFigures> blocks,
                         const ViewRecord& any) {
  const HomeCell cell = home_cell(any.latitude, any.longitude);
  TreeFigures figures{.ranges = blocks[tree.first_block].ranges,
                      .first_block = tree.first_block,
                      .end_block = tree.end_block,
                      .cell_row = cell.row,
                      .cell_column = cell.column,
                      .tile = any.tile,
                      .orbit = any.orbit,
                      .unknown_flags = static_cast<std::uint8_t>(any.flags >> 4U)};
  for (std::uint32_t block = tree.first_block; block < tree.end_block; ++block) {
    widen(figures.ranges, blocks[block].ranges);
    figures.points += blocks[block].points;
  }
  return figures;
}

/// Whether combinations have room for the codes.
bool are_counted(const ViewCodes& codes) {
  return codes.velocities.size() <= CombinationKey::kMostCodes &&
         codes.coherences.size() <= CombinationKey::kMostCodes;
}

}  // namespace

EncodedCell encode_cell(std::span<const ViewRecord> records, const ViewCodes& codes,
                        std::span<const std::uint8_t> components) {
  const CellTrees plan = plant_trees(records, codes.coherences);
  const auto windows = windows_of(records, plan);
  EncodedCell cell;
  ColumnStretch stretch;
  std::vector<KeyedNumber> combinations;
  combinations.reserve(records.size());
  for (std::size_t i = 0; i < plan.blocks.size(); ++i) {
    const CellTrees::Block& block = plan.blocks[i];
    const auto numbers = std::span(plan.order).subspan(block.first, block.points);
    BlockEncoder encoder(records, numbers, windows[i], codes, cell);
    BlockFigures figures = encoder.encode(stretch);
    figures.end = block.end;
    figures.depth = block.depth;
    cell.blocks.push_back(figures);
    if (stretch.is_full()) stretch.lay_out(cell.blocks, cell.columns);
    if (are_counted(codes)) encoder.add_combinations(components[records[numbers.front()].tile], combinations);
  }
  stretch.lay_out(cell.blocks, cell.columns);
  for (const CellTrees::Tree& tree : plan.trees) {
    const auto blocks = std::span(cell.blocks);
    for (std::uint32_t block = tree.first_block; block < tree.end_block; ++block)
      blocks[block].tree = static_cast<std::uint32_t>(cell.trees.size());
    const ViewRecord& any = records[plan.order[plan.blocks[tree.first_block].first]];
    cell.trees.push_back(tree_figures(tree, blocks, any));
    cell.trees.back().component = components[any.tile];
  }
  cell.position = records.front().cell;
  cell.combinations = counted(std::move(combinations));
  return cell;
}

}  // namespace plumbline::serve

// SPDX-License-Identifier: MIT
#include "serve/point_values.h"

#include <algorithm>

#include "parallel/thread_loop.h"
#include "serve/digit_sort.h"
#include "serve/packed_numbers.h"

namespace plumbline::serve {
namespace {

constexpr std::size_t kTogether = 4096;  ///< points, where several threads share the work

/// One column of a block.
class BlockColumn {
 public:
  BlockColumn(const ViewportIndex& index, const BlockFigures& block, PointColumn column)
      : bytes_(index.column(block, column)), width_(block.width(column)) {}
  std::uint64_t operator[](std::uint32_t i) const { return packed_number(bytes_, width_, i); }
  void prefetch(std::uint32_t i) const { __builtin_prefetch(bytes_ + std::size_t{i} * width_); }

 private:
  const std::byte* bytes_;
  unsigned width_;
};

/// Points of one block, ascending, each to the place in `values` that its number says.
void read_block(const ViewportIndex& index, std::uint32_t number, std::span<const KeyedNumber> points,
                std::span<PointValues> values) {
  const BlockFigures& block = index.blocks()[number];
  const auto origins = index.origins(block);
  const auto column = [&](PointColumn which) { return BlockColumn(index, block, which); };
  const auto velocity = column(PointColumn::velocity), kind = column(PointColumn::kind),
             coherence = column(PointColumn::coherence), latitude = column(PointColumn::latitude),
             longitude = column(PointColumn::longitude), height = column(PointColumn::height),
             origin = column(PointColumn::origin), row = column(PointColumn::row),
             pid = column(PointColumn::pid);
  const auto code = [](std::uint32_t least, std::uint64_t n) {
    return least + static_cast<std::uint32_t>(n);
  };
  const auto place = [](std::int32_t least, std::uint64_t n) { return least + static_cast<std::int32_t>(n); };
  for (const BlockColumn& one : {velocity, kind, coherence, latitude, longitude, height, origin, row, pid}) {
    for (const KeyedNumber& point : points) one.prefetch(static_cast<std::uint32_t>(point.key) - block.first);
  }
  const auto clustered = index.clustered(number);
  auto next_clustered = clustered.begin();
  for (const KeyedNumber& point : points) {
    const auto position = static_cast<std::uint32_t>(point.key);
    const std::uint32_t i = position - block.first;
    const PointRanges& r = block.ranges;
    const Origin& from = origins[origin[i]];
    PointValues& to = values[point.number];
    to = {.pid = from.least_pid + block.least_pid + pid[i],
          .latitude_e6 = place(r.min_latitude, latitude[i]),
          .longitude_e6 = place(r.min_longitude, longitude[i]),
          .velocity_mm_per_year = index.velocities().value(code(r.min_velocity, velocity[i])),
          .coherence = index.coherences().value(code(r.min_coherence, coherence[i])),
          .height_m = index.heights().value(code(r.min_height, height[i])),
          .row = code(from.least_row + block.least_row, row[i]),
          .tile = from.tile,
          .kind = static_cast<std::uint8_t>(kind[i]),
          .orbit = from.orbit};
    while (next_clustered != clustered.end() && next_clustered->point < position) ++next_clustered;
    if (next_clustered != clustered.end() && next_clustered->point == position) {
      to.cluster = next_clustered->cluster;
      to.subcluster = next_clustered->subcluster;
    }
  }
}

void read_blocks(const ViewportIndex& index, std::span<const KeyedNumber> ascending,
                 std::span<PointValues> values) {
  for (std::size_t begin = 0; begin < ascending.size();) {
    const std::uint32_t block = index.block_of(static_cast<std::uint32_t>(ascending[begin].key));
    const std::uint64_t block_end = std::uint64_t{index.blocks()[block].first} + index.blocks()[block].points;
    std::size_t end = begin;
    while (end < ascending.size() && ascending[end].key < block_end) ++end;
    read_block(index, block, ascending.subspan(begin, end - begin), values);
    begin = end;
  }
}

}  // namespace

std::vector<PointValues> values_of_points(const ViewportIndex& index, std::span<const std::uint32_t> points) {
  std::vector<PointValues> values(points.size());
  std::vector<KeyedNumber> ascending(points.size());
  for (std::uint32_t i = 0; i < points.size(); ++i) ascending[i] = {points[i], i};
  sort_by_digits(ascending);
  parallel_ranges(ascending.size(), kTogether, [&](std::size_t begin, std::size_t end) {
    read_blocks(index, std::span(ascending).subspan(begin, end - begin), values);
  });
  return values;
}

}  // namespace plumbline::serve

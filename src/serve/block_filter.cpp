// SPDX-License-Identifier: MIT
#include "serve/block_filter.h"

#include <algorithm>

namespace plumbline::serve {
namespace {

/// What a range of codes is in a column that begins at `least` and ends at `greatest`, some of whose codes
/// lie in it and some not.
ColumnRange in_column(const CodeRange& range, std::uint32_t least, std::uint32_t greatest) {
  const bool goes_round = range.first > range.last;
  const std::uint32_t first = std::max(goes_round ? range.last + 1 : range.first, least);
  const std::uint32_t last = std::min(goes_round ? range.first - 1 : range.last, greatest);
  return {.first = first - least, .more = last - first, .is_outside = goes_round};
}

ColumnRange in_column(std::int32_t first, std::int32_t last, std::int32_t least, std::int32_t greatest) {
  first = std::max(first, least);
  last = std::min(last, greatest);
  return {.first = static_cast<std::uint32_t>(first - least),
          .more = static_cast<std::uint32_t>(last - first)};
}

}  // namespace

BlockFilter::BlockFilter(const ViewportIndex& index, const PointFilter& filter)
    : index_(index),
      filter_(filter),
      conditions_(filter, index.velocities(), index.coherences(), index.heights()),
      codes_{{PointColumn::coherence, conditions_.coherence, &PointRanges::min_coherence,
              &PointRanges::max_coherence},
             {PointColumn::velocity, conditions_.velocity, &PointRanges::min_velocity,
              &PointRanges::max_velocity},
             {PointColumn::height, conditions_.height, &PointRanges::min_height, &PointRanges::max_height}} {
  if (!filter.cluster) return;
  const auto& ids = index.cluster_ids();
  const auto found = std::find(ids.begin(), ids.end(), *filter.cluster);
  nothing_ = found == ids.end();
  cluster_ = static_cast<std::uint32_t>(found - ids.begin());
}

Verdict BlockFilter::tree(const TreeFigures& tree) const {
  if (nothing_ || !conditions_.admits(tree)) return Verdict::none;
  const Verdict window = conditions_.window(tree.ranges);
  if (window == Verdict::none) return Verdict::none;
  const Verdict kinds = conditions_.kinds(tree.ranges);
  if (kinds == Verdict::none) return Verdict::none;
  bool doubt = cluster_ || window == Verdict::some || kinds == Verdict::some;
  for (const CodeConditions& conditions : codes_) {
    for (const CodeRange& range : conditions.ranges) {
      const Verdict says = verdict(range, tree.ranges.*conditions.least, tree.ranges.*conditions.greatest);
      if (says == Verdict::none) return Verdict::none;
      doubt = doubt || says == Verdict::some;
    }
  }
  return doubt ? Verdict::some : Verdict::all;
}

Verdict BlockFilter::block(std::uint32_t block, PassingBits& bits) const {
  const BlockFigures& figures = index_.blocks()[block];
  const Verdict window = conditions_.window(figures.ranges);
  if (window == Verdict::none) return Verdict::none;
  const Verdict kinds = conditions_.kinds(figures.ranges);
  if (kinds == Verdict::none) return Verdict::none;
  bits = all_bits(figures.points);
  bool doubt = cluster_ || window == Verdict::some || kinds == Verdict::some;
  for (const CodeConditions& conditions : codes_) {
    if (!keep_codes(conditions, figures, doubt, bits)) return Verdict::none;
  }
  if (!doubt) return Verdict::all;
  if (cluster_) keep_cluster(block, bits);
  if (window == Verdict::some) keep_window(figures, bits);
  if (kinds == Verdict::some)
    keep_kinds(index_.column(figures, PointColumn::kind), conditions_.kind_passes, figures.points, bits);
  const bool any = std::any_of(bits.begin(), bits.end(), [](std::uint64_t word) { return word != 0; });
  return any ? Verdict::some : Verdict::none;
}

bool BlockFilter::keep_codes(const CodeConditions& conditions, const BlockFigures& block, bool& doubt,
                             PassingBits& bits) const {
  const std::uint32_t least = block.ranges.*conditions.least;
  const std::uint32_t greatest = block.ranges.*conditions.greatest;
  for (const CodeRange& range : conditions.ranges) {
    const Verdict says = verdict(range, least, greatest);
    if (says == Verdict::none) return false;
    if (says == Verdict::all) continue;
    keep_range(index_.column(block, conditions.column), block.width(conditions.column),
               in_column(range, least, greatest), block.points, bits);
    doubt = true;
  }
  return true;
}

void BlockFilter::keep_window(const BlockFigures& block, PassingBits& bits) const {
  if (block.exact_places != kNoExactPlaces) {
    keep_exact_window(block, bits);
    return;
  }
  const PointRanges& r = block.ranges;
  if (r.min_latitude < conditions_.south || r.max_latitude > conditions_.north)
    keep_range(index_.column(block, PointColumn::latitude), block.width(PointColumn::latitude),
               in_column(conditions_.south, conditions_.north, r.min_latitude, r.max_latitude), block.points,
               bits);
  if (r.min_longitude < conditions_.west || r.max_longitude > conditions_.east)
    keep_range(index_.column(block, PointColumn::longitude), block.width(PointColumn::longitude),
               in_column(conditions_.west, conditions_.east, r.min_longitude, r.max_longitude), block.points,
               bits);
}

void BlockFilter::keep_exact_window(const BlockFigures& block, PassingBits& bits) const {
  const auto places = index_.exact_places(block);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto [latitude, longitude] = places[i];
    const bool inside = latitude >= filter_.min_latitude && latitude <= filter_.max_latitude &&
                        longitude >= filter_.min_longitude && longitude <= filter_.max_longitude;
    if (!inside) bits[i / 64] &= ~(std::uint64_t{1} << (i % 64));
  }
}

void BlockFilter::keep_cluster(std::uint32_t block, PassingBits& bits) const {
  PassingBits in_cluster{};
  const std::uint32_t first = index_.blocks()[block].first;
  for (const ClusteredPoint& point : index_.clustered(block)) {
    const std::uint32_t i = point.point - first;
    if (point.cluster == *cluster_) in_cluster[i / 64] |= std::uint64_t{1} << (i % 64);
  }
  for (std::size_t word = 0; word < bits.size(); ++word) bits[word] &= in_cluster[word];
}

}  // namespace plumbline::serve

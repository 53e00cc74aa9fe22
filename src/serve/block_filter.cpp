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

/// Of two conditions that must both hold.
Verdict both(Verdict a, Verdict b) {
  if (a == Verdict::none || b == Verdict::none) return Verdict::none;
  return a == Verdict::all ? b : a;
}

bool is_empty(const PassingBits& bits) {
  return std::all_of(bits.begin(), bits.end(), [](std::uint64_t word) { return word == 0; });
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
      conditions_(filter, index.datasets(), index.velocities(), index.coherences(), index.heights()),
      coherence_{PointColumn::coherence, conditions_.coherence, &PointRanges::min_coherence,
                 &PointRanges::max_coherence},
      velocity_{PointColumn::velocity, conditions_.velocity, &PointRanges::min_velocity,
                &PointRanges::max_velocity},
      height_{PointColumn::height, conditions_.height, &PointRanges::min_height, &PointRanges::max_height} {
  if (!filter.cluster) return;
  const auto& ids = index.cluster_ids();
  const auto found = std::find(ids.begin(), ids.end(), *filter.cluster);
  nothing_ = found == ids.end();
  cluster_ = static_cast<std::uint32_t>(found - ids.begin());
}

Verdict BlockFilter::CodeConditions::verdict(const PointRanges& r) const {
  Verdict all = Verdict::all;
  for (const CodeRange& range : ranges) all = both(all, serve::verdict(range, r.*least, r.*greatest));
  return all;
}

Verdict BlockFilter::tree(const TreeFigures& tree) const {
  if (nothing_ || !conditions_.admits_dataset(tree.dataset)) return Verdict::none;
  const Verdict verdict = both(conditions_.window(tree.ranges),
                               both(conditions_.kinds(tree.ranges), conditions_.orbit(tree.ranges)));
  if (verdict == Verdict::none) return verdict;
  return both(both(verdict, codes(tree.ranges)), cluster_ ? Verdict::some : Verdict::all);
}

Verdict BlockFilter::codes(const PointRanges& r) const {
  return both(velocity_.verdict(r), both(coherence_.verdict(r), height_.verdict(r)));
}

Verdict BlockFilter::uncounted(const CountNode& square) const {
  if (nothing_) return Verdict::none;
  const Verdict verdict = both(conditions_.window(square.ranges), height_.verdict(square.ranges));
  return both(verdict, cluster_ ? Verdict::some : Verdict::all);
}

std::span<const CountBlock> BlockFilter::counts(const CountNode& square) const {
  const bool by_kind = (conditions_.flags_set | conditions_.flags_not_set) != 0;
  const auto blocks = index_.count_blocks();
  return by_kind ? blocks.subspan(square.by_kind, square.end_block - square.by_kind)
                 : blocks.subspan(square.by_class, square.by_kind - square.by_class);
}

std::size_t BlockFilter::count(const CountNode& square) const {
  std::size_t points = 0;
  for (const CountBlock& block : counts(square)) points += count(block);
  return points;
}

std::size_t BlockFilter::count(const CountBlock& block) const {
  const PointRanges& r = block.ranges;
  if (!conditions_.admits_orbit(block.orbit) || !conditions_.admits_dataset(block.dataset)) return 0;
  const Verdict kinds = conditions_.kinds(r);
  const Verdict verdict = both(kinds, both(velocity_.verdict(r), coherence_.verdict(r)));
  if (verdict != Verdict::some) return verdict == Verdict::all ? block.points : 0;
  const std::size_t size = block.combinations;
  const std::byte* velocities = index_.columns(block.columns);
  const std::byte* coherences = velocities + size * block.velocity_bytes;
  const std::byte* kinds_column = coherences + size * block.coherence_bytes;
  PassingBits bits = all_bits(size);
  keep_codes(velocity_, {r, velocities, block.velocity_bytes, size}, bits);
  keep_codes(coherence_, {r, coherences, block.coherence_bytes, size}, bits);
  if (kinds == Verdict::some) keep_kinds(kinds_column, conditions_.kind_passes_without_orbit, size, bits);
  return sum_of(kinds_column + size, block.count_bytes, size, bits);
}

Verdict BlockFilter::block(std::uint32_t block, PassingBits& bits) const {
  const BlockFigures& figures = index_.blocks()[block];
  const PointRanges& r = figures.ranges;
  const Verdict window = conditions_.window(r), kinds = conditions_.kinds(r), orbit = conditions_.orbit(r);
  const Verdict verdict = both(both(window, codes(r)), both(kinds, orbit));
  if (verdict == Verdict::none) return verdict;
  bits = all_bits(figures.points);
  if (cluster_ && !keep_cluster(block, bits)) return Verdict::none;
  if (verdict == Verdict::all) return cluster_ ? Verdict::some : Verdict::all;
  if (both(kinds, orbit) == Verdict::some) keep_kinds_and_orbits(figures, bits);
  for (const CodeConditions* conditions : {&velocity_, &coherence_, &height_}) {
    const PointColumn column = conditions->column;
    keep_codes(*conditions, {r, index_.column(figures, column), figures.width(column), figures.points}, bits);
  }
  if (window == Verdict::some) keep_window(figures, bits);
  return is_empty(bits) ? Verdict::none : Verdict::some;
}

/// Clears the bits of those that do not meet the conditions.
void BlockFilter::keep_codes(const CodeConditions& conditions, const Codes& codes, PassingBits& bits) {
  const std::uint32_t least = codes.ranges.*conditions.least;
  const std::uint32_t greatest = codes.ranges.*conditions.greatest;
  for (const CodeRange& range : conditions.ranges) {
    if (serve::verdict(range, least, greatest) == Verdict::some)
      keep_range(codes.column, codes.width, in_column(range, least, greatest), codes.size, bits);
  }
}

void BlockFilter::keep_kinds_and_orbits(const BlockFigures& block, PassingBits& bits) const {
  constexpr unsigned kNoOrbit = 1U << static_cast<unsigned>(Orbit::none);
  const bool has_orbits = block.ranges.orbits != kNoOrbit;
  keep_kinds(index_.column(block, PointColumn::kind),
             has_orbits ? conditions_.kind_passes : conditions_.kind_passes_without_orbit, block.points,
             bits);
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

/// Whether any is left.
bool BlockFilter::keep_cluster(std::uint32_t block, PassingBits& bits) const {
  PassingBits in_cluster{};
  bool any = false;
  const std::uint32_t first = index_.blocks()[block].first;
  for (const ClusteredPoint& point : index_.clustered(block)) {
    if (point.cluster != *cluster_) continue;
    const std::uint32_t i = point.point - first;
    in_cluster[i / 64] |= std::uint64_t{1} << (i % 64);
    any = true;
  }
  for (std::size_t word = 0; word < bits.size(); ++word) bits[word] &= in_cluster[word];
  return any;
}

}  // namespace plumbline::serve

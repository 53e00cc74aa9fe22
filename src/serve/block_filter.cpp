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
  if (nothing_ || !conditions_.admits(tree.orbit, tree.component)) return Verdict::none;
  const Verdict verdict = both(conditions_.window(tree.ranges), conditions_.kinds(tree.ranges));
  if (verdict == Verdict::none) return verdict;
  const Verdict codes = both(coherence_.verdict(tree.ranges),
                             both(velocity_.verdict(tree.ranges), height_.verdict(tree.ranges)));
  return both(both(verdict, codes), cluster_ ? Verdict::some : Verdict::all);
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
  if (!conditions_.admits(block.orbit, block.component)) return 0;
  const Verdict kinds = conditions_.kinds(block.ranges);
  if (kinds == Verdict::none) return 0;
  const std::size_t size = block.combinations;
  const std::byte* velocities = index_.columns(block.columns);
  const std::byte* coherences = velocities + size * block.velocity_bytes;
  PassingBits bits = all_bits(size);
  const Verdict velocity =
      keep_codes(velocity_, {block.ranges, velocities, block.velocity_bytes, size}, bits);
  if (velocity == Verdict::none) return 0;
  const Verdict coherence =
      keep_codes(coherence_, {block.ranges, coherences, block.coherence_bytes, size}, bits);
  const Verdict verdict = both(kinds, both(velocity, coherence));
  if (verdict != Verdict::some) return verdict == Verdict::all ? block.points : 0;
  const std::byte* kinds_column = coherences + size * block.coherence_bytes;
  if (kinds == Verdict::some) keep_kinds(kinds_column, conditions_.kind_passes, size, bits);
  return sum_of(kinds_column + size, block.count_bytes, size, bits);
}

Verdict BlockFilter::block(std::uint32_t block, PassingBits& bits) const {
  const BlockFigures& figures = index_.blocks()[block];
  const Verdict window = conditions_.window(figures.ranges);
  if (window == Verdict::none) return Verdict::none;
  const Verdict kinds = conditions_.kinds(figures.ranges);
  if (kinds == Verdict::none) return Verdict::none;
  bits = all_bits(figures.points);
  if (cluster_ && !keep_cluster(block, bits)) return Verdict::none;
  Verdict verdict = both(both(window, kinds), cluster_ ? Verdict::some : Verdict::all);
  for (const CodeConditions* conditions : {&coherence_, &velocity_, &height_}) {
    const Codes codes{figures.ranges, index_.column(figures, conditions->column),
                      figures.width(conditions->column), figures.points};
    verdict = both(verdict, keep_codes(*conditions, codes, bits));
    if (verdict == Verdict::none) return verdict;
  }
  if (verdict == Verdict::all) return verdict;
  if (window == Verdict::some) keep_window(figures, bits);
  if (kinds == Verdict::some)
    keep_kinds(index_.column(figures, PointColumn::kind), conditions_.kind_passes, figures.points, bits);
  const bool any = std::any_of(bits.begin(), bits.end(), [](std::uint64_t word) { return word != 0; });
  return any ? Verdict::some : Verdict::none;
}

Verdict BlockFilter::keep_codes(const CodeConditions& conditions, const Codes& codes,
                                PassingBits& bits) const {
  const std::uint32_t least = codes.ranges.*conditions.least;
  const std::uint32_t greatest = codes.ranges.*conditions.greatest;
  Verdict verdict = Verdict::all;
  for (const CodeRange& range : conditions.ranges) {
    const Verdict says = serve::verdict(range, least, greatest);
    if (says == Verdict::none) return says;
    if (says == Verdict::all) continue;
    keep_range(codes.column, codes.width, in_column(range, least, greatest), codes.size, bits);
    verdict = Verdict::some;
  }
  return verdict;
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

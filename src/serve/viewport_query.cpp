// SPDX-License-Identifier: MIT
#include "serve/viewport_query.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace plumbline::serve {
namespace {

/// Eight bytes, 0xff or 0 each, as eight bits.
std::uint64_t packed(const std::uint8_t* keep) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, keep, sizeof bytes);
  return ((bytes & 0x0101010101010101ULL) * 0x0102040810204080ULL) >> 56U;
}

}  // namespace

ViewportQuery::ViewportQuery(const ViewportIndex& index, const PointFilter& filter)
    : index_(index),
      filter_(filter),
      conditions_(filter, index.velocities_, index.coherences_, index.heights_) {
  if (!filter.cluster) return;
  const auto& ids = index.cluster_ids_;
  const auto found = std::find(ids.begin(), ids.end(), *filter.cluster);
  nothing_ = found == ids.end();
  cluster_ = static_cast<std::uint32_t>(found - ids.begin());
}

PointSelection ViewportQuery::answer() {
  if (!nothing_) find_passing();
  PointSelection selection;
  selection.total = total_;
  if (cell_degrees(filter_.zoom)) {
    selection.points = one_a_cell();
  } else {
    selection.points = total_ <= filter_.max_points ? all_passing() : most_coherent();
  }
  index_.sort_as_stored(selection.points);
  return selection;
}

// ---- which points pass

void ViewportQuery::find_passing() {
  Keep keep;
  for (std::uint32_t block = 0; block < index_.blocks_.size(); ++block) {
    switch (test(block, keep)) {
      case Verdict::none:
        break;
      case Verdict::all:
        hits_.push_back({block, kWholeBlock});
        total_ += index_.blocks_[block].points;
        break;
      case Verdict::some:
        add_hit(block, keep);
        break;
    }
  }
}

Verdict ViewportQuery::test(std::uint32_t block, Keep& keep) const {
  const BlockFigures& figures = index_.blocks_[block];
  const Verdict window = conditions_.window(figures);
  if (window == Verdict::none) return Verdict::none;
  const Verdict kinds = conditions_.kinds(figures);
  const Verdict flags = conditions_.flags(figures);
  if (kinds == Verdict::none || flags == Verdict::none) return Verdict::none;
  const std::size_t first = figures.first;
  const std::span<std::uint8_t> kept(keep.data(), figures.points);
  std::fill(kept.begin(), kept.end(), std::uint8_t{0xff});
  bool doubt = window == Verdict::some || kinds == Verdict::some || flags == Verdict::some || cluster_;
  if (!test_codes(conditions_.coherence, index_.coherence_, figures.min_coherence, figures.max_coherence,
                  first, kept, doubt) ||
      !test_codes(conditions_.velocity, index_.velocity_, figures.min_velocity, figures.max_velocity, first,
                  kept, doubt) ||
      !test_codes(conditions_.height, index_.height_, figures.min_height, figures.max_height, first, kept,
                  doubt))
    return Verdict::none;
  if (cluster_ && !keep_cluster(block, kept)) return Verdict::none;
  if (window == Verdict::some) keep_window(figures, first, kept);
  if (kinds == Verdict::some) keep_kinds(first, kept);
  if (flags == Verdict::some) keep_flags(first, kept);
  return doubt ? Verdict::some : Verdict::all;
}

bool ViewportQuery::test_codes(const std::vector<CodeRange>& ranges, const CodeColumn& codes,
                               std::uint32_t least, std::uint32_t greatest, std::size_t first,
                               std::span<std::uint8_t> keep, bool& doubt) const {
  for (const CodeRange& range : ranges) {
    const Verdict says = verdict(range, least, greatest);
    if (says == Verdict::none) return false;
    if (says == Verdict::all) continue;
    codes.keep_within(range, first, keep);
    doubt = true;
  }
  return true;
}

void ViewportQuery::keep_window(const BlockFigures& block, std::size_t first,
                                std::span<std::uint8_t> keep) const {
  if (block.exact_places != kNoExactPlaces) {
    for (std::size_t i = 0; i < keep.size(); ++i) {
      const auto [latitude, longitude] = index_.exact_places_[block.exact_places + i];
      const bool inside = latitude >= filter_.min_latitude && latitude <= filter_.max_latitude &&
                          longitude >= filter_.min_longitude && longitude <= filter_.max_longitude;
      if (!inside) keep[i] = 0;
    }
    return;
  }
  const std::int32_t* latitude = index_.latitudes_.data() + first;
  const std::int32_t* longitude = index_.longitudes_.data() + first;
  for (std::size_t i = 0; i < keep.size(); ++i) {
    const bool inside = (latitude[i] >= conditions_.south) & (latitude[i] <= conditions_.north) &
                        (longitude[i] >= conditions_.west) & (longitude[i] <= conditions_.east);
    keep[i] = static_cast<std::uint8_t>(keep[i] & (inside ? 0xff : 0));
  }
}

void ViewportQuery::keep_kinds(std::size_t first, std::span<std::uint8_t> keep) const {
  for (std::size_t i = 0; i < keep.size(); ++i) keep[i] &= conditions_.kind_passes[index_.kinds_[first + i]];
}

void ViewportQuery::keep_flags(std::size_t first, std::span<std::uint8_t> keep) const {
  const std::uint8_t* flags = index_.flags_.data() + first;
  for (std::size_t i = 0; i < keep.size(); ++i) {
    const bool passes = ((flags[i] & conditions_.flags_set) == conditions_.flags_set) &
                        ((flags[i] & conditions_.flags_not_set) == 0);
    keep[i] = static_cast<std::uint8_t>(keep[i] & (passes ? 0xff : 0));
  }
}

bool ViewportQuery::keep_cluster(std::uint32_t block, std::span<std::uint8_t> keep) const {
  const std::size_t begin = index_.blocks_[block].clustered;
  const std::size_t end =
      block + 1 < index_.blocks_.size() ? index_.blocks_[block + 1].clustered : index_.clustered_.size();
  Keep in_cluster{};
  bool any = false;
  for (const ClusteredPoint& point : index_.clustered_.subspan(begin, end - begin)) {
    if (point.cluster != *cluster_) continue;
    in_cluster[point.point - index_.blocks_[block].first] = 0xff;
    any = true;
  }
  for (std::size_t i = 0; any && i < keep.size(); ++i) keep[i] &= in_cluster[i];
  return any;
}

void ViewportQuery::add_hit(std::uint32_t block, const Keep& keep) {
  const std::uint32_t points = index_.blocks_[block].points;
  std::array<std::uint64_t, kWords> words{};
  std::size_t count = 0;
  for (std::uint32_t word = 0; word * 64 < points; ++word) {
    for (unsigned eighth = 0; eighth < 8; ++eighth)
      words[word] |= packed(keep.data() + word * 64 + eighth * 8) << (8 * eighth);
    const std::uint32_t left = points - word * 64;
    if (left < 64) words[word] &= (std::uint64_t{1} << left) - 1;
    count += static_cast<std::size_t>(std::popcount(words[word]));
  }
  if (count == 0) return;
  hits_.push_back({block, static_cast<std::uint32_t>(words_.size())});
  words_.insert(words_.end(), words.begin(), words.end());
  total_ += count;
}

template <typename Body>
void ViewportQuery::for_each_passing(const Hit& hit, std::uint32_t count, const Body& body) const {
  const std::uint32_t first = index_.blocks_[hit.block].first;
  if (hit.first_word == kWholeBlock) {
    for (std::uint32_t i = 0; i < count; ++i) {
      if (!body(first + i)) return;
    }
    return;
  }
  for (std::uint32_t word = 0; word * 64 < count; ++word) {
    std::uint64_t bits = words_[hit.first_word + word];
    if (count - word * 64 < 64) bits &= (std::uint64_t{1} << (count - word * 64)) - 1;
    for (; bits != 0; bits &= bits - 1) {
      if (!body(first + word * 64 + static_cast<std::uint32_t>(std::countr_zero(bits)))) return;
    }
  }
}

// ---- which of them are shown

std::uint32_t ViewportQuery::points_from(std::uint32_t block, std::uint32_t least_code) const {
  const BlockFigures& figures = index_.blocks_[block];
  if (figures.min_coherence >= least_code) return figures.points;
  if (figures.max_coherence < least_code) return 0;
  const std::size_t first = figures.first;
  std::uint32_t low = 0, high = figures.points;
  while (low < high) {
    const std::uint32_t middle = (low + high) / 2;
    if (index_.coherence_[first + middle] >= least_code) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

std::size_t ViewportQuery::count_from(std::uint32_t least_code) const {
  std::size_t count = 0;
  for (const Hit& hit : hits_) {
    const std::uint32_t points = points_from(hit.block, least_code);
    if (hit.first_word == kWholeBlock) {
      count += points;
      continue;
    }
    for (std::uint32_t word = 0; word * 64 < points; ++word) {
      std::uint64_t bits = words_[hit.first_word + word];
      if (points - word * 64 < 64) bits &= (std::uint64_t{1} << (points - word * 64)) - 1;
      count += static_cast<std::size_t>(std::popcount(bits));
    }
  }
  return count;
}

std::uint32_t ViewportQuery::code_with(std::size_t wanted) const {
  std::uint32_t low = 0, high = static_cast<std::uint32_t>(index_.coherences_.size());
  while (high - low > 1) {  // at least `wanted` from `low`, fewer from `high`
    const std::uint32_t middle = (low + high) / 2;
    (count_from(middle) >= wanted ? low : high) = middle;
  }
  return low;
}

std::vector<std::uint32_t> ViewportQuery::all_passing() const {
  std::vector<std::uint32_t> points;
  points.reserve(total_);
  for (const Hit& hit : hits_) {
    for_each_passing(hit, index_.blocks_[hit.block].points, [&](std::uint32_t point) {
      points.push_back(point);
      return true;
    });
  }
  return points;
}

std::vector<std::uint32_t> ViewportQuery::most_coherent() const {
  const std::uint32_t last_code = code_with(filter_.max_points);
  std::vector<std::uint32_t> points;
  std::vector<std::uint32_t> of_last_code;
  for (const Hit& hit : hits_) {
    for_each_passing(hit, points_from(hit.block, last_code), [&](std::uint32_t point) {
      (index_.coherence_[point] == last_code ? of_last_code : points).push_back(point);
      return true;
    });
  }
  const auto room = static_cast<std::ptrdiff_t>(filter_.max_points - points.size());
  std::nth_element(of_last_code.begin(), of_last_code.begin() + room, of_last_code.end(),
                   [this](auto a, auto b) { return index_.more_coherent(a, b); });
  points.insert(points.end(), of_last_code.begin(), of_last_code.begin() + room);
  return points;
}

std::vector<std::uint32_t> ViewportQuery::one_a_cell() const {
  const auto zoom = static_cast<std::size_t>(filter_.zoom);
  std::size_t most_cells = 0;
  for (const Hit& hit : hits_) most_cells += index_.blocks_[hit.block].cells[zoom];
  if (std::min(most_cells, total_) <= filter_.max_points) return one_a_cell_from(0);
  // More cells than may be shown, perhaps. Those whose best point is above some coherence are found from the
  // points above it alone.
  for (std::size_t wanted = 4 * filter_.max_points;; wanted *= 4) {
    const std::uint32_t least_code = wanted < total_ ? code_with(wanted) : 0;
    auto points = one_a_cell_from(least_code);
    if (points.size() < filter_.max_points && least_code > 0) continue;
    keep_most_coherent(points);
    return points;
  }
}

std::vector<std::uint32_t> ViewportQuery::one_a_cell_from(std::uint32_t least_code) const {
  LocalCells local(*cell_degrees(filter_.zoom));
  CellTable cells(hits_.size());
  for (const Hit& hit : hits_) {
    const std::uint32_t count = points_from(hit.block, least_code);
    if (count > 0) add_cells(hit, count, local, cells);
  }
  return cells.points();
}

void ViewportQuery::add_cells(const Hit& hit, std::uint32_t count, LocalCells& local,
                              CellTable& cells) const {
  const BlockFigures& block = index_.blocks_[hit.block];
  unsigned cells_left = block.cells[static_cast<std::size_t>(filter_.zoom)];
  // Where the block lies in one cell its first point that passes is enough, and no numbers are needed.
  const bool may_number = cells_left > 1 && block.exact_places == kNoExactPlaces;
  if (!may_number || !local.number(block, index_.latitudes_.subspan(block.first, count),
                                   index_.longitudes_.subspan(block.first, count))) {
    add_cells_exactly(hit, count, cells);
    return;
  }
  for_each_passing(hit, count, [&](std::uint32_t point) {
    const auto key = local.first_of_cell(point - block.first);
    if (!key) return true;  // a more coherent point of the block stands for the cell
    CellTable::Cell& cell = cells.cell(*key);
    if (cell.best == CellTable::kEmpty || index_.more_coherent(point, cell.best)) cell.best = point;
    return --cells_left > 0;
  });
}

void ViewportQuery::add_cells_exactly(const Hit& hit, std::uint32_t count, CellTable& cells) const {
  const double size = *cell_degrees(filter_.zoom);
  unsigned cells_left = index_.blocks_[hit.block].cells[static_cast<std::size_t>(filter_.zoom)];
  for_each_passing(hit, count, [&](std::uint32_t point) {
    CellTable::Cell& cell = cells.cell(cell_key(index_.latitude(point), index_.longitude(point), size));
    if (cell.best != CellTable::kEmpty && cell.block == hit.block) return true;  // it has a better one
    if (cell.best == CellTable::kEmpty || index_.more_coherent(point, cell.best)) cell.best = point;
    cell.block = hit.block;
    return --cells_left > 0;
  });
}

void ViewportQuery::keep_most_coherent(std::vector<std::uint32_t>& points) const {
  if (points.size() <= filter_.max_points) return;
  std::nth_element(points.begin(), points.begin() + static_cast<std::ptrdiff_t>(filter_.max_points),
                   points.end(), [this](auto a, auto b) { return index_.more_coherent(a, b); });
  points.resize(filter_.max_points);
}

PointPage ViewportQuery::page(std::uint32_t first, std::size_t count) {
  if (!nothing_) find_passing();
  PointPage page{.total = total_};
  for (const Hit& hit : hits_) {
    const BlockFigures& block = index_.blocks_[hit.block];
    if (block.first + block.points <= first) continue;
    if (page.points.size() == count) break;
    for_each_passing(hit, block.points, [&](std::uint32_t point) {
      if (point >= first) page.points.push_back(point);
      return page.points.size() < count;
    });
  }
  return page;
}

}  // namespace plumbline::serve

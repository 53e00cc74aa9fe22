// SPDX-License-Identifier: MIT
#include "serve/viewport_index.h"

#include <algorithm>
#include <array>
#include <tuple>

#include <nlohmann/json.hpp>

#include "core/error.h"
#include "serve/viewport_query.h"

namespace plumbline::serve {
namespace {

template <typename T>
void keep_codes(const T* codes, const CodeRange& range, std::span<std::uint8_t> keep) {
  // Counted from the first of the range, the codes in it come first, also where it goes round the end.
  const T first = static_cast<T>(range.first);
  const T last = static_cast<T>(range.last - range.first);
  for (std::size_t i = 0; i < keep.size(); ++i) {
    const bool inside = static_cast<T>(codes[i] - first) <= last;
    keep[i] = static_cast<std::uint8_t>(keep[i] & (inside ? 0xff : 0));
  }
}

CodeColumn code_column(const ViewFile& file, Section section, const ValueCodes& codes) {
  return {file.section_bytes(section), codes.width()};
}

ValueCodes value_codes(const ViewFile& file, Section section, MissingPlace missing) {
  return {file.section<float>(section), missing};
}

/// Sorts by 12 bits of a key at a time, lowest first: stable, so that after the last all are in order.
void sort_by_digits(std::vector<std::pair<std::uint64_t, std::uint32_t>>& items) {
  constexpr unsigned kDigitBits = 12;
  constexpr std::size_t kDigits = std::size_t{1} << kDigitBits;
  std::uint64_t all = 0;
  for (const auto& [key, point] : items) all |= key;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> sorted(items.size());
  for (unsigned shift = 0; shift < 48; shift += kDigitBits) {
    if (((all >> shift) & (kDigits - 1)) == 0) continue;
    std::array<std::size_t, kDigits + 1> begin{};
    for (const auto& item : items) ++begin[((item.first >> shift) & (kDigits - 1)) + 1];
    for (std::size_t digit = 1; digit <= kDigits; ++digit) begin[digit] += begin[digit - 1];
    for (const auto& item : items) sorted[begin[(item.first >> shift) & (kDigits - 1)]++] = item;
    items.swap(sorted);
  }
}

}  // namespace

void CodeColumn::keep_within(const CodeRange& range, std::size_t first, std::span<std::uint8_t> keep) const {
  if (width_ == 1) {
    keep_codes(values<std::uint8_t>() + first, range, keep);
  } else if (width_ == 2) {
    keep_codes(values<std::uint16_t>() + first, range, keep);
  } else {
    keep_codes(values<std::uint32_t>() + first, range, keep);
  }
}

ViewportIndex::ViewportIndex(const std::filesystem::path& path)
    : file_(path),
      velocities_(value_codes(file_, Section::velocities, MissingPlace::at_zero)),
      coherences_(value_codes(file_, Section::coherences, MissingPlace::before_all)),
      heights_(value_codes(file_, Section::heights, MissingPlace::before_all)),
      tile_figures_(file_.section<TileFigures>(Section::tiles)),
      blocks_(file_.section<BlockFigures>(Section::blocks)),
      latitudes_(file_.section<std::int32_t>(Section::latitude)),
      longitudes_(file_.section<std::int32_t>(Section::longitude)),
      velocity_(code_column(file_, Section::velocity, velocities_)),
      coherence_(code_column(file_, Section::coherence, coherences_)),
      height_(code_column(file_, Section::height, heights_)),
      kinds_(file_.section<std::uint8_t>(Section::kind)),
      flags_(file_.section<std::uint8_t>(Section::flags)),
      rows_(file_.section<std::uint32_t>(Section::row)),
      tiles_(file_.section<std::uint16_t>(Section::tile)),
      pids_(file_.section<std::uint64_t>(Section::pid)),
      clustered_(file_.section<ClusteredPoint>(Section::clustered)),
      exact_places_(file_.section<ExactPlace>(Section::exact_places)) {
  const auto text = file_.section<char>(Section::names);
  const auto names = nlohmann::json::parse(text.begin(), text.end());
  names.at("tiles").get_to(tile_stems_);
  names.at("clusters").get_to(cluster_ids_);
  names.at("subclusters").get_to(subcluster_ids_);
}

PointSelection ViewportIndex::select(const PointFilter& filter) const {
  return ViewportQuery(*this, filter).answer();
}

PointPage ViewportIndex::page(const PointFilter& filter, std::uint32_t first, std::size_t count) const {
  return ViewportQuery(*this, filter).page(first, count);
}

const ExactPlace* ViewportIndex::exact_place(std::uint32_t point) const {
  if (exact_places_.empty()) return nullptr;
  const auto after =
      std::upper_bound(blocks_.begin(), blocks_.end(), point,
                       [](std::uint32_t p, const BlockFigures& block) { return p < block.first; });
  const BlockFigures& block = *(after - 1);
  if (block.exact_places == kNoExactPlaces) return nullptr;
  return &exact_places_[block.exact_places + (point - block.first)];
}

double ViewportIndex::latitude(std::uint32_t point) const {
  const ExactPlace* exact = exact_place(point);
  return exact == nullptr ? degrees(latitudes_[point]) : exact->latitude;
}

double ViewportIndex::longitude(std::uint32_t point) const {
  const ExactPlace* exact = exact_place(point);
  return exact == nullptr ? degrees(longitudes_[point]) : exact->longitude;
}

std::uint8_t ViewportIndex::motion_class(std::uint32_t point) const {
  const unsigned motion = PointKind::motion_class(kinds_[point]);
  return motion == PointKind::kNoClass ? kUnclassified : static_cast<std::uint8_t>(motion);
}

std::pair<std::uint32_t, std::uint32_t> ViewportIndex::clusters(std::uint32_t point) const {
  const auto end = clustered_.end();
  const auto found =
      std::lower_bound(clustered_.begin(), end, point, [](const auto& a, auto b) { return a.point < b; });
  if (found == end || found->point != point) return {kNoCluster, kNoCluster};
  return {found->cluster, found->subcluster};
}

bool ViewportIndex::more_coherent(std::uint32_t a, std::uint32_t b) const {
  const std::uint32_t coherence_a = coherence_[a];
  const std::uint32_t coherence_b = coherence_[b];
  if (coherence_a != coherence_b) return coherence_a > coherence_b;
  return std::tuple(pids_[a], tiles_[a], rows_[a]) < std::tuple(pids_[b], tiles_[b], rows_[b]);
}

void ViewportIndex::sort_as_stored(std::vector<std::uint32_t>& points) const {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> items;
  items.reserve(points.size());
  for (const std::uint32_t point : points)
    items.emplace_back((std::uint64_t{tiles_[point]} << 32U) | rows_[point], point);
  sort_by_digits(items);
  for (std::size_t i = 0; i < items.size(); ++i) points[i] = items[i].second;
}

}  // namespace plumbline::serve

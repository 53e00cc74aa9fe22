// SPDX-License-Identifier: MIT
#include "serve/viewport_index.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "parallel/thread_loop.h"
#include "serve/compact_values.h"
#include "serve/digit_sort.h"
#include "serve/viewport_query.h"

namespace plumbline::serve {

ViewportIndex::ViewportIndex(const std::filesystem::path& path)
    : file_(path),
      velocities_(file_.section<float>(Section::velocities), MissingPlace::at_zero),
      coherences_(file_.section<float>(Section::coherences), MissingPlace::before_all),
      heights_(file_.section<float>(Section::heights), MissingPlace::before_all),
      tile_figures_(file_.section<TileFigures>(Section::tiles)),
      columns_(file_.section_bytes(Section::columns)),
      blocks_(file_.section<BlockFigures>(Section::blocks)),
      trees_(file_.section<TreeFigures>(Section::trees)),
      origins_(file_.section<Origin>(Section::origins)),
      count_nodes_(file_.section<CountNode>(Section::count_nodes)),
      count_blocks_(file_.section<CountBlock>(Section::count_blocks)),
      finder_(file_.section<std::uint32_t>(Section::finder)),
      clustered_(file_.section<ClusteredPoint>(Section::clustered)),
      exact_places_(file_.section<ExactPlace>(Section::exact_places)) {
  const auto text = file_.section<char>(Section::names);
  const auto names = nlohmann::json::parse(text.begin(), text.end());
  names.at("tiles").get_to(tile_stems_);
  for (const auto& dataset : names.at("datasets"))
    datasets_.push_back({.level = dataset.at("level").get<Level>(),
                         .component = dataset.at("component").get<Component>(),
                         .release = dataset.at("release"),
                         .is_replaced = dataset.at("is_replaced")});
  names.at("clusters").get_to(cluster_ids_);
  names.at("subclusters").get_to(subcluster_ids_);
}

PointSelection ViewportIndex::select(const PointFilter& filter) const {
  return ViewportQuery(*this, filter).answer();
}

PointPage ViewportIndex::page(const PointFilter& filter, std::uint32_t first, std::size_t count) const {
  return ViewportQuery(*this, filter).page(first, count);
}

void ViewportIndex::visit(const PointFilter& filter,
                          const std::function<void(std::span<const std::uint32_t> points)>& body) const {
  ViewportQuery(*this, filter).visit(body);
}

ExactPlace ViewportIndex::place(std::uint32_t point) const {
  const PlaceInBlock at = place_of(point);
  if (at.block.exact_places != kNoExactPlaces) return exact_places_[at.block.exact_places + at.i];
  return {degrees(at.signed_number(PointColumn::latitude, &PointRanges::min_latitude)),
          degrees(at.signed_number(PointColumn::longitude, &PointRanges::min_longitude))};
}

std::uint8_t ViewportIndex::flags(std::uint32_t point) const {
  const unsigned unknown = origin(point).unknown_flags;
  return static_cast<std::uint8_t>(PointKind::flags(kind(point)) | unknown << 4U);
}

std::uint8_t ViewportIndex::motion_class(std::uint32_t point) const {
  return PointKind::column_class(kind(point));
}

std::array<char, PointId::kLength> ViewportIndex::pid(std::uint32_t point) const {
  return pid_characters(place_of(point).pid());
}

std::span<const ClusteredPoint> ViewportIndex::clustered(std::uint32_t block) const {
  const std::size_t begin = blocks_[block].clustered;
  const std::size_t end = block + 1 < blocks_.size() ? blocks_[block + 1].clustered : clustered_.size();
  return clustered_.subspan(begin, end - begin);
}

std::pair<std::uint32_t, std::uint32_t> ViewportIndex::clusters(std::uint32_t point) const {
  const auto of_block = clustered(block_of(point));
  const auto found = std::lower_bound(of_block.begin(), of_block.end(), point,
                                      [](const auto& a, auto b) { return a.point < b; });
  if (found == of_block.end() || found->point != point) return {kNoCluster, kNoCluster};
  return {found->cluster, found->subcluster};
}

bool ViewportIndex::first_of_equals(std::uint32_t a, std::uint32_t b) const {
  const PlaceInBlock at_a = place_of(a), at_b = place_of(b);
  const std::uint64_t pid_a = at_a.pid(), pid_b = at_b.pid();
  if (pid_a != pid_b) return pid_a < pid_b;  // rows are read for the few that several tiles deliver only
  return std::pair(at_a.origin().tile, at_a.row()) < std::pair(at_b.origin().tile, at_b.row());
}

void ViewportIndex::sort_as_stored(std::vector<std::uint32_t>& points) const {
  constexpr std::size_t kTogether = 4096;  // points, where several threads share the work
  std::vector<KeyedNumber> items;
  items.reserve(points.size());
  for (const std::uint32_t point : points) items.push_back({point, point});
  sort_by_digits(items);  // so that rows are read as they lie in memory
  parallel_ranges(items.size(), kTogether, [&](std::size_t begin, std::size_t end) {
    const BlockFigures* block = nullptr;
    for (auto& [key, point] : std::span(items).subspan(begin, end - begin)) {
      if (block == nullptr || point - block->first >= block->points) block = &blocks_[block_of(point)];
      const PlaceInBlock at{*this, *block, point - block->first};
      key = (std::uint64_t{at.origin().tile} << 32U) | at.row();
    }
  });
  sort_by_digits(items);
  for (std::size_t i = 0; i < items.size(); ++i) points[i] = items[i].number;
}

}  // namespace plumbline::serve

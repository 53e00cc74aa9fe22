// SPDX-License-Identifier: MIT
#include "serve/view_writer.h"

#include <utility>

namespace plumbline::serve {
namespace {

constexpr std::uint64_t kAlignment = 64;

constexpr std::uint64_t aligned(std::uint64_t offset) {
  return (offset + kAlignment - 1) / kAlignment * kAlignment;
}

}  // namespace

void ViewWriter::add(EncodedCell cell) {
  const auto points = static_cast<std::uint32_t>(points_);
  const auto blocks = static_cast<std::uint32_t>(blocks_.size());
  for (BlockFigures& block : cell.blocks) {
    block.first += points;
    block.columns += columns_.bytes;
    block.clustered += static_cast<std::uint32_t>(clustered_.size());
    if (block.exact_places != kNoExactPlaces)
      block.exact_places += static_cast<std::uint32_t>(exact_places_.size());
    block.first_origin += static_cast<std::uint32_t>(origins_.size());
    block.end_origin += static_cast<std::uint32_t>(origins_.size());
    block.end += blocks;
    blocks_.push_back(block);
  }
  const auto first_tree = static_cast<std::uint32_t>(trees_.size());
  for (TreeFigures& tree : cell.trees) {
    tree.first_block += blocks;
    tree.end_block += blocks;
    trees_.push_back(tree);
  }
  origins_.insert(origins_.end(), cell.origins.begin(), cell.origins.end());
  for (ClusteredPoint& point : cell.clustered) {
    point.point += points;
    clustered_.push_back(point);
  }
  exact_places_.insert(exact_places_.end(), cell.exact_places.begin(), cell.exact_places.end());
  append_columns(cell.columns);
  counts_.add(cell.position, cell.trees, first_tree, cell.combinations);
  points_ += cell.points;
}

std::uint64_t ViewWriter::append_columns(std::span<const std::byte> bytes) {
  const std::uint64_t begin = columns_.bytes;
  file_.write(columns_.offset + columns_.bytes, bytes);
  columns_.crc32 = crc32_of(columns_.crc32, bytes);
  columns_.bytes += bytes.size();
  return begin;
}

template <typename T>
void ViewWriter::write(Section section, std::span<const T> values) {
  const auto bytes = std::as_bytes(values);
  const SectionPlace place{.offset = aligned(end_), .bytes = bytes.size(), .crc32 = crc32_of(0, bytes)};
  file_.write(place.offset, bytes);
  places_[static_cast<std::size_t>(section)] = place;
  end_ = place.offset + place.bytes;
}

std::vector<std::uint32_t> ViewWriter::finder() const {
  std::vector<std::uint32_t> finder;
  for (std::uint32_t block = 0; block < blocks_.size(); ++block) {
    const std::size_t end = std::size_t{blocks_[block].first} + blocks_[block].points;
    while (finder.size() * kFinderPoints < end) finder.push_back(block);
  }
  return finder;
}

std::array<SectionPlace, kSections> ViewWriter::finish(const ViewContents& contents) {
  constexpr std::array<std::byte, kColumnsPadding> kPadding{};
  counts_.finish();
  append_columns(kPadding);
  places_[static_cast<std::size_t>(Section::columns)] = columns_;
  end_ = columns_.offset + columns_.bytes;
  write(Section::clustered, std::span<const ClusteredPoint>(clustered_));
  write(Section::exact_places, std::span<const ExactPlace>(exact_places_));
  write(Section::blocks, std::span<const BlockFigures>(blocks_));
  write(Section::trees, std::span<const TreeFigures>(trees_));
  write(Section::origins, std::span<const Origin>(origins_));
  write(Section::count_nodes, counts_.nodes());
  write(Section::count_blocks, counts_.blocks());
  write(Section::finder, std::span<const std::uint32_t>(finder()));
  write(Section::tiles, contents.tiles);
  write(Section::velocities, contents.velocities);
  write(Section::coherences, contents.coherences);
  write(Section::heights, contents.heights);
  write(Section::names, std::span<const char>(contents.names));
  return places_;
}

}  // namespace plumbline::serve

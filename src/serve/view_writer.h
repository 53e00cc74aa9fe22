// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/placed_file.h"
#include "serve/count_builder.h"
#include "serve/encoded_cell.h"
#include "serve/view_file.h"

namespace plumbline::serve {

/// What is said once of all points.
struct ViewContents {
  std::span<const TileFigures> tiles;
  std::span<const float> velocities;  ///< of ValueCodes, likewise below
  std::span<const float> coherences;
  std::span<const float> heights;
  std::string names;  ///< the section of this name
};

/// Writes the sections of points.view from cells that come in order along the curve. Memory: the figures of
/// the blocks, the points in clusters, and what a CountBuilder holds; the columns go to the file as they
/// come.
class ViewWriter {
 public:
  /// The file must outlive the writer.
  explicit ViewWriter(PlacedFile& file)
      : file_(file), counts_([this](std::span<const std::byte> bytes) { return append_columns(bytes); }) {}
  ViewWriter(ViewWriter&&) = delete;

  void add(EncodedCell cell);
  /// Writes what is left. Where everything lies, for the header.
  std::array<SectionPlace, kSections> finish(const ViewContents& contents);

 private:
  /// Where they begin.
  std::uint64_t append_columns(std::span<const std::byte> bytes);
  template <typename T>
  void write(Section section, std::span<const T> values);
  std::vector<std::uint32_t> finder() const;

  PlacedFile& file_;
  SectionPlace columns_{.offset = kHeaderBytes};
  std::uint64_t end_ = kHeaderBytes;
  std::vector<BlockFigures> blocks_;
  std::vector<TreeFigures> trees_;
  std::vector<Origin> origins_;
  std::vector<ClusteredPoint> clustered_;
  std::vector<ExactPlace> exact_places_;
  CountBuilder counts_;
  std::array<SectionPlace, kSections> places_{};
  std::size_t points_ = 0;
};

}  // namespace plumbline::serve

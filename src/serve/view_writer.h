// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/placed_file.h"
#include "serve/value_codes.h"
#include "serve/view_file.h"
#include "serve/view_records.h"

namespace plumbline::serve {

/// What has to be known of all points before the first is written.
struct ViewContents {
  std::size_t points = 0;
  std::size_t clustered = 0;  ///< of them, in a cluster or sub-cluster
  ValueCollector velocities;
  ValueCollector coherences;
  ValueCollector heights;
  std::vector<TileFigures> tiles;
};

/// One section, written from its start to its end.
class SectionWriter {
 public:
  SectionWriter(PlacedFile& file, std::uint64_t offset) : file_(&file), place_{.offset = offset} {}

  template <typename T>
  void append(std::span<const T> values) {
    append_bytes(std::as_bytes(values));
  }
  void flush();
  const SectionPlace& place() const { return place_; }

 private:
  void append_bytes(std::span<const std::byte> bytes);
  PlacedFile* file_;
  SectionPlace place_;
  std::vector<std::byte> buffer_;
};

/// Counts different cells; keeps its table from one count to the next.
class CellCounter {
 public:
  std::uint16_t count(std::span<const ViewRecord> points, double cell);

 private:
  struct Place {
    std::uint64_t key = 0;
    std::uint64_t round = 0;
  };
  bool is_new(std::uint64_t key);
  std::array<Place, 2 * kBlockPoints> places_{};
  std::uint64_t round_ = 0;
};

/// Writes the sections of points.view from records that come in order along the curve. Memory: the points of
/// one cell of zoom 5 (0.12 degrees).
class ViewWriter {
 public:
  /// Both must outlive the writer.
  ViewWriter(PlacedFile& file, const ViewContents& contents);

  void add(const ViewRecord& record);
  /// Writes what is left. `names` is the section of this name. Where everything lies, for the header.
  std::array<SectionPlace, kSections> finish(const std::string& names);

 private:
  template <typename Value, typename Get>
  void write_column(Section section, const Get& get);
  template <typename Get>
  void write_codes(Section section, const ValueCodes& codes, const Get& get, std::uint32_t& least,
                   std::uint32_t& greatest);
  void lay_out(Section section, std::size_t bytes);
  SectionWriter& writer(Section section);
  void divide(std::span<ViewRecord> records, unsigned cell_bits);
  void write_block(std::span<ViewRecord> records);
  void write_places(BlockFigures& figures);
  void write_exact_places(BlockFigures& figures);
  void write_kinds(BlockFigures& figures);
  void write_clusters(BlockFigures& figures);

  const ViewContents& contents_;
  PlacedFile& file_;
  ValueCodes velocities_;
  ValueCodes coherences_;
  ValueCodes heights_;
  std::uint64_t end_ = kHeaderBytes;
  std::vector<Section> order_;
  std::vector<SectionWriter> sections_;  ///< of `order_`
  std::vector<ViewRecord> cell_;         ///< of zoom 5
  std::span<ViewRecord> block_{};        ///< the one being written
  std::vector<BlockFigures> figures_;
  CellCounter counter_;
  std::uint32_t written_ = 0;
  std::uint32_t exact_places_ = 0;
  std::uint32_t clustered_ = 0;
};

}  // namespace plumbline::serve

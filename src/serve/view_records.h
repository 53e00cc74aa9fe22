// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <vector>

#include "core/placed_file.h"
#include "serve/point_filter.h"

namespace plumbline::serve {

/// A point on its way into the index.
struct ViewRecord {
  std::uint64_t pid = 0;
  double latitude = 0;
  double longitude = 0;
  float velocity = 0;
  float coherence = 0;
  float height = 0;
  std::uint32_t cell = 0;  ///< of zoom 5, by its position on the curve
  std::uint32_t row = 0;
  std::uint32_t cluster = kNoCluster;
  std::uint32_t subcluster = kNoCluster;
  std::uint16_t tile = 0;
  std::uint8_t motion_class : 4 = 0;  ///< PointKind::kNoClass where there is none
  std::uint8_t orbit : 4 = 0;
  std::uint8_t flags = 0;
};
static_assert(sizeof(ViewRecord) == 56);

/// Whether its place is no whole number of millionths.
bool is_rounded(const ViewRecord& point);

/// Parts records by their cells, more than fit in memory: some at a time are sorted by cell and put aside in
/// a file without a name.
class RecordsByCell {
 public:
  RecordsByCell(std::filesystem::path folder, std::size_t run_points);

  /// Room for up to `wanted` more records, at least one, which must be filled before the next call.
  std::span<ViewRecord> room(std::size_t wanted);
  std::size_t size() const { return put_aside_ + run_.size(); }

  /// After the last record; what follows comes after it.
  void finish();
  std::size_t cells() const { return first_slice_.size() - 1; }
  std::size_t points_of(std::size_t cell) const;
  /// Those of one cell; cells are numbered along the curve. Any number of threads at once.
  std::vector<ViewRecord> read(std::size_t cell) const;

 private:
  /// Records of one cell that lie together.
  struct Slice {
    std::uint32_t cell = 0;
    std::uint32_t points = 0;
    std::uint64_t first = 0;  ///< in the file, or in `run_` where there is none
  };
  static std::vector<Slice> sort_piece(std::span<ViewRecord> piece, std::size_t first);
  template <typename Body>
  void sort_run(const Body& body);
  void put_aside();
  std::filesystem::path folder_;
  std::size_t run_points_;
  std::size_t put_aside_ = 0;
  std::vector<ViewRecord> run_;
  std::vector<Slice> slices_;
  std::vector<std::size_t> first_slice_;  ///< of each cell; last: all
  std::optional<PlacedFile> file_;
};

}  // namespace plumbline::serve

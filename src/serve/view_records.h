// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "core/placed_file.h"
#include "serve/point_filter.h"

namespace plumbline::serve {

/// A point on its way into the index.
struct ViewRecord {
  std::uint64_t curve = 0;
  std::uint64_t pid = 0;
  double latitude = 0;
  double longitude = 0;
  float velocity = 0;
  float coherence = 0;
  float height = 0;
  std::uint32_t row = 0;
  std::uint32_t cluster = kNoCluster;
  std::uint32_t subcluster = kNoCluster;
  std::uint16_t tile = 0;
  std::uint8_t kind = 0;
  std::uint8_t flags = 0;
};

/// Sorts records along the curve, more than fit in memory: runs are sorted, put aside in a file without a
/// name, and merged. Equal places keep the order in which they came.
class ViewRecordSorter {
 public:
  ViewRecordSorter(std::filesystem::path folder, std::size_t run_points);

  void add(const ViewRecord& record);
  std::size_t size() const { return size_; }
  /// Gives all of them in order, once.
  void in_order(const std::function<void(const ViewRecord&)>& take);

 private:
  struct Run {
    std::size_t first = 0;  ///< place in the file, in records
    std::size_t end = 0;
  };
  class RunReader;
  std::vector<ViewRecord> sorted_run();
  void put_aside();
  std::filesystem::path folder_;
  std::size_t run_points_;
  std::size_t size_ = 0;
  std::vector<ViewRecord> records_;
  std::vector<Run> runs_;
  std::optional<PlacedFile> file_;
};

}  // namespace plumbline::serve

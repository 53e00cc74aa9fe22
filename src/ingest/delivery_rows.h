// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/delivery_name.h"
#include "core/series_block.h"
#include "core/table.h"
#include "core/time_axis.h"
#include "ingest/table_blocks.h"

namespace plumbline::ingest {

struct DeliveryOptions {
  /// For rows; beyond it, they are put aside in `spill_folder`. The result does not depend on it.
  std::uint64_t memory_bytes = std::numeric_limits<std::uint64_t>::max();
  std::filesystem::path spill_folder = {};
  /// Makes further columns for a block of rows (always the same ones). Called side by side.
  std::function<std::vector<Column>(const RowBlock& block, const TimeAxis& axis)> add_columns = {};
};

/// The rows of one delivery in spatial order (spatial_order.h), read whole and checked by the constructor, to
/// be written from start to end. Memory: `memory_bytes`, a few megabytes a thread, and about 32 bytes a point
/// while reading.
class DeliveryRows {
 public:
  /// Throws what read_delivery throws.
  DeliveryRows(const std::filesystem::path& file, DeliveryOptions options);
  ~DeliveryRows();
  DeliveryRows(const DeliveryRows&) = delete;
  DeliveryRows& operator=(const DeliveryRows&) = delete;

  Level level() const;
  Component component() const;
  const TimeAxis& axis() const;
  std::size_t points() const;
  std::uint64_t source_bytes() const;
  const std::string& source_sha256() const;
  /// Of all points with coordinates, in degrees; the lowest is above the highest when there are none.
  struct Extent {
    double west = std::numeric_limits<double>::infinity();
    double south = west;
    double east = -west;
    double north = -west;
  };
  const Extent& extent() const;

  /// Rows `first` to `first + count` of the columns that a Tile has, and those of `add_columns`; also for no
  /// rows. Rows come in order: `first` is where the call before ended.
  Table columns(std::size_t first, std::size_t count);
  /// The same for pids and series: as many as there is room for. May be called while `columns` runs.
  void series(std::size_t first, std::span<std::string> pids, SeriesBlock& values_mm);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace plumbline::ingest

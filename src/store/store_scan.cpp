// SPDX-License-Identifier: MIT
// The series of whole tiles.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "core/error.h"
#include "store/series_file.h"
#include "store/series_visitor.h"
#include "store/store.h"
#include "store/store_state.h"

namespace plumbline::store {
namespace {

namespace fs = std::filesystem;

/// Gathers rows of several chunks until a block is full.
class BlockBuilder {
 public:
  BlockBuilder(std::size_t acquisitions, std::size_t points) : values_(acquisitions), points_(points) {}
  std::size_t room() const { return points_ - filled_; }
  std::size_t filled() const { return filled_; }
  void add(const SeriesBlockView& rows) {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      values_[i].resize(points_);
      std::copy_n(rows.acquisitions[i], rows.points,
                  values_[i].begin() + static_cast<std::ptrdiff_t>(filled_));
    }
    filled_ += rows.points;
  }
  template <typename Body>
  void flush(const Body& body) {
    if (filled_ == 0) return;
    pointers_.clear();
    for (const std::vector<float>& values : values_) pointers_.push_back(values.data());
    const std::size_t points = std::exchange(filled_, 0);
    body(SeriesBlockView{pointers_, points});
  }

 private:
  std::vector<std::vector<float>> values_;
  std::vector<const float*> pointers_;
  std::size_t points_;
  std::size_t filled_ = 0;
};

/// The row groups that hold one of `rows` (ascending), those next to each other as one. Where a file has
/// groups of another size, more is read than needed, and nothing is left out.
std::vector<RowRange> groups_with(std::span<const std::uint32_t> rows, std::size_t points) {
  std::vector<RowRange> ranges;
  for (auto row = rows.begin(); row != rows.end();) {
    const std::size_t begin = *row / kSeriesRowGroup * kSeriesRowGroup;
    const std::size_t end = std::min(begin + kSeriesRowGroup, points);
    if (!ranges.empty() && ranges.back().end == begin) {
      ranges.back().end = end;
    } else {
      ranges.push_back({begin, end});
    }
    row = std::lower_bound(row, rows.end(), end);
  }
  return ranges;
}

}  // namespace

void check_series_types(Result& result, const fs::path& file) {
  for (std::size_t i = 0; i < result.columns(); ++i) {
    if (result.type(i) != DUCKDB_TYPE_FLOAT)
      throw Error(ErrorCode::bad_store, {.file = file.string(), .column = result.name(i)},
                  "the series of this date are not float32");
  }
}

void check_points(std::size_t read, std::size_t expected, const fs::path& file) {
  if (read != expected)
    throw Error(ErrorCode::bad_store, {.file = file.string()},
                fmt::format("the file has {} rows, the store's list says {}", read, expected));
}

void Store::scan_series(
    std::string_view stem, std::size_t block_points,
    const std::function<void(std::size_t first_row, const SeriesBlockView& block)>& body) const {
  const TileRecord& tile = state_->tile(stem);
  const fs::path file = state_->checked_path(tile.series);
  if (tile.axis.empty()) return;
  const std::size_t limit = std::max<std::size_t>(block_points, 1);
  const Connection connection = state_->database.connect();
  Result result = connection.stream(
      fmt::format("SELECT {} FROM {}", name_list(date_names(tile.axis)), read_parquet(file)), {},
      damaged(file));
  check_series_types(result, file);

  std::size_t row = 0;
  const auto hand_over = [&](const SeriesBlockView& block) {
    body(row, block);
    row += block.points;
  };
  ChunkSeries series(tile.axis.size());
  BlockBuilder builder(tile.axis.size(), limit);
  const bool gather = limit > duckdb_vector_size();
  while (const Chunk chunk = result.next()) {
    series.take(chunk.get());
    for (std::size_t left = chunk.rows(); left != 0;) {
      const std::size_t points = std::min(left, gather ? builder.room() : limit);
      const SeriesBlockView block = series.view(points);
      if (gather) {
        builder.add(block);
        if (builder.room() == 0) builder.flush(hand_over);
      } else {
        hand_over(block);
      }
      series.skip(points);
      left -= points;
    }
  }
  builder.flush(hand_over);
  check_points(row, tile.points, file);
}

void Store::scan_series_in_parallel(
    std::string_view stem,
    const std::function<void(std::size_t first_row, const SeriesBlockView& block)>& body) const {
  const TileRecord& tile = state_->tile(stem);
  const fs::path file = state_->checked_path(tile.series);
  if (tile.axis.empty()) return;
  check_points(state_->visitor.visit(file, tile.axis, body), tile.points, file);
}

void Store::scan_series_near(
    std::string_view stem, std::span<const std::uint32_t> rows,
    const std::function<void(std::size_t first_row, const SeriesBlockView& block)>& body) const {
  scan_series_near(stem, rows, state_->tile(stem).axis, body);
}

void Store::scan_series_near(
    std::string_view stem, std::span<const std::uint32_t> rows, const TimeAxis& dates,
    const std::function<void(std::size_t first_row, const SeriesBlockView& block)>& body) const {
  const TileRecord& tile = state_->tile(stem);
  const fs::path file = state_->checked_path(tile.series);
  if (dates.empty() || rows.empty()) return;
  check_points(std::max<std::size_t>(rows.back() + std::size_t{1}, tile.points), tile.points, file);
  const std::vector<RowRange> groups = groups_with(rows, tile.points);
  std::size_t expected = 0;
  for (const RowRange& group : groups) expected += group.end - group.begin;
  check_points(state_->visitor.visit(file, dates, body, groups), expected, file);
}

}  // namespace plumbline::store

// SPDX-License-Identifier: MIT
#include "stitch_tile.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>

#include <fmt/format.h>

#include "core/error.h"
#include "correct/gaps.h"
#include "correct/median.h"
#include "features/egms_statistics.h"
#include "ingest/tile.h"
#include "parallel/thread_loop.h"
#include "stitch_figures.h"

namespace plumbline::cli {
namespace {

constexpr std::uint32_t kAbsent = correct::MatchedPoints::kAbsent;
constexpr std::size_t kRangePoints = 512;
constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

std::size_t row_length(const ReleaseGroup& group) {
  std::size_t length = 0;
  for (const auto& release : group.releases) length += release.tile.axis.size();
  return length;
}

/// Where each row of a release goes.
std::vector<std::uint32_t> points_of_rows(const correct::MatchedPoints& points, std::size_t release,
                                          std::size_t rows) {
  std::vector<std::uint32_t> point_of(rows, kAbsent);
  for (std::size_t point = 0; point < points.size(); ++point) {
    const std::uint32_t row = points.of(point)[release];
    if (row != kAbsent) point_of[row] = static_cast<std::uint32_t>(point);
  }
  return point_of;
}

}  // namespace

correct::StitchPlan plan_of(const ReleaseGroup& group, const TileStitchOptions& options) {
  std::vector<TimeAxis> axes;
  for (const auto& release : group.releases) axes.push_back(release.tile.axis);
  correct::StitchOptions stitch = options.stitch;
  stitch.rates = options.rate != RateChoice::none;
  return correct::StitchPlan(std::move(axes), stitch);
}

StitchedTile::StitchedTile(const store::Store& from, const ReleaseGroup& group,
                           const TileStitchOptions& options, const std::filesystem::path& folder,
                           Progress& progress)
    : group_(group), options_(options), plan_(plan_of(group, options)), series_(folder, row_length(group)) {
  std::size_t first = 0;
  for (const auto& release : group.releases) {
    first_of_release_.push_back(first);
    first += release.tile.axis.size();
  }
  match(from);
  if (points() == 0)
    throw Error(ErrorCode::not_found, {.file = group.stem}, "the releases have no point in common",
                "Give --keep-single to keep the points of each");
  take_columns(from);
  put_aside_series(from, progress);
  stitch(progress);
}

void StitchedTile::match(const store::Store& from) {
  std::vector<Table> tables;
  std::vector<std::span<const std::string>> pids;
  const std::array<std::string, 1> pid{"pid"};
  for (const auto& release : group_.releases) tables.push_back(from.read_columns(release.tile.stem, pid));
  for (const Table& table : tables) pids.push_back(table.get<std::string>("pid"));
  points_ = correct::match_points(pids, options_.keep_single ? 1 : 2);
}

/// Each column as the newest release has it that has the point; rows along the curve of ingest.
void StitchedTile::take_columns(const store::Store& from) {
  std::vector<std::string> labels(points());
  for (std::size_t r = 0; r < releases(); ++r) {
    const std::string& stem = group_.releases[r].tile.stem;
    std::vector<std::string> names;
    for (const auto& [name, type] : delivered_columns(from, stem)) names.push_back(name);
    const Table source = from.read_columns(stem, names);
    std::vector<std::uint32_t> rows(points());
    for (std::size_t point = 0; point < points(); ++point) rows[point] = points_.of(point)[r];
    for (const Column& column : source.columns()) {
      if (columns_.find(column.name) == nullptr)
        columns_.add(missing_column(column.name, column.type(), points()));
      gather(column, rows, kAbsent, *std::ranges::find(columns_.columns(), column.name, &Column::name));
    }
    gnss_rates_.emplace_back();
    if (const Column* rates = source.find(gnss_column(group_.releases[r].tile.component))) {
      Column here = missing_column("", ColumnType::float32, points());
      gather(*rates, rows, kAbsent, here);
      gnss_rates_.back() = std::get<std::vector<float>>(std::move(here.values));
    }
    for (std::size_t point = 0; point < points(); ++point)
      if (rows[point] != kAbsent)
        labels[point] += (labels[point].empty() ? "" : "+") + group_.releases[r].label;
  }
  put_column(columns_, {"releases", std::move(labels)});

  const auto order =
      ingest::spatial_order(columns_.get<double>("longitude"), columns_.get<double>("latitude"));
  for (Column& column : columns_.columns()) column = ingest::reordered(column, order);
  correct::MatchedPoints ordered{.releases = releases(), .rows = {}};
  ordered.rows.reserve(points_.rows.size());
  for (const std::uint32_t point : order) {
    const auto rows = points_.of(point);
    ordered.rows.insert(ordered.rows.end(), rows.begin(), rows.end());
  }
  points_ = std::move(ordered);
  for (std::vector<float>& rates : gnss_rates_) {
    if (!rates.empty())
      rates = std::get<std::vector<float>>(ingest::reordered({"", std::move(rates)}, order).values);
  }
}

void StitchedTile::put_aside_series(const store::Store& from, Progress& progress) {
  series_.make_room(points());
  std::mutex mutex;
  for (std::size_t r = 0; r < releases(); ++r) {
    const store::TileRecord& tile = group_.releases[r].tile;
    const auto point_of = points_of_rows(points_, r, tile.points);
    from.scan_series_in_parallel(tile.stem, [&](std::size_t first_row, const SeriesBlockView& block) {
      std::vector<float> series(tile.axis.size());
      for (std::size_t i = 0; i < block.points; ++i) {
        const std::uint32_t point = point_of[first_row + i];
        if (point == kAbsent) continue;
        block.copy_series(i, series);
        series_.write(point, first_of_release_[r], series);
      }
      const std::lock_guard lock(mutex);
      progress.advance(block.points);
    });
  }
}

template <typename Make>
void StitchedTile::for_each_point(const Make& make, Progress& progress) const {
  std::mutex mutex;
  parallel_ranges(points(), kRangePoints, [&](std::size_t begin, std::size_t end) {
    auto body = make();
    std::vector<float> rows((end - begin) * series_.row_length());
    series_.read(begin, rows);
    std::vector<std::span<const float>> series(releases());
    std::vector<double> gnss_rates(releases());
    for (std::size_t point = begin; point < end; ++point) {
      const auto row = std::span<const float>(rows).subspan((point - begin) * series_.row_length());
      for (std::size_t r = 0; r < releases(); ++r) {
        const bool here = points_.of(point)[r] != kAbsent;
        series[r] =
            here ? row.subspan(first_of_release_[r], plan_.releases()[r].size()) : std::span<const float>();
        gnss_rates[r] = gnss_rates_[r].empty() ? std::numeric_limits<double>::quiet_NaN()
                                               : static_cast<double>(gnss_rates_[r][point]);
      }
      body(point, std::span<const std::span<const float>>(series), std::span<const double>(gnss_rates));
    }
    const std::lock_guard lock(mutex);
    progress.advance(end - begin);
  });
}

/// The median difference of rate of each pair of releases, over all points.
std::vector<double> StitchedTile::tile_rates(Progress& progress) const {
  struct Found {
    std::uint8_t newer = 0;
    float rate = kMissing;
  };
  std::vector<std::vector<Found>> found(releases() - 1, std::vector<Found>(points()));
  for_each_point(
      [&] {
        return [&, stitcher = correct::Stitcher(plan_), long_mm = std::vector<float>(axis().size()),
                joins = std::vector<std::optional<correct::ReleaseJoin>>(releases() - 1)](
                   std::size_t point, auto series, auto gnss_rates) mutable {
          stitcher.stitch(series, gnss_rates, long_mm, joins);
          for (std::size_t r = 0; r < joins.size(); ++r)
            if (joins[r]) found[r][point] = {joins[r]->newer, static_cast<float>(joins[r]->line.slope)};
        };
      },
      progress);
  std::vector<double> rates(releases() * releases(), std::numeric_limits<double>::quiet_NaN());
  for (std::size_t older = 0; older + 1 < releases(); ++older) {
    for (std::size_t newer = older + 1; newer < releases(); ++newer) {
      std::vector<double> of_pair;
      for (const Found& join : found[older])
        if (join.newer == newer && !std::isnan(join.rate)) of_pair.push_back(join.rate);
      rates[older * releases() + newer] = correct::take_median(of_pair);
    }
  }
  return rates;
}

void StitchedTile::stitch(Progress& progress) {
  const std::vector<double> rates =
      options_.rate == RateChoice::tile ? tile_rates(progress) : std::vector<double>();
  StitchFigures figures(points(), releases());
  for_each_point(
      [&] {
        return [&, stitcher = correct::Stitcher(plan_, rates), fitter = features::EgmsFitter(axis()),
                long_mm = std::vector<float>(axis().size()),
                joins = std::vector<std::optional<correct::ReleaseJoin>>(releases() - 1)](
                   std::size_t point, auto series, auto gnss_rates) mutable {
          stitcher.stitch(series, gnss_rates, long_mm, joins);
          figures.set(point, joins);
          figures.set(point, fitter.fit(long_mm));
          figures.set(point, correct::gap_summary(long_mm, axis()));
          series_.write(point, 0, long_mm);  // over its own releases, which were read and are done with
        };
      },
      progress);
  figures.put_into(columns_);
}

void StitchedTile::read(std::size_t first_row, SeriesBlock& block) const {
  std::vector<float> rows(block.points() * series_.row_length());
  series_.read(first_row, rows);
  for (std::size_t row = 0; row < block.points(); ++row) {
    const float* const series = rows.data() + row * series_.row_length();
    for (std::size_t i = 0; i < block.acquisitions(); ++i) block.acquisition(i)[row] = series[i];
  }
}

}  // namespace plumbline::cli

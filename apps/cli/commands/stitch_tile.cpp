// SPDX-License-Identifier: MIT
#include "stitch_tile.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <mutex>
#include <numeric>

#include <fmt/format.h>

#include "core/error.h"
#include "correct/gaps.h"
#include "features/egms_statistics.h"
#include "ingest/tile.h"
#include "parallel/thread_loop.h"

namespace plumbline::cli {
namespace {

constexpr std::uint32_t kAbsent = correct::MatchedPoints::kAbsent;
constexpr std::size_t kRangePoints = 512;
constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

std::string year_of(Date date) { return date.iso().substr(0, 4); }

std::string label_of(const DeliveryName& name, const TimeAxis& axis) {
  if (name.first_year != 0) return fmt::format("{}_{}", name.first_year, name.last_year);
  return year_of(axis.dates().front()) + "_" + year_of(axis.dates().back());
}

std::string stitched_stem(const std::string& place, const ReleaseGroup& group) {
  const std::string first = group.releases.front().label.substr(0, 4);
  std::string last;
  for (const auto& release : group.releases) last = std::max(last, release.label.substr(5, 4));
  return fmt::format("{}_{}_{}_stitched", place, first, last);
}

/// By the first and then by the last date, as releases follow each other.
bool is_older(const ReleaseGroup::Release& a, const ReleaseGroup::Release& b) {
  const auto span = [](const ReleaseGroup::Release& release) {
    const auto dates = release.tile.axis.dates();
    return std::pair(dates.back(), dates.front());
  };
  return span(a) < span(b);
}

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

/// What the joins and the long series say of each point, as columns.
struct PointFigures {
  struct Join {
    std::vector<std::int32_t> dates;
    std::vector<float> offset, rate, rmse, error;
  };

  PointFigures(std::size_t points, std::size_t releases) : joins(releases - 1) {
    for (Join& join : joins) {
      join.dates.assign(points, kMissingInt32);
      for (auto* values : {&join.offset, &join.rate, &join.rmse, &join.error})
        values->assign(points, kMissing);
    }
    for (auto& values : statistics) values.assign(points, kMissing);
    max_gap_days.resize(points);
    n_acquisitions.resize(points);
  }

  void set(std::size_t point, std::span<const std::optional<correct::ReleaseJoin>> found) {
    for (std::size_t r = 0; r < found.size(); ++r) {
      if (!found[r]) continue;
      const correct::RobustLine& line = found[r]->line;
      joins[r].dates[point] = static_cast<std::int32_t>(line.count);
      joins[r].offset[point] = static_cast<float>(line.value);
      joins[r].rate[point] = static_cast<float>(line.slope);
      joins[r].rmse[point] = static_cast<float>(line.rmse);
      joins[r].error[point] = static_cast<float>(found[r]->error_mm);
    }
  }
  void set(std::size_t point, const std::optional<features::EgmsStatistics>& fitted) {
    if (!fitted) return;
    const auto values = fitted->values();
    for (std::size_t i = 0; i < values.size(); ++i) statistics[i][point] = static_cast<float>(values[i]);
  }
  void set(std::size_t point, const correct::GapSummary& gaps) {
    max_gap_days[point] = gaps.max_gap_days;
    n_acquisitions[point] = gaps.n_acquisitions;
  }

  void put_into(Table& table) {
    for (std::size_t i = 0; i < statistics.size(); ++i)
      put_column(table, {std::string(features::kEgmsStatisticNames[i]), std::move(statistics[i])});
    put_column(table, {"max_gap_days", std::move(max_gap_days)});
    put_column(table, {"n_acquisitions", std::move(n_acquisitions)});
    for (std::size_t r = 0; r < joins.size(); ++r) {
      const auto name = [&](const char* what) { return fmt::format("join_{}_{}", r + 1, what); };
      put_column(table, {name("dates"), std::move(joins[r].dates)});
      put_column(table, {name("offset"), std::move(joins[r].offset)});
      put_column(table, {name("rate"), std::move(joins[r].rate)});
      put_column(table, {name("rmse"), std::move(joins[r].rmse)});
      put_column(table, {name("error"), std::move(joins[r].error)});
    }
  }

  std::vector<Join> joins;
  std::array<std::vector<float>, features::kEgmsStatisticNames.size()> statistics;
  std::vector<std::int32_t> max_gap_days, n_acquisitions;
};

double median(std::vector<double>& values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

std::vector<ReleaseGroup> release_groups(const store::Store& store) {
  struct Found {
    ReleaseGroup::Release release;
    int sub_release;
  };
  std::map<std::string, std::map<std::string, Found>> places;  // by place, then by label
  for (const store::TileRecord& tile : store.tiles()) {
    auto name = delivery_name(tile.stem);
    if (!name || tile.axis.empty()) continue;
    const std::string label = label_of(*name, tile.axis);
    const int sub_release = name->sub_release;
    name->first_year = name->last_year = name->sub_release = 0;
    auto& found = places[name->text()];
    const auto known = found.find(label);
    if (known == found.end() || known->second.sub_release < sub_release)
      found.insert_or_assign(label, Found{{tile, label}, sub_release});
  }
  std::vector<ReleaseGroup> groups;
  for (auto& [place, found] : places) {
    if (found.size() < 2) continue;
    ReleaseGroup group;
    for (auto& [label, release] : found) group.releases.push_back(std::move(release.release));
    std::ranges::stable_sort(group.releases, is_older);
    group.stem = stitched_stem(place, group);
    groups.push_back(std::move(group));
  }
  return groups;
}

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
      rates[older * releases() + newer] = median(of_pair);
    }
  }
  return rates;
}

void StitchedTile::stitch(Progress& progress) {
  const std::vector<double> rates =
      options_.rate == RateChoice::tile ? tile_rates(progress) : std::vector<double>();
  PointFigures figures(points(), releases());
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

// SPDX-License-Identifier: MIT
#include "correct/tile_gaps.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace plumbline::correct {
namespace {

std::size_t class_of(std::int32_t longest_days) {
  return static_cast<std::size_t>(std::ranges::lower_bound(kLongestTimeDays, longest_days) -
                                  kLongestTimeDays.begin());
}

void count_longest_time(TileGaps& gaps, std::int32_t longest_days, std::uint64_t points) {
  gaps.by_longest_time[class_of(longest_days)] += points;
  gaps.max_gap_days = std::max(gaps.max_gap_days, longest_days);
}

std::int32_t longest_distance(const TimeAxis& axis) {
  std::int32_t longest = 0;
  for (std::size_t i = 1; i < axis.size(); ++i)
    longest = std::max(longest, days_between(axis.date(i - 1), axis.date(i)));
  return longest;
}

}  // namespace

std::uint64_t TileGaps::missing_values() const {
  return std::accumulate(missing.begin(), missing.end(), std::uint64_t{0});
}

std::uint64_t TileGaps::values_in_gaps() const {
  return std::accumulate(in_gaps.begin(), in_gaps.end(), std::uint64_t{0});
}

void TileGaps::add(const TileGaps& other) {
  assert(missing.size() == other.missing.size());
  points += other.points;
  incomplete_points += other.incomplete_points;
  points_with_gaps += other.points_with_gaps;
  gaps += other.gaps;
  max_gap_days = std::max(max_gap_days, other.max_gap_days);
  const auto add_to = [](auto& sums, const auto& terms) {
    std::ranges::transform(sums, terms, sums.begin(), std::plus<>{});
  };
  add_to(missing, other.missing);
  add_to(in_gaps, other.in_gaps);
  add_to(by_longest_time, other.by_longest_time);
}

TileGaps tile_gaps(const SeriesBlockView& block, const TimeAxis& axis, std::int32_t gap_days) {
  TileGaps result(axis.size());
  result.points = block.points;
  std::vector<std::uint8_t> lacks(block.points, 0);
  for (std::size_t i = 0; i < axis.size(); ++i) {
    const float* const values = block.acquisitions[i];
    for (std::size_t point = 0; point < block.points; ++point) {
      const bool missing = std::isnan(values[point]);
      result.missing[i] += missing ? 1U : 0U;
      lacks[point] |= missing ? 1U : 0U;
    }
  }
  std::vector<float> series(axis.size());
  std::vector<Gap> gaps;
  for (std::size_t point = 0; point < block.points; ++point) {
    if (lacks[point] == 0) continue;
    block.copy_series(point, series);
    count_longest_time(result, gap_summary(series, axis).max_gap_days, 1);
    find_gaps(series, axis, gap_days, gaps);
    ++result.incomplete_points;
    result.points_with_gaps += gaps.empty() ? 0U : 1U;
    result.gaps += gaps.size();
    for (const Gap& gap : gaps) {
      for (std::size_t i = gap.before + 1; i < gap.after; ++i) ++result.in_gaps[i];
    }
  }
  const std::uint64_t complete = result.points - result.incomplete_points;
  if (complete != 0) count_longest_time(result, longest_distance(axis), complete);
  return result;
}

std::vector<MonthGaps> by_month(const TileGaps& gaps, const TimeAxis& axis) {
  std::vector<MonthGaps> months;
  for (std::size_t i = 0; i < axis.size(); ++i) {
    const std::string month = axis.date(i).iso().substr(0, 7);
    if (months.empty() || months.back().month != month) months.push_back({.month = month});
    MonthGaps& here = months.back();
    ++here.acquisitions;
    here.values += gaps.points;
    here.missing += gaps.missing[i];
    here.in_gaps += gaps.in_gaps[i];
  }
  return months;
}

}  // namespace plumbline::correct

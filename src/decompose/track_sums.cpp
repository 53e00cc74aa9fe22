// SPDX-License-Identifier: MIT
#include "decompose/track_sums.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace plumbline::decompose {
namespace {

constexpr std::size_t kRowsAtOnce = 32;  ///< whose dates stay in the nearest cache

bool is_usable(const SightedPoint& point) {
  // A sum is finite when all its values are.
  return std::isfinite(point.los_east + point.los_north + point.los_up + point.height_m);
}

/// Straight lines between acquisitions, for some rows; NaN where an acquisition that is needed is missing.
void resample(const SeriesBlockView& block, std::span<const Resampler::Place> places,
              std::span<const std::uint32_t> rows, float* dates_mm) {
  for (std::size_t k = 0; k < places.size(); ++k) {
    const auto [before, weight] = places[k];
    assert(before != Resampler::Place::kNone);
    const float* const left = block.acquisitions[before];
    const float* const right = block.acquisitions[weight == 0 ? before : before + 1];
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto value = static_cast<double>(left[rows[i]]);
      dates_mm[i * places.size() + k] =
          static_cast<float>(value + weight * (static_cast<double>(right[rows[i]]) - value));
    }
  }
}

bool is_complete(std::span<const float> dates_mm) {
  float sum = 0;  // NaN as soon as one value is
  for (const float value : dates_mm) sum += value;
  return !std::isnan(sum);
}

/// Bridges the gaps of a series; false when it begins too late or ends too early.
bool bridge(const SeriesBlockView& block, std::size_t row, const Resampler& resampler,
            std::span<float> dates_mm) {
  std::vector<float> series_mm(block.acquisitions.size());
  std::vector<double> bridged_mm(dates_mm.size());
  block.copy_series(row, series_mm);
  resampler.resample(series_mm, bridged_mm);
  std::ranges::transform(bridged_mm, dates_mm.begin(), [](double mm) { return static_cast<float>(mm); });
  return std::ranges::none_of(dates_mm, [](float mm) { return std::isnan(mm); });
}

}  // namespace

DatedSeries at_common_dates(const SeriesBlockView& block, const Resampler& resampler,
                            std::span<const SightedPoint> points) {
  assert(points.size() >= block.points);
  const std::size_t dates = resampler.places().size();
  DatedSeries dated;
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 0; row < block.points; ++row) {
    if (points[row].cell == kNoCell) continue;
    if (is_usable(points[row])) {
      rows.push_back(row);
    } else {
      ++dated.left_out;
    }
  }
  dated.series_mm.resize(rows.size() * dates);
  for (std::size_t first = 0; first < rows.size(); first += kRowsAtOnce) {
    const auto some = std::span(rows).subspan(first, std::min(kRowsAtOnce, rows.size() - first));
    float* const begin = dated.series_mm.data() + first * dates;
    resample(block, resampler.places(), some, begin);
    for (std::size_t i = 0; i < some.size(); ++i) {
      const std::span dates_mm(begin + i * dates, dates);
      if (!is_complete(dates_mm) && !bridge(block, some[i], resampler, dates_mm)) {
        ++dated.left_out;
        continue;
      }
      float* const place = dated.series_mm.data() + dated.rows.size() * dates;
      if (place != dates_mm.data()) std::ranges::copy(dates_mm, place);  // over rows that were left out
      dated.rows.push_back(some[i]);
    }
  }
  dated.series_mm.resize(dated.rows.size() * dates);
  return dated;
}

TrackSums::TrackSums(std::size_t dates, std::size_t cells)
    : dates_(dates), facts_(cells), series_(dates * cells) {}

void TrackSums::begin(std::size_t cells) {
  facts_.assign(cells, {});
  series_.assign(dates_ * cells, 0.0);
}

void TrackSums::add(const DatedSeries& series, std::span<const SightedPoint> points) {
  assert(series.series_mm.size() == series.rows.size() * dates_);
  const float* dates_mm = series.series_mm.data();
  for (const std::uint32_t row : series.rows) {
    add_facts(points[row]);
    double* const sums = series_.data() + points[row].cell * dates_;
    for (std::size_t k = 0; k < dates_; ++k) sums[k] += static_cast<double>(dates_mm[k]);
    dates_mm += dates_;
  }
}

void TrackSums::add_facts(const SightedPoint& point) {
  Facts& facts = facts_[point.cell];
  ++facts.points;
  facts.los_east += static_cast<double>(point.los_east);
  facts.los_north += static_cast<double>(point.los_north);
  facts.los_up += static_cast<double>(point.los_up);
  facts.height_m += static_cast<double>(point.height_m);
  if (std::isfinite(point.rmse_mm)) {
    ++facts.points_with_rmse;
    facts.rmse_square += static_cast<double>(point.rmse_mm) * static_cast<double>(point.rmse_mm);
  }
  if (std::isfinite(point.gnss_velocity)) {
    ++facts.points_with_gnss;
    facts.gnss_velocity += static_cast<double>(point.gnss_velocity);
  }
}

SightedPoint TrackSums::mean(std::size_t cell) const {
  const Facts& facts = facts_[cell];
  const auto of = [](double sum, std::uint32_t count) { return static_cast<float>(sum / count); };
  return {.los_east = of(facts.los_east, facts.points),
          .los_north = of(facts.los_north, facts.points),
          .los_up = of(facts.los_up, facts.points),
          .height_m = of(facts.height_m, facts.points),
          .rmse_mm = static_cast<float>(rmse_mm(cell)),
          .gnss_velocity = of(facts.gnss_velocity, facts.points_with_gnss)};
}

double TrackSums::rmse_mm(std::size_t cell) const {
  return std::sqrt(facts_[cell].rmse_square / facts_[cell].points_with_rmse);
}

}  // namespace plumbline::decompose

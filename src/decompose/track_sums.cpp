// SPDX-License-Identifier: MIT
#include "decompose/track_sums.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "parallel/thread_loop.h"

namespace plumbline::decompose {
namespace {

constexpr std::size_t kGrainDates = 16;
constexpr std::size_t kGrainRows = 256;

bool is_usable(const SightedPoint& point) {
  // A sum is finite when all its values are.
  return point.cell != kNoCell &&
         std::isfinite(point.los_east + point.los_north + point.los_up + point.height_m);
}

}  // namespace

TrackSums::TrackSums(std::size_t dates, std::size_t cells)
    : dates_(dates), facts_(cells), series_(dates * cells) {}

void TrackSums::find_rows(const SeriesBlockView& block, std::span<const SightedPoint> points) {
  std::vector<Row> rows;
  for (std::size_t row = 0; row < block.points; ++row) {
    if (is_usable(points[row])) rows.push_back({row, points[row].cell});
  }
  std::vector<std::uint8_t> has_gaps(rows.size());
  parallel_ranges(rows.size(), kGrainRows, [&](std::size_t begin, std::size_t end) {
    for (const float* acquisition : block.acquisitions) {
      for (std::size_t i = begin; i < end; ++i) {
        if (std::isnan(acquisition[rows[i].row])) has_gaps[i] = 1;
      }
    }
  });
  complete_.clear();
  gappy_.clear();
  for (std::size_t i = 0; i < rows.size(); ++i) (has_gaps[i] != 0 ? gappy_ : complete_).push_back(rows[i]);
}

// Resamples the gappy rows and forgets those that do not reach all dates; returns how many.
std::size_t TrackSums::bridge(const SeriesBlockView& block, const Resampler& resampler) {
  bridged_mm_.resize(gappy_.size() * dates_);
  std::vector<float> series_mm(block.acquisitions.size());
  std::size_t kept = 0;
  for (const Row& row : gappy_) {
    block.copy_series(row.row, series_mm);
    const auto dates = std::span(bridged_mm_).subspan(kept * dates_, dates_);
    resampler.resample(series_mm, dates);
    if (std::ranges::none_of(dates, [](double value) { return std::isnan(value); })) gappy_[kept++] = row;
  }
  const std::size_t left_out = gappy_.size() - kept;
  gappy_.resize(kept);
  return left_out;
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

std::size_t TrackSums::add(const SeriesBlockView& block, const Resampler& resampler,
                           std::span<const SightedPoint> points) {
  assert(resampler.places().size() == dates_ && points.size() >= block.points);
  find_rows(block, points);
  std::size_t left_out = bridge(block, resampler);
  for (std::size_t row = 0; row < block.points; ++row) {
    if (points[row].cell != kNoCell && !is_usable(points[row])) ++left_out;
  }
  parallel_ranges(dates_, kGrainDates, [&](std::size_t begin, std::size_t end) {
    for (std::size_t k = begin; k < end; ++k) {
      double* const sums = series_.data() + k * facts_.size();
      const auto [before, weight] = resampler.places()[k];
      assert(before != Resampler::Place::kNone);
      const float* const left = block.acquisitions[before];
      const float* const right = block.acquisitions[weight == 0 ? before : before + 1];
      for (const Row& row : complete_) {
        const auto value = static_cast<double>(left[row.row]);
        sums[row.cell] += value + weight * (static_cast<double>(right[row.row]) - value);
      }
      for (std::size_t i = 0; i < gappy_.size(); ++i) sums[gappy_[i].cell] += bridged_mm_[i * dates_ + k];
    }
  });
  for (const std::vector<Row>* rows : {&complete_, &gappy_}) {
    for (const Row& row : *rows) add_facts(points[row.row]);
  }
  return left_out;
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

// SPDX-License-Identifier: MIT
#include "correct/stitch.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace plumbline::correct {
namespace {

/// Displacements are printed to 0.1 mm: so the difference of two without other noise has this deviation,
/// 0.1 mm·√(2/12).
constexpr double kRoundingMm = 0.041;

}  // namespace

Stitcher::Correction Stitcher::Correction::after(const RobustLine& line, double model_rate) const {
  Correction sum = *this;
  const double slope = line.slope + model_rate;
  sum.offset_mm += line.value - slope * line.middle;
  sum.rate += slope;
  const double value_variance = line.value_std * line.value_std;
  const double slope_variance = line.slope_std * line.slope_std;
  sum.variance[0] += value_variance + slope_variance * line.middle * line.middle;
  sum.variance[1] -= 2 * slope_variance * line.middle;
  sum.variance[2] += slope_variance;
  return sum;
}

Stitcher::Stitcher(const StitchPlan& plan, std::vector<double> fixed_rates)
    : plan_(plan), fixed_rates_(std::move(fixed_rates)), fitter_(kRoundingMm) {
  fixed_rates_.resize(plan.releases().size() * plan.releases().size(),
                      std::numeric_limits<double>::quiet_NaN());
}

void Stitcher::stitch(std::span<const std::span<const float>> series, std::span<const double> gnss_rates,
                      std::span<float> long_mm, std::span<std::optional<ReleaseJoin>> joins) {
  const std::size_t releases = plan_.releases().size();
  assert(series.size() == releases && gnss_rates.size() == releases && joins.size() + 1 >= releases);
  corrections_.assign(releases, std::nullopt);
  std::ranges::fill(joins, std::nullopt);
  bool newest = true;
  for (std::size_t older = releases; older-- > 0;) {
    if (series[older].empty()) continue;
    if (newest) corrections_[older] = Correction{};
    newest = false;
    for (std::size_t newer = older + 1; newer < releases && !corrections_[older]; ++newer) {
      if (!corrections_[newer]) continue;
      const double difference = gnss_rates[newer] - gnss_rates[older];
      const double model_rate = std::isnan(difference) ? 0.0 : difference;
      const auto line = compare(older, newer, series, model_rate);
      if (!line) continue;
      corrections_[older] = corrections_[newer]->after(*line, model_rate);
      const double first = plan_.axis().years(plan_.places(older).front());
      const double variance = corrections_[older]->variance_at(first);
      joins[older] = ReleaseJoin{.newer = static_cast<std::uint8_t>(newer),
                                 .line = *line,
                                 .error_mm = std::sqrt(std::max(variance, 0.0))};
    }
  }
  merge(series, long_mm);
}

void Stitcher::collect(std::span<const StitchPlan::Pair> pairs, std::span<const float> older_mm,
                       std::span<const float> newer_mm) {
  times_.clear();
  differences_.clear();
  for (const StitchPlan::Pair& pair : pairs) {
    const double before = older_mm[pair.before];
    const double older = before + pair.share * (static_cast<double>(older_mm[pair.after]) - before);
    const double difference = static_cast<double>(newer_mm[pair.newer]) - older;
    if (std::isnan(difference)) continue;
    times_.push_back(pair.years);
    differences_.push_back(difference);
  }
}

/// The line through newer − older, after the difference of their models was taken out.
std::optional<RobustLine> Stitcher::compare(std::size_t older, std::size_t newer,
                                            std::span<const std::span<const float>> series,
                                            double model_rate) {
  collect(plan_.pairs(older, newer), series[older], series[newer]);
  if (std::ssize(differences_) < plan_.options().fewest_dates) return std::nullopt;
  const double fixed_rate =
      plan_.options().rates ? fixed_rates_[older * plan_.releases().size() + newer] : 0.0;
  // A line less a line is a line: the model's rate is taken from the result, or given with what is fixed.
  auto line = std::isnan(fixed_rate) ? fitter_.fit(times_, differences_)
                                     : fitter_.fit_value(times_, differences_, fixed_rate + model_rate);
  if (line) line->slope -= model_rate;
  return line;
}

void Stitcher::merge(std::span<const std::span<const float>> series, std::span<float> long_mm) {
  const OverlapChoice choice = plan_.options().overlap;
  sums_.assign(long_mm.size(), 0.0);
  counts_.assign(long_mm.size(), 0);
  for (std::size_t i = 0; i < series.size(); ++i) {
    const std::size_t r = choice == OverlapChoice::newer ? series.size() - 1 - i : i;
    if (!corrections_[r]) continue;
    const auto places = plan_.places(r);
    for (std::size_t k = 0; k < places.size(); ++k) {
      const std::uint32_t place = places[k];
      if (std::isnan(series[r][k]) || (choice != OverlapChoice::mean && counts_[place] != 0)) continue;
      sums_[place] += static_cast<double>(series[r][k]) + corrections_[r]->at(plan_.axis().years(place));
      ++counts_[place];
    }
  }
  for (std::size_t i = 0; i < long_mm.size(); ++i)
    long_mm[i] = counts_[i] == 0 ? std::numeric_limits<float>::quiet_NaN()
                                 : static_cast<float>(sums_[i] / static_cast<double>(counts_[i]));
}

}  // namespace plumbline::correct

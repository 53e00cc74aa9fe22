// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>

#include "correct/stitch.h"

namespace plumbline::correct {
namespace {

/// Between acquisitions further apart the ground may have moved in a way that a straight line misses.
constexpr std::int32_t kMostDaysBetween = 12;

struct PidRow {
  std::string_view pid;
  std::uint32_t row;
};

std::vector<PidRow> sorted_pids(std::span<const std::string> pids) {
  std::vector<PidRow> sorted;
  sorted.reserve(pids.size());
  for (std::size_t row = 0; row < pids.size(); ++row)
    sorted.push_back({pids[row], static_cast<std::uint32_t>(row)});
  std::ranges::sort(sorted, {}, &PidRow::pid);
  return sorted;
}

TimeAxis union_of(std::span<const TimeAxis> releases) {
  std::set<Date> dates;
  for (const TimeAxis& release : releases) dates.insert(release.dates().begin(), release.dates().end());
  return TimeAxis({dates.begin(), dates.end()});
}

}  // namespace

MatchedPoints match_points(std::span<const std::span<const std::string>> pids, std::size_t fewest_releases) {
  std::vector<std::vector<PidRow>> sorted;
  for (const auto& release : pids) sorted.push_back(sorted_pids(release));
  MatchedPoints points{.releases = pids.size(), .rows = {}};
  std::vector<std::size_t> next(pids.size(), 0);
  const auto front = [&](std::size_t r) {
    return next[r] < sorted[r].size() ? &sorted[r][next[r]] : nullptr;
  };
  for (;;) {
    const PidRow* smallest = nullptr;
    for (std::size_t r = 0; r < pids.size(); ++r) {
      const PidRow* candidate = front(r);
      if (candidate != nullptr && (smallest == nullptr || candidate->pid < smallest->pid))
        smallest = candidate;
    }
    if (smallest == nullptr) return points;
    const std::string_view pid = smallest->pid;
    std::size_t found = 0;
    for (std::size_t r = 0; r < pids.size(); ++r) {
      const PidRow* candidate = front(r);
      const bool here = candidate != nullptr && candidate->pid == pid;
      points.rows.push_back(here ? candidate->row : MatchedPoints::kAbsent);
      if (here) ++next[r], ++found;
    }
    if (found < fewest_releases) points.rows.resize(points.rows.size() - pids.size());
  }
}

StitchPlan::StitchPlan(std::vector<TimeAxis> releases, const StitchOptions& options)
    : releases_(std::move(releases)), options_(options), axis_(union_of(releases_)) {
  const auto place_of = [&](Date date) {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(axis_.dates(), date) - axis_.dates().begin());
  };
  release_at_.resize(axis_.size());
  std::vector<bool> taken(axis_.size(), false);
  for (std::size_t r = 0; r < releases_.size(); ++r) {
    std::vector<std::uint32_t>& places = places_.emplace_back();
    for (const Date date : releases_[r].dates()) {
      const std::uint32_t place = place_of(date);
      places.push_back(place);
      if (taken[place] && options_.overlap == OverlapChoice::older) continue;
      taken[place] = true;
      release_at_[place] = static_cast<std::uint8_t>(r);
    }
  }
  for (std::size_t older = 0; older < releases_.size(); ++older) {
    for (std::size_t newer = 0; newer < releases_.size(); ++newer)
      pairs_.push_back(older < newer ? make_pairs(older, newer) : std::vector<Pair>{});
  }
}

double StitchPlan::years_on_axis(Date date) const {
  return static_cast<double>(days_between(axis_.date(0), date)) / TimeAxis::kDaysPerYear;
}

std::vector<StitchPlan::Pair> StitchPlan::make_pairs(std::size_t older, std::size_t newer) const {
  std::vector<Pair> pairs;
  const auto older_dates = releases_[older].dates();
  for (std::size_t i = 0; i < releases_[newer].size(); ++i) {
    const Date date = releases_[newer].date(i);
    const auto same = std::ranges::lower_bound(older_dates, date);
    if (same == older_dates.end() || *same != date) continue;
    const auto place = static_cast<std::uint32_t>(same - older_dates.begin());
    pairs.push_back({static_cast<std::uint32_t>(i), place, place, 0.0, years_on_axis(date)});
  }
  return std::ssize(pairs) >= options_.fewest_dates ? pairs : interpolated_pairs(older, newer);
}

std::vector<StitchPlan::Pair> StitchPlan::interpolated_pairs(std::size_t older, std::size_t newer) const {
  std::vector<Pair> pairs;
  const auto older_dates = releases_[older].dates();
  for (std::size_t i = 0; i < releases_[newer].size(); ++i) {
    const Date date = releases_[newer].date(i);
    const auto after = std::ranges::lower_bound(older_dates, date);
    if (after == older_dates.end()) break;
    const auto place = static_cast<std::uint32_t>(after - older_dates.begin());
    if (*after == date) {
      pairs.push_back({static_cast<std::uint32_t>(i), place, place, 0.0, years_on_axis(date)});
      continue;
    }
    if (place == 0) continue;
    const std::int32_t days = days_between(older_dates[place - 1], *after);
    if (days > kMostDaysBetween) continue;
    const double share = static_cast<double>(days_between(older_dates[place - 1], date)) / days;
    pairs.push_back({static_cast<std::uint32_t>(i), place - 1, place, share, years_on_axis(date)});
  }
  return pairs;
}

}  // namespace plumbline::correct

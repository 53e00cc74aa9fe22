// SPDX-License-Identifier: MIT
#include "synth/acquisitions.h"

#include <algorithm>
#include <cstddef>

#include "synth/random.h"

namespace plumbline::synth {
namespace {

constexpr std::int32_t kRepeat_days = 6;

struct Window {
  std::int32_t first_day;  // since 1970
  std::int32_t repeats;    // 6-day steps in the window
};

Window window_of(Release release, std::uint32_t tile) {
  const bool recent = release == Release::from_2020_to_2024;
  const std::int32_t first = Date::from_yyyymmdd(recent ? "20200103" : "20150209")->days_since_1970();
  const std::int32_t last = Date::from_yyyymmdd(recent ? "20241230" : "20211230")->days_since_1970();
  const std::int32_t shift = static_cast<std::int32_t>(tile * 2 % 6);
  return {first + shift, (last - first - shift) / kRepeat_days};
}

/// Positions on the 6-day grid: `dates` of them, evenly spread over the window.
std::vector<std::int32_t> even_positions(std::int32_t dates, std::int32_t repeats) {
  std::vector<std::int32_t> positions;
  for (std::int32_t i = 0; i < dates; ++i) positions.push_back(i * repeats / (dates - 1));
  return positions;
}

/// 6-day steps, then 12-day steps, that end with the window; `dates` positions.
std::vector<std::int32_t> six_then_twelve(std::int32_t dates, std::int32_t repeats) {
  const std::int32_t twelve = repeats - (dates - 1);
  const std::int32_t six = dates - 1 - twelve;
  std::vector<std::int32_t> positions{0};
  for (std::int32_t i = 0; i < six; ++i) positions.push_back(positions.back() + 1);
  for (std::int32_t i = 0; i < twelve; ++i) positions.push_back(positions.back() + 2);
  return positions;
}

/// Takes `losses` dates out, one somewhere in each of as many equal parts, never the first or the last.
void lose_some(std::vector<std::int32_t>& positions, std::size_t losses, const Random& random) {
  const std::size_t part = (positions.size() - 2) / losses;
  for (std::size_t i = losses; i-- > 0;) {
    const auto within = static_cast<std::size_t>(random.uniform(i) * static_cast<double>(part - 1));
    positions.erase(positions.begin() + static_cast<std::ptrdiff_t>(1 + i * part + within));
  }
}

std::vector<std::int32_t> positions_of(const SceneOptions& options, std::uint32_t tile,
                                       std::int32_t repeats) {
  constexpr std::int32_t kLosses = 3;
  const auto dates = static_cast<std::int32_t>(options.dates);
  if (options.level == Level::L3 || dates > repeats) {
    std::vector<std::int32_t> positions;
    for (std::int32_t i = 0; i < dates; ++i) positions.push_back(i);
    return positions;
  }
  if (dates + kLosses > repeats + 1 || dates <= (repeats + 1) / 2 + 1) return even_positions(dates, repeats);
  std::vector<std::int32_t> positions = six_then_twelve(dates + kLosses, repeats);
  lose_some(positions, kLosses, Random(options.seed).stream(3).stream(tile));
  if (options.release == Release::from_2015_to_2021) {
    std::reverse(positions.begin(), positions.end());
    for (std::int32_t& position : positions) position = repeats - position;
  }
  return positions;
}

}  // namespace

std::vector<Date> acquisition_dates(const SceneOptions& options, std::uint32_t tile) {
  const Window window = window_of(options.release, options.level == Level::L3 ? 0 : tile);
  std::vector<Date> dates;
  for (const std::int32_t position : positions_of(options, tile, window.repeats)) {
    dates.push_back(Date::from_days(window.first_day + position * kRepeat_days));
  }
  return dates;
}

}  // namespace plumbline::synth

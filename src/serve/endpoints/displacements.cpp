// SPDX-License-Identifier: MIT
// /api/v1/displacements: where the points of /api/v1/points have moved to, at a few dates: for a film of
// them.
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include <fmt/format.h>

#include "core/error.h"
#include "serve/endpoints/endpoints.h"
#include "serve/frames.h"
#include "serve/point_series.h"
#include "serve/points_encoding.h"
#include "serve/service.h"

namespace plumbline::serve {
namespace {

constexpr PointLimit kLimit{.usual = 20'000, .most = 20'000};
constexpr std::int64_t kUsualFrames = 60;
constexpr std::int64_t kMostFrames = 120;

std::int16_t tenths(float displacement_mm) {
  constexpr std::int16_t kMissing = std::numeric_limits<std::int16_t>::min();
  if (std::isnan(displacement_mm)) return kMissing;
  constexpr float kGreatest = std::numeric_limits<std::int16_t>::max();
  return static_cast<std::int16_t>(std::lround(std::clamp(displacement_mm * 10.0F, -kGreatest, kGreatest)));
}

/// The dates that all tiles with a value have between their first and last, where the question names none.
DateWindow common_dates(const std::vector<TileSeries>& tiles, DateWindow asked) {
  std::optional<Date> first, last;
  for (const TileSeries& tile : tiles) {
    if (tile.axis.empty()) continue;
    first = std::max(first.value_or(tile.axis.date(0)), tile.axis.date(0));
    last = std::min(last.value_or(tile.axis.dates().back()), tile.axis.dates().back());
  }
  if (!asked.from) asked.from = first;
  if (!asked.to) asked.to = last;
  return asked;
}

std::vector<Date> frame_dates(const DateWindow& window, std::size_t frames) {
  if (!window.from || !window.to) return {};  // no point
  if (days_between(*window.from, *window.to) + 1 < static_cast<std::int32_t>(frames))
    throw Error(ErrorCode::usage, {},
                fmt::format("parameter \"frames\": from {} to {} there are fewer days than {} frames",
                            window.from->iso(), window.to->iso(), frames));
  return evenly_spaced(*window.from, *window.to, frames);
}

}  // namespace

Answer displacements(const Service& service, const Question& question) {
  const ViewportIndex& index = service.snapshot.index;
  const Parameters parameters(question.query, filter_names_and({"from", "to", "frames"}));
  const PointFilter filter = read_point_filter(parameters, kLimit);
  const DateWindow asked = read_dates(parameters);
  const auto frames = static_cast<std::size_t>(parameters.integer("frames", kUsualFrames, 2, kMostFrames));
  const PointSelection selection = index.select(filter);
  // All dates are read: the value of the first frame lies between two acquisitions, one of them before it.
  const auto tiles = read_point_series(service, selection.points, {}, question.cancellation);
  const std::vector<Date> dates = frame_dates(common_dates(tiles, asked), frames);

  std::vector<std::vector<std::int16_t>> columns_of_frames(dates.size());
  for (const TileSeries& tile : tiles) {
    SeriesBlock moved = at_dates(tile.values_mm, tile.axis.dates(), dates);
    make_relative(moved);
    for (std::size_t frame = 0; frame < dates.size(); ++frame)
      std::ranges::transform(moved.acquisition(frame), std::back_inserter(columns_of_frames[frame]), tenths);
  }
  BinaryColumns columns = columns_that_name_points(index, selection);
  for (std::size_t frame = 0; frame < dates.size(); ++frame)
    columns.add(fmt::format("frame_{}", frame), "int16",
                [&values = columns_of_frames[frame]](std::size_t place) { return values[place]; });
  return binary_answer(selection, encode_columns(index, selection, columns, dates));
}

}  // namespace plumbline::serve

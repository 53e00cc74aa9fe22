// SPDX-License-Identifier: MIT
// /api/v1/window_velocity: the velocity of any window of time, of the points of /api/v1/points.
#include "serve/endpoints/endpoints.h"
#include "serve/line_fit.h"
#include "serve/point_series.h"
#include "serve/points_encoding.h"
#include "serve/service.h"

namespace plumbline::serve {

Answer window_velocity(const Service& service, const Question& question) {
  constexpr PointLimit kLimit{.usual = 50'000, .most = 50'000};
  const ViewportIndex& index = service.snapshot.index;
  const Parameters parameters(question.query, filter_names_and({"from", "to"}));
  const PointFilter filter = read_point_filter(parameters, kLimit);
  const DateWindow dates = read_dates(parameters);
  const PointSelection selection = index.select(filter);
  std::vector<LineFit> lines;  // tile by tile, as the points are sorted
  for (const TileSeries& series :
       read_point_series(service, selection.points, dates, question.cancellation)) {
    const std::vector<LineFit> of_tile = fit_lines(series.values_mm, series.axis);
    lines.insert(lines.end(), of_tile.begin(), of_tile.end());
  }
  BinaryColumns columns = columns_that_name_points(index, selection);
  columns.add("velocity", "float32", [&](std::size_t place) { return lines[place].velocity_mm_per_year; });
  columns.add("velocity_std", "float32", [&](std::size_t place) { return lines[place].velocity_std; });
  return binary_answer(selection, encode_columns(index, selection, columns));
}

}  // namespace plumbline::serve

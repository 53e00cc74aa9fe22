// SPDX-License-Identifier: MIT
#include "stitch_joins.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "correct/median.h"

namespace plumbline::cli {
namespace {

std::vector<double> present(std::span<const float> values) {
  std::vector<double> found;
  for (const float value : values)
    if (!std::isnan(value)) found.push_back(value);
  return found;
}

double median(std::vector<double> values) { return correct::take_median(values); }

double spread(std::vector<double> values) {
  const double centre = median(values);
  for (double& value : values) value = std::fabs(value - centre);
  return correct::kMedianDistanceToSigma * correct::take_median(values);
}

/// A column of a table from all joins.
template <typename T, typename Member>
Column column_of(const char* name, const std::vector<TileJoin>& joins, Member member) {
  std::vector<T> values;
  for (const TileJoin& join : joins) values.push_back(join.*member);
  return {name, std::move(values)};
}

}  // namespace

TileJoin summary_of(const store::Store& store, const ReleaseGroup& group, std::size_t older) {
  const auto name = [&](const char* what) { return fmt::format("join_{}_{}", older + 1, what); };
  const std::array<std::string, 5> names{name("dates"), name("offset"), name("rate"), name("rmse"),
                                         name("error")};
  const Table columns = store.read_columns(group.stem, names);
  const auto values = [&](std::size_t i) { return present(columns.get<float>(names[i])); };
  const std::vector<double> offsets = values(1), rates = values(2);
  const auto dates = columns.get<std::int32_t>(names[0]);
  return {.tile = group.stem,
          .older = group.releases[older].label,
          .dates = dates.empty() ? 0 : std::max(*std::ranges::max_element(dates), 0),
          .points = std::ssize(offsets),
          .offset = median(offsets),
          .offset_spread = spread(offsets),
          .rate = median(rates),
          .rate_spread = spread(rates),
          .rmse = median(values(3)),
          .error = median(values(4))};
}

Table joins_table(const std::vector<TileJoin>& joins) {
  Table table;
  table.add(column_of<std::string>("tile", joins, &TileJoin::tile));
  table.add(column_of<std::string>("release", joins, &TileJoin::older));
  table.add(column_of<std::int32_t>("common_dates", joins, &TileJoin::dates));
  table.add(column_of<std::int64_t>("n_points", joins, &TileJoin::points));
  table.add(column_of<double>("offset_mm", joins, &TileJoin::offset));
  table.add(column_of<double>("offset_spread_mm", joins, &TileJoin::offset_spread));
  table.add(column_of<double>("rate_mm_per_year", joins, &TileJoin::rate));
  table.add(column_of<double>("rate_spread_mm_per_year", joins, &TileJoin::rate_spread));
  table.add(column_of<double>("rmse_mm", joins, &TileJoin::rmse));
  table.add(column_of<double>("error_mm", joins, &TileJoin::error));
  return table;
}

std::string text_of(const TileJoin& join) {
  if (join.points == 0) return fmt::format("  {}: not joined: too few common dates\n", join.older);
  return fmt::format(
      "  {}: {} points on {} common dates; medians: offset {:.2f} mm, rate {:.2f} mm/yr, rmse {:.2f} mm, "
      "error {:.2f} mm\n",
      join.older, join.points, join.dates, join.offset, join.rate, join.rmse, join.error);
}

}  // namespace plumbline::cli

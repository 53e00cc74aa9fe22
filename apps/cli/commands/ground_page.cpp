// SPDX-License-Identifier: MIT
#include "ground_page.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "report/chart.h"
#include "report/page.h"
#include "validate/gravity.h"
#include "validation.h"

namespace plumbline::cli {
namespace {

using report::number_text;

/// A range of the values with a margin, the same for both axes.
std::pair<double, double> range_of(std::span<const validate::Pair> pairs) {
  double lowest = 0, highest = 0;
  for (const validate::Pair& pair : pairs) {
    if (!std::isfinite(pair.difference())) continue;
    lowest = std::min({lowest, pair.ground, pair.radar});
    highest = std::max({highest, pair.ground, pair.radar});
  }
  const double margin = 0.05 * std::max(highest - lowest, 1.0);
  return {lowest - margin, highest + margin};
}

report::Figure scatter(const GroundResult& result) {
  report::ChartLine dots{.name = "pairs", .is_dots = true};
  for (const validate::Pair& pair : result.pairs) {
    if (!std::isfinite(pair.difference())) continue;
    dots.x.push_back(pair.ground);
    dots.y.push_back(pair.radar);
    dots.y_spread.push_back(pair.difference_std());
  }
  const auto [first, last] = range_of(result.pairs);
  return {
      report::line_chart({"Radar against ground", "Each dot is a pair; on the diagonal both agree."},
                         std::array{dots}, {"ground, mm/yr", first, last}, {"radar, mm/yr", first, last},
                         report::Guide::diagonal),
      "Velocities measured by radar and on the ground; bars are the standard deviation of the difference."};
}

report::DataTable pair_table(const GroundResult& result) {
  report::DataTable table{
      .caption = "Pairs",
      .headings = {{"place", false}, {"ground"}, {"±"}, {"radar"}, {"±"}, {"difference"}, {"±"}},
      .remark = "mm/yr; difference = radar − ground; ± is a standard deviation."};
  for (std::size_t i = 0; i < result.pairs.size(); ++i) {
    const validate::Pair& pair = result.pairs[i];
    if (!std::isfinite(pair.difference())) continue;
    const auto std_text = [](double value) { return value > 0 ? number_text(value, 2) : std::string("–"); };
    table.rows.push_back({result.names[i], number_text(pair.ground, 2), std_text(pair.ground_std),
                          number_text(pair.radar, 2), std_text(pair.radar_std),
                          number_text(pair.difference(), 2), std_text(pair.difference_std())});
  }
  return table;
}

/// Of pairs whose gravity is known; no rows without.
report::DataTable potential_table(const GroundResult& result) {
  report::DataTable table{
      .caption = "Change of the gravity potential",
      .headings = {{"place", false}, {"gravity, m/s²"}, {"ground"}, {"±"}, {"radar"}, {"±"}},
      .remark = "10⁻³ m²/s² a year; −g times the velocity upwards, the field taken to stay."};
  for (std::size_t i = 0; i < result.gravity.size(); ++i) {
    const double g = result.gravity[i];
    const validate::Pair& pair = result.pairs[i];
    if (!std::isfinite(g) || !std::isfinite(pair.difference())) continue;
    table.rows.push_back(
        {result.names[i], number_text(g, 5), number_text(validate::potential_rate(g, pair.ground), 2),
         number_text(g * pair.ground_std, 2), number_text(validate::potential_rate(g, pair.radar), 2),
         number_text(g * pair.radar_std, 2)});
  }
  return table;
}

report::DataTable summary_table(const GroundResult& result) {
  const validate::Differences all = validate::differences(result.pairs);
  report::DataTable table{.caption = "Overall", .headings = {{"figure", false}, {"value"}}};
  const auto row = [&](const char* name, double value) {
    table.rows.push_back({name, number_text(value, 3)});
  };
  table.rows.push_back({"pairs", report::count_text(all.pairs)});
  row("mean absolute difference, mm/yr", all.mean_absolute);
  row("largest difference, mm/yr", all.largest);
  row("smallest difference, mm/yr", all.smallest);
  row("bias (radar − ground), mm/yr", all.bias);
  row("correlation", all.correlation);
  row("index, 0 to 1", validate::agreement_index(result.pairs, validate::kWorstVelocityMmPerYear));
  return table;
}

}  // namespace

report::Figure series_chart(const SeriesPair& pair) {
  report::ChartLine ground{.name = "ground"}, radar{.name = "radar", .is_dots = true};
  double offset = 0, count = 0, lowest = 0, highest = 0;
  for (std::size_t i = 0; i < pair.dates.size(); ++i) {
    const double difference = pair.radar_mm[i] - pair.ground_mm[i];
    if (!std::isfinite(difference)) continue;
    offset += difference;
    count += 1;
  }
  offset /= count;
  for (std::size_t i = 0; i < pair.dates.size(); ++i) {
    const double year = 1970 + pair.dates[i].days_since_1970() / TimeAxis::kDaysPerYear;
    ground.x.push_back(year);
    ground.y.push_back(pair.ground_mm[i]);
    radar.x.push_back(year);
    radar.y.push_back(pair.radar_mm[i] - offset);
    for (const double value : {ground.y.back(), radar.y.back()}) {
      if (!std::isfinite(value)) continue;
      lowest = std::min(lowest, value);
      highest = std::max(highest, value);
    }
  }
  const double margin = 0.05 * std::max(highest - lowest, 1.0);
  const std::string title = fmt::format("{}, {}", pair.station, kDirections[pair.direction]);
  return {report::line_chart({title, "The radar's series is shifted by the mean difference."},
                             std::array{ground, radar}, {"year", ground.x.front(), ground.x.back()},
                             {"displacement, mm", lowest - margin, highest + margin}),
          fmt::format("{}: {} points of {}", title, pair.points, pair.tile)};
}

nlohmann::ordered_json differences_json(std::span<const validate::Pair> pairs) {
  const validate::Differences all = validate::differences(pairs);
  return {{"pairs", all.pairs},
          {"mean_absolute_difference", json_number(all.mean_absolute)},
          {"largest", json_number(all.largest)},
          {"smallest", json_number(all.smallest)},
          {"bias", json_number(all.bias)},
          {"rms", json_number(all.rms)},
          {"correlation", json_number(all.correlation)},
          {"within_two_std", json_number(all.within_two_std)},
          {"index", json_number(validate::agreement_index(pairs, validate::kWorstVelocityMmPerYear))}};
}

std::string ground_page(const GroundResult& result) {
  report::Page page(result.title, "Radar beside measurements on the ground");
  page.section("overall", "Overall").table(summary_table(result));
  if (validate::differences(result.pairs).pairs > 0) page.figure(scatter(result));
  page.section("pairs", "Place by place").table(pair_table(result));
  if (auto potential = potential_table(result); !potential.rows.empty())
    page.section("potential", "Potential").table(potential);
  if (!result.series.empty()) {
    page.section("series", "Series");
    for (const SeriesPair& pair : result.series) page.figure(series_chart(pair));
  }
  return page.html();
}

}  // namespace plumbline::cli

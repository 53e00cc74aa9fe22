// SPDX-License-Identifier: MIT
#include "report_page.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "report/axis.h"
#include "report/chart.h"
#include "report/page.h"

namespace plumbline::cli {
namespace {

using report::ClassTables;
using report::count_text;
using report::DataTable;
using report::Figure;
using report::number_text;
using report::Page;
using report::percent_text;
using Heading = DataTable::Heading;

constexpr const char* kOfficialVelocity = "official mean_velocity, mm/yr";

std::string signed_text(double value, int decimals) {
  return value > 0 ? "+" + number_text(value, decimals) : number_text(value, decimals);
}

std::string lead_of(const StoreFigures& figures) {
  if (figures.tiles.empty()) return "An empty store";
  std::string first = figures.tiles.front().first_date;
  std::string last = figures.tiles.front().last_date;
  for (const TileFigures& tile : figures.tiles) {
    first = std::min(first, tile.first_date);
    last = std::max(last, tile.last_date);
  }
  return fmt::format("{} tiles, {} points, {} to {}", figures.tiles.size(), count_text(figures.points()),
                     first, last);
}

// --- Tiles
// ---------------------------------------------------------------------------------------------------

void add_tiles(const StoreFigures& figures, Page& page) {
  if (figures.tiles.empty()) return;
  DataTable table{
      .caption = "Tiles of the store",
      .headings = {{"tile", false},
                   {"level", false},
                   {"orbit", false},
                   {"points"},
                   {"dates"},
                   {"first"},
                   {"last"},
                   {"longest step, days"},
                   {"mean velocity, mm/yr"},
                   {"classified, %"}},
      .remark = "Velocity: the official mean_velocity, towards the satellite (L2), to the east or up (L3)."};
  for (const TileFigures& tile : figures.tiles)
    table.rows.push_back({tile.stem, tile.kind, tile.orbit.empty() ? "–" : tile.orbit,
                          count_text(tile.points), std::to_string(tile.dates), tile.first_date,
                          tile.last_date, std::to_string(tile.longest_interval_days),
                          signed_text(tile.velocities.mean(), 2),
                          tile.is_classified ? percent_text(tile.classified_points, tile.points) : "–"});
  page.section("tiles", "Tiles").table(table);
}

// --- Figure 6
// ------------------------------------------------------------------------------------------------

std::vector<Heading> agreement_headings(const char* first) {
  return {{first, false},     {"points"},      {"rms, mm/yr"},       {"bias, mm/yr"},
          {"largest, mm/yr"}, {"Pearson's r"}, {"≤ 0.05, %"},        {"≤ 0.1, %"},
          {"≤ 0.2, %"},       {"≤ 0.5, %"},    {"> 1 mm/yr, points"}};
}

std::vector<std::string> agreement_row(const std::string& name, const report::Agreement& a) {
  std::vector<std::string> row{name,
                               count_text(a.count()),
                               number_text(a.rms(), 4),
                               signed_text(a.bias(), 4),
                               number_text(a.largest(), 3),
                               number_text(a.correlation(), 5)};
  for (std::size_t i = 0; i + 1 < report::Agreement::kLimits.size(); ++i)
    row.push_back(percent_text(a.within(i), a.count()));
  row.push_back(count_text(a.count() - a.within(report::Agreement::kLimits.size() - 1)));
  return row;
}

/// ± what at least 99.5 % of the residuals keep within: a round number.
double residual_range(const report::Histogram& residuals) {
  for (const double range : {0.1, 0.2, 0.5}) {
    const report::Histogram part = residuals.cut(-range, range);
    if (static_cast<double>(part.below() + part.above()) <= 0.005 * static_cast<double>(part.total()))
      return range;
  }
  return 1.0;
}

std::string outside_text(std::size_t outside) {
  return outside == 0 ? "" : fmt::format(" {} points lie outside the picture.", count_text(outside));
}

std::vector<Figure> velocity_figures(const VelocityFigures& v, const std::string& ours) {
  const double range = residual_range(v.residuals);
  const report::Density residual = v.residual.cut_y(-range, range);
  const report::Histogram residuals = v.residuals.cut(-range, range);
  const std::string figures =
      fmt::format("rms {} mm/yr, bias {} mm/yr, largest {} mm/yr", number_text(v.agreement.rms(), 4),
                  signed_text(v.agreement.bias(), 4), number_text(v.agreement.largest(), 3));
  return {
      {report::density_chart({.title = "Our velocity over the official one",
                              .description = "Points lie along the diagonal; Pearson's r is " +
                                             number_text(v.agreement.correlation(), 5)},
                             v.scatter, kOfficialVelocity, ours, report::Guide::diagonal),
       fmt::format("(a) Both velocities; the dashed line is equality. r = {}.{}",
                   number_text(v.agreement.correlation(), 5), outside_text(v.scatter.outside()))},
      {report::histogram_chart({.title = "Differences of the two velocities", .description = figures},
                               residuals, "ours − official, mm/yr"),
       fmt::format("(b) Differences: {}.{}", figures, outside_text(residuals.below() + residuals.above()))},
      {report::density_chart({.title = "Differences over the official velocity",
                              .description = "A level band around zero means no dependence on velocity"},
                             residual, kOfficialVelocity, "ours − official, mm/yr", report::Guide::zero),
       fmt::format("(c) Differences over velocity: a level band shows no dependence.{}",
                   outside_text(residual.outside()))}};
}

void add_velocities(const StoreFigures& figures, Page& page) {
  if (!figures.egms || figures.egms->agreement.count() == 0) return;
  constexpr double kLargestRms = 0.055;
  const report::Agreement& egms = figures.egms->agreement;
  const bool sound = egms.rms() <= kLargestRms && egms.within(4) == egms.count();
  page.section("velocity", "Our velocity against the official one")
      .paragraph(
          "Two velocities are computed from the stored series and compared with the official column "
          "mean_velocity. EGMS's own formula is a line with an annual cosine and sine; refitted, it gives "
          "the "
          "official number but for the rounding of what was printed (0.1 mm/yr and 0.1 mm). The plain line "
          "is "
          "v_robust, which the classes are made with; the paper (EGMSpy 2026, figure 6) compares that one "
          "and "
          "finds an rms of 0.096 mm/yr.")
      .paragraph(fmt::format(
          "Expected of EGMS's own formula: rms at most {} mm/yr, no point beyond 1 mm/yr. Here: rms {} "
          "mm/yr, {} "
          "points beyond. {}",
          kLargestRms, number_text(egms.rms(), 4), count_text(egms.count() - egms.within(4)),
          sound ? "The series and the official columns belong together."
                : "That is more than rounding: the series and the official column do not fit each other."));
  DataTable both{.caption = "Agreement with the official velocity, all tiles",
                 .headings = agreement_headings("our velocity")};
  both.rows.push_back(agreement_row("EGMS's own formula", egms));
  both.rows.push_back(agreement_row("plain line (v_robust)", figures.line->agreement));
  page.table(both);
  page.subsection("EGMS's own formula")
      .figures(velocity_figures(*figures.egms, "line with annual season, mm/yr"));
  page.subsection("The plain line (v_robust)").figures(velocity_figures(*figures.line, "plain line, mm/yr"));
  if (figures.tiles.size() < 2) return;
  DataTable tiles{.caption = "EGMS's own formula, by tile", .headings = agreement_headings("tile")};
  DataTable lines{.caption = "The plain line, by tile", .headings = agreement_headings("tile")};
  for (const TileFigures& tile : figures.tiles) {
    tiles.rows.push_back(agreement_row(tile.stem, tile.egms));
    lines.rows.push_back(agreement_row(tile.stem, tile.line));
  }
  page.table(tiles).table(lines);
}

// --- Tables 6, 7 and 8
// ---------------------------------------------------------------------------------------

std::vector<std::string> velocity_texts(const report::Distribution& v) {
  return {signed_text(v.mean(), 2), number_text(v.deviation(), 2), signed_text(v.quantile(0.05), 1),
          signed_text(v.quantile(0.95), 1)};
}

void append(std::vector<std::string>& row, std::vector<std::string> more) {
  std::move(more.begin(), more.end(), std::back_inserter(row));
}

DataTable class_table(const ClassTables& tables) {
  DataTable table{.caption = "Classes (table 6 of the paper)",
                  .headings = {{"class", false}, {"N"}, {"%"}, {"mean v"}, {"σ of v"}, {"v P05"}, {"v P95"}},
                  .remark =
                      "Per cent of all points. Velocities: the official mean_velocity in mm/yr; the "
                      "paper's noisy-stable is noisy here."};
  for (std::size_t motion = 0; motion < ClassTables::kClasses; ++motion) {
    if (tables.count(motion) == 0) continue;
    std::vector<std::string> row{std::string(report::table_class_name(motion)),
                                 count_text(tables.count(motion)),
                                 percent_text(tables.count(motion), tables.points())};
    append(row, velocity_texts(tables.velocities(motion)));
    table.rows.push_back(std::move(row));
  }
  table.rows.push_back({"total", count_text(tables.points()), "100.0", "", "", "", ""});
  return table;
}

DataTable flag_table(const ClassTables& tables) {
  constexpr std::array<const char*, report::kFlagNames.size()> kMeanings{
      "annual and half-annual harmonics explain much", "at least one abrupt step",
      "the running sum of residuals wanders", "moving, with large scatter"};
  DataTable table{.caption = "Flags (table 7 of the paper)",
                  .headings = {{"flag", false}, {"N"}, {"%"}, {"meaning", false}},
                  .remark =
                      "Per cent of classified points. Flags are independent of the class and of each other; "
                      "their thresholds are among the options below."};
  for (std::size_t flag = 0; flag < kMeanings.size(); ++flag)
    table.rows.push_back({std::string(report::kFlagNames[flag]), count_text(tables.flagged(flag)),
                          percent_text(tables.flagged(flag), tables.classified()), kMeanings[flag]});
  return table;
}

DataTable zone_table(const ClassTables& tables) {
  DataTable table{
      .caption = "Classes by height (table 8 of the paper)",
      .headings = {{"zone", false},
                   {"class", false},
                   {"N"},
                   {"% of zone"},
                   {"mean v"},
                   {"σ of v"},
                   {"v P05"},
                   {"v P95"}},
      .remark = "Heights above the geoid. Classes of at most 0.1 % of their zone are not listed."};
  for (std::size_t zone = 0; zone < report::kHeightZoneNames.size(); ++zone) {
    const std::size_t points = tables.points_of_zone(zone);
    for (std::size_t motion = 0; motion < ClassTables::kClasses; ++motion) {
      const std::size_t count = tables.count(zone, motion);
      if (1000 * count <= points) continue;
      std::vector<std::string> row{std::string(report::kHeightZoneNames[zone]),
                                   std::string(report::table_class_name(motion)), count_text(count),
                                   percent_text(count, points)};
      append(row, velocity_texts(tables.velocities(zone, motion)));
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

Figure class_bars(const ClassTables& tables) {
  std::vector<report::ChartBar> bars;
  for (std::size_t motion = 0; motion < ClassTables::kClasses; ++motion) {
    if (tables.count(motion) == 0) continue;
    bars.push_back({std::string(report::table_class_name(motion)), static_cast<double>(tables.count(motion)),
                    percent_text(tables.count(motion), tables.points()) + " %"});
  }
  return {report::bar_chart({.title = "Points by class", .description = "The numbers are in the table"}, bars,
                            "points"),
          "Points by class."};
}

void add_classes(const StoreFigures& figures, Page& page) {
  const bool any = std::any_of(figures.kinds.begin(), figures.kinds.end(),
                               [](const KindFigures& kind) { return kind.is_classified; });
  if (!any) return;
  page.section("classes", "Classes and flags");
  for (const KindFigures& kind : figures.kinds) {
    if (!kind.is_classified) continue;
    page.subsection(kind.name)
        .table(class_table(kind.tables))
        .figure(class_bars(kind.tables))
        .table(flag_table(kind.tables))
        .table(zone_table(kind.tables));
  }
}

// --- Maps, gaps
// ----------------------------------------------------------------------------------------------

void add_maps(const StoreFigures& figures, Page& page) {
  if (figures.maps.empty()) return;
  page.section("maps", "Maps");
  for (const MapFigures& map : figures.maps) {
    const double cell = map.velocities.grid().cell_m();
    std::vector<Figure> pair;
    pair.push_back({report::velocity_map(
                        {.title = "Velocities, " + map.name,
                         .description = fmt::format("Mean velocity in cells of {:g} m, red: away from the "
                                                    "satellite, west or down; blue: the opposite",
                                                    cell)},
                        map.velocities, map.range_mm_per_year),
                    fmt::format("Official mean_velocity, mean of the points in each cell of {:g} m.", cell)});
    if (map.is_classified)
      pair.push_back({report::class_map({.title = "Classes, " + map.name,
                                         .description = "Most frequent class in the same cells"},
                                        map.classes),
                      fmt::format("Most frequent class in each cell of {:g} m.", cell)});
    page.subsection(fmt::format("{} ({} points)", map.name, count_text(map.points))).figures(pair);
  }
}

void add_gaps(const StoreFigures& figures, Page& page) {
  const report::GapCounts& gaps = figures.gaps;
  if (gaps.points() == 0) return;
  page.section("gaps", "Gaps");
  page.paragraph(
      fmt::format("{} of {} points ({} %) lack at least one acquisition of their tile. The longest time "
                  "without a value is {} days.",
                  count_text(gaps.points_with_gaps()), count_text(gaps.points()),
                  percent_text(gaps.points_with_gaps(), gaps.points()), gaps.longest_days()));
  DataTable table{.caption = "Longest time between two consecutive values of a point",
                  .headings = {{"days", false}, {"points"}, {"%"}}};
  for (std::size_t range = 0; range < report::GapCounts::kRanges; ++range) {
    if (gaps.count(range) > 0)
      table.rows.push_back({report::GapCounts::range_name(range), count_text(gaps.count(range)),
                            percent_text(gaps.count(range), gaps.points())});
  }
  page.table(table);
}

// --- Truth
// ---------------------------------------------------------------------------------------------------

DataTable confusion_table(const std::string& caption, const report::Confusion& confusion) {
  DataTable table{.caption = caption, .headings = {{"truth", false}}};
  std::vector<std::size_t> given;
  for (std::size_t g = 0; g <= report::Confusion::kUnclassified; ++g) {
    std::size_t sum = 0;
    for (std::size_t t = 0; t < kMotionClassNames.size(); ++t) sum += confusion.count(t, g);
    if (sum == 0) continue;
    given.push_back(g);
    table.headings.push_back({"as " + std::string(report::table_class_name(g))});
  }
  for (const char* heading : {"points", "precision", "recall"}) table.headings.push_back({heading});
  for (std::size_t t = 0; t < kMotionClassNames.size(); ++t) {
    const report::Detection detection = confusion.detection(t);
    if (detection.is_true == 0 && detection.found == 0) continue;
    std::vector<std::string> row{std::string(kMotionClassNames[t])};
    for (const std::size_t g : given) row.push_back(count_text(confusion.count(t, g)));
    append(row, {count_text(detection.is_true), number_text(detection.precision(), 3),
                 number_text(detection.recall(), 3)});
    table.rows.push_back(std::move(row));
  }
  return table;
}

void add_truth(const StoreFigures& figures, Page& page) {
  if (!figures.truth) return;
  const TruthFigures& truth = *figures.truth;
  page.section("truth", "Against known truth")
      .paragraph(
          "The true class of a point is what the rules say of its series without noise and gaps, with the "
          "thresholds that the tile was classified with. No point is truly noisy: noise alone makes it so, "
          "and "
          "stable ground with much noise is rightly called noisy.");
  for (const std::string& remark : truth.remarks) page.notice(remark);
  page.table(confusion_table("Classes: rows the truth, columns what was given", truth.classes));
  DataTable clear = confusion_table(
      "Clear cases: linear, accel and decel that meet every threshold of their rule with a fifth to spare",
      truth.clear_classes);
  clear.remark =
      "Without noise: |v| ≥ 1.2 v_stable; linear: R² of the line ≥ 1.2 linear_r2 (0.78) and gain of the "
      "parabola ≤ "
      "0.8 quad_r2 (0.12); accel and decel: gain ≥ 1.2 quad_r2 (0.18) and R² of the line ≤ 0.8 straight_r2 "
      "(0.68). "
      "Noise of at most 2 mm. Expected: recall of at least 0.95.";
  page.table(clear);
  constexpr std::array<const char*, report::kFlagNames.size()> kTruths{
      "the rule holds without noise, annual amplitude ≥ 2 mm", "the ground steps by jump_mm or more",
      "line and harmonics leave ≥ 2 mm without noise",
      "|v| ≥ v_stable; what line and harmonics leave, with the noise, > noise_mm"};
  DataTable flags{
      .caption = "Flags",
      .headings = {{"flag", false}, {"truth", false}, {"true"}, {"flagged"}, {"precision"}, {"recall"}}};
  for (std::size_t i = 0; i < kTruths.size(); ++i) {
    const report::Detection& d = truth.flags[i];
    flags.rows.push_back({std::string(report::kFlagNames[i]), kTruths[i], count_text(d.is_true),
                          count_text(d.found), number_text(d.precision(), 3), number_text(d.recall(), 3)});
  }
  page.table(flags);
}

// --- Options
// -------------------------------------------------------------------------------------------------

/// {"a":1,"b":"x"} as "a 1, b x".
std::string options_text(const std::string& options) {
  const nlohmann::json json = nlohmann::json::parse(options);
  std::string text;
  for (const auto& [key, value] : json.items()) {
    if (value == "") continue;  // not given
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", key,
                        value.is_string() ? value.get<std::string>() : value.dump());
  }
  return text.empty() ? "none" : text;
}

void add_stages(const StoreFigures& figures, Page& page) {
  if (figures.stages.empty()) return;
  DataTable table{
      .caption = "What was done, and with which options",
      .headings = {{"stage", false}, {"method version"}, {"tiles"}, {"effective options", false}}};
  for (const StageFigures& stage : figures.stages)
    table.rows.push_back({stage.stage, std::to_string(stage.method_version),
                          stage.tiles == 0 ? "store" : std::to_string(stage.tiles),
                          options_text(stage.options)});
  page.section("options", "Stages and options").table(table);
}

}  // namespace

std::string report_page(const StoreFigures& figures) {
  Page page("Plumbline report: " + figures.name, lead_of(figures));
  for (const std::string& text : figures.missing) page.notice(text);
  add_tiles(figures, page);
  add_velocities(figures, page);
  add_classes(figures, page);
  add_maps(figures, page);
  add_gaps(figures, page);
  add_truth(figures, page);
  add_stages(figures, page);
  page.paragraph(
      "Displacements and official velocities: Copernicus Land Monitoring Service, EGMS, where the "
      "deliveries are EGMS's.");
  return page.html();
}

}  // namespace plumbline::cli

// SPDX-License-Identifier: MIT
#include "gap_report.h"

#include <algorithm>
#include <iterator>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace plumbline::cli {
namespace {

using Json = nlohmann::ordered_json;
using correct::MonthGaps;
using correct::TileGaps;

constexpr std::size_t kMostDates = 10;  ///< shown to people

double percent(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0.0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

/// The tile's own longest time between two acquisitions, which nothing can fill.
std::int32_t longest_between_acquisitions(const TimeAxis& axis) {
  std::int32_t longest = 0;
  for (std::size_t i = 1; i < axis.size(); ++i)
    longest = std::max(longest, days_between(axis.date(i - 1), axis.date(i)));
  return longest;
}

std::string first_date(const TimeAxis& axis) { return axis.empty() ? "" : axis.dates().front().iso(); }
std::string last_date(const TimeAxis& axis) { return axis.empty() ? "" : axis.dates().back().iso(); }

/// Months of all tiles, in order.
std::map<std::string, MonthGaps> months_of(const std::vector<ReportedTile>& tiles) {
  std::map<std::string, MonthGaps> months;
  for (const ReportedTile& tile : tiles) {
    for (const MonthGaps& here : by_month(tile.gaps, tile.axis)) {
      MonthGaps& sum = months.try_emplace(here.month, MonthGaps{.month = here.month}).first->second;
      sum.acquisitions += here.acquisitions;
      sum.values += here.values;
      sum.missing += here.missing;
      sum.in_gaps += here.in_gaps;
    }
  }
  return months;
}

struct DateGaps {
  const ReportedTile* tile;
  std::size_t acquisition;
  std::uint64_t missing() const { return tile->gaps.missing[acquisition]; }
  std::uint64_t in_gaps() const { return tile->gaps.in_gaps[acquisition]; }
  std::string date() const { return tile->axis.date(acquisition).iso(); }
  double share() const { return percent(missing(), tile->gaps.points); }
};

/// The dates at which most of their tile is missing.
std::vector<DateGaps> worst_dates(const std::vector<ReportedTile>& tiles) {
  std::vector<DateGaps> dates;
  for (const ReportedTile& tile : tiles) {
    for (std::size_t i = 0; i < tile.axis.size(); ++i)
      if (tile.gaps.missing[i] != 0) dates.push_back({&tile, i});
  }
  std::ranges::stable_sort(dates, std::ranges::greater{}, &DateGaps::share);
  dates.erase(dates.begin() + static_cast<std::ptrdiff_t>(std::min(dates.size(), kMostDates)), dates.end());
  return dates;
}

std::size_t longest_stem(const std::vector<ReportedTile>& tiles) {
  std::size_t width = std::string_view("tile").size();
  for (const ReportedTile& tile : tiles) width = std::max(width, tile.stem.size());
  return width;
}

std::string tiles_text(const std::vector<ReportedTile>& tiles) {
  const std::size_t width = longest_stem(tiles);
  std::string text =
      fmt::format("{:<{}}{:>10}{:>7}{:>12}{:>7}{:>12}{:>10}{:>10}{:>9}{:>9}\n", "tile", width, "points",
                  "dates", "missing", "%", "in gaps", "points", "gaps", "longest", "of dates");
  text += fmt::format("{:<{}}{:>10}{:>7}{:>12}{:>7}{:>12}{:>10}{:>10}{:>9}{:>9}\n", "", width, "", "",
                      "values", "", "", "with gaps", "", "days", "days");
  for (const ReportedTile& tile : tiles) {
    const TileGaps& g = tile.gaps;
    text += fmt::format("{:<{}}{:>10}{:>7}{:>12}{:>7.2f}{:>12}{:>10}{:>10}{:>9}{:>9}\n", tile.stem, width,
                        g.points, tile.axis.size(), g.missing_values(),
                        percent(g.missing_values(), g.values()), g.values_in_gaps(), g.points_with_gaps,
                        g.gaps, g.max_gap_days, longest_between_acquisitions(tile.axis));
  }
  return text;
}

std::string months_text(const std::vector<ReportedTile>& tiles) {
  std::string text;
  std::size_t complete = 0;
  for (const auto& [name, month] : months_of(tiles)) {
    if (month.missing == 0) {
      ++complete;
      continue;
    }
    if (text.empty()) text = fmt::format("\n{:<10}{:>12}{:>7}{:>12}\n", "month", "missing", "%", "in gaps");
    text += fmt::format("{:<10}{:>12}{:>7.2f}{:>12}\n", name, month.missing,
                        percent(month.missing, month.values), month.in_gaps);
  }
  if (!text.empty() && complete != 0) text += fmt::format("{} other months lack nothing\n", complete);
  return text;
}

std::string dates_text(const std::vector<ReportedTile>& tiles) {
  const std::vector<DateGaps> dates = worst_dates(tiles);
  if (dates.empty()) return {};
  const std::size_t width = longest_stem(tiles);
  std::string text = fmt::format("\n{:<12}{:<{}}{:>12}{:>7}\n", "date", "tile", width, "missing", "%");
  for (const DateGaps& date : dates)
    text += fmt::format("{:<12}{:<{}}{:>12}{:>7.2f}\n", date.date(), date.tile->stem, width, date.missing(),
                        date.share());
  return text;
}

std::string class_name(std::size_t index) {
  const auto& ends = correct::kLongestTimeDays;
  return index < ends.size() ? fmt::format("to {}", ends[index]) : fmt::format("over {}", ends.back());
}

std::string longest_times_text(const std::vector<ReportedTile>& tiles) {
  std::uint64_t points = 0;
  std::array<std::uint64_t, correct::kLongestTimeDays.size() + 1> counts{};
  for (const ReportedTile& tile : tiles) {
    points += tile.gaps.points;
    for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += tile.gaps.by_longest_time[i];
  }
  std::string text = fmt::format("\n{:<32}{:>12}{:>8}\n", "longest time without a value, d", "points", "%");
  for (std::size_t i = 0; i < counts.size(); ++i)
    text += fmt::format("{:<32}{:>12}{:>8.2f}\n", class_name(i), counts[i], percent(counts[i], points));
  return text;
}

Json month_json(const MonthGaps& month) {
  return {{"month", month.month},
          {"values", month.values},
          {"missing", month.missing},
          {"in_gaps", month.in_gaps}};
}

Json tile_json(const ReportedTile& tile) {
  const TileGaps& g = tile.gaps;
  Json times = Json::array();
  for (std::size_t i = 0; i < g.by_longest_time.size(); ++i) {
    const bool has_end = i < correct::kLongestTimeDays.size();
    times.push_back({{"up_to_days", has_end ? Json(correct::kLongestTimeDays[i]) : Json(nullptr)},
                     {"points", g.by_longest_time[i]}});
  }
  Json months = Json::array();
  for (const MonthGaps& month : by_month(g, tile.axis)) {
    months.push_back(month_json(month));
    months.back()["acquisitions"] = month.acquisitions;
  }
  Json dates = Json::array();
  for (std::size_t i = 0; i < tile.axis.size(); ++i) {
    if (g.missing[i] != 0)
      dates.push_back(
          {{"date", tile.axis.date(i).iso()}, {"missing", g.missing[i]}, {"in_gaps", g.in_gaps[i]}});
  }
  return {{"tile", tile.stem},
          {"points", g.points},
          {"dates", tile.axis.size()},
          {"first_date", first_date(tile.axis)},
          {"last_date", last_date(tile.axis)},
          {"longest_days_between_acquisitions", longest_between_acquisitions(tile.axis)},
          {"values", g.values()},
          {"missing", g.missing_values()},
          {"in_gaps", g.values_in_gaps()},
          {"incomplete_points", g.incomplete_points},
          {"points_with_gaps", g.points_with_gaps},
          {"gaps", g.gaps},
          {"max_gap_days", g.max_gap_days},
          {"points_by_max_gap_days", times},
          {"months", months},
          {"missing_dates", dates}};
}

}  // namespace

std::string gap_text(const std::vector<ReportedTile>& tiles, std::int32_t gap_days) {
  std::string text =
      fmt::format("Gaps: missing values between two present ones more than {} days apart.\n\n", gap_days);
  text += tiles_text(tiles);
  if (tiles.size() > 1) {
    std::uint64_t points = 0, values = 0, missing = 0, in_gaps = 0;
    for (const ReportedTile& tile : tiles) {
      points += tile.gaps.points;
      values += tile.gaps.values();
      missing += tile.gaps.missing_values();
      in_gaps += tile.gaps.values_in_gaps();
    }
    text += fmt::format("all {} tiles: {} points, {} of {} values missing ({:.2f} %), {} in gaps\n",
                        tiles.size(), points, missing, values, percent(missing, values), in_gaps);
  }
  return text + months_text(tiles) + dates_text(tiles) + longest_times_text(tiles);
}

nlohmann::ordered_json gap_json(const std::vector<ReportedTile>& tiles, std::int32_t gap_days) {
  Json list = Json::array();
  for (const ReportedTile& tile : tiles) list.push_back(tile_json(tile));
  Json months = Json::array();
  for (const auto& [name, month] : months_of(tiles)) months.push_back(month_json(month));
  return {{"gap_days", gap_days}, {"tiles", list}, {"months", months}};
}

std::string gap_csv(const std::vector<ReportedTile>& tiles, GapRows rows) {
  std::string text;
  const auto line = std::back_inserter(text);
  if (rows == GapRows::tile) {
    text =
        "tile,points,dates,first_date,last_date,longest_days_between_acquisitions,values,missing,in_gaps,"
        "incomplete_points,points_with_gaps,gaps,max_gap_days\n";
    for (const auto& [stem, axis, g] : tiles)
      fmt::format_to(line, "{},{},{},{},{},{},{},{},{},{},{},{},{}\n", stem, g.points, axis.size(),
                     first_date(axis), last_date(axis), longest_between_acquisitions(axis), g.values(),
                     g.missing_values(), g.values_in_gaps(), g.incomplete_points, g.points_with_gaps, g.gaps,
                     g.max_gap_days);
  } else if (rows == GapRows::month) {
    text = "tile,month,acquisitions,values,missing,in_gaps\n";
    for (const ReportedTile& tile : tiles) {
      for (const MonthGaps& m : by_month(tile.gaps, tile.axis))
        fmt::format_to(line, "{},{},{},{},{},{}\n", tile.stem, m.month, m.acquisitions, m.values, m.missing,
                       m.in_gaps);
    }
  } else {
    text = "tile,date,points,missing,in_gaps\n";
    for (const auto& [stem, axis, g] : tiles) {
      for (std::size_t i = 0; i < axis.size(); ++i)
        fmt::format_to(line, "{},{},{},{},{}\n", stem, axis.date(i).iso(), g.points, g.missing[i],
                       g.in_gaps[i]);
    }
  }
  return text;
}

}  // namespace plumbline::cli

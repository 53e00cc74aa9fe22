// SPDX-License-Identifier: MIT
#include <array>
#include <cmath>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "core/error.h"
#include "ingest/gnss_table.h"
#include "ingest/gnss_text.h"

namespace plumbline::ingest {
namespace {

constexpr double kMmPerMetre = 1000.0;

/// The columns of one direction: whole metres and the rest, so that no digit is lost, and the error.
struct Direction {
  std::size_t whole, rest, deviation;
};

std::size_t find(const GnssText& table, std::string_view name) {
  return table.required_column(std::array{name}, name);
}

/// "20JAN03": the century turns in 1980, the year that GPS time begins.
std::optional<Date> day_of(std::string_view text) {
  constexpr std::string_view kMonths = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
  if (text.size() != 7) return std::nullopt;
  const std::size_t month = kMonths.find(text.substr(2, 3));
  if (month == kMonths.npos || month % 3 != 0) return std::nullopt;
  const std::string_view year = text.substr(0, 2);
  return Date::from_yyyymmdd(
      fmt::format("{}{}{:02}{}", year < "80" ? "20" : "19", year, month / 3 + 1, text.substr(5, 2)));
}

double present_number(const GnssText& table, const GnssText::Line& line, std::size_t column) {
  const double value = table.number(line, column);
  if (std::isnan(value)) table.wrong(line, column, "the value is missing");
  return value;
}

void append_positions(const GnssText& table, const Direction& direction, std::vector<double>& mm,
                      std::vector<double>& deviations) {
  const GnssText::Line& first = table.lines().front();
  const double whole = present_number(table, first, direction.whole);
  const double rest = present_number(table, first, direction.rest);
  for (const GnssText::Line& line : table.lines()) {
    mm.push_back(kMmPerMetre * ((present_number(table, line, direction.whole) - whole) +
                                (present_number(table, line, direction.rest) - rest)));
    deviations.push_back(kMmPerMetre * present_number(table, line, direction.deviation));
  }
}

}  // namespace

GnssSeries read_gnss_series(const std::filesystem::path& file) {
  const GnssText table(file);
  const std::size_t site = find(table, "site");
  const std::size_t day = find(table, "yymmmdd");
  const Direction east{find(table, "e0(m)"), find(table, "east(m)"), find(table, "sig_e(m)")};
  const Direction north{find(table, "n0(m)"), find(table, "north(m)"), find(table, "sig_n(m)")};
  const Direction up{find(table, "u0(m)"), find(table, "up(m)"), find(table, "sig_u(m)")};
  const std::size_t latitude = find(table, "latitude(deg)");
  const std::size_t longitude = find(table, "longitude(deg)");
  if (table.lines().empty())
    throw Error(ErrorCode::bad_value, {.file = file.string()}, "the table has a header and no rows",
                "The file may be cut off here");

  GnssSeries series;
  const GnssText::Line& first = table.lines().front();
  series.station = table.text(first, site);
  series.longitude = usual_longitude(table.number_within(first, longitude, -360, 360));
  series.latitude = table.number_within(first, latitude, -90, 90);
  std::vector<Date> dates;
  for (const GnssText::Line& line : table.lines()) {
    const auto date = day_of(table.text(line, day));
    if (!date)
      table.wrong(line, day, fmt::format("{} is not a day like 20JAN03", quoted(table.text(line, day))));
    if (table.text(line, site) != series.station)
      table.wrong(line, site,
                  fmt::format("the file is of {}, this line of {}", quoted(series.station),
                              quoted(table.text(line, site))));
    if (!dates.empty() && *date <= dates.back())
      table.wrong(line, day, fmt::format("{} does not come after {}", date->iso(), dates.back().iso()));
    dates.push_back(*date);
  }
  series.axis = TimeAxis(std::move(dates));
  append_positions(table, east, series.east_mm, series.east_std_mm);
  append_positions(table, north, series.north_mm, series.north_std_mm);
  append_positions(table, up, series.up_mm, series.up_std_mm);
  return series;
}

}  // namespace plumbline::ingest

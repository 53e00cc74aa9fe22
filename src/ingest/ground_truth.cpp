// SPDX-License-Identifier: MIT
#include "ingest/ground_truth.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "core/error.h"
#include "ingest/gnss_text.h"

namespace plumbline::ingest {
namespace {

std::size_t column_beginning_with(const GnssText& text, const std::filesystem::path& file,
                                  std::string_view beginning) {
  const auto& names = text.columns();
  const auto found =
      std::ranges::find_if(names, [&](const auto& name) { return name.starts_with(beginning); });
  if (found == names.end())
    throw Error(ErrorCode::bad_header, {.file = file.string()},
                fmt::format("the table has no column whose name begins with {}", quoted(beginning)),
                "It needs point, gnss… and sar…");
  return static_cast<std::size_t>(found - names.begin());
}

constexpr std::array<std::string_view, 6> kName{"name", "point", "benchmark", "reflector", "station", "id"};
constexpr std::array<std::string_view, 3> kLongitude{"longitude", "lon", "long"};
constexpr std::array<std::string_view, 2> kLatitude{"latitude", "lat"};

/// The columns that are named by dates.
struct DateColumns {
  explicit DateColumns(const GnssText& text) {
    for (std::size_t i = 0; i < text.columns().size(); ++i) {
      const auto date = Date::from_text(text.columns()[i]);
      if (!date) continue;
      dates.push_back(*date);
      columns.push_back(i);
    }
  }
  std::vector<double> numbers(const GnssText& text, const GnssText::Line& line) const {
    std::vector<double> values;
    for (const std::size_t column : columns) values.push_back(text.number(line, column));
    return values;
  }

  std::vector<Date> dates;
  std::vector<std::size_t> columns;
};

}  // namespace

std::vector<VelocityPair> read_velocity_pairs(const std::filesystem::path& file) {
  const GnssText text(file);
  constexpr std::array<std::string_view, 3> kNames{"point", "name", "station"};
  const std::size_t point = text.required_column(kNames, "name of the point");
  const std::size_t ground = column_beginning_with(text, file, "gnss");
  const std::size_t radar = column_beginning_with(text, file, "sar");
  std::vector<VelocityPair> pairs;
  for (const GnssText::Line& line : text.lines())
    pairs.push_back({text.text(line, point), text.number(line, ground), text.number(line, radar)});
  return pairs;
}

BenchmarkTable read_benchmarks(const std::filesystem::path& file) {
  const GnssText text(file);
  const std::size_t name = text.required_column(kName, "name of the benchmark");
  const std::size_t longitude = text.required_column(kLongitude, "longitude");
  const std::size_t latitude = text.required_column(kLatitude, "latitude");
  const DateColumns heights(text);
  if (heights.dates.size() < 2)
    throw Error(
        ErrorCode::bad_header, {.file = file.string()},
        fmt::format("the table has {} columns named by a date; a rate needs two", heights.dates.size()),
        "Name the columns of heights 20200103 or 2020-01-03");
  BenchmarkTable table{TimeAxis(heights.dates), {}};
  for (const GnssText::Line& line : text.lines())
    table.benchmarks.push_back({.name = text.text(line, name),
                                .longitude = usual_longitude(text.number_within(line, longitude, -360, 360)),
                                .latitude = text.number_within(line, latitude, -90, 90),
                                .heights_m = heights.numbers(text, line)});
  return table;
}

ReflectorTable read_reflectors(const std::filesystem::path& file) {
  const GnssText text(file);
  constexpr std::array<std::string_view, 3> kHeight{"height", "height_m", "height_ellipse"};
  const std::size_t name = text.required_column(kName, "name of the reflector");
  const std::size_t longitude = text.required_column(kLongitude, "longitude");
  const std::size_t latitude = text.required_column(kLatitude, "latitude");
  const auto height = text.column(kHeight);
  const DateColumns heights(text);
  ReflectorTable table;
  if (!heights.dates.empty()) table.axis = TimeAxis(heights.dates);
  for (const GnssText::Line& line : text.lines())
    table.reflectors.push_back({.name = text.text(line, name),
                                .longitude = usual_longitude(text.number_within(line, longitude, -360, 360)),
                                .latitude = text.number_within(line, latitude, -90, 90),
                                .height_m = height ? text.number(line, *height) : std::nan(""),
                                .heights_m = heights.numbers(text, line)});
  return table;
}

std::vector<LegendEntry> read_legend(const std::filesystem::path& file) {
  const GnssText text(file);
  constexpr std::array<std::string_view, 3> kCode{"code", "class", "value"};
  constexpr std::array<std::string_view, 2> kLabel{"name", "label"};
  constexpr std::array<std::string_view, 1> kDensity{"points_per_km2"};
  const std::size_t code = text.required_column(kCode, "code of the class");
  const std::size_t label = text.required_column(kLabel, "name of the class");
  const auto density = text.column(kDensity);
  std::vector<LegendEntry> legend;
  for (const GnssText::Line& line : text.lines()) {
    const double number = text.number_within(line, code, -1e9, 1e9);
    if (number != std::round(number)) text.wrong(line, code, "a code is a whole number");
    legend.push_back({static_cast<std::int32_t>(number), text.text(line, label),
                      density ? text.number(line, *density) : std::nan("")});
  }
  return legend;
}

}  // namespace plumbline::ingest

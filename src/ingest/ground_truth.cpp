// SPDX-License-Identifier: MIT
#include "ingest/ground_truth.h"

#include <algorithm>
#include <array>

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
  constexpr std::array<std::string_view, 5> kNames{"name", "point", "benchmark", "station", "id"};
  constexpr std::array<std::string_view, 3> kLongitude{"longitude", "lon", "long"};
  constexpr std::array<std::string_view, 2> kLatitude{"latitude", "lat"};
  const std::size_t name = text.required_column(kNames, "name of the benchmark");
  const std::size_t longitude = text.required_column(kLongitude, "longitude");
  const std::size_t latitude = text.required_column(kLatitude, "latitude");
  std::vector<Date> dates;
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; i < text.columns().size(); ++i) {
    const auto date = Date::from_text(text.columns()[i]);
    if (!date) continue;
    dates.push_back(*date);
    columns.push_back(i);
  }
  if (dates.size() < 2)
    throw Error(ErrorCode::bad_header, {.file = file.string()},
                fmt::format("the table has {} columns named by a date; a rate needs two", dates.size()),
                "Name the columns of heights 20200103 or 2020-01-03");
  BenchmarkTable table{TimeAxis(std::move(dates)), {}};
  for (const GnssText::Line& line : text.lines()) {
    Benchmark benchmark{.name = text.text(line, name),
                        .longitude = usual_longitude(text.number_within(line, longitude, -360, 360)),
                        .latitude = text.number_within(line, latitude, -90, 90)};
    for (const std::size_t column : columns) benchmark.heights_m.push_back(text.number(line, column));
    table.benchmarks.push_back(std::move(benchmark));
  }
  return table;
}

}  // namespace plumbline::ingest

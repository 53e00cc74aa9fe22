// SPDX-License-Identifier: MIT
// /api/v1/export: the points of an area with all their columns, and their series, as a file.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "serve/area_visit.h"
#include "serve/endpoints/endpoints.h"
#include "serve/point_series.h"
#include "serve/service.h"
#include "store/export_columns.h"
#include "store/export_file.h"
#include "store/tile_points.h"

namespace plumbline::serve {
namespace {

constexpr std::size_t kMostPoints = 500'000;
constexpr std::size_t kMostPointsWithSeries = 50'000;

struct Format {
  std::string_view name;
  store::ExportFormat format;
  std::string_view ending;
  std::string_view content_type;
};
constexpr std::array kFormats{
    Format{"csv", store::ExportFormat::csv, ".csv", "text/csv; charset=utf-8"},
    Format{"geojson", store::ExportFormat::geojson, ".geojson", "application/geo+json"},
    Format{"gpkg", store::ExportFormat::geopackage, ".gpkg", "application/geopackage+sqlite3"},
    Format{"parquet", store::ExportFormat::geoparquet, ".parquet", "application/vnd.apache.parquet"}};

const Format& read_format(const Parameters& parameters) {
  const auto name = parameters.text("format");
  if (!name)
    throw Error(ErrorCode::usage, {}, "parameter \"format\" is missing",
                "It is csv, geojson, gpkg or parquet");
  const auto found = std::ranges::find(kFormats, *name, &Format::name);
  if (found == kFormats.end())
    throw Error(ErrorCode::usage, {},
                "parameter \"format\": " + quoted(*name) + " is not one of csv, geojson, gpkg, parquet");
  return *found;
}

/// Rows of the points by number of the tile in the index, and the box around them.
struct Chosen {
  std::vector<std::vector<std::uint32_t>> rows;
  store::GeographicBox box;
  std::size_t count = 0;
};

Chosen choose(const Service& service, const Parameters& parameters, const Cancellation& cancellation,
              std::size_t most) {
  const ViewportIndex& index = service.snapshot.index;
  Chosen chosen{.rows = std::vector<std::vector<std::uint32_t>>(index.tile_stems().size())};
  visit_area(
      index, read_point_filter(parameters), read_area(parameters), cancellation, [&](std::uint32_t point) {
        if (++chosen.count > most) return;
        chosen.rows[index.tile(point)].push_back(index.row(point));
        const double longitude = index.longitude(point), latitude = index.latitude(point);
        if (chosen.box.empty) chosen.box = {longitude, latitude, longitude, latitude, false};
        chosen.box = {std::min(chosen.box.west, longitude), std::min(chosen.box.south, latitude),
                      std::max(chosen.box.east, longitude), std::max(chosen.box.north, latitude), false};
      });
  if (chosen.count > most)
    throw Error(ErrorCode::usage, {},
                fmt::format("{} points are more than {} at a time{}", chosen.count, most,
                            most == kMostPointsWithSeries ? " with series" : ""),
                "Choose a smaller area or stricter filters; `plumbline export` has no limit");
  if (chosen.count == 0)
    throw Error(ErrorCode::not_found, {}, "no point of the store is chosen", "Widen the area or the filters");
  return chosen;
}

std::vector<store::TilePoints> points_of_tiles(const store::Store& store, const Service& service,
                                               const Chosen& chosen) {
  std::vector<store::TilePoints> points;
  for (std::size_t i = 0; i < chosen.rows.size(); ++i) {
    if (chosen.rows[i].empty()) continue;
    const store::TileRecord& tile = tile_of_map(store, service.snapshot, static_cast<std::uint16_t>(i));
    store::TilePoints of_tile{&tile, RowSet(tile.points), chosen.rows[i].size()};
    for (const std::uint32_t row : chosen.rows[i]) of_tile.rows.insert(row);
    points.push_back(std::move(of_tile));
  }
  return points;
}

void write(const store::Store& store, const std::filesystem::path& file, const Format& format,
           const std::vector<store::TilePoints>& points, const Chosen& chosen, bool with_series,
           const Cancellation& cancellation) {
  const std::vector<Date> dates =
      with_series ? store::dates_of(points, std::nullopt, std::nullopt) : std::vector<Date>{};
  std::vector<const store::TileRecord*> tiles;
  for (const store::TilePoints& of_tile : points) tiles.push_back(of_tile.tile);
  store::ExportColumns columns = store::export_columns(store, tiles, {}, dates, format.format, false);
  const store::PointReader reader(store);
  const store::PointLayer layer{.name = "points",
                                .attributes = std::move(columns.attributes),
                                .points = chosen.count,
                                .box = chosen.box,
                                .qgis_style = store::velocity_style("mean_velocity"),
                                .next = store::rows_of(reader, points, columns.wanted, dates,
                                                       [&](std::size_t) { cancellation.check(); })};
  store::write_points(file, format.format, layer, store.resources());
}

}  // namespace

Answer export_points(const Service& service, const Question& question) {
  const Parameters parameters(question.query, filter_names_and({"polygon", "circle", "format", "series"}));
  const Format& format = read_format(parameters);
  const bool with_series = parameters.boolean("series", false);
  const Chosen chosen =
      choose(service, parameters, question.cancellation, with_series ? kMostPointsWithSeries : kMostPoints);
  Answer answer{.content_type = std::string(format.content_type)};
  answer.file = service.store.read([&](const store::Store& store) {
    const auto points = points_of_tiles(store, service, chosen);
    return BodyFile::written_by(
        [&](const std::filesystem::path& file) {
          write(store, file, format, points, chosen, with_series, question.cancellation);
        },
        std::string(format.ending));
  });
  answer.headers.emplace_back("X-Total-Count", std::to_string(chosen.count));
  answer.headers.emplace_back("Content-Disposition",
                              fmt::format("attachment; filename=\"plumbline_points{}\"", format.ending));
  return answer;
}

}  // namespace plumbline::serve

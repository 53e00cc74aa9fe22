// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "../interrupt.h"
#include "core/error.h"
#include "geodesy/europe.h"
#include "geodesy/plane.h"
#include "geodesy/projection.h"
#include "ground_comparison.h"
#include "ingest/ground_truth.h"
#include "report/chart.h"
#include "report/page.h"
#include "store/class_raster_file.h"
#include "store/store.h"
#include "validate/point_density.h"
#include "validation.h"

namespace plumbline::cli {
namespace {

using Json = nlohmann::ordered_json;

/// The classes of a user's legend, or CORINE's without one.
class Legend {
 public:
  explicit Legend(const std::filesystem::path& file) {
    if (!file.empty()) entries_ = ingest::read_legend(file);
  }

  ingest::LegendEntry entry(std::int32_t code) const {
    const auto known = std::ranges::find(entries_, code, &ingest::LegendEntry::code);
    if (known != entries_.end()) return *known;
    const auto corine = entries_.empty() ? validate::corine_class(code) : std::nullopt;
    if (corine) return {code, std::string(corine->name), corine->specified_per_km2};
    return {code, "not in the legend", 0};
  }

 private:
  std::vector<ingest::LegendEntry> entries_;
};

ClassRaster raster_around(const store::ClassRasterFile& file, std::span<const double> easting_m,
                          std::span<const double> northing_m) {
  const auto [west, east] = std::ranges::minmax_element(easting_m);
  const auto [south, north] = std::ranges::minmax_element(northing_m);
  return file.read(*west, *south, *east, *north);
}

/// Without the points that another tile holds as well.
std::vector<double> counted_values(const ChosenTiles& tiles, const store::TileRecord& tile,
                                   std::span<const double> values) {
  std::vector<double> counted;
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (tiles.counts(tile.stem, row)) counted.push_back(values[row]);
  }
  return counted;
}

/// On a plane around the points, for a tile with points outside the area of EPSG:3035.
void add_elsewhere(const std::filesystem::path& land_cover, std::span<const double> easting_m,
                   std::span<const double> northing_m, validate::DensityCounts& counts) {
  const geodesy::Geographic places = geodesy::geographic_from_laea(easting_m, northing_m);
  const geodesy::MiddlePlace middle = geodesy::middle_of(places.longitude, places.latitude);
  const geodesy::Plane plane = geodesy::Plane::around(middle.longitude, middle.latitude);
  const geodesy::Projected on_plane = plane.project(places.longitude, places.latitude);
  const store::ClassRasterFile raster(land_cover, plane.crs());
  counts.add_tile(raster_around(raster, on_plane.easting_m, on_plane.northing_m), on_plane.easting_m,
                  on_plane.northing_m);
}

validate::DensityCounts count_store(Session& session, const std::filesystem::path& land_cover,
                                    const store::DatasetRequest& request) {
  const store::ClassRasterFile raster(land_cover);
  const store::Store store = store::Store::open(session.options().store, session.options().resources());
  const std::array<std::string, 2> names{"easting", "northing"};
  validate::DensityCounts counts;
  const ChosenTiles tiles = compared_tiles(session, store, request);
  Progress progress = session.progress("validate", "tiles", tiles.tiles.size());
  for (const store::TileRecord* tile : tiles.tiles) {
    check_interrupted();
    progress.advance(1);
    if (tile->level == Level::L3 || tile->points == 0) continue;
    const Table table = store.read_columns(tile->stem, names);
    const auto easting_m = counted_values(tiles, *tile, table.get<double>("easting"));
    const auto northing_m = counted_values(tiles, *tile, table.get<double>("northing"));
    if (easting_m.empty()) continue;
    if (geodesy::all_in_europe(easting_m, northing_m)) {
      counts.add_tile(raster_around(raster, easting_m, northing_m), easting_m, northing_m);
    } else {
      add_elsewhere(land_cover, easting_m, northing_m, counts);
    }
  }
  return counts;
}

Json json_of(const validate::DensityCounts& counts, const Legend& legend) {
  Json classes = Json::array();
  std::vector<validate::DensityGoal> goals;
  std::size_t points = 0;
  double area_km2 = 0;
  for (const auto& [code, density] : counts.classes()) {
    const ingest::LegendEntry entry = legend.entry(code);
    const double specified = std::isfinite(entry.specified_per_km2) ? entry.specified_per_km2 : 0.0;
    goals.push_back({density, specified});
    points += density.points;
    area_km2 += density.area_km2;
    classes.push_back({{"code", code},
                       {"name", entry.name},
                       {"points", density.points},
                       {"area_km2", density.area_km2},
                       {"points_per_km2", json_number(density.points_per_km2())},
                       {"specified_per_km2", specified > 0 ? Json(specified) : Json(nullptr)}});
  }
  return {{"points", points},
          {"points_without_class", counts.points_without_class()},
          {"area_km2", area_km2},
          {"points_per_km2", json_number(static_cast<double>(points) / area_km2)},
          {"index", json_number(validate::density_index(goals))},
          {"classes", std::move(classes)}};
}

std::string text_of(const Json& json) {
  std::string text = fmt::format("{:>6}  {:<40}{:>10}{:>12}{:>14}{:>11}\n", "code", "class", "points", "km²",
                                 "points / km²", "specified");
  const auto line = [&](const std::string& code, const std::string& name, const Json& row) {
    text +=
        fmt::format("{:>6}  {:<40}{:>10}{:>11}{:>14}{:>11}\n", code, name, row["points"].get<std::size_t>(),
                    number_or_dash(row["area_km2"], 2), number_or_dash(row["points_per_km2"], 1),
                    number_or_dash(row.value("specified_per_km2", Json()), 0));
  };
  for (const Json& row : json["classes"])
    line(fmt::format("{}", row["code"].get<std::int32_t>()), row["name"].get<std::string>(), row);
  line("", "all", json);
  text += fmt::format("points without a class {}\nindex {}\n",
                      json["points_without_class"].get<std::size_t>(), number_or_dash(json["index"], 3));
  return text;
}

std::string page_of(const Json& json) {
  report::Page page("Points by land cover", "How densely each class of land cover is measured");
  report::DataTable table{
      .caption = "Classes",
      .headings = {{"code"}, {"class", false}, {"points"}, {"area, km²"}, {"points / km²"}, {"specified"}},
      .remark = "A square kilometre that several tiles cover counts once for each."};
  std::vector<report::ChartBar> bars;
  for (const Json& row : json["classes"]) {
    const std::string name = row["name"].get<std::string>();
    table.rows.push_back({fmt::format("{}", row["code"].get<std::int32_t>()), name,
                          report::count_text(row["points"].get<std::size_t>()),
                          number_or_dash(row["area_km2"], 2), number_or_dash(row["points_per_km2"], 1),
                          number_or_dash(row["specified_per_km2"], 0)});
    if (row["points_per_km2"].is_null()) continue;
    bars.push_back({name, row["points_per_km2"].get<double>(), number_or_dash(row["points_per_km2"], 0)});
  }
  page.section("classes", "Classes")
      .paragraph(fmt::format("Index, 0 to 1: {}", number_or_dash(json["index"], 3)));
  if (!bars.empty())
    page.figure({report::bar_chart({"Points per km² by class", "A bar for each class of land cover."}, bars,
                                   "points / km²"),
                 "Density of points by class of land cover."});
  page.table(table);
  return page.html();
}

}  // namespace

Validation validate_density(Session& session, const ValidateOptions& options) {
  const Legend legend(options.legend);
  const Json json = json_of(count_store(session, options.land_cover, options.dataset), legend);
  if (json["points"].get<std::size_t>() == 0)
    throw Error(ErrorCode::bad_value, {.file = options.land_cover.string()},
                "no point of the store's L2 tiles lies on a class of this raster",
                "Give a raster that covers the store");
  return {json, text_of(json), page_of(json)};
}

}  // namespace plumbline::cli

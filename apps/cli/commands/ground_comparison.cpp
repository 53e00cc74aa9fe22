// SPDX-License-Identifier: MIT
#include "ground_comparison.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "../interrupt.h"
#include "geodesy/europe.h"
#include "geodesy/near_finder.h"
#include "geodesy/projection.h"
#include "metres.h"
#include "validate/station_finder.h"

namespace plumbline::cli {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kEast = 2, kUp = 3, kVertical = 4;
constexpr std::size_t kBlockPoints = 8192;
constexpr int kDaysAround = 3;

/// A point near a station.
struct NearPoint {
  std::size_t station = 0;
  std::size_t direction = 0;
  std::size_t row = 0;
  double velocity = 0, los_east = 0, los_up = 0, velocity_std = 0;
};

/// Finds the stations around a point: on EPSG:3035, and around points outside its area along the ground.
struct StationsAround {
  validate::StationFinder in_europe;
  geodesy::NearFinder elsewhere;
};

/// Reads the columns of a tile that tell how its points see the ground.
class SightColumns {
 public:
  SightColumns(const store::Store& store, const ChosenTiles& tiles, const store::TileRecord& tile)
      : tiles_(tiles), tile_(tile) {
    std::set<std::string> present;
    for (const auto& [name, type] : store.column_names(tile.stem)) present.insert(name);
    std::vector<std::string> names{"easting", "northing", "mean_velocity"};
    const std::vector<std::string> wanted = tile.level == Level::L3
                                                ? std::vector<std::string>{"velocity_uncertainty"}
                                                : std::vector<std::string>{"orbit", "los_east", "los_up"};
    for (const std::string& name : wanted) {
      if (present.contains(name)) names.push_back(name);
    }
    is_vertical_ = present.contains("up_per_east");  // only `decompose --vertical` writes it
    is_usable_ = tile.level == Level::L3 || names.size() == 6;
    is_elsewhere_ = reaches_beyond_europe(store, tile.stem);
    if (is_elsewhere_) names.insert(names.end(), {"longitude", "latitude"});
    if (is_usable_) table_ = store.read_columns(tile.stem, names);
  }

  template <typename Body>
  void near(const StationsAround& stations, const Body& body) const {
    if (!is_usable_ || table_.rows() == 0) return;
    const auto easting_m = table_.get<double>("easting");
    const auto northing_m = table_.get<double>("northing");
    for (std::size_t row = 0; row < table_.rows(); ++row) {
      if (!tiles_.counts(tile_.stem, row)) continue;
      const auto take = [&](std::size_t station, auto...) {
        NearPoint point = seen(row);
        point.station = station;
        body(point);
      };
      if (is_elsewhere_ && !geodesy::is_in_europe_laea(easting_m[row], northing_m[row])) {
        stations.elsewhere.near(table_.get<double>("longitude")[row], table_.get<double>("latitude")[row],
                                take);
      } else {
        stations.in_europe.near(easting_m[row], northing_m[row], take);
      }
    }
  }

 private:
  NearPoint seen(std::size_t row) const {
    NearPoint point{.row = row, .velocity = static_cast<double>(table_.get<float>("mean_velocity")[row])};
    if (tile_.level == Level::L3) {
      point.direction = tile_.component == Component::east ? kEast : is_vertical_ ? kVertical : kUp;
      (point.direction == kEast ? point.los_east : point.los_up) = 1;
      if (table_.find("velocity_uncertainty") != nullptr)
        point.velocity_std = static_cast<double>(table_.get<float>("velocity_uncertainty")[row]);
    } else {
      point.direction = table_.get<std::string>("orbit")[row] == "A" ? 0 : 1;
      point.los_east = static_cast<double>(table_.get<float>("los_east")[row]);
      point.los_up = static_cast<double>(table_.get<float>("los_up")[row]);
    }
    return point;
  }

  const ChosenTiles& tiles_;
  const store::TileRecord& tile_;
  bool is_usable_ = false, is_vertical_ = false, is_elsewhere_ = false;
  Table table_;
};

template <typename Stations>
StationsAround finder_of(const Stations& stations, double radius_m) {
  std::vector<double> longitude, latitude;
  for (const auto& station : stations) {
    longitude.push_back(station.longitude);
    latitude.push_back(station.latitude);
  }
  const geodesy::Projected places = geodesy::laea_from_geographic(longitude, latitude);
  return {{places.easting_m, places.northing_m, radius_m}, {longitude, latitude, radius_m}};
}

/// Mean of what the station did around a day, along a line of sight.
double around(const ingest::GnssSeries& station, Date day, double los_east, double los_up) {
  const auto dates = station.axis.dates();
  const auto first = std::ranges::lower_bound(dates, Date::from_days(day.days_since_1970() - kDaysAround));
  const auto last = std::ranges::upper_bound(dates, Date::from_days(day.days_since_1970() + kDaysAround));
  double sum = 0, count = 0;
  for (auto date = first; date < last; ++date) {
    const auto i = static_cast<std::size_t>(date - dates.begin());
    const double along = los_east * station.east_mm[i] + los_up * station.up_mm[i];
    if (!std::isfinite(along)) continue;
    sum += along;
    count += 1;
  }
  return count > 0 ? sum / count : kMissing;
}

/// The points of one tile near one station, and the sums of their series.
struct NearSeries {
  std::vector<std::size_t> rows;
  std::size_t direction = 0;
  double los_east = 0, los_up = 0;  // sums
  std::vector<double> sums_mm;
};

std::optional<SeriesPair> series_pair(const ingest::GnssSeries& station, const store::TileRecord& tile,
                                      const NearSeries& near) {
  const auto count = static_cast<double>(near.rows.size());
  SeriesPair pair{.station = station.station,
                  .tile = tile.stem,
                  .direction = near.direction,
                  .points = near.rows.size(),
                  .dates = {tile.axis.dates().begin(), tile.axis.dates().end()}};
  for (std::size_t i = 0; i < tile.axis.size(); ++i) {
    pair.radar_mm.push_back(near.sums_mm[i] / count);
    pair.ground_mm.push_back(around(station, tile.axis.date(i), near.los_east / count, near.los_up / count));
  }
  const auto agreement = validate::compare_series(tile.axis.years(), pair.ground_mm, pair.radar_mm);
  if (!agreement) return std::nullopt;
  pair.agreement = *agreement;
  return pair;
}

}  // namespace

ChosenTiles compared_tiles(Session& session, const store::Store& store,
                           const store::DatasetRequest& request) {
  ChosenTiles tiles = choose_tiles(store, request, store::Levels::one_a_component);
  note_remarks(session, tiles);
  return tiles;
}

std::vector<StationPair> compare_stations(const store::Store& store, const ChosenTiles& tiles,
                                          const std::vector<GroundStation>& stations,
                                          const ComparisonOptions& options, Progress& progress) {
  const StationsAround finder = finder_of(stations, options.radius_m);
  std::vector<std::array<validate::Neighbours, kDirections.size()>> neighbours(stations.size());
  for (const store::TileRecord* tile : tiles.tiles) {
    check_interrupted();
    SightColumns(store, tiles, *tile).near(finder, [&](const NearPoint& point) {
      neighbours[point.station][point.direction].add(point.velocity, point.los_east, point.los_up,
                                                     point.velocity_std);
    });
    progress.advance(tile->points);
  }
  std::vector<StationPair> pairs;
  for (std::size_t station = 0; station < stations.size(); ++station) {
    for (std::size_t direction = 0; direction < kDirections.size(); ++direction) {
      const validate::Neighbours& around_it = neighbours[station][direction];
      if (const auto pair = around_it.against(stations[station].motion, options.velocity_error_mm_per_year))
        pairs.push_back({station, direction, around_it.points(), *pair});
    }
  }
  return pairs;
}

std::vector<SeriesPair> compare_series(const store::Store& store, const ChosenTiles& tiles,
                                       const std::vector<ingest::GnssSeries>& stations,
                                       const ComparisonOptions& options) {
  const StationsAround finder = finder_of(stations, options.radius_m);
  std::vector<SeriesPair> pairs;
  for (const store::TileRecord* tile : tiles.tiles) {
    check_interrupted();
    std::vector<NearSeries> near(stations.size());
    bool is_needed = false;
    SightColumns(store, tiles, *tile).near(finder, [&](const NearPoint& point) {
      NearSeries& of_station = near[point.station];
      of_station.rows.push_back(point.row);
      of_station.direction = point.direction;
      of_station.los_east += point.los_east;
      of_station.los_up += point.los_up;
      is_needed = true;
    });
    if (!is_needed) continue;
    for (NearSeries& one : near) one.sums_mm.assign(tile->axis.size(), 0.0);
    store.scan_series(tile->stem, kBlockPoints, [&](std::size_t first_row, const SeriesBlockView& block) {
      for (NearSeries& one : near) {
        for (const std::size_t row : one.rows) {
          if (row < first_row || row >= first_row + block.points) continue;
          for (std::size_t i = 0; i < tile->axis.size(); ++i)
            one.sums_mm[i] += static_cast<double>(block.at(i, row - first_row));
        }
      }
    });
    for (std::size_t station = 0; station < stations.size(); ++station) {
      if (near[station].rows.empty()) continue;
      if (auto pair = series_pair(stations[station], *tile, near[station])) pairs.push_back(std::move(*pair));
    }
  }
  return pairs;
}

}  // namespace plumbline::cli

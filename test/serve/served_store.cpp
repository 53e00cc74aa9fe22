// SPDX-License-Identifier: MIT
#include "serve/served_store.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>

#include "core/point_id.h"
#include "store/vector_file.h"
#include "web_assets.h"

namespace plumbline::test {
namespace {

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();
constexpr std::size_t kL2Points = 400;
constexpr std::size_t kL3Points = 120;

struct Place {
  double latitude;
  double longitude;
};

/// Random numbers as EGMS prints them.
class Draw {
 public:
  explicit Draw(unsigned seed) : random_(seed) {}
  int whole(int least, int greatest) { return std::uniform_int_distribution<int>(least, greatest)(random_); }
  float tenths(int least, int greatest) { return static_cast<float>(whole(least, greatest)) / 10.0F; }
  /// Few different values, so that ties are common; one in 25 is missing.
  float coherence() { return whole(0, 24) == 0 ? kMissing : static_cast<float>(whole(11, 17) * 5) / 100.0F; }
  float velocity() { return whole(0, 24) == 0 ? kMissing : tenths(-60, 60); }
  /// Six decimals within 0.06 degrees; every third lies on a border of the cells of zoom 11.
  Place near(Place middle) {
    const auto coordinate = [&](double centre) {
      const int millionths = whole(-60000, 60000);
      return std::round((centre + (whole(0, 2) == 0 ? millionths / 2000 * 0.002 : millionths * 1e-6)) * 1e6) /
             1e6;
    };
    return {coordinate(middle.latitude), coordinate(middle.longitude)};
  }

 private:
  std::mt19937 random_;
};

store::TileDescription description(const std::string& stem, Level level, Component component) {
  return {.stem = stem,
          .level = level,
          .component = component,
          .source_file = stem + ".zip",
          .source_bytes = 1,
          .source_sha256 = std::string(64, '0')};
}

std::string l2_pid(std::uint16_t track, std::uint16_t burst, std::size_t i) {
  return std::string(point_id(BurstPosition{.producer = '1',
                                            .track = track,
                                            .burst = burst,
                                            .swath = 2,
                                            .line = static_cast<std::uint16_t>(1000 + (i * 37) % 97),
                                            .pixel = static_cast<std::uint16_t>(i)})
                         .text());
}

TimeAxis axis_with_a_gap() {
  std::vector<Date> dates;
  for (const char* text :
       {"20200103", "20200109", "20200115", "20200121", "20200127", "20200308", "20200314"})
    dates.push_back(Date::from_yyyymmdd(text).value());
  return TimeAxis(dates);
}

/// The series of row `row`: the known one for the first, tenths that follow from the row for the others.
void fill_series(std::size_t first_row, SeriesBlock& block) {
  constexpr std::array kKnown{-1.6F, -0.0F, kMissing, 0.6F, 1.0F, -12.3F, kMissing};
  for (std::size_t i = 0; i < block.acquisitions(); ++i) {
    for (std::size_t p = 0; p < block.points(); ++p) {
      const auto row = first_row + p;
      block.acquisition(i)[p] =
          row == 0 ? kKnown.at(i) : static_cast<float>((row * 31 + i * 17) % 400) / 10.0F - 20.0F;
    }
  }
}

void put_l2(store::Store& store, const std::string& stem, std::uint16_t track, std::uint16_t burst,
            const std::string& orbit, Place middle, Draw& draw) {
  std::vector<std::string> pids, orbits;
  std::vector<double> latitudes, longitudes;
  std::vector<float> heights, velocities, coherences;
  for (std::size_t i = 0; i < kL2Points; ++i) {
    const Place place = draw.near(middle);
    pids.push_back(i == 0 && stem == kDescending ? std::string(kKnownPid) : l2_pid(track, burst, i));
    latitudes.push_back(place.latitude);
    longitudes.push_back(place.longitude);
    heights.push_back(i == 0 ? -46.6F : draw.tenths(-500, 9000));
    velocities.push_back(i == 0 ? -2.1F : draw.velocity());
    coherences.push_back(i == 0 ? 0.86F : draw.coherence());
    orbits.push_back(orbit);
  }
  store.put_tile(description(stem, Level::L2b, Component::line_of_sight), axis_with_a_gap(),
                 Table({{"pid", pids},
                        {"latitude", latitudes},
                        {"longitude", longitudes},
                        {"height", heights},
                        {"mean_velocity", velocities},
                        {"temporal_coherence", coherences},
                        {"orbit", orbits}}),
                 fill_series, {"ingest", 1, "{}", stem});
}

void put_l3(store::Store& store, const std::string& stem, Component component) {
  Draw draw(33);  // east and up have the same points
  std::vector<std::string> pids;
  std::vector<double> latitudes, longitudes;
  std::vector<float> velocities;
  for (std::uint32_t i = 0; i < kL3Points; ++i) {
    const Place place = draw.near({38.7, 13.17});
    pids.emplace_back(
        point_id(GridCell{.producer = '1', .easting_100m = 45000 + i, .northing_100m = 17000 + i % 7})
            .text());
    latitudes.push_back(place.latitude);
    longitudes.push_back(place.longitude);
    velocities.push_back(draw.tenths(-60, 60) + (component == Component::up ? 1.0F : 0.0F));
  }
  store.put_tile(
      description(stem, Level::L3, component), axis_with_a_gap(),
      Table(
          {{"pid", pids}, {"latitude", latitudes}, {"longitude", longitudes}, {"mean_velocity", velocities}}),
      fill_series, {"ingest", 1, "{}", stem});
}

/// Classes, flags and clusters of kDescending; the known point, in the first row, is linear, jumpy, in a
/// cluster.
void add_results(store::Store& store) {
  std::vector<std::string> classes, clusters, subclusters;
  std::vector<Flag> periodic, jumpy, variable, noisy;
  for (std::size_t i = 0; i < kL2Points; ++i) {
    classes.emplace_back(i == 0 ? "linear" : i % 10 == 0 ? "" : i % 3 == 0 ? "accel" : "stable");
    const Flag unknown_or_no = i != 0 && i % 10 == 0 ? Flag::missing : Flag::no;
    periodic.push_back(unknown_or_no);
    jumpy.push_back(i == 0 ? Flag::yes : unknown_or_no);
    variable.push_back(unknown_or_no);
    noisy.push_back(i % 4 == 1 ? Flag::yes : unknown_or_no);
    clusters.emplace_back(i < 20 ? "CL_0002" : i < 30 ? "CL_0001" : "");
    subclusters.emplace_back(i < 10 ? "CL_0002_SUB_001" : "");
  }
  store.replace_columns(kDescending,
                        Table({{"class_1", classes},
                               {"periodic", periodic},
                               {"jumpy", jumpy},
                               {"variable_flag", variable},
                               {"noisy_trend", noisy},
                               {"cluster_id", clusters},
                               {"subcluster_id", subclusters}}),
                        {"classify", 1, "{}", "x"});
}

/// A square of 0.01 degrees as little-endian WKB.
store::Wkb square(double west, double south) {
  store::Wkb wkb;
  const auto put = [&](const auto& value) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(&value);
    wkb.insert(wkb.end(), bytes, bytes + sizeof value);
  };
  put(std::uint8_t{1});
  put(std::uint32_t{3});
  put(std::uint32_t{1});
  put(std::uint32_t{5});
  for (const auto& [x, y] : {std::pair{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}) {
    put(west + x * 0.01);
    put(south + y * 0.01);
  }
  return wkb;
}

void add_polygons(store::Store& store) {
  const auto put = [&](const std::string& file, store::PolygonLayer layer) {
    store.put_file(file, {"cluster", 1, "{}", file},
                   [&](const std::filesystem::path& beside) { store::write_geopackage(beside, layer); });
  };
  put("clusters_polygons.gpkg",
      {.name = "clusters",
       .geometries = {square(13.10, 38.70), square(-0.05, -0.05)},
       .attributes = Table({{"cluster_id", std::vector<std::string>{"CL_0001", "CL_0002"}},
                            {"n_points", std::vector<std::int32_t>{20, 10}},
                            {"mean_velocity", std::vector<double>{-7.5, 3.0}},
                            {"purity", std::vector<double>{0.5, 1.0}}})});
  put("subclusters_polygons.gpkg",
      {.name = "subclusters",
       .geometries = {square(13.10, 38.70)},
       .attributes = Table({{"subcluster_id", std::vector<std::string>{"CL_0001_SUB_001"}}})});
}

/// Of CL_0001 on two tracks, of CL_0002 on one.
void add_cluster_series(store::Store& store) {
  const Table table(
      {{"cluster_id", std::vector<std::string>{"CL_0001", "CL_0001", "CL_0001", "CL_0002"}},
       {"track", std::vector<std::int32_t>{22, 22, 117, kMissingInt32}},
       {"orbit", std::vector<std::string>{"D", "D", "A", ""}},
       {"date", std::vector<std::string>{"2020-01-03", "2020-01-09", "2020-01-03", "2020-01-03"}},
       {"mean_mm", std::vector<double>{-1.25, -2.0, kMissing, 4.0}},
       {"std_mm", std::vector<double>{0.5, kMissing, kMissing, 1.0}},
       {"n_points", std::vector<std::int64_t>{20, 1, 0, 10}}});
  store.put_table("clusters_series.parquet", {"cluster_series", 1, "{}", "x"},
                  {.rows = table.rows(), .make = [&](std::size_t first, std::size_t count) {
                     Table rows;
                     for (const Column& column : table.columns()) {
                       rows.add({column.name, std::visit(
                                                  [&](const auto& values) -> ColumnValues {
                                                    const auto begin =
                                                        values.begin() + static_cast<std::ptrdiff_t>(first);
                                                    return std::decay_t<decltype(values)>(
                                                        begin, begin + static_cast<std::ptrdiff_t>(count));
                                                  },
                                                  column.values)});
                     }
                     return rows;
                   }});
}

// kHelloText, compressed by `gzip -n9`.
constexpr std::string_view kHello(
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xb3\x29\xb0\xcb\x48\xcd\xc9\xc9\xb7\xd1\x2f\xb0\xe3\x02"
    "\x00\xe1\x2d\xb4\x43\x0d\x00\x00\x00",
    33);

}  // namespace

void make_served_store(const std::filesystem::path& folder) {
  auto store = store::Store::open_or_create(folder);
  Draw draw(2020);
  put_l2(store, kDescending, 22, 845, "D", {38.7, 13.17}, draw);
  put_l2(store, kAscending, 117, 227, "A", {0, 0}, draw);
  put_l3(store, kEast, Component::east);
  put_l3(store, kUp, Component::up);
  add_results(store);
  add_polygons(store);
  add_cluster_series(store);
}

std::span<const serve::Asset> small_viewer() {
  static const std::array kAssets{
      serve::Asset{"/index.html", "text/html; charset=utf-8", "\"h1\"", kHello},
      serve::Asset{"/assets/app.js", "text/javascript; charset=utf-8", "\"j1\"", kHello},
      *std::ranges::find(web::assets(), "/openapi.json", &serve::Asset::path)};
  return kAssets;
}

RunningServer::RunningServer(const std::filesystem::path& folder, serve::ServerOptions options)
    : store_(store::Store::open_or_create(folder)),
      server_(store_, small_viewer(),
              [&] {
                options.port = 0;
                if (options.threads == 0) options.threads = 2;
                return options;
              }()),
      thread_([this] { server_.run(); }) {}

RunningServer::~RunningServer() {
  server_.stop();
  thread_.join();
}

}  // namespace plumbline::test

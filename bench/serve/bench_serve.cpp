// SPDX-License-Identifier: MIT
// How long /api/v1/points takes from filter to bytes, beside the query of the paper in DuckDB. See README.md.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "peer.h"
#include "scene.h"
#include "serve/answer_memory.h"
#include "serve/points_encoding.h"
#include "serve/view_builder.h"
#include "serve/view_file.h"

namespace plumbline::bench {
namespace {

using serve::PointFilter;

double milliseconds(const std::function<void()>& body) {
  const auto begin = std::chrono::steady_clock::now();
  body();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

/// What a screen of 1280 by 800 pixels shows at a zoom level, somewhere in the country.
PointFilter random_window(int zoom, Draw& draw) {
  const double degrees_a_pixel = 360.0 / 256.0 / std::exp2(zoom);
  const double latitude = draw.within(kSouth, kNorth), longitude = draw.within(kWest, kEast);
  const double half_height = 400 * degrees_a_pixel * 0.7, half_width = 640 * degrees_a_pixel;  // cos 45°
  return {.min_latitude = std::max(-90.0, latitude - half_height),
          .max_latitude = std::min(90.0, latitude + half_height),
          .min_longitude = longitude - half_width,
          .max_longitude = longitude + half_width,
          .zoom = zoom};
}

/// Any combination of filters; two questions in five have none.
void add_filters(PointFilter& filter, Draw& draw) {
  if (draw.chance(0.4)) return;
  const auto tenth = [&](double least, double greatest) {
    return static_cast<float>(std::round(draw.within(least, greatest) * 10)) / 10.0F;
  };
  if (draw.chance(0.4)) filter.least_speed_mm_per_year = tenth(0, 10);
  if (draw.chance(0.1)) filter.greatest_speed_mm_per_year = tenth(10, 20);
  if (draw.chance(0.2)) filter.greatest_velocity_mm_per_year = tenth(-10, 5);
  if (draw.chance(0.4)) filter.least_coherence = static_cast<float>(std::round(draw.within(50, 99))) / 100.0F;
  if (draw.chance(0.1)) {
    filter.least_height_m = tenth(0, 1000);
    filter.greatest_height_m = filter.least_height_m + 500;
  }
  if (draw.chance(0.15)) filter.ascending = false;
  if (draw.chance(0.25)) filter.classes = static_cast<std::uint16_t>(1U << (draw.bits() % 7));
  if (draw.chance(0.1)) filter.flags_set = static_cast<std::uint8_t>(1U << (draw.bits() % 4));
  if (draw.chance(0.1)) filter.flags_not_set = static_cast<std::uint8_t>(1U << (draw.bits() % 4));
  if (draw.chance(0.05)) filter.cluster = fmt::format("CL_{:04}", draw.bits() % 600);
}

std::vector<std::string> pids_of(const serve::ViewportIndex& index, const serve::PointSelection& selection) {
  std::vector<std::string> pids;
  for (const std::uint32_t point : selection.points) {
    const auto pid = index.pid(point);
    pids.emplace_back(pid.data(), pid.size());
  }
  std::sort(pids.begin(), pids.end());
  return pids;
}

void check(const serve::ViewportIndex& index, const Peer& peer, const PointFilter& filter) {
  const auto selection = index.select(filter);
  if (selection.total == peer.total(filter) && pids_of(index, selection) == peer.shown(filter)) return;
  fmt::print(stderr, "WRONG at zoom {}: the index says {} of {}, DuckDB {} of {}\n", filter.zoom,
             selection.points.size(), selection.total, peer.shown(filter).size(), peer.total(filter));
  std::exit(1);
}

/// The value below which a share of them lies.
double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1,
                         static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

void time_zooms(const serve::ViewportIndex& index, int questions) {
  fmt::print("zoom   median ms   p99 ms   longest ms   points shown (mean)\n");
  std::vector<double> all;
  for (int zoom = 5; zoom <= 16; ++zoom) {
    Draw draw(static_cast<std::uint64_t>(zoom));
    std::vector<double> times;
    std::size_t shown = 0;
    for (int i = 0; i < questions; ++i) {
      PointFilter filter = random_window(zoom, draw);
      add_filters(filter, draw);
      times.push_back(milliseconds([&] {
        const auto selection = index.select(filter);
        shown += selection.points.size();
        if (serve::encode_points(index, selection).empty()) std::abort();
      }));
    }
    all.insert(all.end(), times.begin(), times.end());
    fmt::print("{:4}   {:9.2f}   {:6.2f}   {:10.2f}   {:9.0f}\n", zoom, quantile(times, 0.5),
               quantile(times, 0.99), quantile(times, 1), static_cast<double>(shown) / questions);
  }
  fmt::print(" all   {:9.2f}   {:6.2f}   {:10.2f}\n", quantile(all, 0.5), quantile(all, 0.99),
             quantile(all, 1));
}

void compare_full_extent(const serve::ViewportIndex& index, const Peer& peer) {
  for (const float speed : {0.0F, 2.5F}) {
    const PointFilter filter{.zoom = 5, .least_speed_mm_per_year = speed};
    double ours = 1e9, theirs = 1e9;
    for (int round = 0; round < 3; ++round) {  // in turns; the best of each
      ours = std::min(ours, milliseconds([&] { serve::encode_points(index, index.select(filter)); }));
      theirs = std::min(theirs, milliseconds([&] { peer.shown(filter); }));
    }
    fmt::print("full extent, zoom 5, |v| >= {}: {:.1f} ms, DuckDB {:.0f} ms, {:.0f} times\n", speed, ours,
               theirs, theirs / ours);
  }
}

int run(std::size_t points, const std::filesystem::path& folder, int checks, int questions) {
  const auto source = country(points);
  const auto path = folder / fmt::format("{}.view", points);
  if (!serve::is_current_view(path, source.made_from)) {
    double drawing = 0;
    serve::PointSource timed = source;
    timed.read = [&](std::size_t tile, serve::IdNumbers& clusters, serve::IdNumbers& subclusters) {
      serve::PointColumns columns;
      drawing += milliseconds([&] { columns = source.read(tile, clusters, subclusters); });
      return columns;
    };
    const double all = milliseconds([&] { serve::write_view(timed, path, [](std::size_t) {}); });
    fmt::print("made in {:.1f} s, and {:.1f} s to draw the points: {:.2f} million a second\n",
               (all - drawing) / 1e3, drawing / 1e3, static_cast<double>(points) / (all - drawing) / 1e3);
  }
  std::unique_ptr<serve::ViewportIndex> index;
  const double opening = milliseconds([&] { index = std::make_unique<serve::ViewportIndex>(path); });
  fmt::print("{} points, {:.1f} bytes a point, checked and opened in {:.2f} s\n", index->size(),
             static_cast<double>(std::filesystem::file_size(path)) / static_cast<double>(index->size()),
             opening / 1e3);
  if (checks > 0) {
    const Peer peer(source, folder / fmt::format("{}_parquet", points));
    Draw draw(99);
    for (int i = 0; i < checks; ++i) {
      PointFilter filter = random_window(i % 14, draw);
      add_filters(filter, draw);
      if (i % 3 == 0) filter.max_points = 1000;
      check(*index, peer, filter);
    }
    check(*index, peer, {.zoom = 5});
    fmt::print("{} answers equal DuckDB's, point for point\n", checks + 1);
    compare_full_extent(*index, peer);
  }
  time_zooms(*index, questions);
  return 0;
}

}  // namespace
}  // namespace plumbline::bench

int main(int count, char** arguments) {
  std::size_t points = 20'000'000;
  std::filesystem::path folder = "/tmp/plumbline_bench_serve";
  int checks = 42, questions = 200;
  plumbline::serve::keep_freed_memory();  // as the server does
  for (int i = 1; i < count; ++i) {
    const std::string argument = arguments[i];
    const std::size_t equals = argument.find('=');
    const std::string name = argument.substr(0, equals), value = argument.substr(equals + 1);
    if (name == "points") points = std::stoul(value);
    if (name == "folder") folder = value;
    if (name == "checks") checks = std::stoi(value);
    if (name == "questions") questions = std::stoi(value);
  }
  return plumbline::bench::run(points, folder, checks, questions);
}

// SPDX-License-Identifier: MIT
#include "scene.h"

#include <fstream>
#include <limits>
#include <random>
#include <string>
#include <unistd.h>

#include <fmt/format.h>

#include "correct/gap_filler.h"
#include "ingest/tile.h"
#include "synth/delivery.h"

namespace plumbline::bench {
namespace {

/// A folder that goes when the scene has been read.
struct Folder {
  Folder() : path(std::filesystem::temp_directory_path() / fmt::format("plumbline_bench_{}", getpid())) {
    std::filesystem::create_directories(path);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::filesystem::path path;
};

void remove_values(std::span<float> series_mm, double share) {
  std::mt19937_64 random(1);
  const auto limit = static_cast<std::uint64_t>(share * 1e6);
  for (float& value : series_mm) {
    if (random() % 1'000'000 < limit) value = std::numeric_limits<float>::quiet_NaN();
  }
}

}  // namespace

Scene make_scene(const SceneSize& size, double missing_share) {
  const Folder folder;
  const auto deliveries = synth::write_deliveries(
      {.tiles = 1, .points = size.points, .dates = size.dates, .seed = 1, .csv = true, .overwrite = true},
      folder.path);
  ingest::Tile tile = ingest::read_delivery(deliveries.front());
  Scene scene{.axis = std::move(tile.axis), .series_mm = std::move(tile.series_mm), .filled = {}};
  remove_values(scene.series_mm, missing_share);
  scene.filled.resize(scene.series_mm.size());
  const std::size_t dates = scene.axis.size();
  correct::GapFiller filler(scene.axis, {});
  for (std::size_t point = 0; point < scene.points(); ++point) {
    filler.fill(std::span(scene.series_mm).subspan(point * dates, dates),
                std::span(scene.filled).subspan(point * dates, dates));
  }
  return scene;
}

void write_scene(const Scene& scene, const std::filesystem::path& series_csv,
                 const std::filesystem::path& features_csv) {
  std::ofstream series(series_csv);
  series << "pid";
  for (const Date date : scene.axis.dates()) series << ',' << date.yyyymmdd();
  std::ofstream answers(features_csv);
  answers << "pid";
  for (const auto name : features::kFeatureNames) answers << ',' << name;
  features::Describer describer(scene.axis);
  for (std::size_t point = 0; point < scene.points(); ++point) {
    series << '\n' << point;
    for (const float value : scene.series(point)) series << ',' << value;
    answers << '\n' << point;
    const auto f = describer.describe(scene.series(point), scene.filled_of(point));
    for (const double value : f.value().values()) answers << fmt::format(",{}", value);
  }
  series << '\n';
  answers << '\n';
}

}  // namespace plumbline::bench

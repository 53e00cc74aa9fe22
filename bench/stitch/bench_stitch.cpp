// SPDX-License-Identifier: MIT
// Two releases of the same points with known offsets and rates, for bench/stitch/compare.py.
//   bench_stitch kernel FOLDER POINTS   writes the differences and the joins found (float64), prints the time
//   bench_stitch store FOLDER POINTS    a store of the two releases
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <exception>
#include <filesystem>
#include <fstream>
#include <limits>
#include <optional>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "core/point_id.h"
#include "core/table.h"
#include "correct/stitch.h"
#include "store/store.h"

namespace plumbline::bench {
namespace {

namespace fs = std::filesystem;

constexpr double kNoiseMm = 2.0;

/// The older release has 360 dates, the newer one 300, one every six days; 60 are common.
constexpr std::size_t kOlderDates = 360, kNewerDates = 300, kCommonDates = 60;

TimeAxis every_six_days(std::size_t first, std::size_t count) {
  const std::int32_t start = Date::from_text("2015-02-09")->days_since_1970();
  std::vector<Date> dates;
  for (std::size_t i = first; i < first + count; ++i)
    dates.push_back(Date::from_days(start + 6 * static_cast<std::int32_t>(i)));
  return TimeAxis(std::move(dates));
}

std::vector<TimeAxis> releases() {
  return {every_six_days(0, kOlderDates), every_six_days(kOlderDates - kCommonDates, kNewerDates)};
}

/// The series of a point in a release: a velocity and independent noise; the newer one with offset and rate.
class SeriesMaker {
 public:
  void make(std::size_t point, std::size_t release, std::vector<float>& series) {
    random_.seed(point * 2 + release);
    normal_.reset();
    const auto number = static_cast<double>(point);
    const double velocity = -10 + 1e-5 * number;
    const double offset = release == 0 ? 0 : 5 - 1e-5 * number;
    const double rate = release == 0 ? 0 : 0.5;
    const std::size_t first = release == 0 ? 0 : kOlderDates - kCommonDates;
    for (std::size_t i = 0; i < series.size(); ++i) {
      const double years = static_cast<double>(6 * (first + i)) / TimeAxis::kDaysPerYear;
      series[i] = static_cast<float>(offset + (velocity + rate) * years + kNoiseMm * normal_(random_));
    }
  }

 private:
  std::minstd_rand random_;
  std::normal_distribution<double> normal_;
};

void write_doubles(const fs::path& path, const std::vector<double>& values) {
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(values.data()),
             static_cast<std::streamsize>(values.size() * sizeof(double)));
  if (!file) throw std::runtime_error("cannot write " + path.string());
}

double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

void kernel(const fs::path& folder, std::size_t points) {
  const correct::StitchPlan plan(releases(), {});
  std::vector<float> all(points * (kOlderDates + kNewerDates));
  std::vector<double> years, differences, joins;
  SeriesMaker maker;
  std::vector<float> older(kOlderDates), newer(kNewerDates);
  for (const auto& pair : plan.pairs(0, 1)) years.push_back(pair.years);
  for (std::size_t point = 0; point < points; ++point) {
    maker.make(point, 0, older);
    maker.make(point, 1, newer);
    float* const row = all.data() + point * (kOlderDates + kNewerDates);
    std::copy(older.begin(), older.end(), row);
    std::copy(newer.begin(), newer.end(), row + kOlderDates);
    for (const auto& pair : plan.pairs(0, 1))
      differences.push_back(static_cast<double>(newer[pair.newer]) - static_cast<double>(older[pair.before]));
  }
  correct::Stitcher stitcher(plan);
  std::vector<float> long_mm(plan.axis().size());
  std::vector<std::optional<correct::ReleaseJoin>> found(1);
  const std::vector<double> no_model(2, std::numeric_limits<double>::quiet_NaN());
  joins.reserve(2 * points);
  const double begin = processor_seconds();
  for (std::size_t point = 0; point < points; ++point) {
    const std::span<const float> row =
        std::span<const float>(all).subspan(point * (kOlderDates + kNewerDates), kOlderDates + kNewerDates);
    const std::vector<std::span<const float>> series{row.first(kOlderDates), row.subspan(kOlderDates)};
    stitcher.stitch(series, no_model, long_mm, found);
    joins.push_back(found[0]->line.value);
    joins.push_back(found[0]->line.slope);
  }
  const double seconds = processor_seconds() - begin;
  write_doubles(folder / "years.bin", years);
  write_doubles(folder / "differences.bin", differences);
  write_doubles(folder / "joins.bin", joins);
  fmt::print("{}\n", seconds);
}

/// Points on a square of 20 m, in the order of ingest near enough: line after line.
Table meta(std::size_t points) {
  std::vector<std::string> pids;
  std::vector<double> longitude, latitude, easting, northing;
  std::vector<float> coherence(points, 0.8f), velocity(points, -1.0f);
  for (std::size_t i = 0; i < points; ++i) {
    const auto line = static_cast<std::uint16_t>(i / 1200), pixel = static_cast<std::uint16_t>(i % 1200);
    pids.emplace_back(
        point_id(BurstPosition{.track = 22, .burst = 845, .swath = 2, .line = line, .pixel = pixel}).text());
    longitude.push_back(11 + 3e-4 * pixel);
    latitude.push_back(45 + 2e-4 * line);
    easting.push_back(4'400'000 + 20.0 * pixel);
    northing.push_back(2'500'000 + 20.0 * line);
  }
  Table table;
  table.add({"pid", std::move(pids)});
  table.add({"longitude", std::move(longitude)});
  table.add({"latitude", std::move(latitude)});
  table.add({"easting", std::move(easting)});
  table.add({"northing", std::move(northing)});
  table.add({"temporal_coherence", std::move(coherence)});
  table.add({"mean_velocity", std::move(velocity)});
  return table;
}

void make_store(const fs::path& folder, std::size_t points) {
  auto store = store::Store::open_or_create(folder);
  const std::vector<TimeAxis> axes = releases();
  const std::vector<std::string> stems{"EGMS_L2b_022_0845_IW2_VV", "EGMS_L2b_022_0845_IW2_VV_2020_2024_1"};
  for (std::size_t release = 0; release < axes.size(); ++release) {
    SeriesMaker maker;
    std::vector<float> series(axes[release].size());
    store.put_tile({.stem = stems[release]}, axes[release], meta(points),
                   [&](std::size_t first_row, SeriesBlock& block) {
                     for (std::size_t row = 0; row < block.points(); ++row) {
                       maker.make(first_row + row, release, series);
                       for (std::size_t i = 0; i < series.size(); ++i) {
                         // As printed: to 0.1 mm.
                         block.acquisition(i)[row] = std::round(series[i] * 10) / 10;
                       }
                     }
                   },
                   {.stage = "ingest"});
  }
}

}  // namespace
}  // namespace plumbline::bench

int main(int argc, char** argv) {
  try {
    if (argc != 4) throw std::invalid_argument("bench_stitch kernel|store FOLDER POINTS");
    const std::string verb = argv[1];
    const std::size_t points = std::stoul(argv[3]);
    if (verb == "kernel") {
      plumbline::bench::kernel(argv[2], points);
    } else if (verb == "store") {
      plumbline::bench::make_store(argv[2], points);
    } else {
      throw std::invalid_argument("the verbs are kernel and store");
    }
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench_stitch: {}\n", error.what());
    return 1;
  }
}

// SPDX-License-Identifier: MIT
// Features per second. First every point of every scene is compared with the contender that computes it
// independently; nothing is timed when one differs.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <string>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "core/series_block.h"
#include "features/block.h"
#include "parallel/thread_loop.h"
#include "scene.h"

namespace plumbline::bench {
namespace {

constexpr double kTolerance = 1e-8;

bool agree(const features::Features& a, const features::Features& b, std::size_t point) {
  const auto x = a.values();
  const auto y = b.values();
  for (std::size_t k = 0; k < x.size(); ++k) {
    if (std::abs(x[k] - y[k]) <= kTolerance * (1.0 + std::abs(y[k]))) continue;
    fmt::print(stderr, "point {}: {} is {}, expected {}\n", point, features::kFeatureNames[k], x[k], y[k]);
    return false;
  }
  return std::abs(a.r2_harmonic - b.r2_harmonic) <= kTolerance;
}

bool is_right(const Scene& scene) {
  features::Describer describer(scene.axis);
  for (std::size_t point = 0; point < scene.points(); ++point) {
    const auto ours = describer.describe(scene.series(point), scene.filled_of(point));
    const auto expected = describe_by_qr(scene.series(point), scene.filled_of(point), scene.axis);
    if (ours.has_value() != expected.has_value()) return false;
    if (ours && !agree(*ours, *expected, point)) return false;
  }
  return true;
}

void count(benchmark::State& state, const Scene& scene, std::size_t points) {
  const auto done = static_cast<std::int64_t>(points) * state.iterations();
  state.SetItemsProcessed(done);
  state.SetBytesProcessed(done * static_cast<std::int64_t>(scene.axis.size() * sizeof(float)));
}

void plain(benchmark::State& state, const Scene& scene, std::size_t threads) {
  const ThreadLimit limit(threads);
  for (auto _ : state) {
    parallel_ranges(scene.points(), 128, [&](std::size_t begin, std::size_t end) {
      features::Describer describer(scene.axis);
      for (std::size_t point = begin; point < end; ++point)
        benchmark::DoNotOptimize(describer.describe(scene.series(point), scene.filled_of(point)));
    });
  }
  count(state, scene, scene.points());
}

/// The scene as a column file holds it.
struct Columns {
  explicit Columns(const Scene& scene) : block(scene.axis.size(), scene.points()) {
    for (std::size_t i = 0; i < scene.axis.size(); ++i) {
      for (std::size_t point = 0; point < scene.points(); ++point)
        block.acquisition(i)[point] = scene.series(point)[i];
    }
  }
  SeriesBlock block;
};

/// As many points as DuckDB hands over at a time.
constexpr std::size_t kVectorPoints = 2048;

template <typename Use>
void for_each_vector(const Scene& scene, const Columns& columns, const Use& use) {
  std::vector<const float*> pointers(scene.axis.size());
  for (std::size_t first = 0; first < scene.points(); first += kVectorPoints) {
    for (std::size_t i = 0; i < pointers.size(); ++i)
      pointers[i] = columns.block.acquisition(i).data() + first;
    use(first, SeriesBlockView{pointers, std::min(kVectorPoints, scene.points() - first)});
  }
}

/// Complete scenes only: the same bits as the plain code.
bool is_block_right(const Scene& scene, const Columns& columns) {
  features::BlockDescriber fast(scene.axis);
  features::Describer plain(scene.axis);
  std::vector<features::Features> features(kVectorPoints);
  bool right = true;
  for_each_vector(scene, columns, [&](std::size_t first, const SeriesBlockView& block) {
    right = right && fast.describe_complete(block, features).empty();
    for (std::size_t point = 0; right && point < block.points; ++point)
      right = features[point].values() ==
              plain.describe(scene.series(first + point), scene.filled_of(first + point)).value().values();
  });
  return right;
}

void block(benchmark::State& state, const Scene& scene, const Columns& columns) {
  features::BlockDescriber describer(scene.axis);
  std::vector<features::Features> features(kVectorPoints);
  for (auto _ : state) {
    for_each_vector(scene, columns, [&](std::size_t, const SeriesBlockView& view) {
      benchmark::DoNotOptimize(describer.describe_complete(view, features));
      benchmark::ClobberMemory();
    });
  }
  count(state, scene, scene.points());
}

void eigen_qr(benchmark::State& state, const Scene& scene) {
  const std::size_t points = std::min<std::size_t>(scene.points(), 1000);
  for (auto _ : state) {
    for (std::size_t point = 0; point < points; ++point)
      benchmark::DoNotOptimize(describe_by_qr(scene.series(point), scene.filled_of(point), scene.axis));
  }
  count(state, scene, points);
}

/// Takes "--name=value" out of the arguments.
std::string take_argument(int& argc, char** argv, std::string_view name) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (!argument.starts_with(name)) continue;
    std::string value(argument.substr(name.size()));
    std::copy(argv + i + 1, argv + argc, argv + i);
    --argc;
    return value;
  }
  return {};
}

template <typename Number>
void read_number(const std::string& text, Number& number) {
  std::from_chars(text.data(), text.data() + text.size(), number);
}

int run(int argc, char** argv) {
  SceneSize size;
  read_number(take_argument(argc, argv, "--points="), size.points);
  read_number(take_argument(argc, argv, "--dates="), size.dates);
  const std::string write_to = take_argument(argc, argv, "--write-scene=");
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;

  const Scene complete = make_scene(size, 0.0);
  const Scene gaps = make_scene(size, 0.1);
  if (!is_right(complete) || !is_right(gaps)) {
    fmt::print(stderr, "the plain code is wrong: not timed\n");
    return 1;
  }
  const Columns columns(complete);
  if (!is_block_right(complete, columns)) {
    fmt::print(stderr, "the block code is wrong: not timed\n");
    return 1;
  }
  if (!write_to.empty()) {
    write_scene(complete, write_to + "/series.csv", write_to + "/features.csv");
    return 0;
  }
  const auto add = [](const char* name, auto body) {
    return benchmark::RegisterBenchmark(name, body)->Unit(benchmark::kMillisecond);
  };
  // One thread by its processor time, which other work on the machine does not change.
  add("plain/complete/1_thread", [&](benchmark::State& s) { plain(s, complete, 1); });
  add("block/complete/1_thread", [&](benchmark::State& s) { block(s, complete, columns); });
  add("plain/gaps/1_thread", [&](benchmark::State& s) { plain(s, gaps, 1); });
  add("eigen_qr/complete/1_thread", [&](benchmark::State& s) { eigen_qr(s, complete); });
  add("eigen_qr/gaps/1_thread", [&](benchmark::State& s) { eigen_qr(s, gaps); });
  add("plain/complete/all_threads", [&](benchmark::State& s) { plain(s, complete, 0); })->UseRealTime();
  add("plain/gaps/all_threads", [&](benchmark::State& s) { plain(s, gaps, 0); })->UseRealTime();
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

}  // namespace
}  // namespace plumbline::bench

int main(int argc, char** argv) { return plumbline::bench::run(argc, argv); }

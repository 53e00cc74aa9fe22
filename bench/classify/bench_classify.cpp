// SPDX-License-Identifier: MIT
// Reading the series of a store and computing their features, against DuckDB merely reading and summing the
// same columns: bench_classify STORE THREADS ROUNDS. First the answers: every twentieth block against the
// plain version, and the sums of what both read. Prints one line of JSON.
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <duckdb.h>
#include <fmt/format.h>

#include "core/error.h"
#include "features/block.h"
#include "parallel/thread_loop.h"
#include "store/store.h"

namespace plumbline::bench {
namespace {

struct Cost {
  double wall_s = 0;
  double processor_s = 0;  ///< of all threads
};

template <typename Work>
Cost cost_of(const Work& work) {
  const auto wall = std::chrono::steady_clock::now();
  const std::clock_t processor = std::clock();
  work();
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - wall).count(),
          static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC};
}

/// The contender: DuckDB through its C API, as its documentation shows it.
class Summer {
 public:
  explicit Summer(std::size_t threads) {
    duckdb_config config = nullptr;
    duckdb_create_config(&config);
    duckdb_set_config(config, "threads", std::to_string(threads).c_str());
    if (duckdb_open_ext(nullptr, &database_, config, nullptr) == DuckDBError ||
        duckdb_connect(database_, &connection_) == DuckDBError)
      std::abort();
    duckdb_destroy_config(&config);
  }
  Summer(const Summer&) = delete;
  Summer& operator=(const Summer&) = delete;
  ~Summer() {
    duckdb_disconnect(&connection_);
    duckdb_close(&database_);
  }

  /// The sum of all displacements of the store.
  double sum(const store::Store& store) const {
    double total = 0;
    for (const store::TileRecord& tile : store.tiles()) {
      std::string sums;
      for (const Date date : tile.axis.dates())
        sums += fmt::format("{}sum(\"{}\")", sums.empty() ? "" : ", ", date.yyyymmdd());
      duckdb_result result{};
      const std::string sql = fmt::format("SELECT {} FROM read_parquet('{}')", sums,
                                          (store.folder() / tile.series.path).string());
      if (duckdb_query(connection_, sql.c_str(), &result) == DuckDBError) std::abort();
      for (idx_t i = 0; i < duckdb_column_count(&result); ++i) total += duckdb_value_double(&result, i, 0);
      duckdb_destroy_result(&result);
    }
    return total;
  }

 private:
  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
};

/// Describes every point as `plumbline classify` does; `look(tile, first_row, block, features, others)` sees
/// each block.
template <typename Look>
void describe_all(const store::Store& store, const Look& look) {
  for (const store::TileRecord& tile : store.tiles()) {
    struct Worker {
      explicit Worker(const TimeAxis& axis) : describer(axis), features(2048) {}
      features::BlockDescriber describer;
      std::vector<features::Features> features;
    };
    std::mutex mutex;
    std::vector<std::unique_ptr<Worker>> idle;
    store.scan_series_in_parallel(tile.stem, [&](std::size_t, const SeriesBlockView& block) {
      std::unique_ptr<Worker> worker;
      {
        const std::lock_guard lock(mutex);
        if (!idle.empty()) {
          worker = std::move(idle.back());
          idle.pop_back();
        }
      }
      if (!worker) worker = std::make_unique<Worker>(tile.axis);
      const auto others = worker->describer.describe_complete(block, worker->features);
      look(tile, block, worker->features, others);
      const std::lock_guard lock(mutex);
      idle.push_back(std::move(worker));
    });
  }
}

bool is_as_plain(const store::TileRecord& tile, const SeriesBlockView& block,
                 std::span<const features::Features> fast, std::span<const std::uint32_t> others) {
  features::Describer plain(tile.axis);
  std::vector<float> series(tile.axis.size());
  auto other = others.begin();
  for (std::size_t point = 0; point < block.points; ++point) {
    if (other != others.end() && *other == point) {
      ++other;
      continue;
    }
    block.copy_series(point, series);
    if (fast[point].values() != plain.describe(series, {}).value().values()) return false;
  }
  return true;
}

bool is_right(const store::Store& store, double expected_sum) {
  std::mutex mutex;
  std::size_t blocks = 0;
  double total = 0;
  bool right = true;
  describe_all(store, [&](const auto& tile, const auto& block, const auto& features, const auto& others) {
    double sum = 0;
    for (const float* const values : block.acquisitions) {
      for (std::size_t point = 0; point < block.points; ++point)
        sum += std::isnan(values[point]) ? 0.0 : static_cast<double>(values[point]);
    }
    const std::lock_guard lock(mutex);
    total += sum;
    if (blocks++ % 20 == 0) right = right && is_as_plain(tile, block, features, others);
  });
  return right && std::abs(total - expected_sum) <= 1e-9 * (1.0 + std::abs(expected_sum)) + 1e-3;
}

Cost smallest(Cost a, Cost b) {
  return {std::min(a.wall_s, b.wall_s), std::min(a.processor_s, b.processor_s)};
}

int run(const std::string& folder, std::size_t threads, int rounds) {
  const auto store = store::Store::open(folder, {.threads = threads, .memory_limit_bytes = 0});
  const Summer summer(threads);
  std::size_t points = 0;
  for (const store::TileRecord& tile : store.tiles()) points += tile.points;
  if (!is_right(store, summer.sum(store))) {
    fmt::print(stderr, "the features or the values read are wrong: not timed\n");
    return 1;
  }
  Cost sum{1e30, 1e30};
  Cost described{1e30, 1e30};
  double checksum = 0;
  for (int round = 0; round < rounds; ++round) {
    sum = smallest(sum, cost_of([&] { checksum += summer.sum(store); }));
    described =
        smallest(described, cost_of([&] {
                   std::mutex mutex;
                   describe_all(store, [&](const auto&, const auto&, const auto& features, const auto&) {
                     const std::lock_guard lock(mutex);
                     checksum += features[0].v_robust;
                   });
                 }));
  }
  fmt::print(
      R"({{"points":{},"threads":{},"target":"{}","sum_wall_s":{:.3f},"sum_processor_s":{:.3f},"features_wall_s":{:.3f},"features_processor_s":{:.3f},"checksum":{:.3f}}})"
      "\n",
      points, threads, features::block_target(), sum.wall_s, sum.processor_s, described.wall_s,
      described.processor_s, checksum);
  return 0;
}

}  // namespace
}  // namespace plumbline::bench

int main(int argc, char** argv) {
  if (argc != 4) {
    fmt::print(stderr, "usage: bench_classify STORE THREADS ROUNDS\n");
    return 2;
  }
  try {
    return plumbline::bench::run(argv[1], std::strtoull(argv[2], nullptr, 10), std::atoi(argv[3]));
  } catch (const plumbline::Error& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}

// SPDX-License-Identifier: MIT
// The parts of the benchmark that are not the program itself; compare.py calls them (README.md).
#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <duckdb.h>
#include <fmt/format.h>

#include "core/point_id.h"
#include "ingest/byte_source.h"
#include "ingest/table_blocks.h"
#include "parallel/thread_loop.h"
#include "store/store.h"

namespace {

using namespace plumbline;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// DuckDB as its users have it, with so many threads.
class DuckDb {
 public:
  explicit DuckDb(const std::string& threads) {
    duckdb_config config = nullptr;
    duckdb_create_config(&config);
    if (threads != "0") duckdb_set_config(config, "threads", threads.c_str());
    if (duckdb_open_ext(nullptr, &database_, config, nullptr) == DuckDBError ||
        duckdb_connect(database_, &connection_) == DuckDBError)
      throw std::runtime_error("DuckDB does not start");
    duckdb_destroy_config(&config);
  }
  DuckDb(const DuckDb&) = delete;
  DuckDb& operator=(const DuckDb&) = delete;
  ~DuckDb() {
    duckdb_disconnect(&connection_);
    duckdb_close(&database_);
  }

  /// Runs a statement; all values of its result, row after row.
  std::vector<std::string> run(const std::string& sql) {
    duckdb_result result{};
    const bool failed = duckdb_query(connection_, sql.c_str(), &result) == DuckDBError;
    const std::string error = failed ? duckdb_result_error(&result) : "";
    std::vector<std::string> values;
    for (idx_t row = 0; !failed && row < duckdb_row_count(&result); ++row) {
      for (idx_t column = 0; column < duckdb_column_count(&result); ++column) {
        char* const text = duckdb_value_varchar(&result, column, row);
        values.emplace_back(text == nullptr ? "" : text);
        duckdb_free(text);
      }
    }
    duckdb_destroy_result(&result);
    if (failed) throw std::runtime_error(error);
    return values;
  }

 private:
  duckdb_database database_ = nullptr;
  duckdb_connection connection_ = nullptr;
};

/// What a user of DuckDB writes. Only pid needs a word: some look like numbers.
void copy(const std::string& csv, const std::string& parquet, const std::string& threads) {
  DuckDb(threads).run(fmt::format(
      "COPY (SELECT * FROM read_csv('{}', types = {{'pid': 'VARCHAR'}})) TO '{}' (FORMAT parquet)", csv,
      parquet));
}

/// Both files of a tile hold what the peer read from the same CSV: every point, and every number of the
/// columns that both have, as float32. Prints how many values were compared.
void same(const std::string& meta, const std::string& series, const std::string& peer) {
  DuckDb duckdb("0");
  std::size_t values = 0;
  for (const std::string& ours : {meta, series}) {
    const auto numbers = duckdb.run(fmt::format(
        "SELECT a.column_name FROM (DESCRIBE FROM '{}') a JOIN (DESCRIBE FROM '{}') b USING (column_name) "
        "WHERE a.column_type IN ('FLOAT', 'DOUBLE', 'INTEGER')",
        ours, peer));
    if (numbers.empty()) throw std::runtime_error(ours + " has no column that the peer has");
    std::string differs;
    for (const std::string& name : numbers)
      differs += fmt::format("{}(a.\"{}\"::FLOAT IS DISTINCT FROM b.\"{}\"::FLOAT)::INT",
                             differs.empty() ? "" : "+", name, name);
    const auto found = duckdb.run(fmt::format(
        "SELECT count(*), coalesce(sum({}), 0), (SELECT count(*) FROM '{}'), (SELECT count(*) FROM '{}') "
        "FROM '{}' a JOIN '{}' b USING (pid)",
        differs, ours, peer, ours, peer));
    if (found[0] != found[2] || found[0] != found[3] || found[1] != "0")
      throw std::runtime_error(
          fmt::format("{}: of {} rows {} are in both, {} values differ", ours, found[3], found[0], found[1]));
    values += numbers.size() * std::stoull(found[0]);
  }
  fmt::print("{}\n", values);
}

/// Bytes that one core reads, splits, parses and checks in a second, of a CSV in memory.
void parse(const std::string& csv) {
  std::ifstream file(csv, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const ingest::MemoryBytes bytes(csv, text);
  const ThreadLimit one(1);
  std::vector<double> rates;
  for (int round = 0; round < 5; ++round) {
    ingest::SourceStream stream(bytes);
    const double begin = processor_seconds();
    ingest::read_table_blocks(
        stream, {csv, std::filesystem::path(csv).stem().string(), ""}, ingest::TableShape::delivery,
        [](const ingest::TableHeader&) {}, [](ingest::RowBlock&) {}, [](ingest::RowBlock&) {});
    rates.push_back(static_cast<double>(text.size()) / (processor_seconds() - begin));
  }
  std::ranges::sort(rates);
  fmt::print("{:.0f}\n", rates[rates.size() / 2]);
}

/// Milliseconds for the series of one pid: the first (footers are read), the median and the slowest of some
/// at random. The first ones are compared with DuckDB's answer.
void lookup(const std::string& folder, std::size_t questions) {
  const store::Store store = store::Store::open(folder);
  std::mt19937_64 random(1);
  std::vector<PointId> pids;
  DuckDb duckdb("0");
  for (std::size_t i = 0; i < questions; ++i) {
    const store::TileRecord& tile = store.tiles()[random() % store.tiles().size()];
    pids.push_back(*PointId::from_text(
        duckdb.run(fmt::format("SELECT pid FROM read_parquet('{}/{}', file_row_number = true) "
                               "WHERE file_row_number = {}",
                               folder, tile.meta.path, random() % tile.points))[0]));
  }
  std::vector<double> times;
  for (std::size_t i = 0; i < pids.size(); ++i) {
    const auto begin = Clock::now();
    const auto found = store.read_series(pids[i]);
    times.push_back(1e3 * seconds_since(begin));
    if (!found) throw std::runtime_error(fmt::format("{} is not found", pids[i].text()));
    if (i >= 10) continue;
    const auto expected =
        duckdb.run(fmt::format("SELECT * EXCLUDE (pid) FROM '{}/{}' WHERE pid = '{}'", folder,
                               store.find_tile(found->stem)->series.path, pids[i].text()));
    for (std::size_t date = 0; date < expected.size(); ++date) {
      if (fmt::format("{:.1f}", found->values_mm[date]) != expected[date])
        throw std::runtime_error(
            fmt::format("{}: {} instead of {}", pids[i].text(), found->values_mm[date], expected[date]));
    }
  }
  const double first = times.front();
  std::ranges::sort(times);
  fmt::print("{:.2f} {:.2f} {:.2f}\n", first, times[times.size() / 2], times.back());
}

}  // namespace

int main(int count, char** arguments) try {
  const std::vector<std::string> words(arguments + 1, arguments + count);
  if (words.size() == 4 && words[0] == "copy") {
    copy(words[1], words[2], words[3]);
  } else if (words.size() == 4 && words[0] == "same") {
    same(words[1], words[2], words[3]);
  } else if (words.size() == 2 && words[0] == "parse") {
    parse(words[1]);
  } else if (words.size() == 3 && words[0] == "lookup") {
    lookup(words[1], std::stoul(words[2]));
  } else {
    fmt::print(
        stderr,
        "bench_ingest copy CSV PARQUET THREADS | same META SERIES PEER | parse CSV | lookup STORE N\n");
    return 2;
  }
  return 0;
} catch (const std::exception& problem) {
  fmt::print(stderr, "{}\n", problem.what());
  return 1;
}

// SPDX-License-Identifier: MIT
#include "store/check.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "store/duckdb_connection.h"
#include "store/durable_file.h"
#include "store/manifest.h"
#include "store/series_visitor.h"
#include "store/store_state.h"
#include "store/transaction.h"

namespace plumbline::store {
namespace {

namespace fs = std::filesystem;

constexpr const char* kTileAdvice = "Ingest the delivery again with --overwrite";
constexpr const char* kFilledAdvice = "Run plumbline correct --write --overwrite";
constexpr const char* kResultAdvice = "Run the stage that wrote it again with --overwrite";
constexpr const char* kForeignAdvice = "Move it out of the store";
constexpr const char* kLeftoverAdvice = "The next command that changes the store removes it";
constexpr std::array<std::string_view, 3> kOwnNames{"plumbline.json", "plumbline.json.next",
                                                    "plumbline.lock"};

/// What the footer of a Parquet file says of itself.
struct Footer {
  std::string stem;
  std::string content;
};

/// One check of one folder. Every problem becomes a finding; only a reader that stops is an error.
class Checker {
 public:
  Checker(const fs::path& folder, const Resources& resources, const std::function<void(std::uint64_t)>& read)
      : folder_(folder),
        database_(resources.threads, resources.memory_limit_bytes,
                  std::array{Setting{"enable_geoparquet_conversion", "false"}}),
        read_(read) {}

  CheckResult run() {
    const std::optional<Manifest> manifest = read_manifest();
    if (manifest) {
      result_.tiles = manifest->tiles.size();
      for (const TileRecord& tile : manifest->tiles) check_tile(tile);
      for (const auto& [name, file] : manifest->files) check_file(file, kResultAdvice);
      find_unlisted("");
      find_unlisted("processed");
    }
    std::ranges::stable_sort(result_.findings, {}, &Finding::path);
    return std::move(result_);
  }

 private:
  void found(const std::string& path, std::string problem, std::string advice) {
    result_.findings.push_back({path, std::move(problem), std::move(advice)});
  }

  // A change that was settled and cut off is the state that holds.
  std::optional<Manifest> read_manifest() {
    cut_off_ = fs::exists(next_manifest_path(folder_));
    const fs::path file = cut_off_ ? next_manifest_path(folder_) : manifest_path(folder_);
    if (cut_off_)
      found(file.filename().string(), "a change was cut off while its files were put in their places",
            "The next command that opens the store finishes it");
    try {
      return manifest_from_json(read_whole_file(file), file);
    } catch (const Error& error) {
      found(file.filename().string(), error.problem(), error.advice());
      return std::nullopt;
    }
  }

  // Where a file of the list lies now: a change that was cut off has some beside their targets still.
  fs::path place_of(const FileRecord& file) const {
    const fs::path target = folder_ / file.path;
    const fs::path part = target.string() + ".part";
    return cut_off_ && fs::exists(part) ? part : target;
  }

  /// Whether the file is, byte for byte, what the list says.
  bool check_file(const FileRecord& file, const char* advice) {
    listed_.insert(file.path);
    ++result_.files;
    result_.bytes += file.bytes;
    const fs::path path = place_of(file);
    std::error_code problem;
    const std::uint64_t bytes = fs::file_size(path, problem);
    if (problem) {
      read_(file.bytes);
      found(file.path,
            problem == std::errc::no_such_file_or_directory ? "the file is missing"
                                                            : "the file: " + problem.message(),
            advice);
      return false;
    }
    if (bytes != file.bytes) {
      read_(file.bytes);
      found(file.path,
            fmt::format("the file has {} bytes, the store's list says {}: it was {}", bytes, file.bytes,
                        bytes < file.bytes ? "cut off or replaced" : "added to or replaced"),
            advice);
      return false;
    }
    return check_content(file, path, advice);
  }

  bool check_content(const FileRecord& file, const fs::path& path, const char* advice) {
    std::string sum;
    try {
      sum = sha256_of_file(path);
    } catch (const Error& error) {
      found(file.path, error.problem(), error.advice());
    }
    read_(file.bytes);
    if (sum.empty() || sum == file.sha256) return !sum.empty();
    found(file.path,
          fmt::format("the content is not what was written: SHA-256 {}…, the store's list says {}…",
                      sum.substr(0, 12), file.sha256.substr(0, 12)),
          advice);
    return false;
  }

  void check_tile(const TileRecord& tile) {
    const bool meta_whole = check_file(tile.meta, kTileAdvice);
    const bool series_whole = check_file(tile.series, kTileAdvice);
    const bool meta_fits = check_parquet(tile, tile.meta, "meta", meta_whole, kTileAdvice);
    const bool series_fits = check_parquet(tile, tile.series, "series", series_whole, kTileAdvice);
    if (meta_fits && series_fits) check_pair(tile);
    if (!tile.filled) return;
    const bool filled_whole = check_file(*tile.filled, kFilledAdvice);
    check_parquet(tile, *tile.filled, "filled_series", filled_whole, kFilledAdvice);
  }

  /// Whether the file can be read and is of this tile, with its points and dates. A file that is known to be
  /// damaged gets a second line only when the reason can be told.
  bool check_parquet(const TileRecord& tile, const FileRecord& file, const std::string& content, bool whole,
                     const char* advice) {
    const fs::path path = place_of(file);
    const std::size_t before = result_.findings.size();
    try {
      if (!fs::exists(path)) return false;
      const Footer footer = footer_of(path);
      if (footer.stem != tile.stem || footer.content != content) {
        found(file.path,
              footer.stem.empty()
                  ? "the file does not say which tile it belongs to"
                  : fmt::format("the file holds the {} of tile {}", footer.content, footer.stem),
              advice);
        return false;
      }
      check_rows(tile, file, path, advice);
      if (content == "series") check_dates(tile, file, path);
    } catch (const Error& error) {
      if (whole) found(file.path, error.problem(), advice);
      return false;
    }
    return result_.findings.size() == before;
  }

  Footer footer_of(const fs::path& path) const {
    const Connection connection = database_.connect();
    Result rows =
        connection.stream(fmt::format("SELECT value FROM parquet_kv_metadata({}) WHERE key = 'plumbline'",
                                      sql_text(path.string())),
                          {}, damaged(path));
    const Chunk chunk = rows.next();
    if (!chunk || chunk.rows() == 0) return {};
    const auto json = nlohmann::json::parse(chunk.text(0, 0), nullptr, false);
    if (!json.is_object()) return {};
    return {json.value("stem", ""), json.value("content", "")};
  }

  void check_rows(const TileRecord& tile, const FileRecord& file, const fs::path& path, const char* advice) {
    const Connection connection = database_.connect();
    Result rows = connection.stream("SELECT count(*) FROM " + read_parquet(path), {}, damaged(path));
    const Chunk chunk = rows.next();
    const auto count = static_cast<std::size_t>(chunk.values<std::int64_t>(0)[0]);
    if (count != tile.points)
      found(file.path,
            fmt::format("the file has {} rows, the store's list says {} points", count, tile.points), advice);
  }

  void check_dates(const TileRecord& tile, const FileRecord& file, const fs::path& path) {
    std::vector<std::string> expected = date_names(tile.axis);
    expected.insert(expected.begin(), "pid");
    std::vector<std::string> names;
    for (const FileColumn& column : columns_of_file(database_.connect(), path)) names.push_back(column.name);
    if (names == expected) return;
    const auto [is, should] = std::ranges::mismatch(names, expected);
    found(file.path,
          fmt::format("the columns are not pid and the dates of the store's list: {} stands where {} should",
                      is == names.end() ? "nothing" : plumbline::quoted(*is),
                      should == expected.end() ? "nothing" : plumbline::quoted(*should)),
          kTileAdvice);
  }

  void check_pair(const TileRecord& tile) {
    const Connection connection = database_.connect();
    try {
      Result rows = connection.stream(
          fmt::format("SELECT count(*), min(m.file_row_number) FROM {} m POSITIONAL JOIN {} t "
                      "WHERE m.pid IS DISTINCT FROM t.pid",
                      read_parquet(place_of(tile.meta), ", file_row_number = true"),
                      read_parquet(place_of(tile.series))),
          {}, damaged(place_of(tile.series)));
      const Chunk chunk = rows.next();
      const std::int64_t differing = chunk.values<std::int64_t>(0)[0];
      if (differing > 0)
        found(tile.series.path,
              fmt::format("{} rows have another pid than {}, the first is row {}", differing, tile.meta.path,
                          chunk.values<std::int64_t>(1)[0] + 1),
              kTileAdvice);
    } catch (const Error& error) {
      found(tile.series.path, error.problem(), kTileAdvice);
    }
  }

  // Files of other folders, such as view/, belong to whoever made them.
  void find_unlisted(const fs::path& below) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder_ / below, ignored)) {
      const std::string path = (below / entry.path().filename()).string();
      if (entry.is_directory(ignored) || listed_.contains(path)) continue;
      if (std::ranges::find(kOwnNames, path) != kOwnNames.end()) continue;
      if (!path.ends_with(".part")) {
        found(path, "the store's list does not have this file", kForeignAdvice);
      } else if (!cut_off_ || !listed_.contains(path.substr(0, path.size() - 5))) {
        found(path, "a run that was cut off has left this", kLeftoverAdvice);
      }
    }
  }

  const fs::path& folder_;
  Database database_;
  const std::function<void(std::uint64_t)>& read_;
  bool cut_off_ = false;
  std::set<std::string> listed_;
  CheckResult result_;
};

// Nobody may write meanwhile. A store that cannot be locked because it cannot be written is safe from
// changes.
FileLock lock_for_reading(const fs::path& folder) {
  const fs::path file = folder / "plumbline.lock";
  if (!fs::exists(file)) return {};
  FileLock lock;
  try {
    lock = FileLock::try_acquire(file);
  } catch (const Error&) {
    return {};
  }
  if (!lock.held())
    throw Error(ErrorCode::file_access, {.file = folder.string()}, "another process is writing to this store",
                "Wait until it has finished, then check again");
  return lock;
}

}  // namespace

CheckResult check_store(const fs::path& folder, const Resources& resources,
                        const std::function<void(std::uint64_t bytes)>& read) {
  if (!Store::exists(folder))
    throw Error(ErrorCode::file_missing, {.file = folder.string()}, "there is no store here",
                "`plumbline ingest` or `plumbline run` makes one");
  const FileLock lock = lock_for_reading(folder);
  return Checker(folder, resources, read).run();
}

std::uint64_t listed_bytes(const fs::path& folder) {
  try {
    const fs::path next = next_manifest_path(folder);
    const fs::path file = fs::exists(next) ? next : manifest_path(folder);
    const Manifest manifest = manifest_from_json(read_whole_file(file), file);
    std::uint64_t bytes = 0;
    for (const TileRecord& tile : manifest.tiles)
      bytes += tile.meta.bytes + tile.series.bytes + (tile.filled ? tile.filled->bytes : 0);
    for (const auto& [name, record] : manifest.files) bytes += record.bytes;
    return bytes;
  } catch (const Error&) {
    return 0;
  }
}

}  // namespace plumbline::store

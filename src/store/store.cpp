// SPDX-License-Identifier: MIT
#include "store/store.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "parallel/pipeline.h"
#include "store/geo_metadata.h"
#include "store/series_file.h"
#include "store/store_state.h"
#include "store/transaction.h"

namespace plumbline::store {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDamagedAdvice = "Ingest the delivery again with --overwrite";

std::string meta_name(const std::string& stem) { return "processed/" + stem + "_meta.parquet"; }
std::string series_name(const std::string& stem) { return "processed/" + stem + "_ts.parquet"; }

void check_stem(const std::string& stem) {
  if (stem.empty() || stem.front() == '.' || stem.find_first_of(std::string_view("/\0\n", 3)) != stem.npos)
    throw Error(ErrorCode::bad_value, {.file = stem}, "this cannot be the name of a tile", "Rename the file");
}

void check_meta(const Table& meta) {
  check_names(meta);
  if (meta.columns().empty() || meta.columns().front().name != "pid")
    throw Error(ErrorCode::internal, {.column = "pid"}, "the first column of a tile has to be pid");
  meta.get<std::string>("pid");
}

// Facts for other programs that read the file without the manifest.
std::string plumbline_metadata(const TileDescription& description, std::string_view content) {
  nlohmann::json json{{"format_version", kFormatVersion},
                      {"content", content},
                      {"stem", description.stem},
                      {"level", name_of(description.level)},
                      {"component", name_of(description.component)},
                      {"source_sha256", description.source_sha256}};
  if (content == "series") json["unit"] = "mm";
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// Hands rows on as they are made, with their geometry when they are points.
class MadeRows : public RowSource {
 public:
  MadeRows(const TableRows& rows, bool with_geometry) : rows_(rows), with_geometry_(with_geometry) {}
  std::vector<SourceColumn> columns() const override {
    const Table none = rows_.make(0, 0);
    return TableSource(none, with_geometry_).columns();
  }
  std::size_t rows() const override { return rows_.rows; }
  void fill(std::size_t first_row, std::size_t count, duckdb_data_chunk chunk) override {
    const Table made = rows_.make(first_row, count);
    if (made.rows() != count)
      throw Error(ErrorCode::internal, {}, fmt::format("{} rows instead of {}", made.rows(), count));
    TableSource(made, with_geometry_).fill(0, count, chunk);
  }

 private:
  const TableRows& rows_;
  bool with_geometry_;
};

}  // namespace

void check_names(const Table& table) {
  std::set<std::string> seen{std::string(kGeometryColumn), std::string(kBoxColumn)};
  for (const Column& column : table.columns()) {
    std::string folded = column.name;
    std::ranges::transform(folded, folded.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; });
    if (column.name.empty() || !seen.insert(folded).second)
      throw Error(
          ErrorCode::bad_header, {.column = column.name},
          "the name is empty, stands for a column of the store, or differs from another one only in case",
          "Rename the column");
  }
}

Store::State::State(fs::path place, const Resources& asked)
    : folder(std::move(place)),
      resources(asked),
      // A geometry is read and written as it is: its metadata is ours (geo_metadata.h).
      database(asked.threads, asked.memory_limit_bytes,
               std::array{Setting{"enable_geoparquet_conversion", "false"}}),
      visitor(database),
      writers(database) {}

void Store::State::load() {
  // A writer that was cut off after its change was settled has left the rest to whoever comes next.
  if (fs::exists(next_manifest_path(folder))) {
    lock = FileLock::try_acquire(folder / "plumbline.lock");
    if (lock.held()) recover(folder);
    lock = FileLock();
  }
  const fs::path file = manifest_path(folder);
  manifest_text = fs::exists(file) ? read_whole_file(file) : std::string();
  manifest = manifest_text.empty() ? Manifest() : manifest_from_json(manifest_text, file);
}

void Store::State::prepare_to_write() {
  if (!lock.held()) {
    lock = FileLock::try_acquire(folder / "plumbline.lock");
    if (!lock.held())
      throw Error(ErrorCode::file_access, {.file = folder.string()},
                  "another process is writing to this store", "Wait until it has finished");
  }
  recover(folder);
  const fs::path file = manifest_path(folder);
  const std::string on_disk = fs::exists(file) ? read_whole_file(file) : std::string();
  if (on_disk != manifest_text)
    throw Error(ErrorCode::file_access, {.file = folder.string()},
                "the store has changed since this process opened it", "Run again");
}

const TileRecord& Store::State::tile(std::string_view stem) const {
  const auto place = std::ranges::lower_bound(manifest.tiles, stem, {}, &TileRecord::stem);
  if (place == manifest.tiles.end() || place->stem != stem)
    throw Error(ErrorCode::not_found, {.file = folder.string()},
                "the store has no tile " + plumbline::quoted(stem), "`plumbline info` lists the tiles");
  return *place;
}

fs::path checked_file(const fs::path& folder, const FileRecord& file) {
  const fs::path path = folder / file.path;
  std::error_code problem;
  const auto bytes = fs::file_size(path, problem);
  if (problem)
    throw Error(ErrorCode::bad_store, {.file = path.string()}, "this file of the store: " + problem.message(),
                kDamagedAdvice);
  if (bytes != file.bytes)
    throw Error(ErrorCode::bad_store, {.file = path.string()},
                fmt::format("the file has {} bytes, the store's list says {}", bytes, file.bytes),
                kDamagedAdvice);
  return path;
}

std::string read_parquet(const fs::path& path, std::string_view options) {
  return fmt::format("read_parquet({}{})", sql_text(path.string()), options);
}

Blame damaged(const fs::path& path) { return {ErrorCode::bad_store, path.string(), kDamagedAdvice}; }

std::vector<FileColumn> columns_of_file(const Connection& connection, const fs::path& path) {
  std::vector<FileColumn> columns;
  Result result = connection.stream("DESCRIBE FROM " + read_parquet(path), {}, damaged(path));
  while (const Chunk chunk = result.next()) {
    for (std::size_t row = 0; row < chunk.rows(); ++row)
      columns.push_back({std::string(chunk.text(0, row)), std::string(chunk.text(1, row))});
  }
  return columns;
}

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

bool Store::exists(const fs::path& folder) {
  std::error_code ignored;  // what cannot be looked at is not there
  return fs::exists(manifest_path(folder), ignored) || fs::exists(next_manifest_path(folder), ignored);
}

Store Store::open_or_create(const fs::path& folder, const Resources& resources) {
  make_folder(folder);
  auto state = std::make_unique<State>(folder, resources);
  state->load();
  return Store(std::move(state));
}

Store Store::open(const fs::path& folder, const Resources& resources) {
  if (!exists(folder))
    throw Error(ErrorCode::file_missing, {.file = folder.string()}, "there is no store here",
                "`plumbline ingest` or `plumbline run` makes one");
  auto state = std::make_unique<State>(folder, resources);
  state->load();
  return Store(std::move(state));
}

const fs::path& Store::folder() const { return state_->folder; }
const Resources& Store::resources() const { return state_->resources; }
const std::vector<TileRecord>& Store::tiles() const { return state_->manifest.tiles; }

const TileRecord* Store::find_tile(std::string_view stem) const {
  const auto place = std::ranges::lower_bound(tiles(), stem, {}, &TileRecord::stem);
  return place == tiles().end() || place->stem != stem ? nullptr : &*place;
}

const StageRecord* Store::stage(std::string_view name) const {
  return find_stage(state_->manifest.stages, name);
}

const FileRecord* Store::find_file(std::string_view name) const {
  const auto found = state_->manifest.files.find(name);
  return found == state_->manifest.files.end() ? nullptr : &found->second;
}

void Store::State::commit(Transaction& transaction, Manifest next) {
  std::string text = to_json(next);
  const auto take_over = [&] {
    manifest = std::move(next);
    manifest_text = std::move(text);
  };
  try {
    transaction.commit(text, outdated_files(manifest, next));
  } catch (...) {
    // What follows works on the state that the disk has: the change holds, and is finished by the next one.
    if (transaction.is_settled()) take_over();
    throw;
  }
  take_over();
}

void Store::put_tile(const TileDescription& description, const TimeAxis& axis, const Table& meta,
                     const SeriesReader& series, const StageRecord& stage) {
  check_meta(meta);
  TableSource points(meta, true);
  const auto pids = meta.get<std::string>("pid");
  state_->put_tile(
      description, axis, points, box_around(meta.get<double>("longitude"), meta.get<double>("latitude")),
      [&](std::size_t first_row, SeriesRows& out) {
        std::ranges::copy(pids.subspan(first_row, out.pids.size()), out.pids.begin());
        series(first_row, out.values_mm);
      },
      stage);
}

void Store::put_tile(const TileDescription& description, const TimeAxis& axis, const TileRows& rows,
                     const StageRecord& stage) {
  check_meta(rows.meta(0, 0));
  const TableRows meta{rows.points, rows.meta};
  MadeRows points(meta, true);
  state_->put_tile(description, axis, points, rows.box, rows.series, stage);
}

// Parts of another tile that is being written are no leftovers.
struct Store::State::TileBeingWritten {
  explicit TileBeingWritten(State& of) : state(of) {
    const std::lock_guard lock(state.tiles_mutex);
    if (state.tiles_being_written == 0) state.prepare_to_write();
    ++state.tiles_being_written;
  }
  TileBeingWritten(const TileBeingWritten&) = delete;
  TileBeingWritten& operator=(const TileBeingWritten&) = delete;
  ~TileBeingWritten() {
    const std::lock_guard lock(state.tiles_mutex);
    --state.tiles_being_written;
  }
  State& state;
};

void Store::State::put_tile(const TileDescription& description, const TimeAxis& axis, RowSource& points,
                            const GeographicBox& box,
                            const std::function<void(std::size_t, SeriesRows&)>& read_series,
                            const StageRecord& stage) {
  check_stem(description.stem);
  const TileBeingWritten being_written(*this);
  Transaction transaction(folder);
  TileRecord tile{description, points.rows(), axis, {}, {}, std::nullopt, {stage}};
  const std::string meta_file = meta_name(description.stem);
  const std::string series_file = series_name(description.stem);
  const fs::path meta_part = transaction.part(meta_file);
  const fs::path series_part = transaction.part(series_file);
  both_at_once(
      [&] {
        writers.with_one([&](ParquetWriter& writer) {
          writer.write(
              meta_part, points, writer.select_all(),
              {kMetaRowGroup,
               {{"geo", geo_metadata(box)}, {"plumbline", plumbline_metadata(description, "meta")}}});
        });
        tile.meta = transaction.finish(meta_file);
      },
      [&] {
        const std::string sum =
            write_series_file(series_part, {points.rows(),
                                            axis,
                                            read_series,
                                            {{"plumbline", plumbline_metadata(description, "series")}},
                                            resources.memory_bytes() / 4});
        tile.series = {series_file, fs::file_size(series_part), sum};
      });
  const std::lock_guard one_by_one(tiles_mutex);
  finish_change(folder);  // that of another tile may have failed after it held
  Manifest next = manifest;
  put_tile_record(next, std::move(tile));
  commit(transaction, std::move(next));
}

void Store::put_file(std::string_view name, const StageRecord& stage,
                     const std::function<void(const fs::path& beside)>& write) {
  check_stem(std::string(name));
  state_->prepare_to_write();
  Transaction transaction(state_->folder);
  write(transaction.part(std::string(name)));
  const FileRecord file = transaction.finish(std::string(name));

  Manifest next = state_->manifest;
  next.files[file.path] = file;
  put_stage(next.stages, stage);
  state_->commit(transaction, std::move(next));
}

void Store::State::write_rows(const fs::path& path, const TableRows& rows, const ParquetOptions& options) {
  check_names(rows.make(0, 0));
  MadeRows source(rows, false);
  ParquetWriter& writer = writers.first();
  writer.write(path, source, writer.select_all(), options);
}

void Store::put_table(std::string_view name, const StageRecord& stage, const TableRows& rows) {
  put_file(name, stage, [&](const fs::path& beside) {
    const nlohmann::json facts{{"format_version", kFormatVersion},
                               {"content", fs::path(name).stem().string()}};
    state_->write_rows(beside, rows, {kMetaRowGroup, {{"plumbline", facts.dump()}}});
  });
}

}  // namespace plumbline::store

// SPDX-License-Identifier: MIT
#include "store/parquet_writer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "core/error.h"
#include "store/geo_metadata.h"

namespace plumbline::store {
namespace {

/// Writes one column of a chunk, row after row.
class VectorWriter {
 public:
  explicit VectorWriter(duckdb_vector vector) : vector_(vector) {}

  template <typename T>
  T* values() const {
    return static_cast<T*>(duckdb_vector_get_data(vector_));
  }
  void set_null(std::size_t row) {
    if (validity_ == nullptr) {
      duckdb_vector_ensure_validity_writable(vector_);
      validity_ = duckdb_vector_get_validity(vector_);
    }
    duckdb_validity_set_row_invalid(validity_, row);
  }
  void set_bytes(std::size_t row, const void* bytes, std::size_t size) {
    duckdb_vector_assign_string_element_len(vector_, row, static_cast<const char*>(bytes), size);
  }

 private:
  duckdb_vector vector_;
  std::uint64_t* validity_ = nullptr;
};

bool is_missing(double value) { return std::isnan(value); }
bool is_missing(float value) { return std::isnan(value); }
bool is_missing(std::int32_t value) { return value == kMissingInt32; }
bool is_missing(std::int64_t value) { return value == kMissingInt64; }

template <typename T>
void fill_column(std::span<const T> values, duckdb_vector vector) {
  VectorWriter writer(vector);
  std::memcpy(writer.values<T>(), values.data(), values.size_bytes());
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (is_missing(values[row])) writer.set_null(row);
  }
}

void fill_column(std::span<const std::string> values, duckdb_vector vector) {
  VectorWriter writer(vector);
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (values[row].empty()) {
      writer.set_null(row);
    } else {
      writer.set_bytes(row, values[row].data(), values[row].size());
    }
  }
}

void fill_column(std::span<const Flag> values, duckdb_vector vector) {
  VectorWriter writer(vector);
  for (std::size_t row = 0; row < values.size(); ++row) {
    writer.values<bool>()[row] = values[row] == Flag::yes;
    if (values[row] == Flag::missing) writer.set_null(row);
  }
}

// The geometry and the box around it, which is the point itself rounded outwards to float32.
void fill_geometry(std::span<const double> longitude, std::span<const double> latitude,
                   duckdb_vector geometry, duckdb_vector box) {
  VectorWriter points(geometry);
  VectorWriter boxes(box);
  std::vector<VectorWriter> edges;
  for (idx_t edge = 0; edge < 4; ++edge) edges.emplace_back(duckdb_struct_vector_get_child(box, edge));
  for (std::size_t row = 0; row < longitude.size(); ++row) {
    if (std::isnan(longitude[row]) || std::isnan(latitude[row])) {
      points.set_null(row);
      boxes.set_null(row);
      for (VectorWriter& edge : edges) edge.set_null(row);
      continue;
    }
    const auto wkb = wkb_point(longitude[row], latitude[row]);
    points.set_bytes(row, wkb.data(), wkb.size());
    edges[0].values<float>()[row] = rounded_down(longitude[row]);
    edges[1].values<float>()[row] = rounded_down(latitude[row]);
    edges[2].values<float>()[row] = rounded_up(longitude[row]);
    edges[3].values<float>()[row] = rounded_up(latitude[row]);
  }
}

// DuckDB's handle of a type, given back at the end.
class LogicalType {
 public:
  explicit LogicalType(duckdb_logical_type type) : type_(type) {}
  LogicalType(LogicalType&& other) noexcept : type_(std::exchange(other.type_, nullptr)) {}
  LogicalType(const LogicalType&) = delete;
  LogicalType& operator=(const LogicalType&) = delete;
  ~LogicalType() { duckdb_destroy_logical_type(&type_); }
  duckdb_logical_type get() const { return type_; }

 private:
  duckdb_logical_type type_;
};

LogicalType simple_type(duckdb_type type) { return LogicalType(duckdb_create_logical_type(type)); }

LogicalType box_type() {
  const LogicalType edge = simple_type(DUCKDB_TYPE_FLOAT);
  std::array<duckdb_logical_type, 4> types{edge.get(), edge.get(), edge.get(), edge.get()};
  std::array<const char*, 4> names{"xmin", "ymin", "xmax", "ymax"};
  return LogicalType(duckdb_create_struct_type(types.data(), names.data(), types.size()));
}

LogicalType logical_type(SourceType type) {
  switch (type) {
    case SourceType::float64:
      return simple_type(DUCKDB_TYPE_DOUBLE);
    case SourceType::float32:
      return simple_type(DUCKDB_TYPE_FLOAT);
    case SourceType::int32:
      return simple_type(DUCKDB_TYPE_INTEGER);
    case SourceType::int64:
      return simple_type(DUCKDB_TYPE_BIGINT);
    case SourceType::text:
      return simple_type(DUCKDB_TYPE_VARCHAR);
    case SourceType::flag:
      return simple_type(DUCKDB_TYPE_BOOLEAN);
    case SourceType::geometry:
      return simple_type(DUCKDB_TYPE_BLOB);
    case SourceType::box:
      return box_type();
  }
  throw Error(ErrorCode::internal, {}, "a column type without a DuckDB type");
}

// The table function. DuckDB calls these from its own threads, so nothing may be thrown through them.

ParquetWriter::Slot& slot_of(void* extra_info) { return *static_cast<ParquetWriter::Slot*>(extra_info); }

void bind_rows(duckdb_bind_info info) {
  const RowSource& source = *slot_of(duckdb_bind_get_extra_info(info)).source;
  for (const SourceColumn& column : source.columns()) {
    duckdb_bind_add_result_column(info, column.name.c_str(), logical_type(column.type).get());
  }
  duckdb_bind_set_cardinality(info, source.rows(), true);
}

void start_rows(duckdb_init_info info) {
  duckdb_init_set_max_threads(info, 1);  // keeps the order of rows
  duckdb_init_set_init_data(info, new std::size_t(0),
                            [](void* row) { delete static_cast<std::size_t*>(row); });
}

void next_rows(duckdb_function_info info, duckdb_data_chunk chunk) {
  ParquetWriter::Slot& slot = slot_of(duckdb_function_get_extra_info(info));
  try {
    std::size_t& row = *static_cast<std::size_t*>(duckdb_function_get_init_data(info));
    const std::size_t count = std::min<std::size_t>(duckdb_vector_size(), slot.source->rows() - row);
    if (count != 0) slot.source->fill(row, count, chunk);
    duckdb_data_chunk_set_size(chunk, count);
    row += count;
  } catch (...) {
    slot.failure = std::current_exception();
    duckdb_function_set_error(info, "the source of the rows failed");
  }
}

// No dictionaries: DuckDB's take 0.0 and -0.0 for one value and would change the sign of some.
std::string options_text(const ParquetOptions& options) {
  std::string metadata;
  for (const auto& [key, value] : options.metadata)
    metadata += fmt::format("{}{}: {}", metadata.empty() ? "" : ", ", sql_name(key), sql_text(value));
  return fmt::format(
      "FORMAT parquet, COMPRESSION zstd, DICTIONARY_SIZE_LIMIT 0, ROW_GROUP_SIZE {}, USE_TMP_FILE false{}",
      options.row_group_rows, metadata.empty() ? std::string() : ", KV_METADATA {" + metadata + "}");
}

}  // namespace

TableSource::TableSource(const Table& table, bool with_geometry)
    : table_(table), with_geometry_(with_geometry) {
  if (!with_geometry) return;
  longitude_ = table.get<double>("longitude");
  latitude_ = table.get<double>("latitude");
}

std::vector<SourceColumn> TableSource::columns() const {
  std::vector<SourceColumn> columns;
  for (const Column& column : table_.columns())
    columns.push_back({column.name, static_cast<SourceType>(column.type())});
  if (with_geometry_) {
    columns.push_back({std::string(kGeometryColumn), SourceType::geometry});
    columns.push_back({std::string(kBoxColumn), SourceType::box});
  }
  return columns;
}

void TableSource::fill(std::size_t first_row, std::size_t count, duckdb_data_chunk chunk) {
  idx_t place = 0;
  for (const Column& column : table_.columns()) {
    duckdb_vector vector = duckdb_data_chunk_get_vector(chunk, place++);
    std::visit([&](const auto& values) { fill_column(std::span(values).subspan(first_row, count), vector); },
               column.values);
  }
  if (with_geometry_)
    fill_geometry(longitude_.subspan(first_row, count), latitude_.subspan(first_row, count),
                  duckdb_data_chunk_get_vector(chunk, place), duckdb_data_chunk_get_vector(chunk, place + 1));
}

ParquetWriter::ParquetWriter(const Database& database, std::size_t number)
    : name_(fmt::format("plumbline_rows_{}", number)),
      connection_(database.connect()),
      slot_(std::make_unique<Slot>()) {
  duckdb_table_function function = duckdb_create_table_function();
  duckdb_table_function_set_name(function, name_.c_str());
  duckdb_table_function_set_extra_info(function, slot_.get(), nullptr);
  duckdb_table_function_set_bind(function, bind_rows);
  duckdb_table_function_set_init(function, start_rows);
  duckdb_table_function_set_function(function, next_rows);
  const duckdb_state state = duckdb_register_table_function(connection_.get(), function);
  duckdb_destroy_table_function(&function);
  if (state == DuckDBError) throw Error(ErrorCode::internal, {}, "DuckDB does not take the table function");
}

void ParquetWriter::write(const std::filesystem::path& path, RowSource& source, const std::string& select,
                          const ParquetOptions& options) {
  *slot_ = {&source, nullptr};
  const Blame blame{ErrorCode::file_access, path.string(), "Is there space left, and permission to write?"};
  try {
    connection_.run(
        fmt::format("COPY ({}) TO {} ({})", select, sql_text(path.string()), options_text(options)), blame);
  } catch (const Error&) {
    slot_->source = nullptr;
    if (slot_->failure) std::rethrow_exception(std::exchange(slot_->failure, nullptr));
    throw;
  }
  slot_->source = nullptr;
}

ParquetWriter& WriterPool::first() {
  const std::lock_guard lock(mutex_);
  if (all_.empty()) {
    all_.push_back(std::make_unique<ParquetWriter>(database_));
    idle_.push_back(all_.back().get());
  }
  return *all_.front();
}

void WriterPool::with_one(const std::function<void(ParquetWriter&)>& use) {
  ParquetWriter* writer = nullptr;
  {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) {
      all_.push_back(std::make_unique<ParquetWriter>(database_, all_.size()));
      idle_.push_back(all_.back().get());
    }
    writer = idle_.back();
    idle_.pop_back();
  }
  const auto give_back = [&] {
    const std::lock_guard lock(mutex_);
    idle_.push_back(writer);
  };
  try {
    use(*writer);
  } catch (...) {
    give_back();
    throw;
  }
  give_back();
}

}  // namespace plumbline::store

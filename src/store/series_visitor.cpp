// SPDX-License-Identifier: MIT
#include "store/series_visitor.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "core/error.h"
#include "store/store_state.h"

namespace plumbline::store {
namespace {

constexpr float kMissingMm = std::numeric_limits<float>::quiet_NaN();
constexpr const char* kFunction = "plumbline_visit";

class LogicalType {
 public:
  explicit LogicalType(duckdb_logical_type type) : type_(type) {}
  LogicalType(const LogicalType&) = delete;
  LogicalType& operator=(const LogicalType&) = delete;
  ~LogicalType() { duckdb_destroy_logical_type(&type_); }
  duckdb_logical_type get() const { return type_; }
  duckdb_type id() const { return duckdb_get_type_id(type_); }

 private:
  duckdb_logical_type type_;
};

void check_types(duckdb_data_chunk chunk, const SeriesVisitor::Slot& slot) {
  for (std::size_t i = 0; i < slot.acquisitions; ++i) {
    const LogicalType type(duckdb_vector_get_column_type(duckdb_data_chunk_get_vector(chunk, i + 1)));
    if (type.id() != DUCKDB_TYPE_FLOAT)
      throw Error(ErrorCode::bad_store, {.file = slot.file->string()},
                  fmt::format("the series of acquisition {} are not float32", i + 1));
  }
}

void visit_chunk(SeriesVisitor::Slot& slot, duckdb_data_chunk chunk, duckdb_vector output) {
  const std::size_t rows = duckdb_data_chunk_get_size(chunk);
  auto* counted = static_cast<std::int64_t*>(duckdb_vector_get_data(output));
  std::fill_n(counted, rows, std::int64_t{1});
  if (rows == 0) return;
  check_types(chunk, slot);
  const auto* numbers =
      static_cast<const std::int64_t*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, 0)));
  if (numbers[rows - 1] - numbers[0] != static_cast<std::int64_t>(rows - 1))
    throw Error(ErrorCode::internal, {.file = slot.file->string()},
                "the rows of a chunk are not consecutive");
  ChunkSeries series(slot.acquisitions);
  series.take(chunk, 1);
  (*slot.body)(static_cast<std::size_t>(numbers[0]), series.view(rows));
  slot.rows += rows;
}

// DuckDB calls this from its own threads, so nothing may be thrown through it.
void visit_rows(duckdb_function_info info, duckdb_data_chunk chunk, duckdb_vector output) {
  auto& slot = *static_cast<SeriesVisitor::Slot*>(duckdb_scalar_function_get_extra_info(info));
  try {
    visit_chunk(slot, chunk, output);
  } catch (...) {
    const std::lock_guard lock(slot.mutex);
    if (!slot.failure) slot.failure = std::current_exception();
    duckdb_scalar_function_set_error(info, "the body of the visit failed");
  }
}

std::string condition(std::span<const RowRange> ranges) {
  std::string sql;
  for (const RowRange& range : ranges)
    sql += fmt::format("{} file_row_number BETWEEN {} AND {}", sql.empty() ? " WHERE" : " OR", range.begin,
                       range.end - 1);
  return sql;
}

}  // namespace

std::vector<std::string> date_names(const TimeAxis& axis) {
  std::vector<std::string> names;
  for (const Date date : axis.dates()) names.push_back(date.yyyymmdd());
  return names;
}

std::string name_list(std::span<const std::string> names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + sql_name(name);
  return list;
}

void ChunkSeries::take(duckdb_data_chunk chunk, std::size_t first_column) {
  const std::size_t rows = duckdb_data_chunk_get_size(chunk);
  for (std::size_t i = 0; i < pointers_.size(); ++i) {
    duckdb_vector vector = duckdb_data_chunk_get_vector(chunk, first_column + i);
    pointers_[i] = static_cast<const float*>(duckdb_vector_get_data(vector));
    std::uint64_t* validity = duckdb_vector_get_validity(vector);
    if (validity == nullptr || rows == 0) continue;
    filled_[i].assign(pointers_[i], pointers_[i] + rows);
    for (std::size_t row = 0; row < rows; ++row) {
      if (!duckdb_validity_row_is_valid(validity, row)) filled_[i][row] = kMissingMm;
    }
    pointers_[i] = filled_[i].data();
  }
}

SeriesVisitor::SeriesVisitor(const Database& database)
    : connection_(database.connect()), slot_(std::make_unique<Slot>()) {
  const LogicalType any(duckdb_create_logical_type(DUCKDB_TYPE_ANY));
  const LogicalType count(duckdb_create_logical_type(DUCKDB_TYPE_BIGINT));
  duckdb_scalar_function function = duckdb_create_scalar_function();
  duckdb_scalar_function_set_name(function, kFunction);
  duckdb_scalar_function_set_varargs(function, any.get());
  duckdb_scalar_function_set_return_type(function, count.get());
  duckdb_scalar_function_set_special_handling(function);  // rows with NULL are visited, too
  duckdb_scalar_function_set_volatile(function);          // every row is
  duckdb_scalar_function_set_extra_info(function, slot_.get(), nullptr);
  duckdb_scalar_function_set_function(function, visit_rows);
  const duckdb_state state = duckdb_register_scalar_function(connection_.get(), function);
  duckdb_destroy_scalar_function(&function);
  if (state == DuckDBError) throw Error(ErrorCode::internal, {}, "DuckDB does not take the scalar function");
}

std::size_t SeriesVisitor::visit(const std::filesystem::path& file, const TimeAxis& axis, const Body& body,
                                 std::span<const RowRange> ranges) {
  const std::lock_guard lock(one_at_a_time_);
  slot_->body = &body;
  slot_->acquisitions = axis.size();
  slot_->file = &file;
  slot_->rows = 0;
  slot_->failure = nullptr;
  const std::string sql =
      fmt::format("SELECT sum({}(file_row_number, {})) FROM {}{}", kFunction, name_list(date_names(axis)),
                  read_parquet(file, ", file_row_number = true"), condition(ranges));
  try {
    connection_.run(sql, damaged(file));  // not streamed: the thread that waits for a stream is never idle
    return slot_->rows;
  } catch (const Error&) {
    if (slot_->failure) std::rethrow_exception(std::exchange(slot_->failure, nullptr));
    throw;
  }
}

}  // namespace plumbline::store

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

// Arguments of the SQL function: the number of the visit, the row, the displacements.
constexpr std::size_t kNumber = 0;
constexpr std::size_t kRow = 1;
constexpr std::size_t kFirstAcquisition = 2;

const std::int64_t* numbers_of(duckdb_data_chunk chunk, std::size_t column) {
  return static_cast<const std::int64_t*>(
      duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, column)));
}

void check_types(duckdb_data_chunk chunk, const SeriesVisitor::Visit& visit) {
  for (std::size_t i = 0; i < visit.acquisitions; ++i) {
    const LogicalType type(
        duckdb_vector_get_column_type(duckdb_data_chunk_get_vector(chunk, kFirstAcquisition + i)));
    if (type.id() != DUCKDB_TYPE_FLOAT)
      throw Error(ErrorCode::bad_store, {.file = visit.file.string()},
                  fmt::format("the series of acquisition {} are not float32", i + 1));
  }
}

void visit_chunk(SeriesVisitor::Visit& visit, duckdb_data_chunk chunk) {
  const std::size_t rows = duckdb_data_chunk_get_size(chunk);
  check_types(chunk, visit);
  const std::int64_t* numbers = numbers_of(chunk, kRow);
  if (numbers[rows - 1] - numbers[0] != static_cast<std::int64_t>(rows - 1))
    throw Error(ErrorCode::internal, {.file = visit.file.string()},
                "the rows of a chunk are not consecutive");
  ChunkSeries series(visit.acquisitions);
  series.take(chunk, kFirstAcquisition);
  visit.body(static_cast<std::size_t>(numbers[0]), series.view(rows));
  visit.rows += rows;
}

/// Nothing for a number that no visit has.
SeriesVisitor::Visit* find_visit(SeriesVisitor::Visits& visits, std::int64_t number) {
  const std::lock_guard lock(visits.mutex);
  const auto found = visits.by_number.find(number);
  return found == visits.by_number.end() ? nullptr : found->second;
}

// DuckDB calls this from its own threads, so nothing may be thrown through it.
void visit_rows(duckdb_function_info info, duckdb_data_chunk chunk, duckdb_vector output) {
  auto& visits = *static_cast<SeriesVisitor::Visits*>(duckdb_scalar_function_get_extra_info(info));
  const std::size_t rows = duckdb_data_chunk_get_size(chunk);
  std::fill_n(static_cast<std::int64_t*>(duckdb_vector_get_data(output)), rows, std::int64_t{1});
  if (rows == 0) return;
  SeriesVisitor::Visit* visit = find_visit(visits, numbers_of(chunk, kNumber)[0]);
  if (visit == nullptr) return duckdb_scalar_function_set_error(info, "there is no such visit");
  try {
    visit_chunk(*visit, chunk);
  } catch (...) {
    const std::lock_guard lock(visit->mutex);
    if (!visit->failure) visit->failure = std::current_exception();
    duckdb_scalar_function_set_error(info, "the body of the visit failed");
  }
}

/// Makes a visit known under a number as long as it lives.
class KnownVisit {
 public:
  KnownVisit(SeriesVisitor::Visits& visits, SeriesVisitor::Visit& visit) : visits_(visits) {
    const std::lock_guard lock(visits_.mutex);
    number_ = ++visits_.last_number;
    visits_.by_number.emplace(number_, &visit);
  }
  ~KnownVisit() {
    const std::lock_guard lock(visits_.mutex);
    visits_.by_number.erase(number_);
  }
  KnownVisit(const KnownVisit&) = delete;
  KnownVisit& operator=(const KnownVisit&) = delete;
  std::int64_t number() const { return number_; }

 private:
  SeriesVisitor::Visits& visits_;
  std::int64_t number_ = 0;
};

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
    : database_(database), visits_(std::make_unique<Visits>()) {
  const Connection connection = database.connect();
  const LogicalType any(duckdb_create_logical_type(DUCKDB_TYPE_ANY));
  const LogicalType count(duckdb_create_logical_type(DUCKDB_TYPE_BIGINT));
  duckdb_scalar_function function = duckdb_create_scalar_function();
  duckdb_scalar_function_set_name(function, kFunction);
  duckdb_scalar_function_set_varargs(function, any.get());
  duckdb_scalar_function_set_return_type(function, count.get());
  duckdb_scalar_function_set_special_handling(function);  // rows with NULL are visited, too
  duckdb_scalar_function_set_volatile(function);          // every row is
  duckdb_scalar_function_set_extra_info(function, visits_.get(), nullptr);
  duckdb_scalar_function_set_function(function, visit_rows);
  const duckdb_state state = duckdb_register_scalar_function(connection.get(), function);
  duckdb_destroy_scalar_function(&function);
  if (state == DuckDBError) throw Error(ErrorCode::internal, {}, "DuckDB does not take the scalar function");
}

std::size_t SeriesVisitor::visit(const std::filesystem::path& file, const TimeAxis& axis, const Body& body,
                                 std::span<const RowRange> ranges) {
  Visit visit{.body = body, .acquisitions = axis.size(), .file = file, .mutex = {}, .failure = {}};
  const KnownVisit known(*visits_, visit);
  const std::string sql = fmt::format("SELECT sum({}({}::BIGINT, file_row_number, {})) FROM {}{}", kFunction,
                                      known.number(), name_list(date_names(axis)),
                                      read_parquet(file, ", file_row_number = true"), condition(ranges));
  try {
    // Not streamed: the thread that waits for a stream is never idle.
    database_.connect().run(sql, damaged(file));
    return visit.rows;
  } catch (const Error&) {
    if (visit.failure) std::rethrow_exception(std::exchange(visit.failure, nullptr));
    throw;
  }
}

}  // namespace plumbline::store

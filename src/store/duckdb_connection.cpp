// SPDX-License-Identifier: MIT
#include "store/duckdb_connection.h"

#include <atomic>
#include <unistd.h>

#include <fmt/format.h>

#include "store/store.h"

namespace plumbline::store {
namespace {

// The first line says what happened; the rest repeats our own SQL. A statement of the user keeps all of it.
std::string message_of(const char* text, ErrorCode code) {
  std::string message = text == nullptr ? "DuckDB gave no reason" : text;
  if (code != ErrorCode::usage) message = message.substr(0, message.find('\n'));
  while (!message.empty() && (message.back() == '.' || message.back() == '\n')) message.pop_back();
  return message;
}

[[noreturn]] void fail(const char* text, duckdb_error_type type, const Blame& blame) {
  if (type == DUCKDB_ERROR_OUT_OF_MEMORY)
    throw Error(ErrorCode::file_access, {.file = blame.file}, message_of(text, ErrorCode::file_access),
                "Allow more memory (--memory-limit) or free some");
  throw Error(blame.code, {.file = blame.file}, message_of(text, blame.code), blame.advice);
}

std::string quote(std::string_view text, char mark) {
  std::string out(1, mark);
  for (const char c : text) {
    if (c == mark) out += mark;
    out += c;
  }
  return out + mark;
}

// DuckDB makes it when it spills and removes it afterwards; one for each database, because its files in it
// have fixed names.
std::string spill_folder() {
  static std::atomic<int> count = 0;
  return (std::filesystem::temp_directory_path() / fmt::format("plumbline_{}_{}", getpid(), count++))
      .string();
}

class Config {
 public:
  Config() { duckdb_create_config(&config_); }
  Config(const Config&) = delete;
  Config& operator=(const Config&) = delete;
  ~Config() { duckdb_destroy_config(&config_); }
  void set(const std::string& name, const std::string& value) {
    if (duckdb_set_config(config_, name.c_str(), value.c_str()) == DuckDBError)
      throw Error(ErrorCode::internal, {}, fmt::format("DuckDB does not take {} = {}", name, quoted(value)));
  }
  duckdb_config get() const { return config_; }

 private:
  duckdb_config config_ = nullptr;
};

}  // namespace

std::uint64_t Resources::memory_bytes() const {
  const auto pages = static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES));
  const auto page_size = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  return memory_limit_bytes != 0 ? memory_limit_bytes : pages * page_size / 4;
}

bool Chunk::complete(std::size_t column) const {
  const std::uint64_t* validity = duckdb_vector_get_validity(vector(column));
  if (validity == nullptr) return true;
  for (std::size_t row = 0; row < rows(); ++row) {
    if (!duckdb_validity_row_is_valid(const_cast<std::uint64_t*>(validity), row)) return false;
  }
  return true;
}

bool Chunk::is_null(std::size_t column, std::size_t row) const {
  return !duckdb_validity_row_is_valid(duckdb_vector_get_validity(vector(column)), row);
}

std::string_view Chunk::text(std::size_t column, std::size_t row) const {
  auto* strings = static_cast<duckdb_string_t*>(duckdb_vector_get_data(vector(column)));
  return {duckdb_string_t_data(&strings[row]), duckdb_string_t_length(strings[row])};
}

Chunk Result::next() {
  Chunk chunk(duckdb_fetch_chunk(result_));
  if (!chunk) {
    const char* error = duckdb_result_error(&result_);
    if (error != nullptr) fail(error, duckdb_result_error_type(&result_), blame_);
  }
  return chunk;
}

void Connection::run(const std::string& sql, const Blame& blame) const {
  duckdb_result raw{};
  const duckdb_state state = duckdb_query(connection_, sql.c_str(), &raw);
  Result result(raw, blame);
  if (state == DuckDBError) fail(duckdb_result_error(&raw), duckdb_result_error_type(&raw), blame);
}

Statement Connection::prepare(const std::string& sql, const Blame& blame) const {
  duckdb_prepared_statement raw = nullptr;
  const duckdb_state state = duckdb_prepare(connection_, sql.c_str(), &raw);
  Statement statement(raw);
  if (state == DuckDBError) fail(duckdb_prepare_error(raw), DUCKDB_ERROR_INVALID, blame);
  return statement;
}

Result Connection::stream(const Statement& statement, const Blame& blame) const {
  duckdb_result raw{};
  const duckdb_state state = duckdb_execute_prepared_streaming(statement.get(), &raw);
  Result result(raw, blame);
  if (state == DuckDBError) fail(duckdb_result_error(&raw), duckdb_result_error_type(&raw), blame);
  return result;
}

Result Connection::stream(const std::string& sql, std::span<const Parameter> parameters,
                          const Blame& blame) const {
  const Statement statement = prepare(sql, blame);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const Parameter& parameter = parameters[i];
    if (const auto* text = std::get_if<std::string>(&parameter)) {
      duckdb_bind_varchar_length(statement.get(), i + 1, text->data(), text->size());
    } else {
      duckdb_bind_int64(statement.get(), i + 1, std::get<std::int64_t>(parameter));
    }
  }
  return stream(statement, blame);
}

Database::Database(std::size_t threads, std::uint64_t memory_limit_bytes, std::span<const Setting> settings) {
  const std::uint64_t memory = Resources{threads, memory_limit_bytes}.memory_bytes();
  Config config;
  if (threads != 0) config.set("threads", std::to_string(threads));
  config.set("memory_limit", fmt::format("{}B", memory));
  config.set("temp_directory", spill_folder());
  config.set("preserve_insertion_order", "true");
  config.set("autoload_known_extensions", "false");
  config.set("autoinstall_known_extensions", "false");
  // Files are replaced under their name; the system's page cache is enough and always right.
  config.set("enable_external_file_cache", "false");
  duckdb_database raw = nullptr;
  char* error = nullptr;
  if (duckdb_open_ext(nullptr, &raw, config.get(), &error) == DuckDBError) {
    const std::string message = message_of(error, ErrorCode::internal);
    duckdb_free(error);
    throw Error(ErrorCode::internal, {}, "DuckDB does not start: " + message);
  }
  database_.reset(raw);
  const Connection connection = connect();
  for (const auto& [name, value] : settings)
    connection.run(fmt::format("SET GLOBAL {} = {}", name, sql_text(value)), Blame{});
}

Connection Database::connect() const {
  duckdb_connection raw = nullptr;
  if (duckdb_connect(database_.get(), &raw) == DuckDBError)
    throw Error(ErrorCode::internal, {}, "DuckDB gives no connection");
  return Connection(raw);
}

std::string sql_name(std::string_view name) { return quote(name, '"'); }
std::string sql_text(std::string_view text) { return quote(text, '\''); }

}  // namespace plumbline::store

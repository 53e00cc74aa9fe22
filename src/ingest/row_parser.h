// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/point_id.h"
#include "core/table.h"
#include "ingest/table_header.h"

namespace plumbline::ingest {

enum class FieldText : std::uint8_t;

/// Where rows are written to: the columns by number (unknown ones as text) and the series, point after point.
struct TableValues {
  std::vector<Column> columns;
  std::vector<float> series_mm;

  explicit TableValues(const TableHeader& header);
  void reserve(std::size_t rows, std::size_t acquisitions);
  void resize(std::size_t rows, std::size_t acquisitions);
  std::vector<std::string>& pids() { return std::get<std::vector<std::string>>(columns.front().values); }
};

/// Reads the rows of a table by its header. Has no state of its own that changes: rows may be parsed from
/// several threads at once.
class RowParser {
 public:
  /// `header` must outlive this.
  RowParser(const TableHeader& header, std::string file);

  /// Reads `line`, the line of that number in the file, into row `row` of `values`, which has that row
  /// already. A readable byte that is no digit must follow the line. Throws Error(bad_value) for the first
  /// value of the line that is not right.
  void parse(std::string_view line, std::size_t line_number, TableValues& values, std::size_t row) const;

  /// Rows up to the first that is wrong, at most, in a text of so many bytes: something ends each value. A
  /// text of empty lines asks for no room for their values.
  std::size_t most_rows(std::size_t text_bytes) const { return text_bytes / steps_.size() + 1; }

 private:
  struct Line;
  void parse_fixed(const Line& line, std::size_t field, std::string_view text, TableValues& values,
                   std::size_t row) const;
  template <typename Float>
  void parse_float(const Line& line, std::size_t field, std::string_view text, Float& value) const;
  void parse_int(const Line& line, std::size_t field, std::string_view text, std::int32_t& value) const;
  void parse_pid(const Line& line, std::size_t field, std::string_view text, std::string& value) const;
  void parse_other(const Line& line, std::size_t field, std::string_view text, std::string& value) const;
  void check_burst_position(const Line& line, const TableValues& values, std::size_t row) const;
  void check_pid_spells(const Line& line, const Field* field, std::int32_t column_value, int pid_value,
                        std::string_view pid) const;
  [[noreturn]] void fail_number(const Line& line, std::size_t field, std::string_view text,
                                FieldText kind) const;
  [[noreturn]] void fail(const Line& line, std::size_t field, std::string problem,
                         std::string advice = {}) const;
  void fail_for_the_line(const Line& line) const;

  /// What the loop over a row needs of a field, packed small.
  struct Step {
    bool is_displacement = false;
    std::size_t target = 0;
  };

  const TableHeader& header_;
  std::string file_;
  std::vector<Step> steps_;
  const Field* line_field_ = nullptr;
  const Field* pixel_field_ = nullptr;
};

}  // namespace plumbline::ingest

// SPDX-License-Identifier: MIT
#include "ingest/series_table.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

#include "core/error.h"
#include "ingest/line_reader.h"
#include "ingest/pid_index.h"
#include "ingest/row_batch.h"
#include "ingest/row_parser.h"
#include "ingest/table_header.h"
#include "ingest/table_text.h"

namespace plumbline::ingest {
namespace {

using Lines = std::span<const std::string_view>;

constexpr std::size_t kHeaderLines = 1;

/// Of the text they lie in, one after the other.
std::size_t bytes_of(Lines lines) {
  return static_cast<std::size_t>(lines.back().data() + lines.back().size() - lines.front().data()) + 1;
}

}  // namespace

struct SeriesTable::State {
  explicit State(const std::filesystem::path& file)
      : text(file),
        reader(text),
        header(text.reading([&] { return read_first_line(); })),
        parser(header, text.name()) {}

  TableHeader read_first_line() {
    waiting = reader.next();
    if (waiting.empty()) throw Error(ErrorCode::bad_header, {.file = text.name()}, "the table is empty");
    const std::string_view first = waiting.front();
    waiting = waiting.subspan(kHeaderLines);
    return read_header(first, text.table_name(), TableShape::series);
  }

  /// The next lines; none at the end.
  Lines next_lines() {
    if (!waiting.empty()) return std::exchange(waiting, {});
    const Lines lines = reader.next();
    if (lines.empty() && rows == 0)
      throw Error(ErrorCode::bad_value, {.file = text.name(), .line = kHeaderLines + 1},
                  "the table has a header and no rows", "The file may be cut off here");
    return lines;
  }

  void check_pid_is_new(const std::string& pid) {
    const std::size_t row = rows++;
    if (const auto earlier = index.insert(pid, row))
      throw point_twice(text.name(), "pid", pid, row, *earlier);
  }

  /// All rows of `lines`, or the first error in the order of the lines.
  TableValues read_rows(Lines lines) {
    TableValues values(header);
    if (!lines.empty()) lines = lines.first(std::min(lines.size(), parser.most_rows(bytes_of(lines))));
    values.resize(lines.size(), header.axis.size());
    const std::size_t first_line = rows + kHeaderLines + 1;
    parse_rows(parser, lines, first_line, values, 0,
               [&](std::size_t line) { check_pid_is_new(values.pids()[line]); });
    return values;
  }

  TableText text;
  LineReader reader;
  Lines waiting;  ///< lines read together with the header
  TableHeader header;
  RowParser parser;
  std::size_t rows = 0;  ///< so far
  PidIndex index;
};

SeriesTable::SeriesTable(const std::filesystem::path& file) : state_(std::make_unique<State>(file)) {}

SeriesTable::~SeriesTable() = default;

const TimeAxis& SeriesTable::axis() const { return state_->header.axis; }
std::uint64_t SeriesTable::bytes_read() const { return state_->text.bytes_read(); }
std::uint64_t SeriesTable::total_bytes() const { return state_->text.total_bytes(); }

bool SeriesTable::read(SeriesRows& rows) {
  TableValues values = state_->text.reading([&] { return state_->read_rows(state_->next_lines()); });
  rows.pids = std::move(values.pids());
  rows.series_mm = std::move(values.series_mm);
  return rows.size() > 0;
}

}  // namespace plumbline::ingest

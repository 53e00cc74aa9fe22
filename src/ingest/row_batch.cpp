// SPDX-License-Identifier: MIT
#include "ingest/row_batch.h"

#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "parallel/thread_loop.h"

namespace plumbline::ingest {
namespace {

constexpr std::size_t kRowsAtOnce = 256;  // per task: about a third of a megabyte of text

}  // namespace

void parse_rows(const RowParser& parser, std::span<const std::string_view> lines, std::size_t first_line,
                TableValues& values, std::size_t first_row,
                const std::function<void(std::size_t line)>& accept) {
  std::vector<std::optional<Error>> errors((lines.size() + kRowsAtOnce - 1) / kRowsAtOnce);
  parallel_ranges(lines.size(), kRowsAtOnce, [&](std::size_t begin, std::size_t end) {
    try {
      for (std::size_t i = begin; i < end; ++i) parser.parse(lines[i], first_line + i, values, first_row + i);
    } catch (const Error& error) {
      errors[begin / kRowsAtOnce] = error;
    }
  });
  const auto first =
      std::find_if(errors.begin(), errors.end(), [](const auto& error) { return error.has_value(); });
  const std::size_t good = first == errors.end() ? lines.size() : (*first)->where().line - first_line;
  for (std::size_t i = 0; i < good; ++i) accept(i);
  if (first != errors.end()) throw **first;
}

Error point_twice(const std::string& file, std::string_view column, std::string_view pid, std::size_t row,
                  std::size_t earlier_row) {
  constexpr std::size_t kFirstLine = 2;  // of the rows: after the header
  return {ErrorCode::bad_value,
          {.file = file, .line = row + kFirstLine, .column = std::string(column)},
          fmt::format("{} is the point of line {} already", quoted(pid), earlier_row + kFirstLine),
          "Each point must be there once"};
}

}  // namespace plumbline::ingest

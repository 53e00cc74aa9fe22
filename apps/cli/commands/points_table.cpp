// SPDX-License-Identifier: MIT
#include "points_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <span>

#include <fmt/format.h>

#include "core/error.h"
#include "csv_lines.h"
#include "store/durable_file.h"

namespace plumbline::cli {
namespace {

constexpr std::array<std::string_view, 3> kColumns{"easting_m", "northing_m", "velocity_mm_per_year"};

/// Where the three columns are among the fields of the header.
std::array<std::size_t, 3> find_columns(const std::string& file, std::span<const std::string_view> header) {
  std::vector<std::string_view> names(header.size());
  std::transform(header.begin(), header.end(), names.begin(), bare_field);
  std::array<std::size_t, 3> found{};
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    const auto count = std::count(names.begin(), names.end(), kColumns[i]);
    if (count == 1) {
      found[i] = static_cast<std::size_t>(std::find(names.begin(), names.end(), kColumns[i]) - names.begin());
      continue;
    }
    const Where where{.file = file, .line = 1, .column = std::string(kColumns[i])};
    if (count > 1) throw Error(ErrorCode::bad_header, where, "the header has this column more than once");
    const std::string nearest = nearest_name(kColumns[i], names);
    throw Error(ErrorCode::bad_header, where, "the header lacks this column",
                nearest.empty() ? "The columns easting_m, northing_m and velocity_mm_per_year are needed"
                                : fmt::format("Rename the column {} if it is meant", quoted(nearest)));
  }
  return found;
}

double number_of(std::string_view field, const std::string& file, std::size_t line, std::string_view column) {
  double value = 0;
  std::string_view text = bare_field(field);
  if (text.starts_with('+') && !text.starts_with("+-"))
    text.remove_prefix(1);  // from_chars knows no plus sign
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc{} && end == text.data() + text.size() && std::isfinite(value)) return value;
  throw Error(ErrorCode::bad_value, {.file = file, .line = line, .column = std::string(column)},
              fmt::format("{} is not a finite number", quoted(field)),
              "Correct the value or leave the row out");
}

}  // namespace

PointsTable PointsTable::read(const std::filesystem::path& path) {
  const std::string file = path.string();
  const std::string content = store::read_whole_file(path);
  CsvLines lines(content);
  std::string_view line;
  std::vector<std::string_view> fields;
  if (!lines.next(line)) {
    throw Error(ErrorCode::bad_header, {.file = file}, "the file is empty",
                "The columns easting_m, northing_m and velocity_mm_per_year are needed");
  }
  split_csv(line, fields);
  const std::size_t width = fields.size();
  const auto columns = find_columns(file, fields);

  PointsTable table;
  std::array<std::vector<double>*, 3> values{&table.easting_m_, &table.northing_m_,
                                             &table.velocity_mm_per_year_};
  while (lines.next(line)) {
    split_csv(line, fields);
    if (fields.size() != width) {
      throw Error(
          ErrorCode::bad_value, {.file = file, .line = lines.number()},
          fmt::format("the row has {} fields and the header {}: {}", fields.size(), width, quoted(line)),
          "Correct the row or leave it out");
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
      values[i]->push_back(number_of(fields[columns[i]], file, lines.number(), kColumns[i]));
    }
    table.texts_.push_back(
        fmt::format("{},{},{}", fields[columns[0]], fields[columns[1]], fields[columns[2]]));
  }
  return table;
}

std::string PointsTable::with_clusters(const cluster::Clustering& clustering) const {
  std::string text = fmt::format("{},core,label\n", fmt::join(kColumns, ","));
  for (std::size_t i = 0; i < rows(); ++i) {
    fmt::format_to(std::back_inserter(text), "{},{},{}\n", texts_[i], int{clustering.core[i]},
                   clustering.label[i]);
  }
  return text;
}

}  // namespace plumbline::cli

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
#include "store/durable_file.h"

namespace plumbline::cli {
namespace {

constexpr std::array<std::string_view, 3> kColumns{"easting_m", "northing_m", "velocity_mm_per_year"};

/// Lines of a text without their ends ("\n" or "\r\n"); blank ones at the end of the text do not count.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text.substr(0, text.find_last_not_of("\r\n") + 1)) {
    if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
  }
  bool next(std::string_view& line) {
    if (rest_.empty()) return false;
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    line = rest_.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    ++number_;
    return true;
  }
  std::size_t number() const { return number_; }

 private:
  std::string_view rest_;
  std::size_t number_ = 0;
};

/// Cuts a line at its commas; a comma between double quotes does not count.
void split(std::string_view line, std::vector<std::string_view>& fields) {
  fields.clear();
  bool in_quotes = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') in_quotes = !in_quotes;
    if (line[i] != ',' || in_quotes) continue;
    fields.push_back(line.substr(begin, i - begin));
    begin = i + 1;
  }
  fields.push_back(line.substr(begin));
}

/// Without blanks around it, and without the double quotes around that.
std::string_view bare(std::string_view field) {
  const std::size_t begin = field.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  field = field.substr(begin, field.find_last_not_of(" \t") - begin + 1);
  if (field.size() >= 2 && field.front() == '"' && field.back() == '"')
    field = field.substr(1, field.size() - 2);
  return field;
}

/// Where the three columns are among the fields of the header.
std::array<std::size_t, 3> find_columns(const std::string& file, std::span<const std::string_view> header) {
  std::vector<std::string_view> names(header.size());
  std::transform(header.begin(), header.end(), names.begin(), bare);
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
  std::string_view text = bare(field);
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
  Lines lines(content);
  std::string_view line;
  std::vector<std::string_view> fields;
  if (!lines.next(line)) {
    throw Error(ErrorCode::bad_header, {.file = file}, "the file is empty",
                "The columns easting_m, northing_m and velocity_mm_per_year are needed");
  }
  split(line, fields);
  const std::size_t width = fields.size();
  const auto columns = find_columns(file, fields);

  PointsTable table;
  std::array<std::vector<double>*, 3> values{&table.easting_m_, &table.northing_m_,
                                             &table.velocity_mm_per_year_};
  while (lines.next(line)) {
    split(line, fields);
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

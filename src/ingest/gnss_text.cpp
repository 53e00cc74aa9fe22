// SPDX-License-Identifier: MIT
#include "ingest/gnss_text.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/error.h"
#include "ingest/line_reader.h"
#include "ingest/number_text.h"
#include "ingest/table_text.h"

namespace plumbline::ingest {
namespace {

constexpr std::string_view kBlank = " \t";
constexpr std::string_view kCommentSigns = "#*%";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

/// In lower case and without the underscores that .tenv3 pads its names with.
std::string canonical_name(std::string_view text) {
  std::string lower(text.substr(std::min(text.find_first_not_of('_'), text.size())));
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

bool is_comment(std::string_view line) { return kCommentSigns.find(line.front()) != kCommentSigns.npos; }

}  // namespace

GnssText::GnssText(const std::filesystem::path& file) : file_(file.string()) {
  TableText text(file);
  text.reading([&] {
    LineReader reader(text);
    std::size_t number = 0;
    for (auto lines = reader.next(); !lines.empty(); lines = reader.next()) {
      for (const std::string_view raw : lines) {
        ++number;
        std::string_view line = trimmed(raw);
        if (line.empty()) continue;
        if (names_.empty()) {
          if (is_comment(line)) line.remove_prefix(1);
          read_header(line);
          continue;
        }
        if (is_comment(line)) continue;
        Line& added = lines_.emplace_back(Line{number, split(line)});
        if (added.fields.size() != names_.size())
          throw Error(
              ErrorCode::bad_value, {.file = file_, .line = number},
              fmt::format("the line has {} fields, the header {}", added.fields.size(), names_.size()));
      }
    }
  });
  if (names_.empty()) throw Error(ErrorCode::bad_header, {.file = file_}, "the table is empty");
}

void GnssText::read_header(std::string_view line) {
  if (!is_utf8_text(line))
    throw Error(ErrorCode::bad_header, {.file = file_, .line = 1}, "this is not text",
                "Unpack the table first if it is compressed");
  for (const char candidate : {',', ';', '\t'}) {
    if (line.find(candidate) == line.npos) continue;
    separator_ = candidate;
    break;
  }
  names_ = split(line);
  for (const std::string& name : names_) canonical_.push_back(canonical_name(name));
}

std::vector<std::string> GnssText::split(std::string_view line) const {
  std::vector<std::string> fields;
  if (separator_ == ' ') {
    for (line = trimmed(line); !line.empty();) {
      const std::size_t end = std::min(line.find_first_of(kBlank), line.size());
      fields.emplace_back(line.substr(0, end));
      line = trimmed(line.substr(end));
    }
    return fields;
  }
  for (std::size_t begin = 0;;) {
    const std::size_t end = line.find(separator_, begin);
    std::string_view field = trimmed(line.substr(begin, end - begin));
    if (field.size() >= 2 && field.front() == '"' && field.back() == '"')
      field = field.substr(1, field.size() - 2);
    fields.emplace_back(field);
    if (end == line.npos) return fields;
    begin = end + 1;
  }
}

std::optional<std::size_t> GnssText::column(std::span<const std::string_view> names) const {
  for (const std::string_view name : names) {
    const auto found = std::ranges::find(canonical_, name);
    if (found != canonical_.end()) return static_cast<std::size_t>(found - canonical_.begin());
  }
  return std::nullopt;
}

std::size_t GnssText::required_column(std::span<const std::string_view> names, std::string_view what) const {
  if (const auto found = column(names)) return *found;
  throw Error(ErrorCode::bad_header, {.file = file_}, fmt::format("the table has no column for the {}", what),
              fmt::format("Call it \"{}\"", names.front()));
}

double GnssText::number(const Line& line, std::size_t column) const {
  std::string_view text = line.fields[column];
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const FieldText kind = read_number(text, value);
  if (kind != FieldText::value && kind != FieldText::missing)
    wrong(line, column, fmt::format("{} is not a number", quoted(line.fields[column])));
  return value;
}

double GnssText::number_within(const Line& line, std::size_t column, double lowest, double highest) const {
  const double value = number(line, column);
  if (!(value >= lowest && value <= highest))
    wrong(line, column,
          fmt::format("{} is not between {} and {}", quoted(line.fields[column]), lowest, highest));
  return value;
}

void GnssText::wrong(const Line& line, std::size_t column, std::string problem, std::string advice) const {
  throw Error(ErrorCode::bad_value, {.file = file_, .line = line.number, .column = names_[column]},
              std::move(problem), std::move(advice));
}

double usual_longitude(double degrees) { return std::remainder(degrees, 360.0); }

}  // namespace plumbline::ingest

// SPDX-License-Identifier: MIT
#include "ingest/table_header.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "core/date.h"
#include "core/error.h"
#include "ingest/known_columns.h"
#include "ingest/number_text.h"

namespace plumbline::ingest {
namespace {

[[noreturn]] void bad_header(const TableName& name, std::string_view column, std::string problem,
                             std::string advice = {}) {
  throw Error(ErrorCode::bad_header, {.file = name.file, .line = 1, .column = std::string(column)},
              std::move(problem), std::move(advice));
}

void check_is_a_header(std::string_view line, const TableName& name) {
  if (line.find('\0') != std::string_view::npos)
    bad_header(name, "", "the header contains a NUL byte: this is not a text file, or it is UTF-16",
               "Save it as UTF-8");
  if (!is_utf8_text(line)) bad_header(name, "", "the header is not UTF-8 text", "Save it as UTF-8");
  if (line.find('\r') != std::string_view::npos)
    bad_header(name, "", "the lines end in a carriage return alone",
               "Save it with the line ends of Unix or Windows");
  if (line.empty()) bad_header(name, "", "the header is empty", "The first line must name the columns");
  if (line.find('"') != std::string_view::npos)
    bad_header(name, "", "the header contains quotes", "EGMS tables have none: remove them");
  if (line.find(',') != std::string_view::npos) return;
  for (const char separator : {';', '\t', '|'}) {
    if (line.find(separator) != std::string_view::npos)
      bad_header(name, "",
                 fmt::format("the columns are separated by {}", quoted(std::string_view(&separator, 1))),
                 "Separate them by commas, and write decimals with a point");
  }
}

std::vector<std::string_view> split(std::string_view line) {
  std::vector<std::string_view> names;
  for (std::size_t begin = 0;;) {
    const std::size_t comma = line.find(',', begin);
    names.push_back(line.substr(begin, comma - begin));
    if (comma == std::string_view::npos) return names;
    begin = comma + 1;
  }
}

/// The eight digits of a column name like 20200103, D20200103 or d_20200103; empty for other names.
std::string_view date_digits(std::string_view column) {
  if (column.starts_with('D') || column.starts_with('d')) column.remove_prefix(1);
  if (column.starts_with('_')) column.remove_prefix(1);
  const bool eight_digits = column.size() == 8 && std::all_of(column.begin(), column.end(),
                                                              [](char c) { return c >= '0' && c <= '9'; });
  return eight_digits ? column : std::string_view{};
}

Field fixed_field(std::string_view name_in_file) {
  Field field{.name = std::string(canonical_name(name_in_file)), .name_in_file = std::string(name_in_file)};
  if (const KnownColumn* known = known_column(field.name)) {
    field.kind = known->kind;
    field.lowest = known->lowest;
    field.highest = known->highest;
    field.never_missing = known->never_missing;
  }
  return field;
}

/// Fills `fields`, and gives each displacement its place on the axis, which it returns.
TimeAxis read_fields(const std::vector<std::string_view>& names, const TableName& name,
                     std::vector<Field>& fields) {
  std::map<std::string, std::string_view> seen;  // canonical name or date → name in the file
  std::map<Date, std::size_t> acquisitions;      // → its field
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty())
      bad_header(name, "", fmt::format("column {} of {} has no name", i + 1, names.size()),
                 "An index column of another program? Remove it");
    const std::string_view digits = date_digits(names[i]);
    Field field;
    if (digits.empty()) {
      field = fixed_field(names[i]);
    } else {
      const auto date = Date::from_yyyymmdd(digits);
      if (!date) bad_header(name, names[i], fmt::format("{} is not a date", quoted(digits)));
      field = {
          .name = date->yyyymmdd(), .name_in_file = std::string(names[i]), .kind = FieldKind::displacement};
      acquisitions.emplace(*date, i);
    }
    const auto [first, is_new] = seen.emplace(field.name, names[i]);
    if (!is_new && first->second == names[i]) bad_header(name, names[i], "this column is there twice");
    if (!is_new)
      bad_header(name, names[i], fmt::format("this is the same column as {}", quoted(first->second)));
    fields.push_back(std::move(field));
  }
  std::vector<Date> dates;
  for (const auto& [date, index] : acquisitions) {
    fields[index].target = dates.size();
    dates.push_back(date);
  }
  return TimeAxis(std::move(dates));
}

Level level_from_columns(const TableHeader& header) {
  if (header.find("latitude") == nullptr && header.find("line") == nullptr &&
      header.find("track_angle") == nullptr)
    return Level::L3;
  return header.find("cluster_label") != nullptr ? Level::L2a : Level::L2b;
}

/// Whether `part` is one of the parts of the stem between underscores.
bool has_part(std::string_view stem, std::string_view part) {
  return ("_" + std::string(stem) + "_").find("_" + std::string(part) + "_") != std::string::npos;
}

void find_level(TableHeader& header, const TableName& name) {
  for (const std::string* stem : {&name.stem, &name.inner_stem}) {
    if (const auto delivery = delivery_name(*stem)) {
      header.level = delivery->level;
      header.component = delivery->component;
      return;
    }
  }
  header.level = level_from_columns(header);
}

/// East or up, where the name of the delivery has not said it.
void find_component(TableHeader& header, const TableName& name) {
  if (header.level != Level::L3 || header.shape == TableShape::series ||
      header.component != Component::line_of_sight)
    return;
  const bool east = has_part(name.stem, "E");
  if (east == has_part(name.stem, "U"))
    bad_header(name, "",
               "this is an L3 table, and neither its columns nor its name say whether it is East or Up",
               "Give it the name of its delivery, or one that ends in _E or _U");
  header.component = east ? Component::east : Component::up;
}

void check_nothing_is_missing(const TableHeader& header, const TableName& name) {
  const bool is_l3 = header.level == Level::L3;
  std::vector<std::string_view> missing;
  for (const KnownColumn& known : known_columns()) {
    const bool needed = header.shape == TableShape::series ? known.kind == FieldKind::pid
                        : is_l3                            ? known.in_every_l3
                                                           : known.in_every_l2;
    if (needed && header.find(known.name) == nullptr) missing.push_back(known.name);
  }
  if (!missing.empty()) {
    std::vector<std::string_view> unknown;
    for (const Field& field : header.fields) {
      if (field.kind == FieldKind::other) unknown.push_back(field.name);
    }
    const std::string near = nearest_name(missing.front(), unknown);
    const std::string more = missing.size() > 1 ? fmt::format(", and {} more", missing.size() - 1) : "";
    bad_header(name, missing.front(), "this column is missing" + more,
               near.empty() ? header.shape == TableShape::series
                                  ? "A table of series has a column pid and columns of dates"
                                  : fmt::format("Every EGMS {} table has it", name_of(header.level))
                            : fmt::format("Is it the one called {}?", quoted(near)));
  }
  if (header.axis.empty())
    bad_header(name, "", "there is no column of displacements", "Their names are dates, like 20200103");
}

/// Names that reading adds would be there twice.
void check_names_are_free(const TableHeader& header, const TableName& name) {
  if (header.shape == TableShape::delivery && header.level != Level::L3 && header.find("orbit") != nullptr)
    bad_header(name, "orbit", "Plumbline adds a column of this name itself", "Rename it");
}

/// pid is column 0, the others follow in the order of the file.
void number_columns(TableHeader& header) {
  header.columns = 1;
  for (Field& field : header.fields) {
    if (field.kind == FieldKind::pid) field.target = 0;
    if (field.kind != FieldKind::pid && field.kind != FieldKind::displacement)
      field.target = header.columns++;
  }
}

}  // namespace

const Field* TableHeader::find(std::string_view name) const {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

TableHeader read_header(std::string_view line, const TableName& name, TableShape shape) {
  check_is_a_header(line, name);
  TableHeader header{.shape = shape};
  header.axis = read_fields(split(line), name, header.fields);
  if (std::ranges::all_of(header.fields, [](const Field& field) { return field.kind == FieldKind::other; }))
    bad_header(name, "", "the first line names no column of ground motion",
               "Is this a message or another table? The first line must name the columns");
  find_level(header, name);
  check_nothing_is_missing(header, name);
  find_component(header, name);
  check_names_are_free(header, name);
  number_columns(header);
  return header;
}

}  // namespace plumbline::ingest

// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <optional>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "core/error.h"
#include "core/named_point_id.h"
#include "geodesy/projection.h"
#include "ingest/field_cutter.h"
#include "ingest/known_columns.h"
#include "ingest/line_reader.h"
#include "ingest/number_text.h"
#include "ingest/table_profile.h"
#include "ingest/table_text.h"

namespace plumbline::ingest {
namespace {

constexpr std::array<std::string_view, 4> kCoordinates{"longitude", "latitude", "easting", "northing"};

bool is_coordinate(std::string_view name) {
  return std::ranges::find(kCoordinates, name) != kCoordinates.end();
}

/// As for EGMS: descending tracks look back to the south.
std::string orbit_of(float track_angle) {
  if (std::isnan(track_angle)) return {};
  const float turned = std::fmod(track_angle + 360.0f, 360.0f);
  return turned > 90.0f && turned < 270.0f ? "D" : "A";
}

/// What becomes of a field of a row.
struct Source {
  enum class Kind : std::uint8_t { left_out, displacement, text, number } kind = Kind::left_out;
  std::size_t target = 0;  ///< acquisition, or place in texts_ or numbers_
  double factor = 1;
  const KnownColumn* known = nullptr;
};

/// A column being read, before it has its type.
template <typename T>
struct Reading {
  std::string name;
  std::vector<T> values;
};

class ProfiledReader {
 public:
  ProfiledReader(const TableProfile& profile, const TableName& name, std::string_view header);

  void add(std::string_view line, std::size_t number);
  Tile finish(std::vector<std::string>& left_out);

 private:
  void find_acquisitions();
  void find_columns();
  FieldText read(std::string_view text, double& value);
  void read_field(std::size_t field, std::string_view text, std::size_t line);
  double number_of(std::size_t field, std::string_view text, std::size_t line);
  void add_ids(Table& table);
  void add_places(Table& table);
  void add_orbit(Table& table);
  Column typed(Reading<std::string>&& column);
  std::optional<std::vector<double>> take_numbers(std::string_view name);

  [[noreturn]] void fail(std::size_t line, std::size_t field, std::string problem,
                         std::string advice = {}) const {
    throw Error(ErrorCode::bad_value, {.file = name_.file, .line = line, .column = header_[field]},
                std::move(problem), std::move(advice));
  }
  [[noreturn]] void bad_header(std::string_view column, std::string problem, std::string advice = {}) const {
    throw Error(ErrorCode::bad_header, {.file = name_.file, .line = 1, .column = std::string(column)},
                std::move(problem), std::move(advice));
  }

  const TableProfile& profile_;
  const TableName& name_;
  FieldCutter cutter_;
  std::vector<std::string> header_;
  std::vector<Source> sources_;
  std::vector<Date> dates_;
  std::vector<Reading<std::string>> texts_;  ///< the first are the ids, when the table has any
  std::vector<Reading<double>> numbers_;
  std::vector<float> series_mm_;
  std::size_t rows_ = 0;
  std::vector<std::string_view> fields_;
  std::string number_text_;
  std::unordered_set<std::string> ids_seen_;
};

ProfiledReader::ProfiledReader(const TableProfile& profile, const TableName& name, std::string_view header)
    : profile_(profile), name_(name), cutter_(profile.separator) {
  if (!is_utf8_text(header)) bad_header("", "the header is not UTF-8 text", "Save it as UTF-8");
  if (!cutter_.cut(header, fields_)) bad_header("", "a quote in the header is never closed");
  header_.assign(fields_.begin(), fields_.end());
  sources_.resize(header_.size());
  find_acquisitions();
  find_columns();
}

void ProfiledReader::find_acquisitions() {
  std::map<Date, std::size_t> fields;
  for (std::size_t i = 0; i < header_.size(); ++i) {
    const auto date = profile_.dates.date_of(header_[i]);
    if (!date) continue;
    if (!fields.emplace(*date, i).second)
      bad_header(header_[i], fmt::format("the date {} is there twice", date->iso()));
  }
  if (fields.empty())
    bad_header("", fmt::format("no column is named like {}", quoted(profile_.dates.text())),
               "Name the columns of displacements in the profile: [displacement] columns");
  for (const auto& [date, field] : fields) {
    sources_[field] = {Source::Kind::displacement, dates_.size(), profile_.displacement_to_mm, nullptr};
    dates_.push_back(date);
  }
}

void ProfiledReader::find_columns() {
  const std::vector<std::string_view> names(header_.begin(), header_.end());
  for (const ProfileColumn& column : profile_.columns) {
    const auto found = std::ranges::find(header_, column.in_table);
    if (found == header_.end()) {
      const std::string near = nearest_name(column.in_table, names);
      bad_header(column.in_table, "the profile names this column, and the table has none of this name",
                 near.empty() ? "" : fmt::format("Is it the one called {}?", quoted(near)));
    }
    if (std::find(found + 1, header_.end(), column.in_table) != header_.end())
      bad_header(column.in_table, "this column is there twice");
    Source& source = sources_[static_cast<std::size_t>(found - header_.begin())];
    if (source.kind != Source::Kind::left_out)
      bad_header(column.in_table, "the profile uses this column twice");
    const KnownColumn* const known = known_column(column.name);
    if (known != nullptr && known->kind != FieldKind::pid) {
      source = {Source::Kind::number, numbers_.size(), column.factor, known};
      numbers_.push_back({column.name, {}});
    } else {
      source = {Source::Kind::text, texts_.size(), 1, known};
      texts_.push_back({column.name, {}});
    }
  }
}

void ProfiledReader::add(std::string_view line, std::size_t number) {
  const auto fail_line = [&](std::string problem, std::string advice) {
    throw Error(ErrorCode::bad_value, {.file = name_.file, .line = number}, std::move(problem),
                std::move(advice));
  };
  if (!is_utf8_text(line)) fail_line("the line is not UTF-8 text", "Save the table as UTF-8");
  if (line.empty()) fail_line("the line is empty", "Remove it");
  if (!cutter_.cut(line, fields_)) fail_line("a quote is never closed, or something follows one", "");
  if (fields_.size() != header_.size())
    fail_line(fmt::format("the row has {} values, the header {} columns", fields_.size(), header_.size()),
              fields_.size() < header_.size()
                  ? "The file may be cut off here"
                  : "Are the separator and the decimal sign those of the profile?");
  series_mm_.resize(series_mm_.size() + dates_.size());
  for (std::size_t i = 0; i < fields_.size(); ++i) read_field(i, fields_[i], number);
  ++rows_;
}

void ProfiledReader::read_field(std::size_t field, std::string_view text, std::size_t line) {
  const Source& source = sources_[field];
  switch (source.kind) {
    case Source::Kind::left_out:
      return;
    case Source::Kind::displacement:
      series_mm_[rows_ * dates_.size() + source.target] = static_cast<float>(number_of(field, text, line));
      return;
    case Source::Kind::number:
      numbers_[source.target].values.push_back(number_of(field, text, line));
      return;
    case Source::Kind::text:
      texts_[source.target].values.emplace_back(text);
      if (source.known == nullptr) return;
      if (text.empty()) fail(line, field, "the point has no id");
      if (!ids_seen_.emplace(text).second)
        fail(line, field, fmt::format("the point {} is there twice", quoted(text)));
  }
}

FieldText ProfiledReader::read(std::string_view text, double& value) {
  if (std::ranges::find(profile_.missing, text) != profile_.missing.end()) text = {};
  if (text.starts_with('+')) text.remove_prefix(1);
  if (profile_.decimal == '.') return read_number(text, value);
  number_text_ = text;
  std::ranges::replace(number_text_, profile_.decimal, '.');
  return read_number(std::string_view(number_text_), value);
}

double ProfiledReader::number_of(std::size_t field, std::string_view text, std::size_t line) {
  const Source& source = sources_[field];
  const KnownColumn* const known = source.known;
  double value = 0;
  const FieldText kind = read(text, value);
  if (kind == FieldText::missing) {
    if (known != nullptr && is_coordinate(known->name))
      fail(line, field, fmt::format("the value is missing: {}", quoted(text)), "Every point needs it");
    return value;
  }
  if (kind != FieldText::value)
    fail(line, field, fmt::format("{} is not a number", quoted(text)),
         "Does the profile name its decimal sign and its texts for missing values?");
  value *= source.factor;
  if (source.kind == Source::Kind::displacement && std::abs(value) > std::numeric_limits<float>::max())
    fail(line, field, fmt::format("{} is not a displacement", quoted(text)));
  if (known == nullptr) return value;
  const bool is_elsewhere = is_coordinate(known->name) && profile_.crs != "EPSG:3035";
  if ((value < known->lowest || value > known->highest) && (!is_elsewhere || known->highest <= 180))
    fail(line, field, fmt::format("{} is not within {} and {}", quoted(text), known->lowest, known->highest));
  if (known->kind == FieldKind::int32 && (value != std::trunc(value) || std::abs(value) > 2e9))
    fail(line, field, fmt::format("{} is not a whole number", quoted(text)));
  return value;
}

std::optional<std::vector<double>> ProfiledReader::take_numbers(std::string_view name) {
  const auto found = std::ranges::find(numbers_, name, &Reading<double>::name);
  if (found == numbers_.end()) return std::nullopt;
  std::vector<double> values = std::move(found->values);
  numbers_.erase(found);
  return values;
}

/// Ids as EGMS has them stay; others are made.
void ProfiledReader::add_ids(Table& table) {
  const auto found = std::ranges::find(texts_, "pid", &Reading<std::string>::name);
  std::vector<std::string> theirs;
  if (found != texts_.end()) {
    theirs = std::move(found->values);
    texts_.erase(found);
  } else {
    for (std::size_t row = 0; row < rows_; ++row) theirs.push_back(std::to_string(row + 1));
  }
  if (std::ranges::all_of(theirs, [](const std::string& id) { return PointId::from_text(id).has_value(); })) {
    table.add({"pid", std::move(theirs)});
    return;
  }
  std::vector<std::string> ours;
  std::unordered_set<std::string> taken;
  for (const std::string& id : theirs) {
    std::string pid;
    for (unsigned attempt = 0; pid.empty() || !taken.insert(pid).second; ++attempt)
      pid = point_id_from_name(id, attempt).text();
    ours.push_back(std::move(pid));
  }
  table.add({"pid", std::move(ours)});
  table.add({"source_pid", std::move(theirs)});
}

/// Both pairs of coordinates, from the one that the table has.
void ProfiledReader::add_places(Table& table) {
  auto x = take_numbers("longitude");
  auto y = take_numbers("latitude");
  if (!x || !y) {
    x = take_numbers("easting");
    y = take_numbers("northing");
  }
  if (!x || !y) throw Error(ErrorCode::internal, {}, "a profile without coordinates");
  const bool is_laea = profile_.crs == "EPSG:3035";
  geodesy::Geographic places = profile_.crs == "EPSG:4326" ? geodesy::Geographic{*y, *x}
                               : is_laea                   ? geodesy::geographic_from_laea(*x, *y)
                                                           : geodesy::geographic_from(profile_.crs, *x, *y);
  geodesy::Projected laea = is_laea ? geodesy::Projected{std::move(*x), std::move(*y)}
                                    : geodesy::laea_from_geographic(places.longitude, places.latitude);
  table.add({"latitude", std::move(places.latitude)});
  table.add({"longitude", std::move(places.longitude)});
  table.add({"easting", std::move(laea.easting_m)});
  table.add({"northing", std::move(laea.northing_m)});
}

/// A column of a known name in its type.
Column known_column_of(const std::string& name, std::span<const double> values) {
  switch (known_column(name)->kind) {
    case FieldKind::float64:
      return {name, std::vector<double>(values.begin(), values.end())};
    case FieldKind::int32: {
      std::vector<std::int32_t> whole;
      for (const double v : values)
        whole.push_back(std::isnan(v) ? kMissingInt32 : static_cast<std::int32_t>(v));
      return {name, std::move(whole)};
    }
    default: {
      std::vector<float> floats;
      for (const double v : values) floats.push_back(static_cast<float>(v));
      return {name, std::move(floats)};
    }
  }
}

/// The orbit that the profile says, or the one that each point's track angle says (as for EGMS); none
/// without.
void ProfiledReader::add_orbit(Table& table) {
  const Column* const angle = table.find("track_angle");
  std::vector<std::string> orbit(rows_, profile_.orbit);
  for (std::size_t row = 0; profile_.orbit.empty() && angle != nullptr && row < rows_; ++row)
    orbit[row] = orbit_of(std::get<std::vector<float>>(angle->values)[row]);
  table.add({"orbit", std::move(orbit)});
}

/// The direction from the ground to the satellite, for one that looks to the right of its track; missing
/// where an angle is. Agrees with the columns of EGMS to their last digit.
void add_line_of_sight(Table& table) {
  constexpr float kDegree = std::numbers::pi_v<float> / 180;
  const float missing = std::numeric_limits<float>::quiet_NaN();
  std::array<std::vector<float>, 3> los;
  los.fill(std::vector<float>(table.rows(), missing));
  if (table.find("incidence_angle") != nullptr && table.find("track_angle") != nullptr) {
    const auto incidence = table.get<float>("incidence_angle");
    const auto track = table.get<float>("track_angle");
    for (std::size_t row = 0; row < table.rows(); ++row) {
      los[0][row] = -std::sin(incidence[row] * kDegree) * std::cos(track[row] * kDegree);
      los[1][row] = std::sin(incidence[row] * kDegree) * std::sin(track[row] * kDegree);
      los[2][row] = std::cos(incidence[row] * kDegree);
    }
  }
  constexpr std::array<const char*, 3> kNames{"los_east", "los_north", "los_up"};
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (table.find(kNames[i]) == nullptr) table.add({kNames[i], std::move(los[i])});
  }
}

/// A column of a name that is not known: numbers when all its values are such.
Column ProfiledReader::typed(Reading<std::string>&& column) {
  std::vector<double> numbers(rows_);
  bool fits_float = true;
  for (std::size_t row = 0; row < rows_; ++row) {
    std::string& text = column.values[row];
    const FieldText kind = read(text, numbers[row]);
    if (kind == FieldText::missing) continue;
    if (kind != FieldText::value) return {column.name, std::move(column.values)};
    fits_float = fits_float && significant_digits(text) <= 7;
  }
  if (!fits_float) return {column.name, std::move(numbers)};
  return {column.name, std::vector<float>(numbers.begin(), numbers.end())};
}

Tile ProfiledReader::finish(std::vector<std::string>& left_out) {
  if (rows_ == 0)
    throw Error(ErrorCode::bad_value, {.file = name_.file, .line = 2}, "the table has a header and no rows",
                "The file may be cut off here");
  for (std::size_t i = 0; i < header_.size(); ++i) {
    if (sources_[i].kind == Source::Kind::left_out && !header_[i].empty()) left_out.push_back(header_[i]);
  }
  Tile tile{.stem = name_.stem, .level = profile_.level, .axis = TimeAxis(dates_)};
  add_ids(tile.columns);
  add_places(tile.columns);
  for (const auto& column : numbers_) tile.columns.add(known_column_of(column.name, column.values));
  for (const ProfileConstant& constant : profile_.constants)
    tile.columns.add(known_column_of(constant.name, std::vector<double>(rows_, constant.value)));
  add_orbit(tile.columns);
  add_line_of_sight(tile.columns);
  for (auto& column : texts_) tile.columns.add(typed(std::move(column)));
  tile.series_mm = std::move(series_mm_);
  return tile;
}

}  // namespace

Tile read_profiled_table(const std::filesystem::path& file, const TableProfile& profile,
                         std::vector<std::string>& left_out) {
  TableText text(file);
  Tile tile = text.reading([&] {
    LineReader reader(text);
    auto lines = reader.next();
    if (lines.empty()) throw Error(ErrorCode::bad_header, {.file = text.name()}, "the table is empty");
    ProfiledReader table(profile, text.table_name(), lines.front());
    lines = lines.subspan(1);
    for (std::size_t number = 2; !lines.empty(); lines = reader.next()) {
      for (const std::string_view line : lines) table.add(line, number++);
    }
    return table.finish(left_out);
  });
  tile.source_bytes = text.source().size();
  tile.source_sha256 = sha256_of(text.source());
  return tile;
}

}  // namespace plumbline::ingest

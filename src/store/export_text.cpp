// SPDX-License-Identifier: MIT
#include "store/export_text.h"

#include <cmath>
#include <fstream>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "core/error.h"
#include "store/json_text.h"

namespace plumbline::store {
namespace {

namespace fs = std::filesystem;

/// A text file that is written through.
class TextFile {
 public:
  explicit TextFile(const fs::path& file) : name_(file.string()), stream_(file, std::ios::binary) { check(); }
  void write(const std::string& text) {
    stream_.write(text.data(), static_cast<std::streamsize>(text.size()));
    check();
  }
  void finish() {
    stream_.flush();
    check();
  }

 private:
  void check() const {
    if (!stream_)
      throw Error(ErrorCode::file_access, {.file = name_}, "cannot write",
                  "Is there space left on the disk?");
  }
  std::string name_;
  std::ofstream stream_;
};

void append_text(std::string& line, std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    line += text;
    return;
  }
  line += '"';
  for (const char c : text) {
    if (c == '"') line += '"';
    line += c;
  }
  line += '"';
}

/// Appends one value as CSV writes it; a missing one is empty.
struct CsvValue {
  std::string& line;
  std::size_t row;
  template <typename T>
  void number(T value, bool missing) const {
    if (!missing) fmt::format_to(std::back_inserter(line), "{}", value);
  }
  void operator()(const std::vector<double>& v) const { number(v[row], std::isnan(v[row])); }
  void operator()(const std::vector<float>& v) const { number(v[row], std::isnan(v[row])); }
  void operator()(const std::vector<std::int32_t>& v) const { number(v[row], v[row] == kMissingInt32); }
  void operator()(const std::vector<std::int64_t>& v) const { number(v[row], v[row] == kMissingInt64); }
  void operator()(const std::vector<std::string>& v) const { append_text(line, v[row]); }
  void operator()(const std::vector<Flag>& v) const {
    number(v[row] == Flag::yes ? 1 : 0, v[row] == Flag::missing);
  }
};

std::string csv_header(const std::vector<std::string>& names) {
  std::string line;
  for (const std::string& name : names) {
    if (!line.empty()) line += ',';
    append_text(line, name);
  }
  return line + "\n";
}

void append_csv_row(std::string& text, const std::vector<const Column*>& columns, std::size_t row) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) text += ',';
    std::visit(CsvValue{text, row}, columns[i]->values);
  }
}

/// Degrees to seven decimals, a centimetre, without zeros at the end.
void append_degrees(std::string& text, double degrees) {
  fmt::format_to(std::back_inserter(text), "{:.7f}", degrees);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
}

void append_position(std::string& text, double longitude, double latitude) {
  if (std::isnan(longitude) || std::isnan(latitude)) {
    text += "null";
    return;
  }
  text += R"({"type":"Point","coordinates":[)";
  append_degrees(text, longitude);
  text += ',';
  append_degrees(text, latitude);
  text += "]}";
}

/// `"name":` of each attribute, after a comma but for the first.
std::vector<std::string> json_keys(const PointLayer& layer) {
  std::vector<std::string> keys;
  for (const ExportAttribute& attribute : layer.attributes) {
    std::string key = keys.empty() ? "" : ",";
    append_json(key, attribute.name);
    keys.push_back(key + ':');
  }
  return keys;
}

}  // namespace

std::vector<const Column*> columns_in_order(const PointLayer& layer, const Table& rows) {
  std::vector<const Column*> columns;
  for (const ExportAttribute& attribute : layer.attributes) {
    const Column* column = rows.find(attribute.column);
    if (column == nullptr || column->type() != attribute.type)
      throw Error(ErrorCode::internal, {.column = attribute.column}, "the rows lack an attribute");
    columns.push_back(column);
  }
  return columns;
}

std::vector<const Column*> all_columns(const Table& table) {
  std::vector<const Column*> columns;
  for (const Column& column : table.columns()) columns.push_back(&column);
  return columns;
}

std::vector<std::string> names_of(const Table& table) {
  std::vector<std::string> names;
  for (const Column& column : table.columns()) names.push_back(column.name);
  return names;
}

void write_points_as_csv(const fs::path& file, const PointLayer& layer) {
  TextFile output(file);
  std::vector<std::string> names;
  for (const ExportAttribute& attribute : layer.attributes) names.push_back(attribute.name);
  output.write(csv_header(names));
  Table rows;
  while (layer.next(rows)) {
    const auto columns = columns_in_order(layer, rows);
    std::string text;
    for (std::size_t row = 0; row < rows.rows(); ++row) {
      append_csv_row(text, columns, row);
      text += '\n';
    }
    output.write(text);
  }
  output.finish();
}

void write_points_as_geojson(const fs::path& file, const PointLayer& layer) {
  TextFile output(file);
  std::string head = R"({"type":"FeatureCollection","name":)";
  append_json(head, layer.name);
  output.write(head + R"(,"features":[)");
  const auto keys = json_keys(layer);
  std::string_view before = "\n";
  Table rows;
  while (layer.next(rows)) {
    const auto columns = columns_in_order(layer, rows);
    const auto longitude = rows.get<double>("longitude");
    const auto latitude = rows.get<double>("latitude");
    std::string text;
    for (std::size_t row = 0; row < rows.rows(); ++row) {
      text += std::exchange(before, ",\n");
      text += R"({"type":"Feature","properties":{)";
      for (std::size_t i = 0; i < columns.size(); ++i) {
        text += keys[i];
        append_json(text, *columns[i], row);
      }
      text += R"(},"geometry":)";
      append_position(text, longitude[row], latitude[row]);
      text += '}';
    }
    output.write(text);
  }
  output.write("\n]}\n");
  output.finish();
}

void write_rows_as_csv(const fs::path& file, const Table& rows, std::span<const std::string> geometries) {
  TextFile output(file);
  std::vector<std::string> names = names_of(rows);
  names.emplace_back(kGeometryColumn);
  output.write(csv_header(names));
  const auto columns = all_columns(rows);
  for (std::size_t row = 0; row < geometries.size(); ++row) {
    std::string text;
    append_csv_row(text, columns, row);
    text += ',';
    append_text(text, geometries[row]);
    output.write(text + "\n");
  }
  output.finish();
}

}  // namespace plumbline::store

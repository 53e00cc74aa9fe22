// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/delivery_name.h"
#include "core/time_axis.h"

namespace plumbline::ingest {

/// What must be in a table: everything that every EGMS release delivers, or only ids and series.
enum class TableShape : std::uint8_t { delivery, series };

/// What a field of a row holds.
enum class FieldKind : std::uint8_t {
  pid,
  displacement,
  float64,
  float32,
  int32,
  other  ///< a column we do not know: its type follows from its values
};

struct Field {
  std::string name;          ///< canonical: aliases replaced
  std::string name_in_file;  ///< for messages
  FieldKind kind = FieldKind::other;
  /// For a displacement its place on the time axis, otherwise its column of the result.
  std::size_t target = 0;
  double lowest = -std::numeric_limits<double>::infinity();
  double highest = std::numeric_limits<double>::infinity();
  bool never_missing = false;  ///< a point without this value cannot be used
};

struct TableHeader {
  Level level = Level::L2b;
  Component component = Component::line_of_sight;
  TableShape shape = TableShape::delivery;
  std::vector<Field> fields;  ///< in the order of the file
  std::size_t columns = 0;    ///< fields that are not displacements; pid is column 0
  TimeAxis axis;

  const Field* find(std::string_view name) const;
};

/// Where a table comes from: what messages call it, and the names that may say level and component.
struct TableName {
  std::string file;
  std::string stem;        ///< of the delivery's file
  std::string inner_stem;  ///< of the CSV inside a zip; empty without one
};

/// Reads the header line (no line end, no byte order mark). Columns are found by name and alias in any order;
/// a name like 20200103, D20200103, D_20200103 or d_20200103 is an acquisition. Dates may come in any order:
/// their names, not their places, say which value is which. Throws Error(bad_header).
TableHeader read_header(std::string_view line, const TableName& name, TableShape shape);

}  // namespace plumbline::ingest

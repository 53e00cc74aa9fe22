// SPDX-License-Identifier: MIT
// /api/v1/values: columns that the map does not hold, of the points of /api/v1/points.
#include <algorithm>
#include <array>
#include <limits>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/error.h"
#include "core/row_set.h"
#include "serve/endpoints/endpoints.h"
#include "serve/point_series.h"
#include "serve/points_encoding.h"
#include "serve/service.h"
#include "store/selection.h"

namespace plumbline::serve {
namespace {

constexpr std::array<std::string_view, 11> kColumns{
    "acceleration",         "seasonality",     "rmse",          "mean_velocity_std",
    "amplitude_dispersion", "incidence_angle", "gnss_velocity", "class_prob_1",
    "max_gap_days",         "n_acquisitions",  "height_wgs84"};

std::vector<store::WantedColumn> read_columns(const Parameters& parameters) {
  const auto list = parameters.text("columns");
  if (!list) throw Error(ErrorCode::usage, {}, "parameter \"columns\" is missing");
  std::vector<store::WantedColumn> columns;
  for (std::size_t begin = 0; begin <= list->size();) {
    const std::size_t end = std::min(list->find(',', begin), list->size());
    const std::string name(list->substr(begin, end - begin));
    if (std::ranges::find(kColumns, name) == kColumns.end())
      throw Error(
          ErrorCode::usage, {},
          fmt::format("parameter \"columns\": {} is not one of {}", quoted(name), fmt::join(kColumns, ", ")));
    if (std::ranges::find(columns, name, &store::WantedColumn::name) != columns.end())
      throw Error(ErrorCode::usage, {}, "parameter \"columns\" names " + quoted(name) + " twice");
    columns.push_back({name, ColumnType::float32});
    begin = end + 1;
  }
  return columns;
}

using Values = std::vector<std::vector<float>>;  ///< by column, then point

/// Reads the columns of the points of one tile, ascending by row.
void read_tile(const store::PointReader& reader, const store::TileRecord& tile,
               std::span<const std::uint32_t> rows, const std::vector<store::WantedColumn>& columns,
               const Cancellation& cancellation, Values& values) {
  RowSet wanted(tile.points);
  for (const std::uint32_t row : rows) wanted.insert(row);
  store::RowReader read = reader.read(tile.stem, wanted, columns, {});
  for (Table table; read.next(table);) {
    cancellation.check();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto read_values = table.get<float>(columns[i].name);
      values[i].insert(values[i].end(), read_values.begin(), read_values.end());
    }
  }
}

Values read_values(const store::Store& store, const Snapshot& snapshot, std::span<const std::uint32_t> points,
                   const std::vector<store::WantedColumn>& columns, const Cancellation& cancellation) {
  Values values(columns.size());
  const store::PointReader reader(store);
  for (const TilePoints& part : by_tile(snapshot.index, points))
    read_tile(reader, tile_of_map(store, snapshot, part.tile), part.rows, columns, cancellation, values);
  return values;
}

}  // namespace

Answer values(const Service& service, const Question& question) {
  const ViewportIndex& index = service.snapshot.index;
  const Parameters parameters(question.query, filter_names_and({"columns"}));
  const PointFilter filter = read_point_filter(parameters);
  const std::vector<store::WantedColumn> wanted = read_columns(parameters);
  const PointSelection selection = index.select(filter);
  const Values values = service.store.read([&](const store::Store& store) {
    return read_values(store, service.snapshot, selection.points, wanted, question.cancellation);
  });
  BinaryColumns columns = columns_that_name_points(index, selection);
  for (std::size_t i = 0; i < wanted.size(); ++i)
    columns.add(wanted[i].name, "float32", [&values, i](std::size_t place) { return values[i][place]; });
  return binary_answer(selection, encode_columns(index, selection, columns));
}

}  // namespace plumbline::serve

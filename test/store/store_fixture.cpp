// SPDX-License-Identifier: MIT
#include "store/store_fixture.h"

#include <bit>
#include <cmath>

#include <fmt/format.h>

#include "store/duckdb_connection.h"

namespace plumbline::store::test {
namespace {

std::string row_text(std::span<const std::string> fields) {
  std::string text;
  for (std::size_t i = 0; i < fields.size(); ++i) text += (i == 0 ? "" : "|") + fields[i];
  return text;
}

}  // namespace

std::vector<Date> dates(std::initializer_list<const char*> texts) {
  std::vector<Date> out;
  for (const char* text : texts) out.push_back(Date::from_text(text).value());
  return out;
}

SmallTile three_points() {
  SmallTile tile;
  tile.axis = TimeAxis(dates({"2020-01-03", "2020-01-09", "2020-01-15", "2020-01-21"}));
  tile.meta.add({"pid", std::vector<std::string>{"166ax5Ofja", "166ax5Ofjb", "166ax5nanE"}});
  tile.meta.add({"longitude", std::vector<double>{13.171103, 13.171006, -0.1}});
  tile.meta.add({"latitude", std::vector<double>{38.690708, 38.690723, 51.5}});
  tile.meta.add({"easting", std::vector<double>{4598603.43, std::nan(""), 4598594.94}});
  tile.meta.add({"mean_velocity", std::vector<float>{-2.1F, -0.0F, kNaN}});
  tile.meta.add({"mp_type", std::vector<std::int32_t>{0, kMissingInt32, 400}});
  tile.meta.add({"serial", std::vector<std::int64_t>{1'000'000'000'000, 7, kMissingInt64}});
  tile.meta.add({"orbit", std::vector<std::string>{"A", "", "D"}});
  tile.meta.add({"periodic", std::vector<Flag>{Flag::yes, Flag::no, Flag::missing}});
  tile.series = {{-1.0F, -1.7F, -0.0F, 0.0F}, {0.1F, kNaN, 0.3F, 66.9F}, {kNaN, kNaN, kNaN, kNaN}};
  return tile;
}

SmallTile many_points(std::size_t points, std::size_t acquisitions) {
  SmallTile tile;
  std::vector<Date> days;
  for (std::size_t i = 0; i < acquisitions; ++i)
    days.push_back(Date::from_days(18'264 + 6 * static_cast<std::int32_t>(i)));
  tile.axis = TimeAxis(days);
  std::vector<std::string> pids(points);
  std::vector<double> longitude(points);
  std::vector<double> latitude(points);
  std::vector<std::int32_t> lines(points);
  std::vector<std::int32_t> pixels(points);
  for (std::size_t row = 0; row < points; ++row) {
    const auto line = static_cast<std::uint16_t>(row / 200);
    const auto pixel = static_cast<std::uint16_t>(row % 200);
    const BurstPosition position{'1', 22, 845, 2, Polarisation::VV, line, pixel};
    pids[row] = point_id(position).text();
    lines[row] = line;
    pixels[row] = pixel;
    longitude[row] = 13.0 + 1e-4 * pixel;
    latitude[row] = 38.0 + 1e-4 * line;
    std::vector<float> series(acquisitions);
    for (std::size_t i = 0; i < acquisitions; ++i) {
      const auto tenths = static_cast<int>((row * 7 + i * 13) % 401) - 200;
      series[i] = tenths == 0 && row % 2 == 0 ? -0.0F : static_cast<float>(tenths) / 10.0F;
      if ((row + i) % 97 == 0) series[i] = kNaN;
    }
    tile.series.push_back(std::move(series));
  }
  tile.meta.add({"pid", std::move(pids)});
  tile.meta.add({"longitude", std::move(longitude)});
  tile.meta.add({"latitude", std::move(latitude)});
  tile.meta.add({"line", std::move(lines)});
  tile.meta.add({"pixel", std::move(pixels)});
  return tile;
}

void put(Store& store, const SmallTile& tile) {
  const SeriesReader reader = [&](std::size_t first_row, SeriesBlock& block) {
    for (std::size_t i = 0; i < block.acquisitions(); ++i) {
      for (std::size_t point = 0; point < block.points(); ++point)
        block.acquisition(i)[point] = tile.series[first_row + point][i];
    }
  };
  store.put_tile(tile.description, tile.axis, tile.meta, reader, tile.stage);
}

std::vector<std::vector<float>> read_all_series(const Store& store, std::string_view stem,
                                                std::size_t block_points) {
  std::vector<std::vector<float>> all;
  store.scan_series(stem, block_points, [&](std::size_t first_row, const SeriesBlockView& block) {
    if (first_row != all.size() || block.points == 0 || block.points > block_points)
      throw std::runtime_error("a block does not follow the one before");
    for (std::size_t point = 0; point < block.points; ++point) {
      all.emplace_back(block.acquisitions.size());
      block.copy_series(point, all.back());
    }
  });
  return all;
}

std::vector<std::string> rows_of(const Store& store, std::string_view sql) {
  std::vector<std::string> rows;
  query(
      store, sql, [](auto) {},
      [&](std::span<const QueryValue> values) {
        std::vector<std::string> fields;
        for (const QueryValue& value : values) fields.emplace_back(value.is_null ? "NULL" : value.text);
        rows.push_back(row_text(fields));
      });
  return rows;
}

std::vector<std::string> duckdb_rows(const std::string& setting, const std::string& sql) {
  const Database database(1, 0, {});
  const Connection connection = database.connect();
  if (!setting.empty()) connection.run(setting, {});
  Result result = connection.stream("SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (" + sql + ")", {}, {});
  std::vector<std::string> rows;
  while (const Chunk chunk = result.next()) {
    for (std::size_t row = 0; row < chunk.rows(); ++row) {
      std::vector<std::string> fields;
      for (std::size_t i = 0; i < result.columns(); ++i)
        fields.emplace_back(chunk.is_null(i, row) ? std::string_view("NULL") : chunk.text(i, row));
      rows.push_back(row_text(fields));
    }
  }
  return rows;
}

bool same_bits(const std::vector<float>& a, const std::vector<float>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::isnan(a[i]) && std::isnan(b[i])) continue;
    if (std::bit_cast<std::uint32_t>(a[i]) != std::bit_cast<std::uint32_t>(b[i])) return false;
  }
  return true;
}

}  // namespace plumbline::store::test

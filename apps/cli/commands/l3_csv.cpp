// SPDX-License-Identifier: MIT
#include "l3_csv.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <span>
#include <vector>

#include "../interrupt.h"
#include "core/placed_file.h"
#include "synth/number_text.h"
#include "synth/output_file.h"

namespace plumbline::cli {
namespace {

constexpr std::size_t kBlockPoints = 8192;
constexpr std::size_t kPieceBytes = 4'000'000;

struct CsvColumn {
  const char* stored;
  const char* printed;  ///< in the release 2020–2024
  int decimals;
};
constexpr std::array<CsvColumn, 11> kColumns{{{"height", "height_ortho", 1},
                                              {"rmse", "rmse_ts", 1},
                                              {"mean_velocity", "mean_velocity", 1},
                                              {"mean_velocity_std", "mean_velocity_std", 1},
                                              {"acceleration", "acceleration", 2},
                                              {"acceleration_std", "acceleration_std", 2},
                                              {"seasonality", "seasonality", 1},
                                              {"seasonality_std", "seasonality_std", 1},
                                              {"gnss_velocity_n", "gnss_velocity_n", 1},
                                              {"gnss_velocity_e", "gnss_velocity_e", 1},
                                              {"gnss_velocity_u", "gnss_velocity_u", 1}}};
constexpr std::size_t kColumnsWithoutGnss = 8;

/// Whether the tile knows the reference model: releases before 2020–2024 did not tell it.
bool has_model(const Table& table) {
  return std::ranges::any_of(table.get<float>("gnss_velocity_e"), [](float v) { return std::isfinite(v); });
}

std::string header(std::span<const CsvColumn> columns, bool is_new, const TimeAxis& axis) {
  std::string text = "pid,easting,northing";
  for (const CsvColumn& column : columns) (text += ',') += is_new ? column.printed : column.stored;
  for (const Date date : axis.dates()) (text += ',') += date.yyyymmdd();
  return text + '\n';
}

void append(synth::NumberText& out, float value, int decimals) {
  out.comma();
  if (std::isfinite(value)) out.fixed(static_cast<double>(value), decimals);
}

/// Puts the series of row r at place[r] of the file.
void spill_in_order(const store::Store& store, const store::TileRecord& tile,
                    std::span<const std::uint32_t> place, PlacedFile& spilled) {
  std::vector<float> series_mm(tile.axis.size());
  store.scan_series(tile.stem, kBlockPoints, [&](std::size_t first_row, const SeriesBlockView& block) {
    check_interrupted();
    for (std::size_t i = 0; i < block.points; ++i) {
      block.copy_series(i, series_mm);
      spilled.write(std::uint64_t{place[first_row + i]} * tile.axis.size() * sizeof(float),
                    std::as_bytes(std::span(series_mm)));
    }
  });
}

}  // namespace

void write_l3_csv(const store::Store& store, const std::string& stem, const std::filesystem::path& file) {
  const store::TileRecord& tile = *store.find_tile(stem);
  std::vector<std::string> names{"pid", "easting", "northing"};
  for (const CsvColumn& column : kColumns) names.emplace_back(column.stored);
  const Table table = store.read_columns(stem, names);
  const auto pid = table.get<std::string>("pid");
  const auto easting_m = table.get<double>("easting");
  const auto northing_m = table.get<double>("northing");

  std::vector<std::uint32_t> order(table.rows());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::uint32_t row) { return std::pair(northing_m[row], easting_m[row]); });
  std::vector<std::uint32_t> place(table.rows());
  for (std::uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;

  synth::OutputFile out(file);
  PlacedFile spilled = PlacedFile::unnamed_in(std::filesystem::absolute(file).parent_path());
  spill_in_order(store, tile, place, spilled);

  const bool is_new = has_model(table);
  const auto columns = std::span(kColumns).first(is_new ? kColumns.size() : kColumnsWithoutGnss);
  std::vector<std::span<const float>> values;
  for (const CsvColumn& column : columns) values.push_back(table.get<float>(column.stored));
  std::vector<float> series_mm(tile.axis.size());
  std::string text = header(columns, is_new, tile.axis);
  synth::NumberText numbers(text, !is_new);
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::uint32_t row = order[i];
    numbers.text(pid[row]);
    for (const double metres : {easting_m[row], northing_m[row]}) {
      numbers.comma();
      numbers.integer(std::llround(metres));
    }
    for (std::size_t c = 0; c < columns.size(); ++c) append(numbers, values[c][row], columns[c].decimals);
    spilled.read(i * series_mm.size() * sizeof(float), std::as_writable_bytes(std::span(series_mm)));
    for (const float value : series_mm) append(numbers, value, 1);
    numbers.end_row();
    if (text.size() < kPieceBytes) continue;
    check_interrupted();
    out.append(text);
    text.clear();
  }
  out.append(text);
  out.finish();
}

}  // namespace plumbline::cli

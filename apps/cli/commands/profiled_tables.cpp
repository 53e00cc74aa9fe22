// SPDX-License-Identifier: MIT
#include "profiled_tables.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "../profile_file.h"
#include "features/velocities.h"
#include "gap_columns.h"
#include "ingest/tile.h"

namespace plumbline::cli {
namespace {

/// Transposes the series of the rows `order[first_row…]` into a time-major block.
void fill_block(const ingest::Tile& tile, std::span<const std::uint32_t> order, std::size_t first_row,
                SeriesBlock& block) {
  for (std::size_t row = 0; row < block.points(); ++row) {
    const std::span<const float> series = tile.series(order[first_row + row]);
    for (std::size_t i = 0; i < series.size(); ++i) block.acquisition(i)[row] = series[i];
  }
}

/// mean_velocity by EGMS's formula (docs/science.md).
Column velocity_column(const ingest::Tile& tile) {
  constexpr std::size_t kPoints = 4096;
  features::VelocityFitter fitter(tile.axis);
  std::vector<const float*> pointers;
  std::vector<float> velocities;
  std::vector<std::uint32_t> order(tile.points());
  std::iota(order.begin(), order.end(), 0U);
  for (std::size_t first = 0; first < tile.points(); first += kPoints) {
    SeriesBlock block(tile.axis.size(), std::min(kPoints, tile.points() - first));
    fill_block(tile, order, first, block);
    std::vector<double> egms(block.points());
    std::vector<double> line(block.points());
    fitter.fit(block.view(pointers), egms, line);
    for (const double velocity : egms) velocities.push_back(static_cast<float>(velocity));
  }
  return {"mean_velocity", std::move(velocities)};
}

/// The first names of a long list.
std::string shortened(const std::vector<std::string>& names) {
  constexpr std::size_t kShown = 8;
  const auto shown = std::span(names).first(std::min(names.size(), kShown));
  return fmt::format("{}{}", fmt::join(shown, ", "), names.size() > kShown ? ", …" : "");
}

}  // namespace

ProfiledTables::ProfiledTables(const std::filesystem::path& profile_file)
    : profile_(read_profile(profile_file)),
      stage_options_(fmt::format(R"({{"profile_sha256":"{}"}})", ingest::source_sha256(profile_file))) {}

void ProfiledTables::put(Session& session, store::Store& store, const std::filesystem::path& file,
                         const std::function<store::StageRecord(const std::string& sha256)>& record) const {
  ingest::Tile tile = read(session, file);
  for (Column& column : gap_columns(tile, tile.points(), tile.axis)) tile.columns.add(std::move(column));
  const auto order =
      ingest::spatial_order(tile.columns.get<double>("longitude"), tile.columns.get<double>("latitude"));
  for (Column& column : tile.columns.columns()) column = ingest::reordered(column, order);
  store.put_tile(
      {.stem = tile.stem,
       .level = tile.level,
       .component = tile.component,
       .source_file = file.filename().string(),
       .source_bytes = tile.source_bytes,
       .source_sha256 = tile.source_sha256},
      tile.axis, tile.columns,
      [&](std::size_t first_row, SeriesBlock& block) { fill_block(tile, order, first_row, block); },
      record(tile.source_sha256));
  session.note(fmt::format("{}: {} points, {} dates", tile.stem, tile.points(), tile.axis.size()));
}

ingest::Tile ProfiledTables::read(Session& session, const std::filesystem::path& file) const {
  std::vector<std::string> left_out;
  ingest::Tile tile = ingest::read_profiled_table(file, profile_, left_out);
  if (!left_out.empty())
    session.note(fmt::format("{}: {} columns are left out, the profile does not name them: {}", tile.stem,
                             left_out.size(), shortened(left_out)));
  if (tile.columns.find("mean_velocity") == nullptr) {
    session.note(fmt::format("{}: mean_velocity is computed from the series", tile.stem));
    tile.columns.add(velocity_column(tile));
  }
  return tile;
}

}  // namespace plumbline::cli

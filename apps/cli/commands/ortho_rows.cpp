// SPDX-License-Identifier: MIT
#include "ortho_rows.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/point_id.h"
#include "correct/gaps.h"
#include "geodesy/projection.h"

namespace plumbline::cli {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

std::size_t place_of(Component component) { return component == Component::east ? 0 : 1; }

store::GeographicBox box_around(const geodesy::Geographic& places) {
  if (places.latitude.empty()) return {};
  const auto [south, north] = std::ranges::minmax(places.latitude);
  const auto [west, east] = std::ranges::minmax(places.longitude);
  return {west, south, east, north, false};
}

}  // namespace

OrthoRows::OrthoRows(const Grid& grid, TimeAxis axis, std::vector<Component> components,
                     const std::filesystem::path& folder)
    : grid_(grid),
      axis_(std::move(axis)),
      components_(std::move(components)),
      facts_(grid.cells.size()),
      spilled_(PlacedFile::unnamed_in(folder)) {}

void OrthoRows::put(std::size_t cell, const decompose::CellMotion& motion, const ModelMotion& model) {
  const auto number = [](double value) { return static_cast<float>(value); };
  CellFacts& facts = facts_[cell];
  facts = {.is_solved = motion.is_solved,
           .points_ascending = static_cast<std::int32_t>(motion.points_ascending),
           .points_descending = static_cast<std::int32_t>(motion.points_descending),
           .tracks = static_cast<std::int32_t>(motion.tracks),
           .height_m = number(motion.height_m),
           .condition = number(motion.condition),
           .up_per_east = number(motion.up_per_east),
           .model_north = number(model.north),
           .model_east = number(model.east),
           .model_up = number(model.up)};
  facts.of[0].displacement_std = number(motion.east_std_mm);
  facts.of[1].displacement_std = number(motion.up_std_mm);
  for (ComponentFacts& of_component : facts.of) {
    of_component.velocity_uncertainty = number(kMissing);
    of_component.statistics.fill(number(kMissing));
  }
}

void OrthoRows::put(std::size_t cell, Component component, const features::EgmsStatistics& statistics,
                    double velocity_uncertainty) {
  ComponentFacts& facts = facts_[cell].of[place_of(component)];
  facts.velocity_uncertainty = static_cast<float>(velocity_uncertainty);
  std::ranges::transform(statistics.values(), facts.statistics.begin(),
                         [](double value) { return static_cast<float>(value); });
}

std::uint64_t OrthoRows::offset(std::size_t cell, Component component) const {
  const std::size_t row = place_of(component) * facts_.size() + cell;
  return std::uint64_t{row} * axis_.size() * sizeof(float);
}

void OrthoRows::put_series(std::size_t first_cell, Component component, std::span<const float> series_mm) {
  spilled_.write(offset(first_cell, component), std::as_bytes(series_mm));
}

void OrthoRows::finish() {
  kept_.clear();
  for (std::uint32_t cell = 0; cell < facts_.size(); ++cell) {
    if (facts_[cell].is_solved) kept_.push_back(cell);
  }
}

std::string OrthoRows::pid(std::uint32_t cell) const {
  const std::uint32_t hundreds = grid_.cell_m / 100;
  const decompose::Cell& at = grid_.cells[cell];
  return std::string(point_id(GridCell{grid_.producer, at.column * hundreds, at.row * hundreds}).text());
}

Table OrthoRows::table(Component component, std::span<const std::uint32_t> cells) const {
  Table table;
  const auto add = [&]<typename T>(std::string_view name, T, auto value) {
    std::vector<T> values;
    values.reserve(cells.size());
    for (const std::uint32_t cell : cells) values.push_back(value(cell));
    table.add({std::string(name), std::move(values)});
  };
  const auto fact = [&]<typename T>(std::string_view name, T CellFacts::*member) {
    add(name, T{}, [&](std::uint32_t cell) { return facts_[cell].*member; });
  };
  const std::size_t place = place_of(component);
  add("pid", std::string(), [&](std::uint32_t cell) { return pid(cell); });
  add("easting", 0.0, [&](auto cell) { return decompose::middle_m(grid_.cells[cell].column, grid_.cell_m); });
  add("northing", 0.0, [&](auto cell) { return decompose::middle_m(grid_.cells[cell].row, grid_.cell_m); });
  fact("height", &CellFacts::height_m);
  for (std::size_t i = 0; i < features::kEgmsStatisticNames.size(); ++i)
    add(features::kEgmsStatisticNames[i], 0.0F,
        [&](auto cell) { return facts_[cell].of[place].statistics[i]; });
  fact("gnss_velocity_n", &CellFacts::model_north);
  fact("gnss_velocity_e", &CellFacts::model_east);
  fact("gnss_velocity_u", &CellFacts::model_up);
  auto geographic =
      geodesy::geographic_from_laea(table.get<double>("easting"), table.get<double>("northing"));
  table.add({"latitude", std::move(geographic.latitude)});
  table.add({"longitude", std::move(geographic.longitude)});
  const correct::GapSummary gaps = correct::gap_summary(std::vector<float>(axis_.size()), axis_);
  add("max_gap_days", std::int32_t{}, [&](auto) { return gaps.max_gap_days; });
  add("n_acquisitions", std::int32_t{}, [&](auto) { return gaps.n_acquisitions; });
  fact("points_ascending", &CellFacts::points_ascending);
  fact("points_descending", &CellFacts::points_descending);
  fact("tracks", &CellFacts::tracks);
  if (is_vertical()) {
    fact("up_per_east", &CellFacts::up_per_east);
  } else {
    fact("condition", &CellFacts::condition);
  }
  add("displacement_std", 0.0F, [&](auto cell) { return facts_[cell].of[place].displacement_std; });
  add("velocity_uncertainty", 0.0F, [&](auto cell) { return facts_[cell].of[place].velocity_uncertainty; });
  return table;
}

void OrthoRows::read_series(Component component, std::span<const std::uint32_t> cells,
                            SeriesBlock& block) const {
  std::vector<float> series_mm;
  for (std::size_t first = 0; first < cells.size();) {
    // As many as lie one after the other.
    std::size_t count = 1;
    while (first + count < cells.size() && cells[first + count] == cells[first] + count) ++count;
    series_mm.resize(count * axis_.size());
    spilled_.read(offset(cells[first], component), std::as_writable_bytes(std::span(series_mm)));
    for (std::size_t k = 0; k < axis_.size(); ++k) {
      for (std::size_t i = 0; i < count; ++i)
        block.acquisition(k)[first + i] = series_mm[i * axis_.size() + k];
    }
    first += count;
  }
}

store::TileRows OrthoRows::tile(Component component) const {
  std::vector<double> easting_m, northing_m;
  for (const std::uint32_t cell : kept_) {
    easting_m.push_back(decompose::middle_m(grid_.cells[cell].column, grid_.cell_m));
    northing_m.push_back(decompose::middle_m(grid_.cells[cell].row, grid_.cell_m));
  }
  const auto cells = [this](std::size_t first, std::size_t count) {
    return std::span(kept_).subspan(first, count);
  };
  return {.points = kept_.size(),
          .box = box_around(geodesy::geographic_from_laea(easting_m, northing_m)),
          .meta = [this, component, cells](
                      std::size_t first, std::size_t count) { return table(component, cells(first, count)); },
          .series =
              [this, component, cells](std::size_t first_row, store::SeriesRows& out) {
                const auto some = cells(first_row, out.pids.size());
                for (std::size_t i = 0; i < some.size(); ++i) out.pids[i] = pid(some[i]);
                read_series(component, some, out.values_mm);
              }};
}

}  // namespace plumbline::cli

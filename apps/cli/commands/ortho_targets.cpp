// SPDX-License-Identifier: MIT
#include "ortho_targets.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "../interrupt.h"
#include "store/durable_file.h"

namespace plumbline::cli {
namespace {

using Squares = std::map<SquareName, std::vector<const OrthoSource*>>;

void add_squares(const store::Store& store, const OrthoSource& source, Squares& squares) {
  const std::array<std::string, 2> names{"easting", "northing"};
  const Table table = store.read_columns(source.stem, names);
  const auto easting_m = table.get<double>("easting");
  const auto northing_m = table.get<double>("northing");
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (!(easting_m[row] >= 0 && northing_m[row] >= 0)) continue;
    const auto cell = decompose::cell_at(easting_m[row], northing_m[row], decompose::kSquareM);
    auto& sources = squares[{cell.column, cell.row}];
    if (sources.empty() || sources.back() != &source) sources.push_back(&source);
  }
}

bool has_orbit(const std::vector<const OrthoSource*>& sources, char orbit) {
  return std::ranges::any_of(sources, [&](const OrthoSource* source) { return source->orbit == orbit; });
}

}  // namespace

std::vector<OrthoTarget> find_targets(Session& session, const store::Store& store,
                                      const std::vector<OrthoRelease>& releases, bool need_both) {
  std::vector<OrthoTarget> targets;
  std::size_t count = 0;
  for (const OrthoRelease& release : releases) count += release.sources.size();
  Progress progress = session.progress("look", "tiles", count);
  for (const OrthoRelease& release : releases) {
    Squares squares;
    for (const OrthoSource& source : release.sources) {
      check_interrupted();
      add_squares(store, source, squares);
      progress.advance(1);
    }
    for (auto& [square, sources] : squares) {
      if (!need_both || (has_orbit(sources, 'A') && has_orbit(sources, 'D')))
        targets.push_back({&release, square, std::move(sources)});
    }
  }
  return targets;
}

std::string tile_name(const OrthoTarget& target, const OrthoOptions& options, Component component) {
  const ReleaseYears& years = target.release->years;
  const DeliveryName name{.level = Level::L3,
                          .component = component,
                          .easting_100km = static_cast<int>(target.square.easting_100km),
                          .northing_100km = static_cast<int>(target.square.northing_100km),
                          .first_year = years.first,
                          .last_year = years.last,
                          .sub_release = target.release->sub_release};
  std::string kind;
  if (options.cell_m != 100) kind += fmt::format("_{}m", options.cell_m);
  if (options.vertical) kind += "_vertical";
  if (kind.empty()) return name.text();
  const std::string release =
      years.first == 0 ? "" : fmt::format("_{:04}_{:04}_{}", years.first, years.last, name.sub_release);
  return fmt::format("EGMS_L3_E{:02}N{:02}_100km{}{}_{}", name.easting_100km, name.northing_100km, kind,
                     release, name_of(component));
}

std::string inputs_of(const std::vector<const OrthoSource*>& sources) {
  std::string inputs;
  for (const OrthoSource* source : sources)
    inputs += fmt::format("{}:{}\n", source->stem, source->series_sha256);
  return store::sha256_of(inputs);
}

}  // namespace plumbline::cli

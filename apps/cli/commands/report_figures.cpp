// SPDX-License-Identifier: MIT
#include "report_figures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <mutex>

#include <fmt/format.h>

#include "../interrupt.h"
#include "../stages.h"
#include "features/velocities.h"
#include "map_regions.h"
#include "motion_block.h"
#include "tile_columns.h"

namespace plumbline::cli {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

std::string kind_of(const store::TileRecord& tile) {
  switch (tile.component) {
    case Component::east:
      return fmt::format("{} east", name_of(tile.level));
    case Component::up:
      return fmt::format("{} up", name_of(tile.level));
    case Component::line_of_sight:
      break;
  }
  return std::string(name_of(tile.level));
}

/// What has to be known of all tiles before they can be counted: where they lie, and how fast they move.
struct Survey {
  struct View {
    report::Extent extent;
    std::size_t points = 0;
    report::Distribution velocities;
  };
  std::map<std::string, View> views;  ///< by name of their maps
  report::Distribution velocities;    ///< of all
  std::vector<TileFigures> tiles;     ///< those that could be read
  std::vector<std::string> view_of;   ///< of each tile
  MapRegions regions;
  std::vector<std::optional<std::size_t>> region_of;  ///< of each tile
};

void survey(const store::Store& store, const ChosenTiles& tiles, const store::TileRecord& tile,
            Survey& survey) {
  constexpr std::array<const char*, 5> kColumns{"pid", "easting", "northing", "mean_velocity", "orbit"};
  const TileColumns columns(store, tile.stem, kColumns);
  TileFigures figures{
      .stem = tile.stem, .kind = kind_of(tile), .points = tiles.points_of(tile), .dates = tile.axis.size()};
  if (!tile.axis.empty()) {
    figures.first_date = tile.axis.dates().front().iso();
    figures.last_date = tile.axis.dates().back().iso();
  }
  for (std::size_t i = 1; i < tile.axis.size(); ++i)
    figures.longest_interval_days =
        std::max(figures.longest_interval_days, days_between(tile.axis.date(i - 1), tile.axis.date(i)));
  const auto orbit = columns.get<std::string>("orbit");
  if (!orbit.empty()) figures.orbit = orbit[0] == "A" ? "ascending" : orbit[0] == "D" ? "descending" : "";

  const auto eastings = columns.get<double>("easting");
  const auto northings = columns.get<double>("northing");
  const auto velocities = columns.get<float>("mean_velocity");
  std::string name = figures.orbit.empty() ? figures.kind : figures.kind + ", " + figures.orbit;
  const auto region = survey.regions.region_of(eastings, northings);
  const geodesy::Projected places = survey.regions.places(region, eastings, northings);
  if (region) name += ", around " + survey.regions.middle(*region);
  Survey::View& view = survey.views[name];
  if (region) view.extent.middle = survey.regions.middle(*region);
  for (std::size_t row = 0; row < tile.points; ++row) {
    if (!tiles.counts(tile.stem, row)) continue;
    const auto velocity =
        static_cast<double>(value_or(velocities, row, std::numeric_limits<float>::quiet_NaN()));
    view.extent.include(value_or<double>(places.easting_m, row, kNan),
                        value_or<double>(places.northing_m, row, kNan));
    view.velocities.add(velocity);
    figures.velocities.add(velocity);
    survey.velocities.add(velocity);
  }
  view.points += figures.points;
  survey.tiles.push_back(std::move(figures));
  survey.view_of.push_back(name);
  survey.region_of.push_back(region);
}

/// Nearly all values, from a round number to a round number.
report::Density::Range round_range(const report::Distribution& values, std::size_t cells) {
  constexpr double kShareCutOff = 0.0005;
  const double low = values.quantile(kShareCutOff);
  const double high = values.quantile(1.0 - kShareCutOff);
  const double step = report::round_up(std::max(high - low, 1.0) / 10);
  return {.first = std::floor(low / step) * step - step / 2,
          .last = std::ceil(high / step) * step + step / 2,
          .cells = cells};
}

VelocityFigures empty_velocity_figures(const report::Density::Range& velocities) {
  constexpr double kMost = 1.0;  // mm/yr; the page shows the part that holds nearly all
  constexpr std::size_t kCells = 400;
  const report::Density::Range residuals{.first = -kMost, .last = kMost, .cells = kCells};
  return {.agreement = {},
          .scatter = report::Density(velocities, velocities),
          .residual = report::Density(velocities, residuals),
          .residuals = report::Histogram(-kMost, kMost, kCells)};
}

/// Colours end at a round number that nearly all velocities keep within.
double colour_range(const report::Distribution& velocities) {
  if (velocities.count() == 0) return 5;
  return std::max(2.0, report::round_up(std::max({std::fabs(velocities.quantile(0.02)),
                                                  std::fabs(velocities.quantile(0.98)), 1.0})));
}

/// Our two velocities of every point of a tile.
struct OurVelocities {
  std::vector<double> egms;
  std::vector<double> line;
};

OurVelocities fit_velocities(const store::Store& store, const store::TileRecord& tile, Progress& progress) {
  OurVelocities ours{std::vector<double>(tile.points, kNan), std::vector<double>(tile.points, kNan)};
  Pool<features::VelocityFitter> fitters;
  std::mutex progress_mutex;
  const auto make = [&] { return std::make_unique<features::VelocityFitter>(tile.axis); };
  store.scan_series_in_parallel(tile.stem, [&](std::size_t first_row, const SeriesBlockView& block) {
    fitters.with_one(make, [&](features::VelocityFitter& fitter) {
      fitter.fit(block, std::span(ours.egms).subspan(first_row, block.points),
                 std::span(ours.line).subspan(first_row, block.points));
    });
    const std::lock_guard lock(progress_mutex);
    progress.advance(block.points);  // and stops where the user asks for it
  });
  return ours;
}

void compare(double ours, double official, VelocityFigures& figures, report::Agreement& of_tile) {
  if (std::isnan(ours) || std::isnan(official)) return;
  of_tile.add(ours, official);
  figures.agreement.add(ours, official);
  figures.scatter.add(official, ours);
  figures.residual.add(official, ours - official);
  figures.residuals.add(ours - official);
}

/// The columns of a tile that the tables are made of.
constexpr std::array<const char*, 12> kTableColumns{
    "pid",      "easting", "northing",      "height",      "mean_velocity", "class_1",
    "periodic", "jumpy",   "variable_flag", "noisy_trend", "max_gap_days",  "n_acquisitions"};

/// Reads the tiles of a surveyed store one after the other.
class Reader {
 public:
  Reader(const store::Store& store, const ChosenTiles& tiles, Survey survey)
      : store_(store), tiles_(tiles), survey_(std::move(survey)) {
    if (survey_.velocities.count() > 0) {
      const report::Density::Range range = round_range(survey_.velocities, 120);
      figures_.egms = empty_velocity_figures(range);
      figures_.line = empty_velocity_figures(range);
    }
    for (const auto& [name, view] : survey_.views) {
      if (view.extent.empty()) continue;
      const report::MapGrid grid(view.extent, view.points);
      maps_.emplace(name, figures_.maps.size());
      figures_.maps.push_back({.name = name,
                               .points = view.points,
                               .range_mm_per_year = colour_range(view.velocities),
                               .velocities = report::MeanMap(grid),
                               .classes = report::ClassMap(grid)});
    }
  }

  void read(std::size_t index, const std::filesystem::path& truth_file, Progress& progress) {
    TileFigures tile_figures = survey_.tiles[index];
    const store::TileRecord& tile = *store_.find_tile(tile_figures.stem);
    const TileColumns columns(store_, tile.stem, kTableColumns);
    const OurVelocities ours = fit_velocities(store_, tile, progress);
    if (!truth_file.empty()) {
      if (!figures_.truth) figures_.truth.emplace();
      hold_against(read_truth(truth_file), columns, tile, *figures_.truth);
    }
    // What can fail is done: a tile is counted as a whole or not at all.
    tile_figures.is_classified = !columns.get<std::string>("class_1").empty() || tile.points == 0;
    const auto velocities = columns.get<float>("mean_velocity");
    for (std::size_t row = 0; row < velocities.size(); ++row) {
      if (!tiles_.counts(tile.stem, row)) continue;
      const auto official = static_cast<double>(velocities[row]);
      compare(ours.egms[row], official, *figures_.egms, tile_figures.egms);
      compare(ours.line[row], official, *figures_.line, tile_figures.line);
    }
    count(columns, tile, index, tile_figures);
    figures_.tiles.push_back(std::move(tile_figures));
  }

  StoreFigures finish() { return std::move(figures_); }

 private:
  KindFigures& kind(const std::string& name) {
    for (KindFigures& kind : figures_.kinds)
      if (kind.name == name) return kind;
    return figures_.kinds.emplace_back(KindFigures{.name = name});
  }

  static std::optional<MotionClass> class_at(std::span<const std::string> classes, std::size_t row) {
    return classes.empty() ? std::nullopt : motion_class(classes[row]);
  }

  void count(const TileColumns& columns, const store::TileRecord& tile, std::size_t index,
             TileFigures& figures) {
    const geodesy::Projected places = survey_.regions.places(
        survey_.region_of[index], columns.get<double>("easting"), columns.get<double>("northing"));
    const auto heights = columns.get<float>("height");
    const auto velocities = columns.get<float>("mean_velocity");
    const auto classes = columns.get<std::string>("class_1");
    const auto gaps = columns.get<std::int32_t>("max_gap_days");
    const auto acquisitions = columns.get<std::int32_t>("n_acquisitions");
    std::array<std::span<const Flag>, report::kFlagNames.size()> flags;
    for (std::size_t i = 0; i < flags.size(); ++i) flags[i] = columns.get<Flag>(report::kFlagNames[i]);
    KindFigures& of_kind = kind(figures.kind);
    of_kind.is_classified |= figures.is_classified;
    const auto map = maps_.find(survey_.view_of[index]);
    MapFigures* of_map = map == maps_.end() ? nullptr : &figures_.maps[map->second];
    if (of_map != nullptr) of_map->is_classified |= figures.is_classified;
    constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();
    for (std::size_t row = 0; row < tile.points; ++row) {
      if (!tiles_.counts(tile.stem, row)) continue;
      const auto motion = class_at(classes, row);
      if (motion) ++figures.classified_points;
      const auto velocity = static_cast<double>(value_or(velocities, row, kMissing));
      report::ClassTables::Point point{.motion = motion,
                                       .height_m = static_cast<double>(value_or(heights, row, kMissing)),
                                       .velocity_mm_per_year = velocity};
      for (std::size_t i = 0; i < flags.size(); ++i) point.flags[i] = value_or(flags[i], row, Flag::missing);
      of_kind.tables.add(point);
      figures_.gaps.add(value_or(gaps, row, kMissingInt32), value_or(acquisitions, row, kMissingInt32),
                        tile.axis.size());
      if (of_map == nullptr) continue;
      const double easting = value_or<double>(places.easting_m, row, kNan);
      const double northing = value_or<double>(places.northing_m, row, kNan);
      of_map->velocities.add(easting, northing, velocity);
      of_map->classes.add(easting, northing, motion);
    }
  }

  const store::Store& store_;
  const ChosenTiles& tiles_;
  Survey survey_;
  StoreFigures figures_;
  std::map<std::string, std::size_t> maps_;  ///< index into figures_.maps by name
};

/// In pipeline order; tiles with the same options together.
std::vector<StageFigures> stages_of(const store::Store& store, const ChosenTiles& tiles) {
  std::vector<StageFigures> list;
  const auto add = [&](const store::StageRecord& record, std::size_t count) {
    for (StageFigures& known : list) {
      if (known.stage == record.stage && known.method_version == record.method_version &&
          known.options == record.options) {
        known.tiles += count;
        return;
      }
    }
    list.push_back({record.stage, record.method_version, record.options, count});
  };
  for (const store::TileRecord* tile : tiles.tiles)
    for (const store::StageRecord& record : tile->stages) add(record, 1);
  for (const Stage& stage : stages())
    if (const store::StageRecord* record = store.stage(stage.name)) add(*record, 0);
  const auto place = [](const StageFigures& figures) {
    const Stage* stage = find_stage(figures.stage);
    return stage == nullptr ? stages().size() : static_cast<std::size_t>(stage - stages().data());
  };
  std::stable_sort(list.begin(), list.end(),
                   [&](const StageFigures& a, const StageFigures& b) { return place(a) < place(b); });
  return list;
}

std::vector<std::string> missing_parts(const StoreFigures& figures) {
  std::vector<std::string> missing;
  if (figures.tiles.empty()) {
    missing.emplace_back(
        "The store holds no tile that could be read. plumbline ingest puts deliveries into it.");
    return missing;
  }
  const auto not_classified =
      static_cast<std::size_t>(std::count_if(figures.tiles.begin(), figures.tiles.end(),
                                             [](const TileFigures& tile) { return !tile.is_classified; }));
  if (not_classified == figures.tiles.size()) {
    missing.emplace_back(
        "The points have no classes yet, so the tables and the map of classes are missing. plumbline "
        "classify "
        "makes them.");
  } else if (not_classified > 0) {
    missing.push_back(fmt::format(
        "{} of {} tiles have no classes yet; their points count as unclassified. plumbline classify "
        "makes them.",
        not_classified, figures.tiles.size()));
  }
  if (!figures.egms || figures.egms->agreement.count() == 0)
    missing.emplace_back(
        "No point has both an official velocity and a series of ten values or more, so "
        "velocities cannot be compared.");
  return missing;
}

}  // namespace

std::size_t StoreFigures::points() const {
  std::size_t sum = 0;
  for (const TileFigures& tile : tiles) sum += tile.points;
  return sum;
}

StoreFigures read_figures(Session& session, const store::Store& store, const ChosenTiles& tiles,
                          TileWork& work, const std::map<std::string, std::filesystem::path>& truth) {
  Survey surveyed;
  std::uint64_t points = 0;
  for (const store::TileRecord* tile : tiles.tiles) {
    check_interrupted();
    if (work.prepare(tile->stem, [&] { survey(store, tiles, *tile, surveyed); })) points += tile->points;
  }
  const std::vector<TileFigures> readable = surveyed.tiles;
  Reader reader(store, tiles, std::move(surveyed));
  {
    Progress progress = session.progress("report", "points", points);
    for (std::size_t i = 0; i < readable.size(); ++i) {
      check_interrupted();
      const auto truth_file = truth.find(readable[i].stem);
      work.attempt(readable[i].stem, [&] {
        reader.read(i, truth_file == truth.end() ? std::filesystem::path{} : truth_file->second, progress);
      });
    }
  }
  StoreFigures figures = reader.finish();
  figures.name = std::filesystem::weakly_canonical(store.folder()).filename().string();
  if (!tiles.tiles.empty()) figures.level = name_of(tiles.tiles.front()->level);
  figures.release = tiles.release;
  figures.stages = stages_of(store, tiles);
  figures.missing = missing_parts(figures);
  figures.missing.insert(figures.missing.end(), tiles.remarks.begin(), tiles.remarks.end());
  return figures;
}

}  // namespace plumbline::cli

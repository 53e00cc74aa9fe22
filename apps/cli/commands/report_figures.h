// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "../command.h"
#include "../tile_work.h"
#include "chosen_tiles.h"
#include "core/delivery_name.h"
#include "report/agreement.h"
#include "report/class_tables.h"
#include "report/density.h"
#include "report/distribution.h"
#include "report/gap_counts.h"
#include "report/histogram.h"
#include "report/map.h"
#include "report_truth.h"
#include "store/store.h"

// What `report` shows of a store: read here, laid out in report_page.h and report_json.h.

namespace plumbline::cli {

/// One tile.
struct TileFigures {
  std::string stem;
  std::string kind;   ///< see KindFigures
  std::string orbit;  ///< "ascending", "descending", or empty
  std::size_t points = 0;
  std::size_t dates = 0;
  std::string first_date;
  std::string last_date;
  int longest_interval_days = 0;  ///< between consecutive acquisitions of the tile
  bool is_classified = false;
  std::size_t classified_points = 0;
  report::Distribution velocities;
  report::Agreement egms;  ///< our velocities against the official one
  report::Agreement line;
};

/// The points whose velocities mean the same: one level, and one component of L3.
struct KindFigures {
  std::string name;  ///< "L2b", "L3 east"
  bool is_classified = false;
  report::ClassTables tables;
};

/// The maps of one kind, seen from one side.
struct MapFigures {
  std::string name;  ///< "L2b, ascending"
  std::size_t points = 0;
  double range_mm_per_year = 5;  ///< of the colours
  report::MeanMap velocities;
  report::ClassMap classes;
  bool is_classified = false;
};

/// One of our velocities against the official one, over all tiles.
struct VelocityFigures {
  report::Agreement agreement;
  report::Density scatter;   ///< ours over official
  report::Density residual;  ///< ours − official over official
  report::Histogram residuals;
};

struct StageFigures {
  std::string stage;
  int method_version = 1;
  std::string options;    ///< one line of JSON
  std::size_t tiles = 0;  ///< 0: of the whole store
};

struct StoreFigures {
  std::string name;                  ///< of the folder
  std::optional<std::string> level;  ///< of the tiles; nothing without tiles
  std::string release;               ///< of the tiles; empty where they have none
  std::vector<TileFigures> tiles;
  std::vector<KindFigures> kinds;
  std::vector<MapFigures> maps;
  std::optional<VelocityFigures> egms;  ///< nothing where no tile could be compared
  std::optional<VelocityFigures> line;
  report::GapCounts gaps;
  std::vector<StageFigures> stages;
  std::vector<std::string> missing;  ///< what the report lacks, and why
  std::optional<TruthFigures> truth;

  std::size_t points() const;
};

/// Reads what the report shows of some tiles of the store; memory does not grow with their number. A tile
/// that cannot be read is reported to `work` and left out. `truth` holds the truth file of some tiles by
/// stem.
StoreFigures read_figures(Session& session, const store::Store& store, const ChosenTiles& tiles,
                          TileWork& work, const std::map<std::string, std::filesystem::path>& truth);

}  // namespace plumbline::cli

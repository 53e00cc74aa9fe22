// SPDX-License-Identifier: MIT
#include "store/export_columns.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "core/error.h"

namespace plumbline::store {
namespace {

// What InSAR Explorer and PS Time Series Viewer need, and what one wants to see beside a series.
constexpr std::array<std::string_view, 16> kQgisColumns{
    "pid",         "tile",    "component",          "mean_velocity", "mean_velocity_std", "acceleration",
    "seasonality", "rmse",    "temporal_coherence", "height",        "incidence_angle",   "track_angle",
    "orbit",       "class_1", "class_prob_1",       "cluster_id"};

struct ShortName {
  std::string_view name;
  std::string_view in_shapefile;
};
// A Shapefile has ten bytes. VEL and COHERENCE are what the QGIS plugins know; the rest stays readable.
constexpr std::array<ShortName, 27> kShortNames{{{"mean_velocity", "VEL"},
                                                 {"mean_velocity_std", "VEL_STD"},
                                                 {"temporal_coherence", "COHERENCE"},
                                                 {"amplitude_dispersion", "AMP_DISP"},
                                                 {"acceleration", "ACC"},
                                                 {"acceleration_std", "ACC_STD"},
                                                 {"seasonality", "SEASON"},
                                                 {"seasonality_std", "SEASON_STD"},
                                                 {"height_wgs84", "HEIGHT_WGS"},
                                                 {"incidence_angle", "INC_ANGLE"},
                                                 {"track_angle", "TRK_ANGLE"},
                                                 {"max_gap_days", "MAX_GAP_D"},
                                                 {"n_acquisitions", "N_ACQ"},
                                                 {"cluster_label", "CLUST_LAB"},
                                                 {"cluster_id", "CLUSTER"},
                                                 {"subcluster_id", "SUBCLUST"},
                                                 {"class_prob_1", "CLASS_PROB"},
                                                 {"variable_flag", "VARIABLE"},
                                                 {"noisy_trend", "NOISY_TR"},
                                                 {"gnss_velocity", "GNSS_VEL"},
                                                 {"gnss_velocity_n", "GNSS_VEL_N"},
                                                 {"gnss_velocity_e", "GNSS_VEL_E"},
                                                 {"gnss_velocity_u", "GNSS_VEL_U"},
                                                 {"component", "COMPONENT"},
                                                 {"pid", "CODE"},
                                                 {"longitude", "LON"},
                                                 {"latitude", "LAT"}}};

/// Columns of all tiles, in the order in which they are first met, with a type that holds them all.
std::vector<WantedColumn> columns_of(const Store& store, const std::vector<const TileRecord*>& tiles) {
  std::vector<WantedColumn> columns;
  const auto is_number = [](ColumnType type) { return type < ColumnType::text; };
  for (const TileRecord* tile : tiles) {
    for (const auto& [name, type] : store.column_names(tile->stem)) {
      const auto known = std::ranges::find(columns, name, &WantedColumn::name);
      if (known == columns.end()) {
        columns.push_back({name, type});
      } else if (known->type != type) {
        known->type = is_number(type) && is_number(known->type) ? ColumnType::float64 : ColumnType::text;
      }
    }
  }
  return columns;
}

/// Names in the order in which they are written.
std::vector<std::string> chosen_names(const std::vector<WantedColumn>& there,
                                      const std::vector<std::string>& asked, bool for_qgis_insar) {
  const auto is_there = [&](std::string_view name) {
    return name == kTileColumn || name == kLevelColumn || name == kComponentColumn ||
           std::ranges::find(there, name, &WantedColumn::name) != there.end();
  };
  std::vector<std::string> names;
  if (!asked.empty()) {
    for (const std::string& name : asked) {
      if (!is_there(name))
        throw Error(ErrorCode::missing_stage, {.column = name}, "none of the tiles has this column",
                    "Run the stage that writes it (`plumbline stages`), or see `plumbline sql \"DESCRIBE "
                    "all_metadata\"`");
      if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    }
  } else if (for_qgis_insar) {
    for (const std::string_view name : kQgisColumns) {
      if (is_there(name)) names.emplace_back(name);
    }
  } else {
    names = {std::string(kTileColumn), std::string(kLevelColumn), std::string(kComponentColumn)};
    for (const WantedColumn& column : there) {
      if (std::ranges::find(names, column.name) == names.end()) names.push_back(column.name);
    }
  }
  return names;
}

std::vector<std::string> names_in_file(ExportFormat format, std::vector<std::string> names) {
  if (format != ExportFormat::shapefile) return names;
  for (std::string& name : names) {
    const auto known = std::ranges::find(kShortNames, name, &ShortName::name);
    if (known != kShortNames.end()) name = known->in_shapefile;
  }
  return names_for(format, names);
}

/// As EGMS prints them; others keep four.
int decimals_of(const std::string& column, ColumnType type) {
  static const std::map<std::string, int> kDecimals{
      {"latitude", 6}, {"longitude", 6}, {"easting", 2}, {"northing", 2}};
  const auto known = kDecimals.find(column);
  if (known != kDecimals.end()) return known->second;
  return type == ColumnType::float64 ? 6 : 4;
}

std::string date_name(Date date, ExportFormat format, bool for_qgis_insar) {
  const bool with_letter = for_qgis_insar || format == ExportFormat::shapefile;
  return fmt::format("{}{}", with_letter ? "D" : "", date.yyyymmdd());
}

}  // namespace

ExportColumns export_columns(const Store& store, const std::vector<const TileRecord*>& tiles,
                             const std::vector<std::string>& asked, const std::vector<Date>& dates,
                             ExportFormat format, bool for_qgis_insar) {
  const std::vector<WantedColumn> there = columns_of(store, tiles);
  const std::vector<std::string> names = chosen_names(there, asked, for_qgis_insar);
  const std::vector<std::string> in_file = names_in_file(format, names);
  ExportColumns columns;
  columns.wanted = {{"longitude", ColumnType::float64}, {"latitude", ColumnType::float64}};
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto known = std::ranges::find(there, names[i], &WantedColumn::name);
    const ColumnType type = known == there.end() ? ColumnType::text : known->type;
    columns.attributes.push_back({names[i], in_file[i], type, decimals_of(names[i], type)});
    if (known != there.end() && names[i] != "longitude" && names[i] != "latitude")
      columns.wanted.push_back(*known);
  }
  constexpr int kSeriesDecimals = 2;  // hundredths of a millimetre
  for (const Date date : dates)
    columns.attributes.push_back(
        {date.yyyymmdd(), date_name(date, format, for_qgis_insar), ColumnType::float32, kSeriesDecimals});
  if (columns.attributes.size() > most_attributes(format))
    throw Error(ErrorCode::usage, {},
                fmt::format("{} columns are more than this format holds ({})", columns.attributes.size(),
                            most_attributes(format)),
                "Choose fewer dates or fewer tiles, or write GeoParquet or CSV");
  return columns;
}

std::string velocity_style(const std::string& attribute) {
  struct Step {
    double lower;
    double upper;
    std::string_view rgb;
  };
  constexpr std::array<Step, 7> kSteps{{{-10000, -10, "165,0,38"},
                                        {-10, -5, "244,109,67"},
                                        {-5, -2.5, "253,174,97"},
                                        {-2.5, 2.5, "102,189,99"},
                                        {2.5, 5, "116,173,209"},
                                        {5, 10, "69,117,180"},
                                        {10, 10000, "49,54,149"}}};
  std::string ranges;
  std::string symbols;
  for (std::size_t i = 0; i < kSteps.size(); ++i) {
    const Step& step = kSteps[i];
    const std::string label = i == 0 ? fmt::format("below {} mm/yr", step.upper)
                              : i + 1 == kSteps.size()
                                  ? fmt::format("above {} mm/yr", step.lower)
                                  : fmt::format("{} to {} mm/yr", step.lower, step.upper);
    ranges += fmt::format(
        "      <range lower=\"{:f}\" upper=\"{:f}\" symbol=\"{}\" label=\"{}\" render=\"true\"/>\n",
        step.lower, step.upper, i, label);
    symbols += fmt::format(
        R"(      <symbol type="marker" name="{}" alpha="1" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
          <prop k="color" v="{},255"/>
          <prop k="name" v="circle"/>
          <prop k="outline_style" v="no"/>
          <prop k="size" v="1.6"/>
          <prop k="size_unit" v="MM"/>
        </layer>
      </symbol>
)",
        i, step.rgb);
  }
  return fmt::format(
      R"(<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22" styleCategories="Symbology">
  <renderer-v2 type="graduatedSymbol" attr="{}" graduatedMethod="GraduatedColor" symbollevels="0" enableorderby="0" forceraster="0">
    <ranges>
{}    </ranges>
    <symbols>
{}    </symbols>
  </renderer-v2>
</qgis>
)",
      attribute, ranges, symbols);
}

}  // namespace plumbline::store

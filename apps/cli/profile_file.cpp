// SPDX-License-Identifier: MIT
#include "profile_file.h"

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include <fmt/format.h>
#include <fmt/ranges.h>
#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>

#include "core/error.h"
#include "ingest/known_columns.h"

namespace plumbline::cli {
namespace {

using Keys = std::span<const std::string_view>;
constexpr std::array<std::string_view, 4> kSections{"table", "displacement", "columns", "constants"};
constexpr std::array<std::string_view, 7> kTableKeys{"separator", "decimal", "missing", "level",
                                                     "crs",       "orbit",   "keep"};
constexpr std::array<std::string_view, 3> kDisplacementKeys{"columns", "unit", "positive"};
constexpr std::array<std::string_view, 2> kColumnKeys{"from", "unit"};
/// What ingest makes itself.
constexpr std::array<std::string_view, 6> kMadeByUs{"orbit",          "source_pid", "max_gap_days",
                                                    "n_acquisitions", "geometry",   "bbox"};

class ProfileReader {
 public:
  explicit ProfileReader(std::string file) : file_(std::move(file)) {}

  ingest::TableProfile read(const toml::table& root) {
    check_keys(root, kSections, "section");
    ingest::TableProfile profile{.dates = read_displacement(section(root, "displacement"))};
    profile.displacement_to_mm = displacement_to_mm_;
    if (const auto* table = root.get("table")) read_table(profile, as_section(*table, "table"));
    const toml::table& columns = section(root, "columns");
    for (const auto& [key, node] : columns) read_column(profile, key.str(), node);
    if (const auto* constants = root.get("constants")) {
      for (const auto& [key, node] : as_section(*constants, "constants"))
        read_constant(profile, key.str(), node);
    }
    check_places(profile, columns);
    return profile;
  }

 private:
  [[noreturn]] void wrong(const toml::node& where, std::string problem, std::string advice = {}) const {
    throw Error(ErrorCode::usage, {.file = file_, .line = where.source().begin.line}, std::move(problem),
                std::move(advice));
  }

  void check_keys(const toml::table& table, Keys known, std::string_view what) const {
    for (const auto& [key, node] : table) {
      if (std::ranges::find(known, key.str()) != known.end()) continue;
      const std::string near = nearest_name(key.str(), known);
      wrong(node, fmt::format("there is no {} {}", what, quoted(key.str())),
            near.empty() ? fmt::format("Those there are: {}", fmt::join(known, ", "))
                         : fmt::format("Did you mean \"{}\"?", near));
    }
  }

  const toml::table& as_section(const toml::node& node, std::string_view name) const {
    if (const toml::table* table = node.as_table()) return *table;
    wrong(node, fmt::format("{} must be a section", quoted(name)), fmt::format("Write [{}]", name));
  }

  const toml::table& section(const toml::table& root, std::string_view name) const {
    if (const toml::node* node = root.get(name)) return as_section(*node, name);
    throw Error(ErrorCode::usage, {.file = file_}, fmt::format("the section [{}] is missing", name),
                "docs/profiles.md says what a profile has");
  }

  std::string text(const toml::node& node, std::string_view key) const {
    if (const auto value = node.value_exact<std::string>()) return *value;
    wrong(node, fmt::format("{} must be a text in quotes", quoted(key)));
  }

  std::string one_of(const toml::node& node, std::string_view key, Keys choices) const {
    std::string value = text(node, key);
    if (std::ranges::find(choices, value) == choices.end())
      wrong(node, fmt::format("{}: {} is none of {}", quoted(key), quoted(value), fmt::join(choices, ", ")));
    return value;
  }

  char character(const toml::node& node, std::string_view key, Keys choices) const {
    return one_of(node, key, choices).front();
  }

  std::vector<std::string> texts(const toml::node& node, std::string_view key) const {
    const toml::array* list = node.as_array();
    if (list == nullptr) wrong(node, fmt::format("{} must be a list of texts", quoted(key)));
    std::vector<std::string> values;
    for (const toml::node& entry : *list) values.push_back(text(entry, key));
    return values;
  }

  double factor(const toml::node& where, std::string_view column, const std::string& unit) const {
    if (const auto factor = ingest::unit_factor(column, unit)) return *factor;
    const auto units = ingest::units_of(column);
    wrong(where, fmt::format("{} cannot be in {}", column, quoted(unit)),
          units.empty() ? fmt::format("{} has no unit", column)
                        : fmt::format("Its units are {}", fmt::join(units, ", ")));
  }

  ingest::DatePattern read_displacement(const toml::table& section) {
    check_keys(section, kDisplacementKeys, "key");
    if (const toml::node* node = section.get("unit"))
      displacement_to_mm_ = factor(*node, "displacement", text(*node, "unit"));
    if (const toml::node* node = section.get("positive")) {
      static constexpr std::array<std::string_view, 2> kChoices{"towards", "away"};
      if (one_of(*node, "positive", kChoices) == "away") sign_ = -1;
    }
    displacement_to_mm_ *= sign_;
    const toml::node* columns = section.get("columns");
    if (columns == nullptr)
      wrong(section, "the pattern of the columns' names is missing",
            "Write for example columns = \"d_%Y%m%d\"");
    try {
      return ingest::DatePattern(text(*columns, "columns"));
    } catch (const Error& error) {
      wrong(*columns, error.problem(), error.advice());
    }
  }

  void read_table(ingest::TableProfile& profile, const toml::table& section) {
    check_keys(section, kTableKeys, "key");
    static constexpr std::array<std::string_view, 4> kSeparators{",", ";", "\t", "|"};
    static constexpr std::array<std::string_view, 2> kDecimals{".", ","};
    static constexpr std::array<std::string_view, 2> kLevels{"L2a", "L2b"};
    static constexpr std::array<std::string_view, 2> kOrbits{"A", "D"};
    if (const auto* node = section.get("separator"))
      profile.separator = character(*node, "separator", kSeparators);
    if (const auto* node = section.get("decimal")) profile.decimal = character(*node, "decimal", kDecimals);
    if (profile.separator == profile.decimal) wrong(section, "separator and decimal sign are the same");
    if (const auto* node = section.get("missing")) profile.missing = texts(*node, "missing");
    if (const auto* node = section.get("level"))
      profile.level = one_of(*node, "level", kLevels) == "L2a" ? Level::L2a : Level::L2b;
    if (const auto* node = section.get("crs")) profile.crs = text(*node, "crs");
    if (const auto* node = section.get("orbit")) profile.orbit = one_of(*node, "orbit", kOrbits);
    if (const auto* node = section.get("keep")) {
      for (const std::string& name : texts(*node, "keep")) add(profile, *node, {name, name});
    }
  }

  void read_column(ingest::TableProfile& profile, std::string_view key, const toml::node& node) {
    ingest::ProfileColumn column{.name = std::string(key)};
    const toml::table* const details = node.as_table();
    if (details == nullptr) {
      column.in_table = text(node, key);
    } else {
      check_keys(*details, kColumnKeys, "key");
      const toml::node* const from = details->get("from");
      if (from == nullptr) wrong(node, fmt::format("{}: \"from\" is missing", key));
      column.in_table = text(*from, "from");
      if (const auto* unit = details->get("unit")) column.factor = factor(*unit, key, text(*unit, "unit"));
    }
    if (ingest::has_direction(key)) column.factor *= sign_;
    add(profile, node, std::move(column));
  }

  void add(ingest::TableProfile& profile, const toml::node& where, ingest::ProfileColumn column) {
    check_name(where, column.name);
    profile.columns.push_back(std::move(column));
  }

  void check_name(const toml::node& where, const std::string& name) {
    if (name.empty()) wrong(where, "a column has no name");
    if (std::ranges::find(kMadeByUs, name) != kMadeByUs.end())
      wrong(where, fmt::format("Plumbline makes a column {} itself", quoted(name)),
            name == "orbit" ? "Write orbit = \"A\" or \"D\" under [table]" : "Give it another name");
    if (!names_.insert(name).second) wrong(where, fmt::format("the column {} is there twice", quoted(name)));
  }

  void read_constant(ingest::TableProfile& profile, std::string_view key, const toml::node& node) {
    const ingest::KnownColumn* const known = ingest::known_column(key);
    if (known == nullptr || known->kind == ingest::FieldKind::pid ||
        std::ranges::find(kPlaces, key) != kPlaces.end())
      wrong(node, fmt::format("{} is no column that can be one number for all points", quoted(key)),
            "Those of EGMS can, except the coordinates");
    const auto value = node.value<double>();
    if (!value) wrong(node, fmt::format("{} must be a number", quoted(key)));
    if (!(*value >= known->lowest && *value <= known->highest))
      wrong(node, fmt::format("{} is not within {} and {}", quoted(key), known->lowest, known->highest));
    check_name(node, std::string(key));
    profile.constants.push_back({std::string(key), *value});
  }

  void check_places(ingest::TableProfile& profile, const toml::table& columns) const {
    const bool is_geographic = names_.contains("longitude") && names_.contains("latitude");
    const bool is_projected = names_.contains("easting") && names_.contains("northing");
    if (is_geographic == is_projected)
      wrong(columns,
            is_projected ? "the profile names two pairs of coordinates"
                         : "the profile does not say where the points are",
            "Name longitude and latitude, or easting and northing with the table's crs");
    if (is_projected && profile.crs == "EPSG:4326")
      wrong(columns, "easting and northing need the reference system that they are in",
            "Write crs = \"EPSG:3035\" (or another) under [table]");
  }

  static constexpr std::array<std::string_view, 4> kPlaces{"longitude", "latitude", "easting", "northing"};

  std::string file_;
  double displacement_to_mm_ = 1;
  double sign_ = 1;  ///< -1 when the table counts away from the satellite
  std::set<std::string, std::less<>> names_;
};

}  // namespace

ingest::TableProfile read_profile(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file))
    throw Error(ErrorCode::file_missing, {.file = file.string()}, "there is no such file",
                "docs/profiles.md says how to write a profile");
  try {
    return ProfileReader(file.string()).read(toml::parse_file(file.string()));
  } catch (const toml::parse_error& error) {
    throw Error(ErrorCode::usage, {.file = file.string(), .line = error.source().begin.line},
                std::string(error.description()));
  }
}

}  // namespace plumbline::cli

// SPDX-License-Identifier: MIT
#include <array>
#include <cmath>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "../stages.h"
#include "chosen_tiles.h"
#include "core/error.h"
#include "synth/output_file.h"
#include "validation.h"

namespace plumbline::cli {
namespace {

constexpr double kRadiusM = 500;
constexpr double kReflectorRadiusM = 30;

class ValidateCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option("WHAT", what_, "What to compare with")
        ->required()
        ->check(CLI::IsMember({"gnss", "levelling", "inventory", "density", "reflectors"}));
    const auto file = [&](const char* name, auto& value, const char* text) {
      app.add_option(name, value, text)->type_name("FILE");
    };
    file("--pairs", options_.pairs, "gnss: table of velocities, point,gnss…,sar…; needs no store");
    file("--stations", options_.stations, "gnss: table of station velocities, relative to stable Eurasia");
    file("--series", options_.series, "gnss: daily positions of stations, one .tenv3 file each");
    file("--benchmarks", options_.benchmarks, "levelling: table of heights per date");
    file("--polygons", options_.polygons,
         "inventory: known landslides, mines, … as polygons (GeoJSON, GeoPackage, Shapefile, FlatGeobuf)");
    file("--land-cover", options_.land_cover, "density: GeoTIFF of class codes");
    file("--legend", options_.legend, "density: table of classes, code,name,points_per_km2; else CORINE's");
    file("--reflectors", options_.reflectors, "reflectors: table of positions, and heights per date");
    app.add_option("--radius-m", radius_m_,
                   "Points at most this far are compared: 500, with reflectors 30, unless given")
        ->check(CLI::Range(1.0, 100'000.0))
        ->type_name("M");
    app.add_option("--buffer-m", options_.buffer_m, "inventory: points this far from a polygon are in it too")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 100'000.0))
        ->type_name("M");
    options_.velocity_error_mm_per_year = 0.7;
    app.add_option("--velocity-error", options_.velocity_error_mm_per_year,
                   "gnss, levelling: standard deviation of velocities that do not tell theirs")
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber)
        ->type_name("MM/YR");
    declare_dataset(app, options_.dataset, store::Levels::one_a_component);
    app.add_flag("--json", json_, "Print JSON");
    app.add_option("--html", html_file_, "Also write a page with tables and pictures")->type_name("FILE");
  }

  Exit run(Session& session) override {
    check_options(session);
    options_.radius_m = radius_m_.value_or(what_ == "reflectors" ? kReflectorRadiusM : kRadiusM);
    const Validation result = compare(session);
    if (!html_file_.empty()) {
      synth::OutputFile page(html_file_);
      page.append(result.html);
      page.finish();
    }
    if (json_) {
      session.out() << result.json.dump(2) << '\n';
    } else {
      session.out() << result.text;
    }
    return Exit::done;
  }

 private:
  Validation compare(Session& session) const {
    if (!options_.pairs.empty()) return validate_pairs(options_);
    if (what_ == "gnss") return validate_gnss(session, options_);
    if (what_ == "levelling") return validate_levelling(session, options_);
    if (what_ == "inventory") return validate_inventory(session, options_);
    if (what_ == "density") return validate_density(session, options_);
    return validate_reflectors(session, options_);
  }

  /// Each comparison takes its own files and no others.
  void check_options(const Session& session) const {
    struct FileOption {
      std::string_view name;
      std::string_view what;
      bool is_given;
    };
    const std::array<FileOption, 8> files{{{"--pairs", "gnss", !options_.pairs.empty()},
                                           {"--stations", "gnss", !options_.stations.empty()},
                                           {"--series", "gnss", !options_.series.empty()},
                                           {"--benchmarks", "levelling", !options_.benchmarks.empty()},
                                           {"--polygons", "inventory", !options_.polygons.empty()},
                                           {"--land-cover", "density", !options_.land_cover.empty()},
                                           {"--legend", "density", !options_.legend.empty()},
                                           {"--reflectors", "reflectors", !options_.reflectors.empty()}}};
    bool is_one_given = false;
    std::string wanted;
    for (const FileOption& file : files) {
      if (file.is_given && file.what != what_)
        throw Error(ErrorCode::usage, {}, fmt::format("{} is for validate {}", file.name, file.what));
      if (file.what != what_ || file.name == "--legend") continue;
      is_one_given = is_one_given || file.is_given;
      wanted += fmt::format("{}{}", wanted.empty() ? "" : " or ", file.name);
    }
    if (!is_one_given)
      throw Error(ErrorCode::usage, {}, fmt::format("validate {} has nothing to compare with", what_),
                  "Give " + wanted);
    if (!options_.pairs.empty() && (!options_.stations.empty() || !options_.series.empty()))
      throw Error(ErrorCode::usage, {}, "--pairs are compared alone", "Leave out --stations and --series");
    const bool has_request = options_.dataset.level || !options_.dataset.release.empty();
    if (has_request && (what_ == "inventory" || !options_.pairs.empty()))
      throw Error(ErrorCode::usage, {},
                  what_ == "inventory" ? "validate inventory compares the release and level of the clusters"
                                       : "--pairs have no release and no level",
                  what_ == "inventory" ? "Run plumbline cluster with --release and --level"
                                       : "Leave out --release and --level");
    if (options_.pairs.empty() && session.options().store.empty())
      throw Error(ErrorCode::usage, {}, "there is no store to compare with", "Give --store");
    if (!html_file_.empty() && std::filesystem::exists(html_file_) && !session.options().overwrite)
      throw Error(ErrorCode::already_exists, {.file = html_file_.string()}, "this file exists already",
                  "Give --overwrite to replace it");
  }

  std::string what_;
  ValidateOptions options_;
  std::optional<double> radius_m_;
  std::filesystem::path html_file_;
  bool json_ = false;
};

}  // namespace

nlohmann::ordered_json json_number(double value) {
  return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
}

std::string number_or_dash(const nlohmann::ordered_json& json, int decimals) {
  if (json.is_null()) return "-";
  const std::string text = fmt::format("{:.{}f}", json.get<double>(), decimals);
  const bool is_zero = text.find_first_of("123456789") == std::string::npos;
  return is_zero && text.front() == '-' ? text.substr(1) : text;
}

std::unique_ptr<Command> make_validate() { return std::make_unique<ValidateCommand>(); }

}  // namespace plumbline::cli

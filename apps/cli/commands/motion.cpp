// SPDX-License-Identifier: MIT
#include "motion.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "gap_method.h"

namespace plumbline::cli {
namespace {

Date date_of(const std::string& text, const char* option) {
  if (const auto date = Date::from_text(text)) return *date;
  throw Error(ErrorCode::usage, {}, fmt::format("{} {} is not a date", option, quoted(text)),
              "Dates are written 2021-01-31");
}

}  // namespace

void MotionArguments::declare(CLI::App& app) {
  const auto number = [&app](const char* name, double& value, const char* help, const char* unit) {
    app.add_option(name, value, help)->capture_default_str()->check(CLI::NonNegativeNumber)->type_name(unit);
  };
  const auto share = [&app](const char* name, double& value, const char* help) {
    app.add_option(name, value, help)->capture_default_str()->check(CLI::Range(0.0, 1.0))->type_name("R2");
  };
  app.add_option("--from", from_, "First day of the acquisitions to look at; default: all")
      ->type_name("DATE");
  app.add_option("--to", to_, "Last day of the acquisitions to look at; default: all")->type_name("DATE");
  app.add_option("--gap-days", options_.gaps.gap_days, "Fill gaps longer than this")
      ->capture_default_str()
      ->check(CLI::NonNegativeNumber)
      ->type_name("DAYS");
  declare_gap_method(app, "--gap-method", options_.gaps.method);
  app.add_option("--min-values", options_.features.fewest_values,
                 "With fewer values, filled ones not counted, a series is not described")
      ->capture_default_str()
      ->check(CLI::Range(features::kFewestAcquisitions, 100'000))
      ->type_name("N");
  number("--jump-mm", options_.features.jump_mm,
         "Steps of the deseasonalised series from this size on are jumps", "MM");
  number("--jump-sigma", options_.features.jump_sigma,
         "Instead: steps from this many times the scatter of the point's own steps on; 0 = by --jump-mm",
         "K");
  number("--v-stable", options_.rules.v_stable_mm_per_year, "Slower ground is not moving", "MM/YR");
  number("--noise-mm", options_.rules.noise_mm, "Scatter up to this is not noisy", "MM");
  number("--quad-r2", options_.rules.quad_r2, "A parabola must explain more than this beyond the line",
         "SHARE");
  app.add_option("--cusum", cusum_test_,
                 "What a wandering series is told by: raw, the running sum's excursion above --cusum-limit; "
                 "lo, the same tested against noise that remembers, at --cusum-level")
      ->capture_default_str()
      ->check(CLI::IsMember({"raw", "lo"}));
  number("--cusum-limit", cusum_limit_, "With --cusum raw: a larger excursion is variable", "SCORE");
  app.add_option("--cusum-level", cusum_level_, "With --cusum lo: how often noise may pass for variable")
      ->capture_default_str()
      ->check(CLI::Range(0.001, 0.5))
      ->type_name("P");
  share("--straight-r2", options_.rules.straight_r2,
        "From this R² of the line on, a bend does not matter: neither accel nor decel");
  share("--linear-r2", options_.rules.linear_r2, "From this R² of the line on, moving ground is linear");
  share("--variable-r2", options_.rules.variable_r2,
        "Below this R² of the line, slow ground that wanders is variable");
  number("--periodic-r2", options_.rules.periodic_r2, "Harmonics must explain more than this beyond the line",
         "SHARE");
}

void MotionArguments::settle() {
  const bool lo = cusum_test_ == "lo";
  options_.rules.cusum_test = lo ? classify::CusumTest::lo : classify::CusumTest::raw;
  options_.features.long_run_cusum = lo;
  options_.rules.cusum = lo ? classify::cusum_lo_limit(cusum_level_) : cusum_limit_;
  options_.from = from_.empty() ? std::nullopt : std::optional(date_of(from_, "--from"));
  options_.to = to_.empty() ? std::nullopt : std::optional(date_of(to_, "--to"));
  if (options_.from && options_.to && *options_.to < *options_.from)
    throw Error(ErrorCode::usage, {}, fmt::format("--from {} is later than --to {}", from_, to_));
}

nlohmann::json feature_options_json(const MotionOptions& options) {
  return {{"from", options.from ? options.from->iso() : ""}, {"gap_days", options.gaps.gap_days},
          {"gap_method", name_of(options.gaps.method)},      {"jump_mm", options.features.jump_mm},
          {"jump_sigma", options.features.jump_sigma},       {"min_values", options.features.fewest_values},
          {"to", options.to ? options.to->iso() : ""}};
}

nlohmann::json motion_options_json(const MotionOptions& options) {
  nlohmann::json json = feature_options_json(options);
  const classify::RuleOptions& rules = options.rules;
  json["cusum"] = rules.cusum_test == classify::CusumTest::lo ? "lo" : "raw";
  json["cusum_limit"] = rules.cusum;
  json["linear_r2"] = rules.linear_r2;
  json["noise_mm"] = rules.noise_mm;
  json["periodic_r2"] = rules.periodic_r2;
  json["quad_r2"] = rules.quad_r2;
  json["straight_r2"] = rules.straight_r2;
  json["v_stable"] = rules.v_stable_mm_per_year;
  json["variable_r2"] = rules.variable_r2;
  return json;
}

Window::Window(const TimeAxis& axis, const MotionOptions& options) {
  const auto dates = axis.dates();
  const auto begin = options.from ? std::ranges::lower_bound(dates, *options.from) : dates.begin();
  const auto end = options.to ? std::ranges::upper_bound(dates, *options.to) : dates.end();
  first_ = static_cast<std::size_t>(begin - dates.begin());
  axis_ = begin < end ? TimeAxis(std::vector<Date>(begin, end)) : TimeAxis();
}

}  // namespace plumbline::cli

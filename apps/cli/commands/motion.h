// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <CLI/CLI.hpp>

#include "classify/rules.h"
#include "correct/gaps.h"
#include "features/features.h"

namespace plumbline::cli {

/// Options that `features` and `classify` share, so that both give a series the same class.
struct MotionOptions {
  correct::GapOptions gaps;
  features::FeatureOptions features;
  classify::RuleOptions rules;
};

inline void declare_motion_options(CLI::App& app, MotionOptions& options) {
  const auto number = [&app](const char* name, double& value, const char* help, const char* unit) {
    app.add_option(name, value, help)->capture_default_str()->check(CLI::NonNegativeNumber)->type_name(unit);
  };
  app.add_option("--gap-days", options.gaps.gap_days, "Fill gaps longer than this by straight lines")
      ->capture_default_str()
      ->check(CLI::NonNegativeNumber)
      ->type_name("DAYS");
  number("--jump-mm", options.features.jump_mm,
         "Steps of the deseasonalised series from this size on are jumps", "MM");
  number("--v-stable", options.rules.v_stable_mm_per_year, "Slower ground is not moving", "MM/YR");
  number("--noise-mm", options.rules.noise_mm, "Scatter up to this is not noisy", "MM");
  number("--quad-r2", options.rules.quad_r2, "A parabola must explain more than this beyond the line",
         "SHARE");
  number("--cusum", options.rules.cusum, "A larger excursion of the running sum is variable", "SCORE");
  number("--periodic-r2", options.rules.periodic_r2, "Harmonics must explain more than this beyond the line",
         "SHARE");
}

/// What became of one series.
struct Motion {
  features::Features features;
  MotionClass motion_class = MotionClass::other;
  classify::MotionFlags flags;
};

/// From a series to its class: fills gaps, describes, applies the rules. One a thread.
class MotionDescriber {
 public:
  MotionDescriber(const TimeAxis& axis, const MotionOptions& options)
      : axis_(axis), options_(options), describer_(axis, options.features), filled_(axis.size()) {}

  /// Gaps are filled in `series_mm` itself. Nothing with fewer than ten values.
  std::optional<Motion> describe(std::span<float> series_mm) {
    correct::fill_gaps(series_mm, axis_, options_.gaps, filled_);
    const auto f = describer_.describe(series_mm, filled_);
    if (!f) return std::nullopt;
    return Motion{*f, classify::class_by_rules(*f, options_.rules),
                  classify::motion_flags(*f, options_.rules)};
  }

 private:
  const TimeAxis& axis_;
  const MotionOptions& options_;
  features::Describer describer_;
  std::vector<std::uint8_t> filled_;
};

}  // namespace plumbline::cli

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json_fwd.hpp>

#include "classify/rules.h"
#include "core/date.h"
#include "core/series_block.h"
#include "core/time_axis.h"
#include "correct/gap_filler.h"
#include "features/features.h"

namespace plumbline::cli {

/// Options that `features` and `classify` share, so that both give a series the same class.
struct MotionOptions {
  std::optional<Date> from;  ///< first and last day that is looked at
  std::optional<Date> to;
  correct::GapOptions gaps;
  features::FeatureOptions features;
  classify::RuleOptions rules;
};

/// Their command-line arguments.
class MotionArguments {
 public:
  void declare(CLI::App& app);
  /// To be called once after parsing. Throws Error(usage) for what is not a date.
  void settle();
  const MotionOptions& options() const { return options_; }

 private:
  MotionOptions options_;
  std::string from_, to_;
  std::string cusum_test_ = "raw";
  double cusum_limit_ = 1.5;
  double cusum_level_ = 0.05;
};

/// The options that features depend on, and all of them: for records of what was done.
nlohmann::json feature_options_json(const MotionOptions& options);
nlohmann::json motion_options_json(const MotionOptions& options);

/// The acquisitions of a tile that fall between --from and --to; features know no others.
class Window {
 public:
  Window(const TimeAxis& axis, const MotionOptions& options);

  const TimeAxis& axis() const { return axis_; }
  /// The part of a block of the tile, or of one series, that lies in the window.
  SeriesBlockView of(const SeriesBlockView& block) const {
    return {block.acquisitions.subspan(first_, axis_.size()), block.points};
  }
  std::span<float> of(std::span<float> series_mm) const { return series_mm.subspan(first_, axis_.size()); }

 private:
  std::size_t first_ = 0;
  TimeAxis axis_;
};

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
      : options_(options),
        filler_(axis, options.gaps),
        describer_(axis, options.features),
        filled_(axis.size()) {}

  /// Gaps are filled in `series_mm` itself. Nothing with fewer than ten values.
  std::optional<Motion> describe(std::span<float> series_mm) {
    filler_.fill(series_mm, filled_);
    const auto f = describer_.describe(series_mm, filled_);
    if (!f) return std::nullopt;
    return Motion{*f, classify::class_by_rules(*f, options_.rules),
                  classify::motion_flags(*f, options_.rules)};
  }

 private:
  const MotionOptions& options_;
  correct::GapFiller filler_;
  features::Describer describer_;
  std::vector<std::uint8_t> filled_;
};

}  // namespace plumbline::cli

// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "classify/mixture.h"
#include "classify/rules.h"
#include "core/motion_class.h"
#include "core/table.h"
#include "motion.h"

namespace plumbline::cli {

/// What the mixture and the columns need of a point; also what is put aside between the two passes of
/// classify.
struct DescribedPoint {
  enum Bits : std::uint8_t { kPeriodic = 1, kJumpy = 2, kVariable = 4, kNoisyTrend = 8, kDescribed = 16 };

  std::array<float, classify::kMixtureFeatures> features{};
  MotionClass by_rules = MotionClass::other;
  std::uint8_t bits = 0;  ///< 0: too few values

  bool described() const { return (bits & kDescribed) != 0; }
  classify::FeatureVector vector() const;
};
DescribedPoint described_point(const std::optional<Motion>& motion);

/// The columns that classify writes. Every place starts as missing: what a point with too few values keeps.
class ClassColumns {
 public:
  explicit ClassColumns(std::size_t points);
  /// May be called for different points at the same time.
  void set(std::size_t point, const DescribedPoint& described, const classify::MixtureClassifier& mixture);
  /// Leaves this empty.
  Table take_table();

 private:
  std::vector<std::string> class_1_;
  std::vector<std::string> class_2_;
  std::vector<float> class_prob_1_;
  std::vector<Flag> periodic_;
  std::vector<Flag> jumpy_;
  std::vector<Flag> variable_flag_;
  std::vector<Flag> noisy_trend_;
};

/// How many points have each class; the last place counts the unclassified ones.
class ClassCounts {
 public:
  void add(std::span<const std::string> classes);
  std::string text() const;

 private:
  std::string line(std::string_view name, std::size_t count) const;
  std::array<std::size_t, kMotionClassNames.size() + 1> counts_{};
  std::size_t points_ = 0;
};

}  // namespace plumbline::cli

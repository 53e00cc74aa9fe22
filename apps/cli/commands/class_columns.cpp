// SPDX-License-Identifier: MIT
#include "class_columns.h"

#include <limits>
#include <utility>

#include <fmt/format.h>

namespace plumbline::cli {
namespace {

Flag flag(const DescribedPoint& point, DescribedPoint::Bits bit) {
  return (point.bits & bit) != 0 ? Flag::yes : Flag::no;
}

}  // namespace

classify::FeatureVector DescribedPoint::vector() const {
  classify::FeatureVector values;
  for (std::size_t k = 0; k < values.size(); ++k) values[k] = static_cast<double>(features[k]);
  return values;
}

DescribedPoint described_point(const std::optional<Motion>& motion) {
  DescribedPoint point;
  if (!motion) return point;
  const auto values = motion->features.values();
  for (std::size_t k = 0; k < values.size(); ++k) point.features[k] = static_cast<float>(values[k]);
  point.by_rules = motion->motion_class;
  const classify::MotionFlags& flags = motion->flags;
  const int bits = DescribedPoint::kDescribed | (flags.periodic ? DescribedPoint::kPeriodic : 0) |
                   (flags.jumpy ? DescribedPoint::kJumpy : 0) |
                   (flags.variable ? DescribedPoint::kVariable : 0) |
                   (flags.noisy_trend ? DescribedPoint::kNoisyTrend : 0);
  point.bits = static_cast<std::uint8_t>(bits);
  return point;
}

ClassColumns::ClassColumns(std::size_t points)
    : class_1_(points),
      class_2_(points),
      class_prob_1_(points, std::numeric_limits<float>::quiet_NaN()),
      periodic_(points, Flag::missing),
      jumpy_(points, Flag::missing),
      variable_flag_(points, Flag::missing),
      noisy_trend_(points, Flag::missing) {}

void ClassColumns::set(std::size_t point, const DescribedPoint& described,
                       const classify::MixtureClassifier& mixture) {
  if (!described.described()) return;
  if (described.by_rules != MotionClass::other) {  // a rule is certain, and never replaced
    class_1_[point] = name_of(described.by_rules);
    class_prob_1_[point] = 1.0f;
    if (const auto second = mixture.second_class(described.vector(), described.by_rules))
      class_2_[point] = name_of(*second);
  } else {
    const classify::Verdict verdict = mixture.classify(described.vector());
    class_1_[point] = name_of(verdict.first.value_or(MotionClass::other));
    if (verdict.first) class_prob_1_[point] = static_cast<float>(verdict.first_probability);
    if (verdict.second) class_2_[point] = name_of(*verdict.second);
  }
  periodic_[point] = flag(described, DescribedPoint::kPeriodic);
  jumpy_[point] = flag(described, DescribedPoint::kJumpy);
  variable_flag_[point] = flag(described, DescribedPoint::kVariable);
  noisy_trend_[point] = flag(described, DescribedPoint::kNoisyTrend);
}

Table ClassColumns::take_table() {
  std::vector<Column> columns;
  columns.push_back({"class_1", std::move(class_1_)});
  columns.push_back({"class_2", std::move(class_2_)});
  columns.push_back({"class_prob_1", std::move(class_prob_1_)});
  columns.push_back({"periodic", std::move(periodic_)});
  columns.push_back({"jumpy", std::move(jumpy_)});
  columns.push_back({"variable_flag", std::move(variable_flag_)});
  columns.push_back({"noisy_trend", std::move(noisy_trend_)});
  return Table(std::move(columns));
}

void ClassCounts::add(std::span<const std::string> classes) {
  for (const std::string& name : classes) {
    const auto motion = motion_class(name);
    ++counts_[motion ? static_cast<std::size_t>(*motion) : kMotionClassNames.size()];
  }
  points_ += classes.size();
}

std::string ClassCounts::text() const {
  std::string text = fmt::format("{:<14}{:>12}{:>8}\n", "class", "points", "%");
  for (std::size_t i = 0; i < counts_.size(); ++i)
    text += line(i < kMotionClassNames.size() ? kMotionClassNames[i] : "unclassified", counts_[i]);
  return text + line("all", points_);
}

std::string ClassCounts::line(std::string_view name, std::size_t count) const {
  const double percent =
      points_ == 0 ? 0.0 : 100.0 * static_cast<double>(count) / static_cast<double>(points_);
  return fmt::format("{:<14}{:>12}{:>8.1f}\n", name, count, percent);
}

}  // namespace plumbline::cli

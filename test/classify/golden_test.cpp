// SPDX-License-Identifier: MIT
// The reference answers: values computed independently, in float64, from the definitions of docs/science.md.
#include <algorithm>
#include <array>
#include <cmath>
#include <hwy/targets.h>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "classify/rules.h"
#include "correct/gap_filler.h"
#include "features/block.h"
#include "features/features.h"
#include "ingest/series_table.h"
#include "support/support.h"

namespace plumbline::classify {
namespace {

using features::Features;

constexpr double kTolerance = 1e-3;
constexpr std::size_t kReferenceFeatures = 19;  ///< the 18 and r2_harmonic

/// A row of the reference: 19 numbers, then the number of the class (-1 = unclassified), then four flags.
using Reference = std::map<std::string, std::vector<std::string>>;

Reference read_reference(const std::filesystem::path& file) {
  const test::Csv csv = test::read_csv(file);
  EXPECT_EQ(csv.column("r2_harmonic"), kReferenceFeatures);
  EXPECT_EQ(csv.column("class_rule"), kReferenceFeatures + 1);
  EXPECT_EQ(csv.column("noisy_trend"), kReferenceFeatures + 5);
  for (std::size_t k = 0; k < features::kFeatureNames.size(); ++k)
    EXPECT_EQ(csv.header[k + 1], features::kFeatureNames[k]);
  Reference reference;
  for (const auto& row : csv.rows) reference[row.front()] = {row.begin() + 1, row.end()};
  return reference;
}

/// Whether a feature lies so near a threshold that rounding may decide.
bool is_near_a_threshold(const Features& f) {
  const RuleOptions o;
  const auto near = [](double value, double threshold) { return std::abs(value - threshold) <= kTolerance; };
  return near(std::abs(f.v_robust), o.v_stable_mm_per_year) || near(f.rmse_detrended, o.noise_mm) ||
         near(f.rmse_deseason, o.noise_mm) || near(f.cusum_score, o.cusum) || near(f.quad_r2, o.quad_r2) ||
         near(f.velocity_r2, 0.5) || near(f.velocity_r2, 0.65) || near(f.velocity_r2, 0.85) ||
         near(f.r2_harmonic - f.velocity_r2, o.periodic_r2) || near(f.v_diff, 0.0) ||
         near(f.quad_coeff, 0.0) || near(f.jump_max_mm, 5.0);
}

void expect_agreement(const std::string& pid, const std::optional<Features>& f,
                      const std::vector<std::string>& expected) {
  SCOPED_TRACE(pid);
  if (expected[kReferenceFeatures] == "-1") {
    EXPECT_FALSE(f.has_value());
    return;
  }
  ASSERT_TRUE(f.has_value());
  const auto values = f->values();
  for (std::size_t k = 0; k < kReferenceFeatures; ++k) {
    const double value = k < values.size() ? values[k] : f->r2_harmonic;
    const double reference = std::stod(expected[k]);
    EXPECT_NEAR(value, reference, kTolerance + kTolerance * std::abs(reference)) << "feature " << k;
  }
  if (is_near_a_threshold(*f)) return;
  EXPECT_EQ(std::to_string(static_cast<int>(class_by_rules(*f))), expected[kReferenceFeatures]);
  const MotionFlags flags = motion_flags(*f);
  EXPECT_EQ(flags.periodic, expected[kReferenceFeatures + 1] == "1");
  EXPECT_EQ(flags.jumpy, expected[kReferenceFeatures + 2] == "1");
  EXPECT_EQ(flags.variable, expected[kReferenceFeatures + 3] == "1");
  EXPECT_EQ(flags.noisy_trend, expected[kReferenceFeatures + 4] == "1");
}

/// The fast version where it is meant for: series without missing or filled values. Otherwise the plain one.
class FastDescriber {
 public:
  explicit FastDescriber(const TimeAxis& axis) : fast_(axis), plain_(axis) {}
  std::optional<Features> describe(std::span<const float> series_mm, std::span<const std::uint8_t> filled) {
    if (std::ranges::count(filled, 1) != 0) return plain_.describe(series_mm, filled);
    std::vector<const float*> pointers;
    for (const float& value : series_mm) pointers.push_back(&value);
    std::array<Features, 1> features;
    const bool is_left = !fast_.describe_complete({pointers, 1}, features).empty();
    return is_left ? plain_.describe(series_mm, filled) : features[0];
  }

 private:
  features::BlockDescriber fast_;
  features::Describer plain_;
};

/// Describes every series that the reference knows; returns how many were found.
template <typename Describer>
std::size_t compare(const std::filesystem::path& series_file, const Reference& reference) {
  ingest::SeriesTable table(series_file);
  Describer describer(table.axis());
  correct::GapFiller filler(table.axis(), {});
  std::vector<std::uint8_t> filled(table.axis().size());
  ingest::SeriesRows rows;
  std::size_t compared = 0;
  while (table.read(rows)) {
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const auto known = reference.find(rows.pids[row]);
      if (known == reference.end()) continue;
      const auto series = std::span(rows.series_mm).subspan(row * table.axis().size(), table.axis().size());
      filler.fill(series, filled);
      expect_agreement(rows.pids[row], describer.describe(series, filled), known->second);
      ++compared;
    }
  }
  return compared;
}

TEST(ReferenceAnswers, agree_on_580_real_points) {
  PLUMBLINE_SHARED_OR_SKIP(answers, "golden/features_L2b_022_0845.csv");
  PLUMBLINE_SHARED_OR_SKIP(delivery, "egms/EGMS_L2b_022_0845_IW2_VV_2020_2024_1.zip");
  EXPECT_EQ(compare<features::Describer>(delivery, read_reference(answers)), 580U);
}

TEST(ReferenceAnswers, agree_on_600_series_with_gaps) {
  PLUMBLINE_SHARED_OR_SKIP(answers, "golden/features_gaps.csv");
  PLUMBLINE_SHARED_OR_SKIP(series, "golden/series_gaps.csv");
  EXPECT_EQ(compare<features::Describer>(series, read_reference(answers)), 600U);
}

class ReferenceAnswersOnTarget : public testing::TestWithParam<std::int64_t> {
 protected:
  void SetUp() override { hwy::SetSupportedTargetsForTest(GetParam()); }
  void TearDown() override { hwy::SetSupportedTargetsForTest(0); }
};

INSTANTIATE_TEST_SUITE_P(Every, ReferenceAnswersOnTarget,
                         testing::ValuesIn(hwy::SupportedAndGeneratedTargets()),
                         [](const auto& target) { return std::string(hwy::TargetName(target.param)); });

TEST_P(ReferenceAnswersOnTarget, agree_on_580_real_points) {
  PLUMBLINE_SHARED_OR_SKIP(answers, "golden/features_L2b_022_0845.csv");
  PLUMBLINE_SHARED_OR_SKIP(delivery, "egms/EGMS_L2b_022_0845_IW2_VV_2020_2024_1.zip");
  EXPECT_EQ(compare<FastDescriber>(delivery, read_reference(answers)), 580U);
}

TEST_P(ReferenceAnswersOnTarget, agree_on_600_series_with_gaps) {
  PLUMBLINE_SHARED_OR_SKIP(answers, "golden/features_gaps.csv");
  PLUMBLINE_SHARED_OR_SKIP(series, "golden/series_gaps.csv");
  EXPECT_EQ(compare<FastDescriber>(series, read_reference(answers)), 600U);
}

}  // namespace
}  // namespace plumbline::classify

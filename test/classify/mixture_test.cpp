// SPDX-License-Identifier: MIT
#include "classify/mixture.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include <gtest/gtest.h>

#include "core/error.h"
#include "parallel/thread_loop.h"

namespace plumbline::classify {
namespace {

/// A cloud of points around (a, b) in the first two features; the others are noise.
void add_cloud(std::vector<SamplePoint>& sample, MotionClass by_rules, double a, double b, std::size_t points,
               std::uint32_t seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  for (std::size_t i = 0; i < points; ++i) {
    SamplePoint point{.key = sample_key(std::to_string(seed) + "." + std::to_string(i)),
                      .by_rules = by_rules};
    for (double& feature : point.features) feature = normal(random);
    point.features[0] += a;
    point.features[1] += b;
    point.features[3] = point.features[1] - point.features[0];  // as v_diff
    point.features[12] = 1.0;                                   // as n_valid_frac without gaps
    sample.push_back(point);
  }
}

/// Two classes with labels, and points without one that lie where the second does.
std::vector<SamplePoint> two_classes() {
  std::vector<SamplePoint> sample;
  add_cloud(sample, MotionClass::noisy, 0, 0, 500, 1);
  add_cloud(sample, MotionClass::linear, 8, -8, 300, 2);
  add_cloud(sample, MotionClass::other, 8, -8, 200, 3);
  return sample;
}

FeatureVector at(double a, double b) {
  FeatureVector features{};
  features[0] = a;
  features[1] = b;
  features[3] = b - a;
  features[12] = 1.0;
  return features;
}

bool equal(const MixtureModel& a, const MixtureModel& b) {
  const auto same = [](const MixtureComponent& x, const MixtureComponent& y) {
    return x.motion_class == y.motion_class && x.weight == y.weight && x.mean == y.mean &&
           x.covariance == y.covariance;
  };
  return a.centre == b.centre && a.scale == b.scale && a.mean_log_likelihood == b.mean_log_likelihood &&
         std::ranges::equal(a.components, b.components, same);
}

TEST(Mixture, a_point_gets_the_class_whose_labelled_points_lie_around_it) {
  const MixtureClassifier classifier(fit_mixture(two_classes()));
  const Verdict verdict = classifier.classify(at(7, -8));
  EXPECT_EQ(verdict.first, MotionClass::linear);
  EXPECT_EQ(verdict.second, MotionClass::noisy);
  EXPECT_GT(verdict.first_probability, 0.99);
  EXPECT_LE(verdict.first_probability, 1.0);
}

TEST(Mixture, the_less_probable_of_two_classes_has_at_most_half_of_the_probability) {
  const MixtureClassifier classifier(fit_mixture(two_classes()));
  for (double share = -0.5; share <= 1.5; share += 0.05) {
    const Verdict verdict = classifier.classify(at(8 * share, -8 * share));
    EXPECT_GE(verdict.first_probability, 0.5);
    EXPECT_NE(verdict.first, verdict.second);
  }
}

TEST(Mixture, shares_of_the_components_add_up_to_one_even_far_away) {
  const MixtureModel model = fit_mixture(two_classes());
  const MixtureClassifier classifier(model);
  for (const double far : {0.0, 10.0, 1e3, 1e6}) {
    std::array<double, 5> shares{};
    EXPECT_TRUE(std::isfinite(classifier.log_likelihood(at(far, far), shares)));
    EXPECT_NEAR(std::accumulate(shares.begin(), shares.end(), 0.0), 1.0, 1e-12);
  }
}

TEST(Mixture, weights_are_shares_of_the_undecided_points_not_of_the_labelled_ones) {
  const MixtureModel model = fit_mixture(two_classes());
  ASSERT_EQ(model.components.size(), 2U);
  EXPECT_EQ(model.components[0].motion_class, MotionClass::noisy);
  EXPECT_LT(model.components[0].weight, 0.01);  // 500 labelled points, but nothing undecided lies there
  EXPECT_GT(model.components[1].weight, 0.99);
}

TEST(Mixture, each_iteration_makes_the_sample_more_likely) {
  // Undecided points between the classes, so that there is something to iterate.
  std::vector<SamplePoint> sample = two_classes();
  add_cloud(sample, MotionClass::other, 4, -4, 400, 4);
  // The labelled points are part of the likelihood that EM raises.
  const auto likelihood = [&](const MixtureModel& model) {
    MixtureModel equal_weights = model;
    for (MixtureComponent& component : equal_weights.components) component.weight = 1.0;
    const MixtureClassifier classifier(model);
    const MixtureClassifier densities(equal_weights);
    double sum = 0;
    for (const SamplePoint& point : sample) {
      std::array<double, 5> shares{};
      if (point.by_rules == MotionClass::other) {
        sum += classifier.log_likelihood(point.features, shares);
      } else {
        const double all = densities.log_likelihood(point.features, shares);
        sum += all + std::log(std::max(shares[point.by_rules == MotionClass::noisy ? 0 : 1], 1e-300));
      }
    }
    return sum;
  };
  double before = -1e300;
  for (int iterations = 0; iterations < 12; ++iterations) {
    const double now = likelihood(fit_mixture(sample, {.most_iterations = iterations, .tolerance = -1}));
    EXPECT_GE(now, before - 1e-6) << iterations;
    before = now;
  }
}

TEST(Mixture, does_not_depend_on_the_order_of_the_sample) {
  std::vector<SamplePoint> sample = two_classes();
  const MixtureModel model = fit_mixture(sample);
  std::ranges::reverse(sample);
  EXPECT_TRUE(equal(fit_mixture(sample), model));
  std::ranges::shuffle(sample, std::mt19937(7));
  EXPECT_TRUE(equal(fit_mixture(sample), model));
}

TEST(Mixture, does_not_depend_on_the_number_of_threads) {
  std::vector<SamplePoint> sample = two_classes();
  add_cloud(sample, MotionClass::other, 4, -4, 9000, 5);
  const MixtureModel model = fit_mixture(sample);
  const ThreadLimit one(1);
  EXPECT_TRUE(equal(fit_mixture(sample), model));
}

TEST(Mixture, a_class_with_too_few_labelled_points_has_no_component) {
  std::vector<SamplePoint> sample = two_classes();
  add_cloud(sample, MotionClass::accel, -8, 8, 35, 6);
  EXPECT_EQ(fit_mixture(sample).components.size(), 2U);
  add_cloud(sample, MotionClass::accel, -8, 8, 1, 7);
  EXPECT_EQ(fit_mixture(sample).components.size(), 3U);
}

TEST(Mixture, points_labelled_variable_have_no_component) {
  std::vector<SamplePoint> sample = two_classes();
  add_cloud(sample, MotionClass::variable, -8, 8, 500, 6);
  EXPECT_EQ(fit_mixture(sample).components.size(), 2U);
}

TEST(Mixture, without_any_points_decides_nothing) {
  const MixtureClassifier classifier(fit_mixture({}));
  EXPECT_FALSE(classifier.decides());
  EXPECT_EQ(classifier.classify(at(1, 1)).first, std::nullopt);
  EXPECT_EQ(classifier.second_class(at(1, 1), MotionClass::stable), std::nullopt);
}

TEST(Mixture, without_undecided_points_still_names_the_second_class) {
  std::vector<SamplePoint> sample;
  add_cloud(sample, MotionClass::stable, 0, 0, 100, 1);
  add_cloud(sample, MotionClass::linear, 8, -8, 100, 2);
  const MixtureModel model = fit_mixture(sample);
  EXPECT_EQ(model.iterations, 0);
  EXPECT_EQ(MixtureClassifier(model).second_class(at(0, 0), MotionClass::stable), MotionClass::linear);
}

TEST(Mixture, a_lone_component_has_no_second_class) {
  std::vector<SamplePoint> sample;
  add_cloud(sample, MotionClass::linear, 8, -8, 100, 2);
  add_cloud(sample, MotionClass::other, 8, -8, 10, 3);
  const MixtureClassifier classifier(fit_mixture(sample));
  EXPECT_EQ(classifier.classify(at(8, -8)).first, MotionClass::linear);
  EXPECT_EQ(classifier.classify(at(8, -8)).first_probability, 1.0);
  EXPECT_EQ(classifier.classify(at(8, -8)).second, std::nullopt);
}

TEST(Mixture, equal_points_give_a_covariance_at_the_floor) {
  std::vector<SamplePoint> sample(100, {.features = at(3, 3), .by_rules = MotionClass::linear});
  const MixtureModel model = fit_mixture(sample, {.covariance_floor = 0.25});
  ASSERT_EQ(model.components.size(), 1U);
  for (std::size_t i = 0; i < 18; ++i) {
    EXPECT_NEAR(model.components[0].covariance[i * 19], 0.25, 1e-12);
    EXPECT_EQ(model.scale[i], 1.0);
  }
  EXPECT_EQ(MixtureClassifier(model).classify(at(3, 3)).first, MotionClass::linear);
}

TEST(Mixture, a_damaged_model_is_refused) {
  const MixtureModel model = fit_mixture(two_classes());
  MixtureModel damaged = model;
  damaged.scale[4] = 0;
  EXPECT_THROW(MixtureClassifier{damaged}, Error);
  damaged = model;
  damaged.components[0].covariance[0] = -1;
  EXPECT_THROW(MixtureClassifier{damaged}, Error);
  damaged = model;
  damaged.components[0].covariance.pop_back();
  EXPECT_THROW(MixtureClassifier{damaged}, Error);
}

TEST(SampleKey, draws_about_the_share_that_was_asked_for) {
  EXPECT_NE(sample_key("2RkA000001", 1), sample_key("2RkA000001", 2)) << "another seed draws another sample";
  const std::uint64_t limit = sample_key_limit(20000, 2000);
  std::size_t drawn = 0;
  for (int i = 0; i < 20000; ++i) drawn += sample_key("2Rk" + std::to_string(1000000 + i)) < limit ? 1U : 0U;
  EXPECT_NEAR(static_cast<double>(drawn), 2000.0, 200.0);
}

TEST(SampleKey, takes_all_points_when_there_are_no_more_than_asked_for) {
  EXPECT_EQ(sample_key_limit(2000, 2000), UINT64_MAX);
  EXPECT_EQ(sample_key_limit(0, 2000), UINT64_MAX);
}

TEST(SampleKey, is_the_same_on_every_machine) {
  EXPECT_EQ(sample_key(""), sample_key(""));
  EXPECT_NE(sample_key("0123456789"), sample_key("0123456798"));
}

}  // namespace
}  // namespace plumbline::classify

// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/motion_class.h"

namespace plumbline::classify {

/// A mixture of Gaussians for what the rules leave undecided (EGMSpy 2026, section 3.5.5; docs/science.md).

inline constexpr std::size_t kMixtureFeatures = 18;
/// The 18 features of a point, in the order of features::kFeatureNames.
using FeatureVector = std::array<double, kMixtureFeatures>;

/// The classes that have a component. `variable` is decided by its rule alone.
inline constexpr std::array<MotionClass, 5> kMixtureClasses{
    MotionClass::stable, MotionClass::noisy, MotionClass::linear, MotionClass::accel, MotionClass::decel};

/// A point of the sample that the model is fitted on.
struct SamplePoint {
  std::uint64_t key = 0;  ///< sample_key(pid)
  FeatureVector features{};
  MotionClass by_rules = MotionClass::other;
};

/// A number that is as good as random, from the pid and the seed alone: the same points are drawn whatever
/// the order of tiles, rows or threads.
std::uint64_t sample_key(std::string_view pid, std::uint64_t seed = 0);
/// Points with a key below this are drawn, so that about `sample` of `points` are; all keys when there are no
/// more points than that.
std::uint64_t sample_key_limit(std::uint64_t points, std::uint64_t sample);

struct MixtureOptions {
  /// Rule-labelled points of a class that its component needs; with fewer it is left out.
  std::size_t fewest_points = 2 * kMixtureFeatures;
  /// Smallest eigenvalue of a covariance of the standardised features. v_diff is a difference of two other
  /// features and n_valid_frac is often constant, so without a floor no covariance had an inverse.
  double covariance_floor = 1e-3;
  int most_iterations = 200;
  double tolerance = 1e-6;  ///< stops when the mean log-likelihood grows by less
};

struct MixtureComponent {
  MotionClass motion_class = MotionClass::other;
  double weight = 0;               ///< share among the points that the rules leave undecided
  FeatureVector mean{};            ///< of the standardised features
  std::vector<double> covariance;  ///< of the standardised features, row by row
};

/// A fitted model; plain values, so that it can be kept. Without components it decides nothing.
struct MixtureModel {
  FeatureVector centre{};                    ///< standardised = (feature - centre) / scale
  FeatureVector scale{};                     ///< never 0
  std::vector<MixtureComponent> components;  ///< in the order of kMixtureClasses
  // How it came about:
  std::size_t sample_points = 0;
  std::size_t undecided_points = 0;
  int iterations = 0;
  double mean_log_likelihood = 0;  ///< of the undecided points of the sample
};

/// Fits the model by expectation maximisation. The labelled points of the sample keep their component, the
/// undecided ones are shared out among components; components start at the mean and covariance of the
/// labelled points. The result depends on neither the order of `sample` (it is sorted here) nor the number of
/// threads. Cost: one pass over the labelled points, one pass an iteration over the undecided ones.
MixtureModel fit_mixture(std::vector<SamplePoint> sample, const MixtureOptions& options = {});

/// The two most probable classes of a point. Nothing where the model has no (second) component.
struct Verdict {
  std::optional<MotionClass> first;
  std::optional<MotionClass> second;
  double first_probability = 0;
};

/// Applies a model; made once, then usable from several threads.
class MixtureClassifier {
 public:
  /// Throws Error(bad_value) when a scale or a covariance of the model is not positive (a damaged file).
  explicit MixtureClassifier(const MixtureModel& model);

  bool decides() const { return !components_.empty(); }
  /// For a point that the rules leave undecided. About 1 µs.
  Verdict classify(const FeatureVector& features) const;
  /// For a point that has its class by rules: the most probable other class.
  std::optional<MotionClass> second_class(const FeatureVector& features, MotionClass by_rules) const;
  /// log Σ weight · density of a point, and the share of each component in it.
  double log_likelihood(const FeatureVector& features, std::span<double> responsibilities) const;

 private:
  struct Component {
    MotionClass motion_class;
    double log_scale;  ///< log weight - ½ log det - ½ n log 2π
    FeatureVector mean;
    std::vector<double> whitening;  ///< inverse of the Cholesky factor, lower triangle packed by rows
  };
  std::array<double, kMixtureClasses.size()> log_densities(const FeatureVector& features) const;

  FeatureVector centre_;
  FeatureVector inverse_scale_;
  std::vector<Component> components_;
};

}  // namespace plumbline::classify

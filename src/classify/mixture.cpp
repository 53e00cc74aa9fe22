// SPDX-License-Identifier: MIT
#include "classify/mixture.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <tuple>
#include <utility>

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>

#include "core/error.h"
#include "parallel/thread_loop.h"

namespace plumbline::classify {
namespace {

constexpr std::size_t kRangePoints = 2048;
constexpr auto kSize = static_cast<Eigen::Index>(kMixtureFeatures);
constexpr double kNone = -std::numeric_limits<double>::infinity();

using Matrix = Eigen::Matrix<double, kSize, kSize>;
using Vector = Eigen::Matrix<double, kSize, 1>;

Vector vector_of(const FeatureVector& values) { return Eigen::Map<const Vector>(values.data()); }

std::optional<std::size_t> component_of(MotionClass motion) {
  const auto found = std::ranges::find(kMixtureClasses, motion);
  if (found == kMixtureClasses.end()) return std::nullopt;
  return static_cast<std::size_t>(found - kMixtureClasses.begin());
}

/// Weighted count, sum and sum of squares of points: all that a component is computed from.
struct Moments {
  double count = 0;
  Vector sum = Vector::Zero();
  Matrix squares = Matrix::Zero();

  void add(const Vector& x, double share) {
    count += share;
    sum += share * x;
    squares.selfadjointView<Eigen::Lower>().rankUpdate(x, share);
  }
  void add(const Moments& other) {
    count += other.count;
    sum += other.sum;
    squares += other.squares;
  }
};
using ClassMoments = std::array<Moments, kMixtureClasses.size()>;

/// Sums over all points: partial sums of fixed ranges, added in order, so that threads do not matter.
template <typename Sums, typename Add>
Sums sum_in_order(std::span<const FeatureVector> points, const Add& add) {
  std::vector<Sums> parts((points.size() + kRangePoints - 1) / kRangePoints);
  parallel_ranges(points.size(), kRangePoints, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) add(parts[begin / kRangePoints], i);
  });
  Sums total{};
  for (const Sums& part : parts) total.add(part);
  return total;
}

void standardise_by(MixtureModel& model, std::span<const SamplePoint> sample) {
  model.scale.fill(1.0);
  if (sample.empty()) return;
  const auto count = static_cast<double>(sample.size());
  for (std::size_t k = 0; k < kMixtureFeatures; ++k) {
    double mean = 0;
    for (const SamplePoint& point : sample) mean += point.features[k];
    mean /= count;
    double variance = 0;
    for (const SamplePoint& point : sample)
      variance += (point.features[k] - mean) * (point.features[k] - mean);
    model.centre[k] = mean;
    const double deviation = std::sqrt(variance / count);
    // A feature that does not vary says nothing: it stays at 0, or at its rounding.
    if (deviation > 1e-9 * std::max(1.0, std::abs(mean))) model.scale[k] = deviation;
  }
}

FeatureVector standardised(const MixtureModel& model, const FeatureVector& features) {
  FeatureVector x;
  for (std::size_t k = 0; k < kMixtureFeatures; ++k) x[k] = (features[k] - model.centre[k]) / model.scale[k];
  return x;
}

/// The most likely component among those whose covariance has no eigenvalue below the floor.
void update(MixtureComponent& component, const Moments& moments, double floor) {
  const Vector mean = moments.sum / moments.count;
  const Matrix lower = moments.squares / moments.count - mean * mean.transpose();
  const Eigen::SelfAdjointEigenSolver<Matrix> solver(lower);  // reads the lower triangle
  const Vector values = solver.eigenvalues().cwiseMax(floor);
  Matrix covariance = solver.eigenvectors() * values.asDiagonal() * solver.eigenvectors().transpose();
  covariance = (0.5 * (covariance + covariance.transpose())).eval();
  Eigen::Map<Vector>(component.mean.data()) = mean;
  component.covariance.assign(covariance.data(), covariance.data() + covariance.size());
}

/// What one pass over the undecided points gives.
struct Expectation {
  std::array<Moments, kMixtureClasses.size()> moments;
  double log_likelihood = 0;

  void add(const Expectation& other) {
    for (std::size_t k = 0; k < moments.size(); ++k) moments[k].add(other.moments[k]);
    log_likelihood += other.log_likelihood;
  }
};

/// Of points that are standardised already.
Expectation expectation(const MixtureModel& model, std::span<const FeatureVector> undecided) {
  MixtureModel here = model;
  here.centre.fill(0.0);
  here.scale.fill(1.0);
  const MixtureClassifier classifier(here);
  return sum_in_order<Expectation>(undecided, [&](Expectation& part, std::size_t i) {
    std::array<double, kMixtureClasses.size()> shares{};
    part.log_likelihood += classifier.log_likelihood(undecided[i], shares);
    const Vector x = vector_of(undecided[i]);
    for (std::size_t k = 0; k < model.components.size(); ++k)
      if (shares[k] > 0.0) part.moments[k].add(x, shares[k]);
  });
}

}  // namespace

std::uint64_t sample_key(std::string_view pid, std::uint64_t seed) {
  std::uint64_t hash = 0xcbf29ce484222325U ^ (seed * 0x9e3779b97f4a7c15U);  // FNV-1a
  for (const char c : pid) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9U;  // and SplitMix64's finaliser: FNV's high bits are weak
  hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebU;
  return hash ^ (hash >> 31);
}

std::uint64_t sample_key_limit(std::uint64_t points, std::uint64_t sample) {
  constexpr auto kAll = std::numeric_limits<std::uint64_t>::max();
  return points <= sample ? kAll : kAll / points * sample;
}

MixtureModel fit_mixture(std::vector<SamplePoint> sample, const MixtureOptions& options) {
  // The key decides nearly always; equal points are equal in any order.
  std::ranges::sort(sample, [](const SamplePoint& a, const SamplePoint& b) {
    return std::tie(a.key, a.by_rules, a.features) < std::tie(b.key, b.by_rules, b.features);
  });
  MixtureModel model;
  model.sample_points = sample.size();
  standardise_by(model, sample);

  std::array<std::vector<FeatureVector>, kMixtureClasses.size()> labelled;
  std::vector<FeatureVector> undecided;
  for (const SamplePoint& point : sample) {
    if (const auto k = component_of(point.by_rules)) {
      labelled[*k].push_back(standardised(model, point.features));
    } else if (point.by_rules == MotionClass::other) {
      undecided.push_back(standardised(model, point.features));
    }
  }
  model.undecided_points = undecided.size();
  std::vector<Moments> fixed;
  for (std::size_t k = 0; k < labelled.size(); ++k) {
    if (labelled[k].size() < options.fewest_points) continue;
    fixed.push_back(sum_in_order<Moments>(
        labelled[k], [&](Moments& part, std::size_t i) { part.add(vector_of(labelled[k][i]), 1.0); }));
    model.components.push_back({.motion_class = kMixtureClasses[k]});
    update(model.components.back(), fixed.back(), options.covariance_floor);
  }
  for (MixtureComponent& component : model.components)
    component.weight = 1.0 / static_cast<double>(model.components.size());
  if (model.components.empty() || undecided.empty()) return model;

  const auto count = static_cast<double>(undecided.size());
  model.mean_log_likelihood = kNone;
  for (; model.iterations < options.most_iterations; ++model.iterations) {
    Expectation expected = expectation(model, undecided);
    const double before = std::exchange(model.mean_log_likelihood, expected.log_likelihood / count);
    if (model.mean_log_likelihood - before < options.tolerance) break;
    for (std::size_t k = 0; k < model.components.size(); ++k) {
      model.components[k].weight = expected.moments[k].count / count;
      expected.moments[k].add(fixed[k]);
      update(model.components[k], expected.moments[k], options.covariance_floor);
    }
  }
  return model;
}

MixtureClassifier::MixtureClassifier(const MixtureModel& model) : centre_(model.centre) {
  for (std::size_t k = 0; k < kMixtureFeatures; ++k) {
    if (!(model.scale[k] > 0.0))
      throw Error(ErrorCode::bad_value, {}, "a scale of the model is not positive");
    inverse_scale_[k] = 1.0 / model.scale[k];
  }
  for (const MixtureComponent& component : model.components) {
    if (component.covariance.size() != kMixtureFeatures * kMixtureFeatures)
      throw Error(ErrorCode::bad_value, {}, "a covariance of the model has the wrong size");
    const Eigen::LLT<Matrix> factor(Eigen::Map<const Matrix>(component.covariance.data()));
    if (factor.info() != Eigen::Success)
      throw Error(ErrorCode::bad_value, {}, "a covariance of the model is not positive");
    const Matrix lower = factor.matrixL();
    const Matrix inverse = factor.matrixL().solve(Matrix::Identity());
    Component ready{component.motion_class, std::log(component.weight), component.mean, {}};
    ready.log_scale -= lower.diagonal().array().log().sum() +
                       0.5 * static_cast<double>(kMixtureFeatures) * std::log(2.0 * std::numbers::pi);
    for (Eigen::Index row = 0; row < kSize; ++row)
      for (Eigen::Index column = 0; column <= row; ++column) ready.whitening.push_back(inverse(row, column));
    components_.push_back(std::move(ready));
  }
}

std::array<double, kMixtureClasses.size()> MixtureClassifier::log_densities(
    const FeatureVector& features) const {
  std::array<double, kMixtureClasses.size()> logs;
  logs.fill(kNone);
  FeatureVector x;
  for (std::size_t k = 0; k < kMixtureFeatures; ++k) x[k] = (features[k] - centre_[k]) * inverse_scale_[k];
  for (std::size_t c = 0; c < components_.size(); ++c) {
    const Component& component = components_[c];
    FeatureVector d;
    for (std::size_t k = 0; k < kMixtureFeatures; ++k) d[k] = x[k] - component.mean[k];
    const double* row = component.whitening.data();
    double distance = 0;
    for (std::size_t k = 0; k < kMixtureFeatures; row += ++k) {
      double y = 0;
      for (std::size_t j = 0; j <= k; ++j) y += row[j] * d[j];
      distance += y * y;
    }
    logs[c] = component.log_scale - 0.5 * distance;
  }
  return logs;
}

double MixtureClassifier::log_likelihood(const FeatureVector& features,
                                         std::span<double> responsibilities) const {
  const auto logs = log_densities(features);
  const double largest = *std::ranges::max_element(logs);
  if (largest == kNone) return kNone;
  double sum = 0;
  for (std::size_t c = 0; c < components_.size(); ++c) sum += std::exp(logs[c] - largest);
  for (std::size_t c = 0; c < components_.size(); ++c)
    responsibilities[c] = std::exp(logs[c] - largest) / sum;
  return largest + std::log(sum);
}

Verdict MixtureClassifier::classify(const FeatureVector& features) const {
  if (components_.empty()) return {};
  std::array<double, kMixtureClasses.size()> shares{};
  log_likelihood(features, shares);
  const auto logs = log_densities(features);
  const auto best = static_cast<std::size_t>(std::ranges::max_element(logs) - logs.begin());
  Verdict verdict{.first = components_[best].motion_class, .first_probability = shares[best]};
  verdict.second = second_class(features, components_[best].motion_class);
  return verdict;
}

std::optional<MotionClass> MixtureClassifier::second_class(const FeatureVector& features,
                                                           MotionClass by_rules) const {
  const auto logs = log_densities(features);
  std::optional<MotionClass> best;
  double largest = kNone;
  for (std::size_t c = 0; c < components_.size(); ++c) {
    if (components_[c].motion_class == by_rules || !(logs[c] > largest)) continue;
    largest = logs[c];
    best = components_[c].motion_class;
  }
  return best;
}

}  // namespace plumbline::classify

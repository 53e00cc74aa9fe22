// SPDX-License-Identifier: MIT
#include "correct/velocity_surface.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "correct/median.h"
#include "parallel/thread_loop.h"

namespace plumbline::correct {
namespace {

constexpr double kHuber = 1.345;
/// Below what velocities are printed to, nothing is an outlier (mm/yr).
constexpr double kLeastScale = 0.03;
constexpr int kRobustSteps = 20;
constexpr int kRobustStepsLowPass = 4;
/// Part of a pivot that has to be left after elimination: less, and the points lie in a line.
constexpr double kLeastPivot = 1e-6;
/// The planes of a low-pass surface lean towards level ones where the points nearby lie in a line.
constexpr double kLevelling = 1e-3;
/// In squared sigmas beyond the nearest control point: exp(−18) of its weight.
constexpr double kFarAway = 36;
/// More nodes than this make no surface that could be told from a finer one.
constexpr std::size_t kMostNodesAside = 500;

/// Symmetric equations of up to ten unknowns, by Cholesky's method.
class SmallSystem {
 public:
  static constexpr std::size_t kMost = 10;
  explicit SmallSystem(std::size_t size) : size_(size) {}

  void add(std::span<const double> row, double weight, double value) {
    for (std::size_t i = 0; i < size_; ++i) {
      for (std::size_t k = 0; k <= i; ++k) matrix_[i][k] += weight * row[i] * row[k];
      right_[i] += weight * row[i] * value;
    }
  }
  void add_to_diagonal(std::size_t i, double value) { matrix_[i][i] += value; }
  /// False when they do not determine the unknowns.
  bool decompose() {
    for (std::size_t i = 0; i < size_; ++i) {
      for (std::size_t k = 0; k <= i; ++k) {
        double sum = matrix_[i][k];
        for (std::size_t j = 0; j < k; ++j) sum -= matrix_[i][j] * matrix_[k][j];
        if (k < i) {
          matrix_[i][k] = sum / matrix_[k][k];
          continue;
        }
        if (!(sum > kLeastPivot * matrix_[i][i])) return false;
        matrix_[i][i] = std::sqrt(sum);
      }
    }
    return true;
  }
  std::array<double, kMost> solve() const {
    std::array<double, kMost> x = forward(right_);
    for (std::size_t i = size_; i-- > 0;) {
      for (std::size_t k = i + 1; k < size_; ++k) x[i] -= matrix_[k][i] * x[k];
      x[i] /= matrix_[i][i];
    }
    return x;
  }
  /// rowᵀ A⁻¹ row.
  double inverse_norm(std::span<const double> row) const {
    std::array<double, kMost> copy{};
    std::copy_n(row.begin(), size_, copy.begin());
    const auto y = forward(copy);
    double sum = 0;
    for (std::size_t i = 0; i < size_; ++i) sum += y[i] * y[i];
    return sum;
  }

 private:
  std::array<double, kMost> forward(std::array<double, kMost> x) const {
    for (std::size_t i = 0; i < size_; ++i) {
      for (std::size_t k = 0; k < i; ++k) x[i] -= matrix_[i][k] * x[k];
      x[i] /= matrix_[i][i];
    }
    return x;
  }

  std::size_t size_;
  std::array<std::array<double, kMost>, kMost> matrix_{};
  std::array<double, kMost> right_{};
};

/// Huber's weights of residuals.
void reweight(std::span<const double> residuals, std::vector<double>& weights) {
  std::vector<double> sizes(residuals.size());
  std::ranges::transform(residuals, sizes.begin(), [](double r) { return std::fabs(r); });
  const double limit = kHuber * std::max(kMedianDistanceToSigma * take_median(sizes), kLeastScale);
  for (std::size_t i = 0; i < residuals.size(); ++i) {
    const double size = std::fabs(residuals[i]);
    weights[i] = size <= limit ? 1.0 : limit / size;
  }
}

/// A plane through the control points around a place, with Gaussian weights. Weights are relative to the
/// nearest point, so that they never vanish.
struct LocalPlane {
  double value = 0;
  double own_share = 0;  ///< of a control point at the place itself in the value
};

LocalPlane local_plane(std::span<const ControlPoint> controls, std::span<const double> weights,
                       double easting_m, double northing_m, double sigma_m) {
  double nearest = std::numeric_limits<double>::infinity();
  const auto squared = [&](const ControlPoint& control) {
    const double x = (control.easting_m - easting_m) / sigma_m;
    const double y = (control.northing_m - northing_m) / sigma_m;
    return x * x + y * y;
  };
  for (const ControlPoint& control : controls) nearest = std::min(nearest, squared(control));
  SmallSystem system(3);
  double sum = 0;
  double at_place = 0;
  for (std::size_t i = 0; i < controls.size(); ++i) {
    const double distance = squared(controls[i]);
    if (distance - nearest > kFarAway) continue;
    const double weight = weights[i] * std::exp(-0.5 * (distance - nearest));
    const std::array row{1.0, (controls[i].easting_m - easting_m) / sigma_m,
                         (controls[i].northing_m - northing_m) / sigma_m};
    system.add(row, weight, controls[i].difference);
    sum += weight;
    if (distance == 0) at_place = weight;
  }
  system.add_to_diagonal(1, kLevelling * sum);
  system.add_to_diagonal(2, kLevelling * sum);
  system.decompose();  // the levelling makes that it can
  constexpr std::array kHere{1.0, 0.0, 0.0};
  return {system.solve()[0], at_place * system.inverse_norm(kHere)};
}

double without_itself(double residual, double own_share) {
  constexpr double kAlone = 1 - 1e-9;
  return own_share < kAlone ? residual / (1 - own_share) : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

std::optional<VelocitySurface> VelocitySurface::fit(std::span<const ControlPoint> controls,
                                                    const SurfaceOptions& options) {
  if (controls.empty()) return std::nullopt;
  VelocitySurface surface;
  double west = controls[0].easting_m, east = west, south = controls[0].northing_m, north = south;
  for (const ControlPoint& control : controls) {
    west = std::min(west, control.easting_m), east = std::max(east, control.easting_m);
    south = std::min(south, control.northing_m), north = std::max(north, control.northing_m);
  }
  surface.easting_ = (west + east) / 2;
  surface.northing_ = (south + north) / 2;
  surface.extent_ = std::max({(east - west) / 2, (north - south) / 2, 1.0});
  if (options.low_pass_m > 0) {
    surface.fit_low_pass(controls, options.low_pass_m * std::sqrt(std::numbers::ln2 / 2) / std::numbers::pi);
  } else {
    surface.degree_ = options.degree;
    surface.fit_polynomial(controls);
  }
  return surface;
}

std::size_t VelocitySurface::fill_terms(double easting_m, double northing_m, Terms& terms) const {
  const double x = (easting_m - easting_) / extent_;
  const double y = (northing_m - northing_) / extent_;
  std::size_t count = 0;
  for (int total = 0; total <= degree_; ++total) {
    for (int of_y = 0; of_y <= total; ++of_y) {
      double term = 1;
      for (int i = 0; i < total - of_y; ++i) term *= x;
      for (int i = 0; i < of_y; ++i) term *= y;
      terms[count++] = term;
    }
  }
  return count;
}

void VelocitySurface::fit_polynomial(std::span<const ControlPoint> controls) {
  while (!try_degree(controls)) --degree_;
}

bool VelocitySurface::try_degree(std::span<const ControlPoint> controls) {
  std::vector<Terms> rows(controls.size());
  std::size_t terms = 0;
  for (std::size_t i = 0; i < controls.size(); ++i)
    terms = fill_terms(controls[i].easting_m, controls[i].northing_m, rows[i]);
  if (degree_ > 0 && controls.size() < terms + 2) return false;
  std::vector<double> weights(controls.size(), 1.0), residuals(controls.size());
  for (int step = 0; step < kRobustSteps; ++step) {
    SmallSystem system(terms);
    for (std::size_t i = 0; i < controls.size(); ++i) system.add(rows[i], weights[i], controls[i].difference);
    if (!system.decompose()) return false;
    coefficients_ = system.solve();
    leave_one_out_.clear();
    for (std::size_t i = 0; i < controls.size(); ++i) {
      residuals[i] = controls[i].difference - polynomial_at(controls[i].easting_m, controls[i].northing_m);
      leave_one_out_.push_back(without_itself(residuals[i], weights[i] * system.inverse_norm(rows[i])));
    }
    reweight(residuals, weights);
  }
  return true;
}

void VelocitySurface::fit_low_pass(std::span<const ControlPoint> controls, double sigma_m) {
  degree_ = 1;
  std::vector<double> weights(controls.size(), 1.0), residuals(controls.size());
  leave_one_out_.resize(controls.size());
  for (int step = 0; step < kRobustStepsLowPass; ++step) {
    parallel_ranges(controls.size(), 16, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) {
        const LocalPlane plane =
            local_plane(controls, weights, controls[i].easting_m, controls[i].northing_m, sigma_m);
        residuals[i] = controls[i].difference - plane.value;
        leave_one_out_[i] = without_itself(residuals[i], plane.own_share);
      }
    });
    reweight(residuals, weights);
  }
  // The grid reaches a σ beyond the control points.
  const double reach = extent_ + sigma_m;
  step_m_ = std::max(sigma_m / 4, 2 * reach / static_cast<double>(kMostNodesAside));
  west_ = easting_ - reach;
  south_ = northing_ - reach;
  columns_ = lines_ = static_cast<std::size_t>(std::ceil(2 * reach / step_m_)) + 2;
  nodes_.resize(columns_ * lines_);
  parallel_ranges(lines_, 1, [&](std::size_t line, std::size_t) {
    for (std::size_t column = 0; column < columns_; ++column)
      nodes_[line * columns_ + column] =
          local_plane(controls, weights, west_ + static_cast<double>(column) * step_m_,
                      south_ + static_cast<double>(line) * step_m_, sigma_m)
              .value;
  });
}

double VelocitySurface::at(double easting_m, double northing_m) const {
  return step_m_ > 0 ? grid_at(easting_m, northing_m) : polynomial_at(easting_m, northing_m);
}

double VelocitySurface::polynomial_at(double easting_m, double northing_m) const {
  Terms terms;
  const std::size_t count = fill_terms(easting_m, northing_m, terms);
  double value = 0;
  for (std::size_t i = 0; i < count; ++i) value += coefficients_[i] * terms[i];
  return value;
}

/// Beyond the grid: as at its edge.
double VelocitySurface::grid_at(double easting_m, double northing_m) const {
  const auto place = [&](double metres, std::size_t count) {
    return std::clamp(metres / step_m_, 0.0, static_cast<double>(count - 1) - 1e-9);
  };
  const double x = place(easting_m - west_, columns_);
  const double y = place(northing_m - south_, lines_);
  const auto column = static_cast<std::size_t>(x), line = static_cast<std::size_t>(y);
  const double right = x - static_cast<double>(column), above = y - static_cast<double>(line);
  const double* const node = nodes_.data() + line * columns_ + column;
  return (1 - above) * ((1 - right) * node[0] + right * node[1]) +
         above * ((1 - right) * node[columns_] + right * node[columns_ + 1]);
}

}  // namespace plumbline::correct

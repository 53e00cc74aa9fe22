// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>

namespace plumbline::report {

/// How well two series of values agree, pair by pair: what EGMSpy 2026 gives with figure 6. Differences are
/// ours − theirs. Memory does not depend on the number of pairs.
class Agreement {
 public:
  /// Differences are counted up to these, mm/yr.
  static constexpr std::array<double, 5> kLimits{0.05, 0.1, 0.2, 0.5, 1.0};

  /// A pair with NaN is left out.
  void add(double ours, double theirs);

  std::size_t count() const { return count_; }
  double bias() const;  ///< mean difference; NaN without pairs, as are all below
  double rms() const;
  double deviation() const;    ///< of the differences about their mean, n in the denominator
  double correlation() const;  ///< Pearson's; NaN where either side does not vary
  double largest() const;      ///< |difference|
  /// Pairs that differ by at most kLimits[limit]; a difference that exceeds it by rounding alone
  /// (10⁻⁶) counts.
  std::size_t within(std::size_t limit) const { return within_[limit]; }

 private:
  std::size_t count_ = 0;
  double difference_mean_ = 0;
  double difference_squares_ = 0;  ///< Σ(difference − mean)², likewise below
  double largest_ = 0;
  double our_mean_ = 0;
  double their_mean_ = 0;
  double our_squares_ = 0;
  double their_squares_ = 0;
  double products_ = 0;
  std::array<std::size_t, kLimits.size()> within_{};
};

}  // namespace plumbline::report

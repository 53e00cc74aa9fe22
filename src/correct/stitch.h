// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/time_axis.h"
#include "correct/robust_line.h"

namespace plumbline::correct {

/// Where the points of several releases are: row of point p in release r is `rows[p · releases + r]`.
struct MatchedPoints {
  static constexpr std::uint32_t kAbsent = std::numeric_limits<std::uint32_t>::max();

  std::size_t releases = 0;
  std::vector<std::uint32_t> rows;

  std::size_t size() const { return releases == 0 ? 0 : rows.size() / releases; }
  std::span<const std::uint32_t> of(std::size_t point) const {
    return std::span(rows).subspan(point * releases, releases);
  }
};

/// The same points by their pid, which is unique in each release; in order of the pid, those that at least
/// `fewest_releases` have. Memory: some 20 bytes a pid.
MatchedPoints match_points(std::span<const std::span<const std::string>> pids, std::size_t fewest_releases);

/// What stands at a date that several releases have.
enum class OverlapChoice : std::uint8_t { newer, older, mean };

struct StitchOptions {
  OverlapChoice overlap = OverlapChoice::newer;
  bool rates = true;               ///< estimate differences of rate, not of offset alone
  std::int32_t fewest_dates = 10;  ///< that two releases must share to be joined
};

/// How an older release of a point was joined to a newer one: on their common dates,
///   newer − older = offset + rate·(t − middle).
struct ReleaseJoin {
  std::uint8_t newer = 0;  ///< the release it was joined to
  RobustLine line;         ///< t in years on the long axis
  double error_mm = 0;     ///< standard error of what was added, at the first date of the older release
};

/// What all points of a tile share: the releases' dates, the long axis over all of them, and which values of
/// two releases can be compared.
class StitchPlan {
 public:
  /// `releases` from the oldest to the newest, at least two. Where two have fewer than `fewest_dates`
  /// acquisitions in common, as L3 grids that start on different days, the older one is compared where it can
  /// be interpolated between neighbours at most 12 days apart.
  StitchPlan(std::vector<TimeAxis> releases, const StitchOptions& options);

  const StitchOptions& options() const { return options_; }
  const std::vector<TimeAxis>& releases() const { return releases_; }
  const TimeAxis& axis() const { return axis_; }

  /// A value of the newer release and where that of the older one lies: (1 − share)·before + share·after.
  struct Pair {
    std::uint32_t newer, before, after;
    double share;
    double years;  ///< on the long axis
  };
  std::span<const Pair> pairs(std::size_t older, std::size_t newer) const {
    return pairs_[older * releases_.size() + newer];
  }

  /// The acquisitions of release r lie at these places of the long axis.
  std::span<const std::uint32_t> places(std::size_t release) const { return places_[release]; }
  /// The release whose value stands at a date where all that have the date have a value; by `overlap`, and
  /// the newer one for `mean`.
  std::size_t release_at(std::size_t acquisition) const { return release_at_[acquisition]; }

 private:
  std::vector<Pair> make_pairs(std::size_t older, std::size_t newer) const;
  std::vector<Pair> interpolated_pairs(std::size_t older, std::size_t newer) const;
  double years_on_axis(Date date) const;

  std::vector<TimeAxis> releases_;
  StitchOptions options_;
  TimeAxis axis_;
  std::vector<std::vector<Pair>> pairs_;
  std::vector<std::vector<std::uint32_t>> places_;
  std::vector<std::uint8_t> release_at_;
};

/// Joins the series of one point after the other. Not thread-safe: one a thread.
class Stitcher {
 public:
  /// `fixed_rates`, when not empty: at older · releases + newer the difference of rate of that join (mm/yr),
  /// instead of one estimated for each point; NaN = estimated.
  explicit Stitcher(const StitchPlan& plan, std::vector<double> fixed_rates = {});

  /// One point. `series[r]`: its values in release r, missing = NaN; an empty span where the release does not
  /// have it. `gnss_rates[r]`: the motion (mm/yr) of the release's reference model that is part of the
  /// series, NaN where it is not known; where two releases both have one, the older is brought to the newer's
  /// model before they are compared.
  ///
  /// Fills `long_mm` (one place a date of the long axis), in the reference of the newest release that has the
  /// point, whose values stay as they are; and `joins[r]` for each older release: nothing where the release
  /// lacks the point or could not be joined (then its values are left out).
  void stitch(std::span<const std::span<const float>> series, std::span<const double> gnss_rates,
              std::span<float> long_mm, std::span<std::optional<ReleaseJoin>> joins);

 private:
  /// What is added to the values of a release, offset + rate·t, and the variance of that as a polynomial of
  /// t.
  struct Correction {
    double offset_mm = 0;
    double rate = 0;
    std::array<double, 3> variance{};

    double at(double years) const { return offset_mm + rate * years; }
    double variance_at(double t) const { return variance[0] + t * (variance[1] + t * variance[2]); }
    Correction after(const RobustLine& line, double model_rate) const;
  };
  void collect(std::span<const StitchPlan::Pair> pairs, std::span<const float> older_mm,
               std::span<const float> newer_mm);
  std::optional<RobustLine> compare(std::size_t older, std::size_t newer,
                                    std::span<const std::span<const float>> series, double model_rate);
  void merge(std::span<const std::span<const float>> series, std::span<float> long_mm);

  const StitchPlan& plan_;
  std::vector<double> fixed_rates_;
  RobustLineFitter fitter_;
  std::vector<double> times_, differences_;
  std::vector<double> sums_;
  std::vector<std::uint8_t> counts_;
  std::vector<std::optional<Correction>> corrections_;
};

}  // namespace plumbline::correct

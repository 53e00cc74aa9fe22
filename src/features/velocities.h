// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/series_block.h"
#include "core/time_axis.h"

namespace plumbline::features {

/// The velocities of many series at once, and nothing else: a least-squares slope is a weighted sum of the
/// values, with weights that depend on the times alone, so a block takes one pass over its values.
///
/// Series without missing values share their weights; those of the last other pattern are kept. The slopes
/// are those of EgmsFitter and Describer but for rounding (relative 1e-12). Not thread-safe: one a thread.
/// The result does not depend on the blocks before. Memory: a block's results and four numbers an
/// acquisition.
class VelocityFitter {
 public:
  explicit VelocityFitter(const TimeAxis& axis);

  /// Fills, a place a point, in mm/yr: the slope of a line with an annual cosine and sine (EGMS's own formula
  /// of mean_velocity, docs/science.md), and that of the plain line (v_robust, without filled gaps). NaN with
  /// fewer than kFewestAcquisitions values present.
  void fit(const SeriesBlockView& block, std::span<double> egms, std::span<double> line);

 private:
  /// Weights over the acquisitions `present`.
  struct Weights {
    std::vector<std::uint32_t> present;
    std::vector<double> egms;
    std::vector<double> line;
  };
  Weights weights_of(std::vector<std::uint32_t> present) const;
  void fit_with_gaps(const SeriesBlockView& block, std::size_t point, double& egms, double& line);

  std::vector<double> years_;
  Weights complete_;
  Weights last_;
  std::vector<std::uint32_t> present_;
};

}  // namespace plumbline::features

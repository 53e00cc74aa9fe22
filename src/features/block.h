// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/series_block.h"
#include "core/time_axis.h"
#include "features/features.h"
#include "features/orthonormal_basis.h"

namespace plumbline::features {

/// The features of many series at once: the fast version of Describer, vectorised over points. One source is
/// compiled for AVX-512, AVX2, SSE4, SSSE3 and NEON; the best that the processor has is chosen at run time.
///
/// Values come time-major, as a column file delivers them, and stay where they are: tiles of 64 points are
/// copied to a buffer that fits the cache. Series without missing values share one basis, so a fit is a dot
/// product over time in every lane.
///
/// The answer is the plain version's, bit for bit, on every target: each lane does the operations of
/// Describer in its order, products and sums are rounded apart (no fused multiply-add), and there is no
/// horizontal sum. That costs about a third of the speed and buys labels that depend neither on the
/// processor nor on the version used. For the same reason nothing is computed in float32 but what is stored
/// in it, the displacements: the residual of a steep or distant series (range 1,000 mm, offset 10⁴ mm, noise
/// 1 mm) would lose the digits that decide whether it is rounding or noise. test/features/block_test.cpp and
/// fuzz/features_block.cpp hold this class to Describer with no tolerance.
///
/// Not thread-safe: one a thread. The result does not depend on the blocks described before. Memory: some
/// 400 bytes an acquisition. Cost for 300 acquisitions: about 1 µs a point with AVX-512.
class BlockDescriber {
 public:
  explicit BlockDescriber(const TimeAxis& axis, const FeatureOptions& options = {});

  /// Describes the points of `block` that have all their values, in their places of `features` (one a point).
  /// Returns the other points in ascending order, valid until the next call; their places are left alone,
  /// and Describer is for them: gaps cost nothing to those without. All points are "other" where the axis is
  /// shorter than kFewestAcquisitions, or where the options ask for jump_sigma or long_run_cusum. Values are
  /// NaN (missing) or finite.
  std::span<const std::uint32_t> describe_complete(const SeriesBlockView& block,
                                                   std::span<Features> features);

 private:
  void find_complete(const SeriesBlockView& block, std::size_t begin, std::size_t end);
  void gather(const SeriesBlockView& block);

  FeatureOptions options_;
  std::size_t acquisitions_;
  bool is_for_vectors_;                        ///< else all points are left to Describer
  OrthonormalBasis polynomial_;                ///< 1, τ, τ²
  OrthonormalBasis seasonal_;                  ///< 1, τ, cos 2πt, sin 2πt, cos 4πt, sin 4πt
  std::vector<double> half_times_;             ///< years from the mean time of the half
  std::array<double, 2> half_time_squares_{};  ///< their sum of squares, by half

  std::vector<std::uint32_t> complete_;  ///< points of the tile at hand
  std::vector<std::uint32_t> others_;    ///< points of the whole block
  std::vector<float> tile_mm_;           ///< [acquisition][point of the tile]
  std::vector<double> residual_;         ///< [acquisition][lane]
};

/// The instruction set that this processor's BlockDescriber uses, as Highway names it: "AVX3" is AVX-512.
std::string_view block_target();

}  // namespace plumbline::features

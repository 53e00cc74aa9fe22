// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace plumbline {

/// A block of displacement series in millimetres, time-major: the values of one acquisition are contiguous
/// over the points, as a column file delivers them. Missing = NaN. Does not own its values.
struct SeriesBlockView {
  std::span<const float* const> acquisitions;  ///< one pointer an acquisition, each to `points` values
  std::size_t points = 0;

  float at(std::size_t acquisition, std::size_t point) const { return acquisitions[acquisition][point]; }

  /// Copies the series of one point to `series`, which has one place an acquisition.
  void copy_series(std::size_t point, std::span<float> series) const {
    for (std::size_t i = 0; i < acquisitions.size(); ++i) series[i] = acquisitions[i][point];
  }
};

/// The same, owning its values; `values[acquisition * points + point]`.
class SeriesBlock {
 public:
  SeriesBlock() = default;
  SeriesBlock(std::size_t acquisitions, std::size_t points)
      : acquisitions_(acquisitions), points_(points), values_(acquisitions * points) {}

  std::size_t acquisitions() const { return acquisitions_; }
  std::size_t points() const { return points_; }
  std::span<float> acquisition(std::size_t i) { return {values_.data() + i * points_, points_}; }
  std::span<const float> acquisition(std::size_t i) const { return {values_.data() + i * points_, points_}; }

  /// `pointers` keeps the view alive; it is overwritten.
  SeriesBlockView view(std::vector<const float*>& pointers) const {
    pointers.clear();
    for (std::size_t i = 0; i < acquisitions_; ++i) pointers.push_back(values_.data() + i * points_);
    return {pointers, points_};
  }

 private:
  std::size_t acquisitions_ = 0;
  std::size_t points_ = 0;
  std::vector<float> values_;
};

}  // namespace plumbline

// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "core/motion_class.h"

namespace plumbline::report {

/// Shares of a yes-or-no finding against the truth. NaN where nothing is true, or nothing was found.
struct Detection {
  std::size_t found_and_true = 0;
  std::size_t found = 0;
  std::size_t is_true = 0;
  std::size_t points = 0;

  void add(bool is_found, bool holds);
  double precision() const;
  double recall() const;
};

/// How often each true class was given each class. The last place given stands for points without a class.
class Confusion {
 public:
  static constexpr std::size_t kUnclassified = kMotionClassNames.size();

  void add(MotionClass truth, std::optional<MotionClass> given);

  std::size_t points() const { return points_; }
  std::size_t count(std::size_t truth, std::size_t given) const { return counts_[truth][given]; }
  /// The class as a finding: found where it was given, true where it holds.
  Detection detection(std::size_t motion) const;

 private:
  std::array<std::array<std::size_t, kUnclassified + 1>, kUnclassified> counts_{};
  std::size_t points_ = 0;
};

}  // namespace plumbline::report

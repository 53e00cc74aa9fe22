// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

#include "core/series_block.h"
#include "features/block.h"
#include "motion.h"

namespace plumbline::cli {

/// MotionDescriber for whole blocks: the fast version for series without missing values, which have nothing
/// to fill, the plain one for the others. The same answers. One a thread.
class MotionBlockDescriber {
 public:
  MotionBlockDescriber(const TimeAxis& axis, const MotionOptions& options)
      : options_(options), fast_(axis, options.features), plain_(axis, options), series_mm_(axis.size()) {}

  /// Calls `body(point, motion)` for every point that has one.
  template <typename Body>
  void describe(const SeriesBlockView& block, const Body& body) {
    if (features_.size() < block.points) features_.resize(block.points);
    const std::span<const std::uint32_t> others = fast_.describe_complete(block, features_);
    auto other = others.begin();
    for (std::size_t point = 0; point < block.points; ++point) {
      if (other == others.end() || *other != point) {
        const features::Features& f = features_[point];
        body(point, Motion{f, classify::class_by_rules(f, options_.rules),
                           classify::motion_flags(f, options_.rules)});
        continue;
      }
      ++other;
      block.copy_series(point, series_mm_);
      if (const auto motion = plain_.describe(series_mm_)) body(point, *motion);
    }
  }

 private:
  const MotionOptions& options_;
  features::BlockDescriber fast_;
  MotionDescriber plain_;
  std::vector<features::Features> features_;
  std::vector<float> series_mm_;
};

/// Things that are costly to make, for threads that are not ours: each takes one and gives it back.
template <typename T>
class Pool {
 public:
  template <typename Make, typename Use>
  void with_one(const Make& make, const Use& use) {
    std::unique_ptr<T> one;
    {
      const std::lock_guard lock(mutex_);
      if (!free_.empty()) {
        one = std::move(free_.back());
        free_.pop_back();
      }
    }
    if (!one) one = make();
    use(*one);
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(one));
  }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<T>> free_;
};

}  // namespace plumbline::cli

// SPDX-License-Identifier: MIT
// Compiled once a target. Each lane is a point; the operations and their order are those of features.cpp.
#include "features/block_kernel.h"

#include <string_view>

// Their vectors have no size at compile time, and NEON is there, too.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "features/block_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace plumbline::features {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Doubles = hn::CappedTag<double, kMostLanes>;
using Floats = hn::Rebind<float, Doubles>;
using V = hn::Vec<Doubles>;

#define PLUMBLINE_STEP HWY_ATTR __attribute__((always_inline))

/// A sum in the four parts of `dot`, orthonormal_basis.h.
struct FourParts {
  V a, b, c, d;
  // A constructor that the compiler makes itself is not one of the target.
  HWY_INLINE FourParts() { a = b = c = d = hn::Zero(Doubles()); }
  HWY_INLINE V total() const { return hn::Add(hn::Add(a, b), hn::Add(c, d)); }
};

HWY_INLINE void add_product(V& sum, V x, V y) { sum = hn::Add(sum, hn::Mul(x, y)); }
HWY_INLINE V broadcast(double value) { return hn::Set(Doubles(), value); }
/// y - projection · basis, as add_scaled does it: the sign goes to the factor.
HWY_INLINE V without(V y, V projection, double basis) {
  return hn::Add(y, hn::Mul(hn::Neg(projection), broadcast(basis)));
}

/// The passes over time for one vector of points, in the order in which Describer removes one basis vector
/// after the other. What the next pass must know is a member; `residual_` stays in the first-level cache.
class Lanes {
 public:
  HWY_INLINE Lanes(const TileTask& task, TileSums& sums, size_t point)
      : task_(task), sums_(sums), point_(point), count_(task.acquisitions) {}

  HWY_INLINE void run() {
    load_values();
    remove_constant();
    remove_line();
    for (size_t k = 0; k < 3; ++k) remove_harmonic(k);
    take_steps();
    rank_steps();
  }

 private:
  HWY_INLINE V residual(size_t i) const { return hn::Load(d_, task_.residual + i * hn::Lanes(d_)); }
  HWY_INLINE void set_residual(size_t i, V value) {
    hn::Store(value, d_, task_.residual + i * hn::Lanes(d_));
  }
  HWY_INLINE void put(V values, TileColumn& column) const { hn::StoreU(values, d_, column.data() + point_); }

  /// Calls `step(i, part)` for every acquisition; `part` is which quarter of a FourParts takes it.
  template <class Step>
  HWY_INLINE void in_four_parts(FourParts& x, FourParts& y, FourParts& z, const Step& step) {
    size_t i = 0;
    for (; i + 4 <= count_; i += 4) {
      step(i, x.a, y.a, z.a);
      step(i + 1, x.b, y.b, z.b);
      step(i + 2, x.c, y.c, z.c);
      step(i + 3, x.d, y.d, z.d);
    }
    for (; i < count_; ++i) step(i, x.a, y.a, z.a);
  }

  HWY_INLINE void load_values() {
    V half_sum = hn::Zero(d_);
    V lowest = value(0);
    V highest = lowest;
    FourParts constant;
    FourParts unused_a;
    FourParts unused_b;
    const size_t half = task_.first_half;
    const auto step = [&](size_t i, V& constant_part, V&, V&) PLUMBLINE_STEP {
      const V y = value(i);
      set_residual(i, y);
      lowest = hn::Min(lowest, y);
      highest = hn::Max(highest, y);
      if (HWY_UNLIKELY(i == half)) {
        half_means_[0] = hn::Div(half_sum, broadcast(static_cast<double>(half)));
        half_sum = hn::Zero(d_);
      }
      half_sum = hn::Add(half_sum, y);
      add_product(constant_part, broadcast(task_.polynomial[0][i]), y);
    };
    in_four_parts(constant, unused_a, unused_b, step);
    half_means_[1] = hn::Div(half_sum, broadcast(static_cast<double>(count_ - half)));
    projection_ = constant.total();
    put(lowest, sums_.lowest);
    put(highest, sums_.highest);
  }

  HWY_INLINE V value(size_t i) const {
    return hn::PromoteTo(d_, hn::LoadU(Floats(), task_.tile_mm + i * kTilePoints + point_));
  }

  HWY_INLINE void remove_constant() {
    V product = hn::Zero(d_);
    V mean = half_means_[0];
    FourParts squares;
    FourParts line;
    FourParts unused;
    const size_t half = task_.first_half;
    const auto step = [&](size_t i, V& square_part, V& line_part, V&) PLUMBLINE_STEP {
      const V y = residual(i);
      if (HWY_UNLIKELY(i == half)) {
        put(product, sums_.first_half_product);
        product = hn::Zero(d_);
        mean = half_means_[1];
      }
      add_product(product, broadcast(task_.half_times[i]), hn::Sub(y, mean));
      const V r = without(y, projection_, task_.polynomial[0][i]);
      set_residual(i, r);
      add_product(square_part, r, r);
      add_product(line_part, broadcast(task_.polynomial[1][i]), r);
    };
    in_four_parts(squares, line, unused, step);
    put(product, sums_.second_half_product);
    put(squares.total(), sums_.squares_total);
    projection_ = line.total();
    put(projection_, sums_.line_projection);
  }

  HWY_INLINE void remove_line() {
    FourParts squares;
    FourParts parabola;
    FourParts season;
    const auto step = [&](size_t i, V& square_part, V& parabola_part, V& season_part) PLUMBLINE_STEP {
      const V r = without(residual(i), projection_, task_.polynomial[1][i]);
      set_residual(i, r);
      add_product(square_part, r, r);
      add_product(parabola_part, broadcast(task_.polynomial[2][i]), r);
      add_product(season_part, broadcast(task_.seasonal[0][i]), r);
    };
    in_four_parts(squares, parabola, season, step);
    put(squares.total(), sums_.squares_line);
    put(parabola.total(), sums_.square_projection);
    sum_lag_products();
    projection_ = season.total();
    put(projection_, sums_.seasonal_projections[0]);
  }

  /// Σ rᵢ₊₁ rᵢ: one term fewer than the other sums, so its four parts do not fall together with theirs.
  HWY_INLINE void sum_lag_products() {
    FourParts lag;
    const size_t terms = count_ - 1;
    V before = residual(0);
    size_t i = 0;
    const auto step = [&](size_t at, V& part) PLUMBLINE_STEP {
      const V r = residual(at + 1);
      add_product(part, r, before);
      before = r;
    };
    for (; i + 4 <= terms; i += 4) {
      step(i, lag.a);
      step(i + 1, lag.b);
      step(i + 2, lag.c);
      step(i + 3, lag.d);
    }
    for (; i < terms; ++i) step(i, lag.a);
    put(lag.total(), sums_.lag_product);
  }

  /// Takes harmonic k away and projects on the next.
  HWY_INLINE void remove_harmonic(size_t k) {
    FourParts next;
    FourParts unused_a;
    FourParts unused_b;
    const double* const removed = task_.seasonal[k];
    const double* const projected = task_.seasonal[k + 1];
    const auto step = [&](size_t i, V& part, V&, V&) PLUMBLINE_STEP {
      const V r = without(residual(i), projection_, removed[i]);
      set_residual(i, r);
      add_product(part, broadcast(projected[i]), r);
    };
    in_four_parts(next, unused_a, unused_b, step);
    projection_ = next.total();
    put(projection_, sums_.seasonal_projections[k + 1]);
  }

  /// Takes the last harmonic away, and puts the size of each step in the place of the residual before it.
  HWY_INLINE void take_steps() {
    FourParts squares;
    FourParts step_sums;
    FourParts unused;
    const double* const removed = task_.seasonal[3];
    V before = without(residual(0), projection_, removed[0]);
    V running = hn::Zero(d_);
    V lowest = before;
    V highest = before;
    V largest = hn::Zero(d_);
    V jumps = hn::Zero(d_);
    const V jump_mm = broadcast(task_.jump_mm);
    const V one = broadcast(1.0);
    const auto step = [&](size_t i, V& square_part, V& step_part, V&) PLUMBLINE_STEP {
      const V r = without(residual(i), projection_, removed[i]);
      add_product(square_part, r, r);
      running = hn::Add(running, r);
      lowest = hn::Min(lowest, running);
      highest = hn::Max(highest, running);
      if (HWY_UNLIKELY(i == 0)) return;
      const V size = hn::Abs(hn::Sub(r, before));
      before = r;
      set_residual(i - 1, size);
      largest = hn::Max(largest, size);
      jumps = hn::IfThenElse(hn::Ge(size, jump_mm), hn::Add(jumps, one), jumps);
      step_part = hn::Add(step_part, size);
    };
    in_four_parts(squares, step_sums, unused, step);
    put(squares.total(), sums_.squares_season);
    put(lowest, sums_.running_lowest);
    put(highest, sums_.running_highest);
    put(largest, sums_.largest_step);
    put(jumps, sums_.jumps);
    largest_step_ = largest;
    mean_step_ = hn::Div(step_sums.total(), broadcast(static_cast<double>(count_ - 1)));
  }

  /// How many steps are smaller than `limit`.
  HWY_INLINE V count_below(V limit) const {
    FourParts counts;
    const V one = broadcast(1.0);
    const size_t steps = count_ - 1;
    const auto add = [&](size_t i, V& part) PLUMBLINE_STEP {
      part = hn::IfThenElse(hn::Lt(residual(i), limit), hn::Add(part, one), part);
    };
    size_t i = 0;
    for (; i + 4 <= steps; i += 4) {
      add(i, counts.a);
      add(i + 1, counts.b);
      add(i + 2, counts.c);
      add(i + 3, counts.d);
    }
    for (; i < steps; ++i) add(i, counts.a);
    return counts.total();
  }

  /// Finds a limit in each lane that as many steps are below as the rank asks for; the two order statistics
  /// are then the steps next to it. The first limits come from steps of normally distributed noise, whose
  /// 90th percentile is 2.06 times their mean and whose density is known there; then between the limits that
  /// were too low and too high. Five rounds are usual; ties may have no such limit.
  HWY_INLINE void rank_steps() {
    constexpr int kGuesses = 3;
    constexpr int kMostRounds = 24;
    constexpr double kPercentileOfMean = 2.06;  ///< 1.645 σ / 0.798 σ
    constexpr double kGapOfMean =
        6.08;  ///< 1 / (0.206 / σ · 0.798 σ): between neighbours, times their number
    const V wanted = broadcast(static_cast<double>(task_.percentile_rank + 1));
    const V gap = hn::Mul(mean_step_, broadcast(kGapOfMean / static_cast<double>(count_ - 1)));
    V low = hn::Zero(d_);
    V low_count = hn::Zero(d_);
    V high = largest_step_;
    V high_count = broadcast(static_cast<double>(count_ - 1));
    V limit = hn::Mul(mean_step_, broadcast(kPercentileOfMean));
    auto found = hn::Lt(limit, limit);
    for (int round = 0; round < kMostRounds; ++round) {
      const auto inside = hn::And(hn::Gt(limit, low), hn::Lt(limit, high));
      const V middle = hn::Mul(hn::Add(low, high), broadcast(0.5));
      limit = hn::IfThenElse(hn::Or(found, inside), limit, middle);
      const V count = count_below(limit);
      found = hn::Eq(count, wanted);
      if (hn::AllTrue(d_, found)) break;
      const auto too_low = hn::Lt(count, wanted);
      const auto too_high = hn::Gt(count, wanted);
      low = hn::IfThenElse(too_low, limit, low);
      low_count = hn::IfThenElse(too_low, count, low_count);
      high = hn::IfThenElse(too_high, limit, high);
      high_count = hn::IfThenElse(too_high, count, high_count);
      const V share = hn::Div(hn::Sub(wanted, low_count), hn::Sub(high_count, low_count));
      const V guess = round < kGuesses ? hn::Add(limit, hn::Mul(gap, hn::Sub(wanted, count)))
                                       : hn::Add(low, hn::Mul(share, hn::Sub(high, low)));
      limit = hn::IfThenElse(found, limit, guess);
    }
    put_neighbours(limit, found);
  }

  template <class Mask>
  HWY_INLINE void put_neighbours(V limit, Mask found) {
    V below = hn::Zero(d_);
    V above = largest_step_;
    for (size_t i = 0; i + 1 < count_; ++i) {
      const V size = residual(i);
      const auto is_below = hn::Lt(size, limit);
      below = hn::IfThenElse(is_below, hn::Max(below, size), below);
      above = hn::IfThenElse(is_below, above, hn::Min(above, size));
    }
    put(below, sums_.step_at_rank);
    put(above, sums_.step_after_rank);
    if (hn::AllTrue(d_, found)) return;
    TileColumn is_found;
    hn::StoreU(hn::IfThenElseZero(found, broadcast(1.0)), d_, is_found.data());
    for (size_t lane = 0; lane < hn::Lanes(d_); ++lane) {
      if (is_found[lane] == 0.0)
        select_by_sorting(task_.residual + lane, count_ - 1, hn::Lanes(d_), task_.percentile_rank,
                          sums_.step_at_rank[point_ + lane], sums_.step_after_rank[point_ + lane]);
    }
  }

  const Doubles d_;
  const TileTask& task_;
  TileSums& sums_;
  const size_t point_;
  const size_t count_;
  V projection_ = hn::Zero(Doubles());  ///< on the basis vector to be removed next
  V half_means_[2] = {hn::Zero(Doubles()), hn::Zero(Doubles())};
  V largest_step_ = hn::Zero(Doubles());
  V mean_step_ = hn::Zero(Doubles());
};

void sum_over_time(const TileTask& task, TileSums& sums) {
  for (size_t point = 0; point < task.points; point += hn::Lanes(Doubles())) Lanes(task, sums, point).run();
}

const char* target_name() { return hwy::TargetName(HWY_TARGET); }

}  // namespace HWY_NAMESPACE
}  // namespace plumbline::features
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include "features/block.h"

namespace plumbline::features {

HWY_EXPORT(sum_over_time);
HWY_EXPORT(target_name);

void sum_over_time(const TileTask& task, TileSums& sums) { HWY_DYNAMIC_DISPATCH(sum_over_time)(task, sums); }

std::string_view block_target() { return HWY_DYNAMIC_DISPATCH(target_name)(); }

}  // namespace plumbline::features
#endif

// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_set>
#include <vector>

namespace plumbline::serve {

/// Codes from `first` to `last`, inclusive, round the end of the numbers when first > last.
struct CodeRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  bool empty = false;

  bool contains(std::uint32_t code) const {
    return !empty && (first <= last ? first <= code && code <= last : first <= code || code <= last);
  }
};

/// Where a missing value stands in the order of a column.
enum class MissingPlace { before_all, at_zero };

/// Replaces the float32 values of a column by their rank among its different values: exact, and in the same
/// order, so that a range of values is a range of codes. EGMS prints velocities to 0.1, so a store has some
/// thousands of them and a code needs two bytes. Several bit patterns of equal rank (NaN and 0.0 where
/// missing counts as zero; -0.0) have codes of their own, side by side.
class ValueCodes {
 public:
  /// `values`: those of a `ValueCollector`, or as given by `values()` of another one.
  ValueCodes(std::span<const float> values, MissingPlace missing);

  std::span<const float> values() const { return values_; }
  float value(std::uint32_t code) const { return values_[code]; }
  std::size_t size() const { return values_.size(); }

  /// Codes of values from `least` to `greatest`, missing left out where it stands before all.
  CodeRange within(float least, float greatest) const;
  /// Codes of values v with |v| >= least; missing must stand at zero. `least` > 0.
  CodeRange beyond(float least) const;

 private:
  std::uint32_t first_at_least(float value) const;
  std::uint32_t first_above(float value) const;
  std::vector<float> values_;
  MissingPlace missing_;
};

/// Finds the code of a value at once. Memory: 16 to 32 bytes a different value.
class CodeFinder {
 public:
  explicit CodeFinder(const ValueCodes& codes);
  /// `value` must be one of the codes'.
  std::uint32_t code_of(float value) const {
    const std::uint32_t bits = bits_of(value);
    std::size_t i = place(bits);
    while (places_[i].bits != bits) i = (i + 1) & (places_.size() - 1);
    return places_[i].code;
  }
  std::size_t size() const { return size_; }

 private:
  struct Place {
    std::uint32_t bits = 0;
    std::uint32_t code = kNoCode;
  };
  static constexpr std::uint32_t kNoCode = 0xffffffff;
  /// Every NaN has the code of the missing value.
  static std::uint32_t bits_of(float value);
  std::size_t place(std::uint32_t bits) const { return (bits * 0x9e3779b1U) >> shift_; }
  std::vector<Place> places_;
  unsigned shift_ = 0;
  std::size_t size_ = 0;
};

/// Gathers the different values of a column, bit for bit. Memory: some 40 bytes a different value.
class ValueCollector {
 public:
  void add(std::span<const float> values);
  std::vector<float> values() const;

 private:
  static constexpr unsigned kRecentBits = 12;
  static constexpr std::uint64_t kNone = ~std::uint64_t{0};
  std::unordered_set<std::uint32_t> bits_;
  std::vector<std::uint64_t> recent_ = std::vector<std::uint64_t>(std::size_t{1} << kRecentBits, kNone);
};

}  // namespace plumbline::serve

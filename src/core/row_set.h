// SPDX-License-Identifier: MIT
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace plumbline {

/// Some of the rows 0 to n − 1 of a table: one bit a row.
class RowSet {
 public:
  RowSet() = default;
  /// None of `rows` rows.
  explicit RowSet(std::size_t rows) : rows_(rows), words_((rows + 63) / 64) {}

  std::size_t rows() const { return rows_; }
  bool contains(std::size_t row) const { return (words_[row / 64] >> (row % 64) & 1) != 0; }
  void insert(std::size_t row) { words_[row / 64] |= std::uint64_t{1} << (row % 64); }
  void remove(const RowSet& others) {
    for (std::size_t i = 0; i < words_.size() && i < others.words_.size(); ++i)
      words_[i] &= ~others.words_[i];
  }
  /// How many rows are in it.
  std::size_t count() const {
    std::size_t count = 0;
    for (const std::uint64_t word : words_) count += static_cast<std::size_t>(std::popcount(word));
    return count;
  }
  /// Whether one of the rows `first` to `last` − 1 is in it.
  bool any_in(std::size_t first, std::size_t last) const {
    for (std::size_t row = first; row < last;) {
      const std::uint64_t rest = words_[row / 64] >> (row % 64);
      if (rest != 0) return row + static_cast<std::size_t>(std::countr_zero(rest)) < last;
      row += 64 - row % 64;
    }
    return false;
  }

 private:
  std::size_t rows_ = 0;
  std::vector<std::uint64_t> words_;
};

}  // namespace plumbline

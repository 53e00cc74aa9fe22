// SPDX-License-Identifier: MIT
#include "serve/value_codes.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

namespace plumbline::serve {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// What a value is ordered by, and what tells equal ones apart.
std::pair<float, std::uint32_t> rank(float value, MissingPlace missing) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  if (!std::isnan(value)) return {value, bits};
  return {missing == MissingPlace::at_zero ? 0.0F : -kInfinity, 0xffffffffU};
}

}  // namespace

ValueCodes::ValueCodes(std::span<const float> values, MissingPlace missing)
    : values_(values.begin(), values.end()), missing_(missing) {
  constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();
  std::erase_if(values_, [](float value) { return std::isnan(value); });
  values_.push_back(kMissing);  // so that every column can say it
  std::sort(values_.begin(), values_.end(),
            [this](float a, float b) { return rank(a, missing_) < rank(b, missing_); });
}

std::uint32_t ValueCodes::code_of(float value) const {
  const auto place = std::lower_bound(values_.begin(), values_.end(), rank(value, missing_),
                                      [this](float a, const auto& b) { return rank(a, missing_) < b; });
  return static_cast<std::uint32_t>(place - values_.begin());
}

std::size_t ValueCodes::width() const {
  if (values_.size() <= 0x100) return 1;
  return values_.size() <= 0x10000 ? 2 : 4;
}

std::uint32_t ValueCodes::first_at_least(float value) const {
  const auto place = std::partition_point(values_.begin(), values_.end(),
                                          [&](float v) { return rank(v, missing_).first < value; });
  return static_cast<std::uint32_t>(place - values_.begin());
}

std::uint32_t ValueCodes::first_above(float value) const {
  const auto place = std::partition_point(values_.begin(), values_.end(),
                                          [&](float v) { return rank(v, missing_).first <= value; });
  return static_cast<std::uint32_t>(place - values_.begin());
}

CodeRange ValueCodes::within(float least, float greatest) const {
  const std::uint32_t lowest = missing_ == MissingPlace::before_all ? 1 : 0;
  const std::uint32_t first = std::max(first_at_least(least), lowest);
  const std::uint32_t end = first_above(greatest);
  if (end <= first) return {.empty = true};
  return {.first = first, .last = end - 1};
}

CodeRange ValueCodes::beyond(float least) const {
  const auto all = static_cast<std::uint32_t>(values_.size());
  const std::uint32_t below_end = first_above(-least);
  const std::uint32_t above = first_at_least(least);
  if (below_end == 0 && above == all) return {.empty = true};
  if (below_end == 0) return {.first = above, .last = all - 1};
  if (above == all) return {.first = 0, .last = below_end - 1};
  return {.first = above, .last = below_end - 1};
}

void ValueCollector::add(std::span<const float> values) {
  std::uint32_t previous = 0;
  bool is_first = true;
  for (const float value : values) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    if (!is_first && bits == previous) continue;
    bits_.insert(bits);
    previous = bits;
    is_first = false;
  }
}

std::vector<float> ValueCollector::values() const {
  std::vector<float> values;
  values.reserve(bits_.size());
  for (const std::uint32_t bits : bits_) values.push_back(std::bit_cast<float>(bits));
  return values;
}

}  // namespace plumbline::serve

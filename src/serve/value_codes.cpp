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

CodeFinder::CodeFinder(const ValueCodes& codes) : size_(codes.size()) {
  places_.resize(std::max<std::size_t>(2, std::bit_ceil(2 * size_)));
  shift_ = 32 - static_cast<unsigned>(std::countr_zero(places_.size()));
  for (std::uint32_t code = 0; code < size_; ++code) {
    const std::uint32_t bits = bits_of(codes.value(code));
    std::size_t i = place(bits);
    while (places_[i].code != kNoCode) i = (i + 1) & (places_.size() - 1);
    places_[i] = {bits, code};
  }
}

std::uint32_t CodeFinder::bits_of(float value) {
  return std::bit_cast<std::uint32_t>(std::isnan(value) ? std::numeric_limits<float>::quiet_NaN() : value);
}

void ValueCollector::add(std::span<const float> values) {
  for (const float value : values) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    std::uint64_t& recent = recent_[(bits * 0x9e3779b1U) >> (32 - kRecentBits)];
    if (recent == bits) continue;  // the same few thousand values come again and again
    recent = bits;
    bits_.insert(bits);
  }
}

std::vector<float> ValueCollector::values() const {
  std::vector<float> values;
  values.reserve(bits_.size());
  for (const std::uint32_t bits : bits_) values.push_back(std::bit_cast<float>(bits));
  return values;
}

}  // namespace plumbline::serve

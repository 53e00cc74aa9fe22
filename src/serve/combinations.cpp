// SPDX-License-Identifier: MIT
#include "serve/combinations.h"

namespace plumbline::serve {
namespace {

/// `next` comes after all so far, or is the last of them.
void append(Combinations& to, const Combination& next) {
  if (!to.empty() && to.back().key == next.key) {
    to.back().points += next.points;
  } else {
    to.push_back(next);
  }
}

}  // namespace

Combinations counted(std::vector<KeyedNumber> keys) {
  sort_by_digits(keys);
  Combinations combinations;
  for (const KeyedNumber& item : keys) append(combinations, {item.key, item.number});
  return combinations;
}

Combinations merged(std::span<const Combination> a, std::span<const Combination> b) {
  Combinations both;
  both.reserve(a.size() + b.size());
  while (!a.empty() && !b.empty()) {
    std::span<const Combination>& less = a.front().key <= b.front().key ? a : b;
    append(both, less.front());
    less = less.subspan(1);
  }
  for (const Combination& rest : a) append(both, rest);
  for (const Combination& rest : b) append(both, rest);
  return both;
}

Combinations without_flags(std::span<const Combination> combinations) {
  Combinations plain;
  for (const Combination& one : combinations) append(plain, {one.key & ~std::uint64_t{15}, one.points});
  return plain;
}

}  // namespace plumbline::serve

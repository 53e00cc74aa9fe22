// SPDX-License-Identifier: MIT
#include "core/named_point_id.h"

#include <string>

namespace plumbline {

PointId point_id_from_name(std::string_view name, unsigned attempt) {
  constexpr std::string_view kDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  std::uint64_t hash = 0xcbf29ce484222325;
  const auto mix = [&](unsigned byte) { hash = (hash ^ byte) * 0x100000001b3; };
  for (const char c : name) mix(static_cast<unsigned char>(c));
  for (; attempt > 0; --attempt) mix(0xff);  // no byte of a UTF-8 text
  // The high bits of FNV change little with the last characters of short texts: fold them (murmur3's end).
  hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
  hash ^= hash >> 33;
  std::string text(PointId::kLength, 'z');
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 1) continue;
    text[i] = kDigits[hash % kDigits.size()];
    hash /= kDigits.size();
  }
  return PointId::from_text(text).value();
}

}  // namespace plumbline

// SPDX-License-Identifier: MIT
#include "ingest/number_text.h"

#include <charconv>

#include "core/table.h"

namespace plumbline::ingest {

FieldText read_whole_number(std::string_view text, std::int32_t& value) {
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error == std::errc{} && stop == end && value != kMissingInt32) return FieldText::value;
  double number = 0;
  const FieldText kind = read_number(text, number);
  value = kMissingInt32;
  if (kind != FieldText::value) return kind;
  if (number != std::trunc(number) || std::abs(number) > std::numeric_limits<std::int32_t>::max())
    return FieldText::not_whole;
  value = static_cast<std::int32_t>(number);
  return FieldText::value;
}

int significant_digits(std::string_view number) {
  int digits = 0;
  for (const char c : number) {
    if (c == 'e' || c == 'E') break;
    if (c >= '0' && c <= '9' && (digits > 0 || c != '0')) ++digits;
  }
  return digits;
}

bool is_utf8_text(std::string_view bytes) {
  std::size_t at = 0;
  const auto continues = [&](std::size_t offset, unsigned low, unsigned high) {
    if (at + offset >= bytes.size()) return false;
    const auto byte = static_cast<unsigned char>(bytes[at + offset]);
    return byte >= low && byte <= high;
  };
  while (at < bytes.size()) {
    const auto lead = static_cast<unsigned char>(bytes[at]);
    if (lead == 0) return false;
    std::size_t length = 1;
    if (lead >= 0x80) {
      // Overlong forms and surrogates narrow the range of the second byte (RFC 3629, section 4).
      const unsigned low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
      const unsigned high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
      length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
      if (lead < 0xc2 || lead > 0xf4 || !continues(1, low, high)) return false;
      for (std::size_t i = 2; i < length; ++i) {
        if (!continues(i, 0x80, 0xbf)) return false;
      }
    }
    at += length;
  }
  return true;
}

}  // namespace plumbline::ingest

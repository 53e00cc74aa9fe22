// SPDX-License-Identifier: MIT
#pragma once

#include <cmath>
#include <cstdint>
#include <fast_float/fast_float.h>
#include <limits>
#include <string_view>
#include <system_error>

namespace plumbline::ingest {

/// What a field of a table turned out to be.
enum class FieldText : std::uint8_t { value, missing, not_a_number, not_finite, not_whole };

/// The ways in which tables write that a value is missing.
inline bool is_missing_text(std::string_view text) {
  return text.empty() || text == "NaN" || text == "nan" || text == "NULL";
}

/// Reads a number with exactly one decimal and at most six digits before it, as EGMS prints displacements,
/// and returns where it ends: at `end` or at a comma. Returns nullptr, leaving `value` alone, for anything
/// else. `*end` must be readable and not a digit.
///
/// The result is the float nearest to the printed number, as from_chars gives it: tenths < 10^7 < 2^24 and 10
/// are floats exactly, and their quotient is rounded once. (tenths * 0.1f would be rounded twice.)
inline const char* read_tenths(const char* at, const char* end, float& value) {
  const bool negative = *at == '-';
  if (negative) ++at;
  const char* const digits = at;
  std::uint32_t tenths = 0;
  while (*at >= '0' && *at <= '9' && at - digits < 7)
    tenths = tenths * 10 + static_cast<std::uint32_t>(*at++ - '0');
  const auto count = at - digits;
  if (count < 1 || count > 6 || *at != '.' || at[1] < '0' || at[1] > '9') return nullptr;
  tenths = tenths * 10 + static_cast<std::uint32_t>(at[1] - '0');
  at += 2;
  if (at != end && *at != ',') return nullptr;
  const float size = static_cast<float>(tenths) / 10.0f;
  value = negative ? -size : size;  // keeps -0.0
  return at;
}

/// Reads a decimal number; missing is NaN. Spaces, quotes, a leading plus and infinities are not accepted.
template <typename Float>
FieldText read_number(std::string_view text, Float& value) {
  if (is_missing_text(text)) {
    value = std::numeric_limits<Float>::quiet_NaN();
    return FieldText::missing;
  }
  const char* const end = text.data() + text.size();
  const auto [stop, error] = fast_float::from_chars(text.data(), end, value);
  if (stop != end || error == std::errc::invalid_argument || std::isnan(value))
    return FieldText::not_a_number;
  return std::isinf(value) ? FieldText::not_finite : FieldText::value;
}

/// Reads a whole number ("400", also "400.0"); missing is kMissingInt32.
FieldText read_whole_number(std::string_view text, std::int32_t& value);

/// The digits of a number from the first that is not zero on: how precise a type must be to keep it.
int significant_digits(std::string_view number);

/// Whether the bytes are UTF-8 text (RFC 3629) without NUL.
bool is_utf8_text(std::string_view bytes);

}  // namespace plumbline::ingest

// SPDX-License-Identifier: MIT
#include "synth/number_text.h"

#include <charconv>
#include <cmath>

namespace plumbline::synth {
namespace {

/// |value|·factor rounded half up.
std::uint64_t scaled(double value, double factor) {
  return static_cast<std::uint64_t>(std::fabs(value) * factor + 0.5);
}

}  // namespace

double rounded_to_tenths(double value) {
  const double size = static_cast<double>(scaled(value, 10)) / 10;
  return value < 0 ? -size : size;
}

char* tenths_text(double value, char* at) {
  const std::uint64_t tenths = scaled(value, 10);
  if (value < 0) *at++ = '-';
  const std::uint64_t whole = tenths / 10;
  if (whole < 10) {
    *at++ = static_cast<char>('0' + whole);
  } else if (whole < 100) {
    *at++ = static_cast<char>('0' + whole / 10);
    *at++ = static_cast<char>('0' + whole % 10);
  } else {
    at = std::to_chars(at, at + 20, whole).ptr;
  }
  *at++ = '.';
  *at++ = static_cast<char>('0' + tenths % 10);
  return at;
}

void NumberText::integer(std::int64_t value) {
  char digits[24];
  out_.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

void NumberText::fixed(double value, int decimals) {
  constexpr double kFactors[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
  std::uint64_t rest = scaled(value, kFactors[decimals]);
  char digits[32];
  char* const end = digits + sizeof digits;
  char* begin = end;
  for (int i = 0; i < decimals; ++i, rest /= 10) *--begin = static_cast<char>('0' + rest % 10);
  *--begin = '.';
  do {
    *--begin = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest != 0);
  if (value < 0) *--begin = '-';
  char* last = end;
  if (!keep_zeros_) {
    while (last[-1] == '0' && last[-2] != '.') --last;
  }
  out_.append(begin, last);
}

}  // namespace plumbline::synth

// SPDX-License-Identifier: MIT
// Any text as a number: the fast path for EGMS's fixed decimals gives the bits that the standard library
// gives, and so does the general one; what the one takes, the other does not refuse.
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "ingest/number_text.h"

using namespace plumbline::ingest;

namespace {

/// Whether the standard library reads the whole text as a finite number.
template <typename Float>
bool standard_value(const std::string& text, Float& value) {
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  return stop == end && error == std::errc{} && std::isfinite(value);
}

template <typename Float, typename Bits>
void check_general(const std::string& text) {
  Float expected = 0;
  Float value = 0;
  const bool is_number = standard_value(text, expected);
  const FieldText kind = read_number(text, value);
  if (kind == FieldText::missing) return;
  // What is too small for the type is a number here (zero) and out of range there.
  if (is_number && (kind != FieldText::value || std::bit_cast<Bits>(value) != std::bit_cast<Bits>(expected)))
    std::abort();
}

void check_tenths(const std::string& text) {
  const std::string field = text + ",";  // what follows a field may be looked at
  float value = -123.0f;
  const char* const stop = read_tenths(field.data(), field.data() + text.size(), value);
  if (stop == nullptr) {
    if (value != -123.0f) std::abort();
    return;
  }
  const std::string number(field.data(), stop);
  float expected = 0;
  if (!standard_value(number, expected) ||
      std::bit_cast<std::uint32_t>(value) != std::bit_cast<std::uint32_t>(expected))
    std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  check_tenths(text);
  check_general<float, std::uint32_t>(text);
  check_general<double, std::uint64_t>(text);
  std::int32_t whole = 0;
  read_whole_number(text, whole);
  return 0;
}

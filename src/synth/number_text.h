// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace plumbline::synth {

/// Writes numbers as EGMS deliveries print them: fixed decimals, rounded half away from zero; "-0.0" for a
/// negative value that rounds to zero; trailing zeros kept or dropped down to one decimal ("1.0", "-0.12").
class NumberText {
 public:
  NumberText(std::string& out, bool keep_zeros) : out_(out), keep_zeros_(keep_zeros) {}

  void text(std::string_view value) { out_ += value; }
  void comma() { out_ += ','; }
  void end_row() { out_ += '\n'; }
  void integer(std::int64_t value);
  /// `decimals` 1 to 6; the value times 10^decimals must fit an int64.
  void fixed(double value, int decimals);

 private:
  std::string& out_;
  bool keep_zeros_;
};

/// The value that `tenths_text` prints.
double rounded_to_tenths(double value);
/// Writes `value` with one decimal to `at`, which has room for 24 characters; returns the end.
char* tenths_text(double value, char* at);

}  // namespace plumbline::synth

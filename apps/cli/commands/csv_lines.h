// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace plumbline::cli {

/// Lines of a text without their ends ("\n" or "\r\n") and without a byte order mark; blank ones at the end
/// of the text do not count.
class CsvLines {
 public:
  explicit CsvLines(std::string_view text);
  bool next(std::string_view& line);
  std::size_t number() const { return number_; }  ///< of the last line, from 1

 private:
  std::string_view rest_;
  std::size_t number_ = 0;
};

/// Cuts a line at its commas; a comma between double quotes does not count.
void split_csv(std::string_view line, std::vector<std::string_view>& fields);

/// Without blanks around it, and without the double quotes around that.
std::string_view bare_field(std::string_view field);

}  // namespace plumbline::cli

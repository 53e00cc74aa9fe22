// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plumbline::ingest {

/// Cuts lines of a table into fields. A field may stand in double quotes, and then hold separators, and
/// quotes written twice, but no line break. Spaces around a field are left out.
class FieldCutter {
 public:
  explicit FieldCutter(char separator) : separator_(separator) {}

  /// The fields of a line, valid until the next call and as long as `line`. False when a quote is never
  /// closed, or something follows one that closes.
  bool cut(std::string_view line, std::vector<std::string_view>& fields);

 private:
  bool take_quoted(std::string_view& rest, std::vector<std::string_view>& fields);

  char separator_;
  std::vector<std::string> unquoted_;  ///< fields that are not in the line as they are
};

}  // namespace plumbline::ingest

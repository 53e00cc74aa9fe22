// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plumbline::serve {

/// A request's target taken apart at the first `?`. The path is compared as it was sent, never decoded.
struct Target {
  std::string_view path;
  std::string_view query;
};
Target split_target(std::string_view target);

/// The parameters of a query string, decoded. Every error is Error(usage) that names the parameter and quotes
/// the value.
class Parameters {
 public:
  /// Throws for a name that is not among `allowed`, a name given twice, and broken percent-encoding.
  Parameters(std::string_view query, std::span<const std::string_view> allowed);

  std::optional<std::string_view> text(std::string_view name) const;
  /// A finite decimal number within [least, greatest], correctly rounded to the type.
  double float64(std::string_view name, double fallback, double least, double greatest) const;
  float float32(std::string_view name, float fallback, float least, float greatest) const;
  std::int64_t integer(std::string_view name, std::int64_t fallback, std::int64_t least,
                       std::int64_t greatest) const;
  /// Finite decimal numbers, divided by commas; none where the parameter is not given.
  std::vector<double> numbers(std::string_view name, std::size_t fewest, std::size_t most) const;
  /// 1, 0, true or false.
  bool boolean(std::string_view name, bool fallback) const;

 private:
  std::vector<std::pair<std::string, std::string>> values_;
};

}  // namespace plumbline::serve

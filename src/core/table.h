// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace plumbline {

/// Yes, no, or not known (written as NULL).
enum class Flag : std::uint8_t { no = 0, yes = 1, missing = 2 };

/// The types a column can have. Missing is NaN in float64 and float32, kMissingInt32 in int32, kMissingInt64
/// in int64, the empty string in text, Flag::missing in flag; files hold NULL there.
enum class ColumnType : std::uint8_t { float64, float32, int32, int64, text, flag };

inline constexpr std::int32_t kMissingInt32 = INT32_MIN;
inline constexpr std::int64_t kMissingInt64 = INT64_MIN;
/// The same by type, for code that serves several.
template <typename Number>
inline constexpr Number kMissingNumber = std::numeric_limits<Number>::quiet_NaN();
template <>
inline constexpr std::int32_t kMissingNumber<std::int32_t> = kMissingInt32;
template <>
inline constexpr std::int64_t kMissingNumber<std::int64_t> = kMissingInt64;

/// One value a row, in the order of ColumnType.
using ColumnValues = std::variant<std::vector<double>, std::vector<float>, std::vector<std::int32_t>,
                                  std::vector<std::int64_t>, std::vector<std::string>, std::vector<Flag>>;

struct Column {
  std::string name;
  ColumnValues values;

  ColumnType type() const { return static_cast<ColumnType>(values.index()); }
  std::size_t size() const;
};

/// An empty column of a type, with room for `rows`.
Column make_column(std::string name, ColumnType type, std::size_t rows = 0);

/// Named columns of equal length, in order. Names are case-sensitive and unique.
class Table {
 public:
  Table() = default;
  explicit Table(std::vector<Column> columns);

  /// Throws Error(internal) for a name that is there already or a length that differs.
  void add(Column column);

  std::size_t rows() const { return columns_.empty() ? 0 : columns_.front().size(); }
  std::span<const Column> columns() const { return columns_; }
  std::span<Column> columns() { return columns_; }
  const Column* find(std::string_view name) const;

  /// The values of a column, or Error(missing_stage) naming it when it is not there, Error(internal) when it
  /// has another type.
  template <typename T>
  std::span<const T> get(std::string_view name) const {
    const auto* values = std::get_if<std::vector<T>>(&require(name).values);
    if (values == nullptr) wrong_type(name);
    return *values;
  }

 private:
  const Column& require(std::string_view name) const;
  [[noreturn]] static void wrong_type(std::string_view name);
  std::vector<Column> columns_;
};

}  // namespace plumbline

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace plumbline::store {

class ThriftValue;

/// Fields of a Thrift structure by their numbers, ascending.
class ThriftStruct {
 public:
  /// nullptr when the field is not set.
  const ThriftValue* find(std::int16_t id) const;
  ThriftValue* find(std::int16_t id);
  void erase(std::int16_t id);
  void append(std::int16_t id, ThriftValue value);
  const std::vector<std::pair<std::int16_t, ThriftValue>>& fields() const { return fields_; }

 private:
  std::vector<std::pair<std::int16_t, ThriftValue>> fields_;
};

struct ThriftList {
  std::uint8_t element_type = 0;  ///< Thrift's number
  std::vector<ThriftValue> values;
};

/// A value of Thrift's, whatever it means: enough to change a few fields of the footer of a Parquet file and
/// to keep all others. Sets and maps, which Parquet has none of, are refused.
class ThriftValue {
 public:
  using Content = std::variant<bool, std::int64_t, double, std::string, ThriftList, ThriftStruct>;
  ThriftValue(std::uint8_t type, Content content) : type_(type), content_(std::move(content)) {}

  std::uint8_t type() const { return type_; }  ///< Thrift's number: it tells i16, i32 and i64 apart
  const Content& content() const { return content_; }

  /// All throw Error(bad_store) when the value is of another kind.
  std::int64_t& integer();
  std::int64_t integer() const;
  const std::string& text() const;
  std::vector<ThriftValue>& list();
  const std::vector<ThriftValue>& list() const;
  ThriftStruct& structure();
  const ThriftStruct& structure() const;

 private:
  std::uint8_t type_;
  Content content_;
};

/// A structure in Thrift's compact protocol, and back. `from_compact` throws Error(bad_store) for bytes that
/// are not one.
ThriftStruct from_compact(std::string_view bytes);
std::string to_compact(const ThriftStruct& structure);

}  // namespace plumbline::store

// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstring>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace plumbline::serve {

/// Columns of equal length behind a JSON header that says where they are: the layout of all binary answers,
/// written in api/openapi.yaml, `/api/v1/points`.
class BinaryColumns {
 public:
  explicit BinaryColumns(std::size_t count) : count_(count) {}

  /// `type` is the name of what `value_of(place)` gives for the places 0 to count − 1. It is asked by `body`,
  /// on several threads, so what it refers to must live until then.
  template <typename ValueOf>
  void add(std::string name, std::string type, ValueOf value_of) {
    using Value = decltype(value_of(std::size_t{}));
    const auto write = [value_of = std::move(value_of)](char* column, std::size_t begin, std::size_t end) {
      for (std::size_t place = begin; place < end; ++place) {
        const Value value = value_of(place);
        std::memcpy(column + place * sizeof value, &value, sizeof value);
      }
    };
    columns_.push_back({std::move(name), std::move(type), sizeof(Value), write});
  }
  /// The whole answer; `columns` is added to the header. All columns are written some places at a time, so
  /// that what several of them are made from is read once.
  std::string body(nlohmann::ordered_json header) const;

 private:
  struct Column {
    std::string name;
    std::string type;
    std::size_t value_bytes;
    std::function<void(char* column, std::size_t begin, std::size_t end)> write;
  };
  /// Padded.
  std::size_t bytes_of(const Column& column) const;
  std::string header_text(nlohmann::ordered_json header) const;
  std::size_t count_;
  std::vector<Column> columns_;
};

}  // namespace plumbline::serve

// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "parallel/thread_loop.h"

namespace plumbline::serve {

/// Columns of equal length behind a JSON header that says where they are: the layout of all binary answers,
/// written in api/openapi.yaml, `/api/v1/points`.
class BinaryColumns {
 public:
  explicit BinaryColumns(std::size_t count) : count_(count) {}

  /// `type` is the name of what `value_of(place)` gives for the places 0 to count − 1, called by several
  /// threads.
  template <typename ValueOf>
  void add(std::string name, std::string type, const ValueOf& value_of) {
    using Value = decltype(value_of(std::size_t{}));
    char* column = add_empty(std::move(name), std::move(type), count_ * sizeof(Value));
    parallel_ranges(count_, kTogether, [&](std::size_t begin, std::size_t end) {
      for (std::size_t place = begin; place < end; ++place) {
        const Value value = value_of(place);
        std::memcpy(column + place * sizeof value, &value, sizeof value);
      }
    });
  }
  /// The whole answer; `columns` is added to the header.
  std::string body(nlohmann::ordered_json header) const;

 private:
  static constexpr std::size_t kTogether = 16'384;  ///< places, where several threads share the work
  struct Column {
    std::string name;
    std::string type;
    std::string bytes;  ///< padded
  };
  char* add_empty(std::string name, std::string type, std::size_t bytes);
  std::string header_text(nlohmann::ordered_json header) const;
  std::size_t count_;
  std::vector<Column> columns_;
};

}  // namespace plumbline::serve

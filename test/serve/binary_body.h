// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace plumbline::test {

template <typename T>
T value_at(const std::string& bytes, std::size_t offset) {
  T value{};
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

class BinaryBody {
 public:
  explicit BinaryBody(std::string body) : body_(std::move(body)) {
    EXPECT_EQ(body_.substr(0, 4), "PLPT");
    EXPECT_EQ(value_at<std::uint32_t>(body_, 4), 1U);
    const auto header_bytes = value_at<std::uint32_t>(body_, 8);
    EXPECT_EQ(header_bytes % 4, 0U);
    count = value_at<std::uint32_t>(body_, 12);
    header = nlohmann::json::parse(body_.substr(16, header_bytes));
    std::size_t offset = 16 + header_bytes;
    for (const nlohmann::json& column : header["columns"]) {
      EXPECT_EQ(column["offset"], offset);
      const std::string type = column["type"];
      const std::size_t width = type == "char[10]"                    ? 10
                                : type == "uint8"                     ? 1
                                : type == "uint16" || type == "int16" ? 2
                                                                      : 4;
      offset += (count * width + 3) / 4 * 4;
    }
    EXPECT_EQ(body_.size(), offset);
  }
  template <typename T>
  T get(std::string_view column, std::size_t i) const {
    return value_at<T>(body_, offset_of(column) + i * sizeof(T));
  }
  template <typename T>
  std::vector<T> column(std::string_view name) const {
    std::vector<T> values;
    for (std::size_t i = 0; i < count; ++i) values.push_back(get<T>(name, i));
    return values;
  }
  std::string pid(std::size_t i) const { return body_.substr(offset_of("pid") + i * 10, 10); }

  std::uint32_t count = 0;
  nlohmann::json header;

 private:
  std::size_t offset_of(std::string_view name) const {
    for (const nlohmann::json& column : header["columns"]) {
      if (column["name"] == name) return column["offset"];
    }
    throw std::runtime_error("no column " + std::string(name));
  }
  std::string body_;
};

}  // namespace plumbline::test

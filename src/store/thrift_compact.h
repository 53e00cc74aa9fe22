// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace plumbline::store {

/// Thrift's compact protocol, the part that Parquet's headers need (thrift, doc/specs/
/// thrift-compact-protocol.md). Fields are written in the order of their numbers; every `begin` has its
/// `end`.
class ThriftWriter {
 public:
  void integer32(int field, std::int64_t value) { number(field, kInteger32, value); }
  void integer64(int field, std::int64_t value) { number(field, kInteger64, value); }
  void text(int field, std::string_view value) {
    begin_field(field, kBinary);
    text_element(value);
  }
  void begin_struct(int field) {
    begin_field(field, kStruct);
    begin_struct_element();
  }
  void end_struct() {
    bytes_ += '\0';
    last_field_ = before_.back();
    before_.pop_back();
  }

  void begin_list_of_structs(int field, std::size_t size) { begin_list(field, kStruct, size); }
  void begin_list_of_texts(int field, std::size_t size) { begin_list(field, kBinary, size); }
  void begin_list_of_integers(int field, std::size_t size) { begin_list(field, kInteger32, size); }
  void begin_struct_element() {
    before_ += static_cast<char>(last_field_);
    last_field_ = 0;
  }
  void text_element(std::string_view value) {
    varint(value.size());
    bytes_ += value;
  }
  void integer_element(std::int64_t value) { varint(zigzag(value)); }

  /// What was written, closed as a struct.
  std::string take() {
    bytes_ += '\0';
    return std::move(bytes_);
  }

 private:
  static constexpr int kInteger32 = 5;
  static constexpr int kInteger64 = 6;
  static constexpr int kBinary = 8;
  static constexpr int kList = 9;
  static constexpr int kStruct = 12;

  static std::uint64_t zigzag(std::int64_t value) {
    return static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63);
  }
  void varint(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(value | 0x80);
    bytes_ += static_cast<char>(value);
  }
  // Parquet's fields are never 15 apart: the short form always fits.
  void begin_field(int field, int type) {
    bytes_ += static_cast<char>((field - last_field_) << 4 | type);
    last_field_ = field;
  }
  void number(int field, int type, std::int64_t value) {
    begin_field(field, type);
    varint(zigzag(value));
  }
  void begin_list(int field, int type, std::size_t size) {
    begin_field(field, kList);
    if (size < 15) {
      bytes_ += static_cast<char>(size << 4 | static_cast<std::size_t>(type));
    } else {
      bytes_ += static_cast<char>(0xf0 | type);
      varint(size);
    }
  }

  std::string bytes_;
  std::string before_;  ///< the last field of each struct around this one
  int last_field_ = 0;
};

}  // namespace plumbline::store

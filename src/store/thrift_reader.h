// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

namespace plumbline::store {

/// Reads Thrift's compact protocol field by field, without keeping anything: for footers of a megabyte of
/// which a few numbers are wanted (ThriftValue keeps all). Throws Error(bad_store) for bytes that end too
/// early.
class ThriftReader {
 public:
  explicit ThriftReader(std::string_view bytes) : bytes_(bytes) {}

  /// Calls `body(number, type)` for each field of a structure; it must read or `skip` the value.
  template <typename Body>
  void structure(const Body& body) {
    for (int number = 0;;) {
      const int head = byte();
      const int type = head & 15;
      if (type == 0) return;
      number = head >> 4 == 0 ? static_cast<int>(integer()) : number + (head >> 4);
      body(number, type);
    }
  }
  /// Calls `body(type)` for each element of a list.
  template <typename Body>
  void list(const Body& body) {
    const int head = byte();
    const std::uint64_t size = head >> 4 == 15 ? varint() : static_cast<std::uint64_t>(head >> 4);
    for (std::uint64_t i = 0; i < size; ++i) body(head & 15);
  }
  std::int64_t integer();
  std::string_view text();
  void skip(int type) { skip(type, 0); }

  std::size_t position() const { return at_; }  ///< bytes read so far

 private:
  int byte();
  std::uint64_t varint();
  void skip(int type, int depth);
  void skip_bytes(std::uint64_t count);

  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace plumbline::store

// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "ingest/byte_source.h"

namespace plumbline::ingest {

/// Cuts a stream of text into lines, many at a time. Lines end with LF or CRLF, the last one with either or
/// nothing. A UTF-8 byte order mark at the start is left out; UTF-16 is an Error(bad_header).
class LineReader {
 public:
  /// `stream` must outlive this. A line must fit into `batch_bytes`.
  explicit LineReader(ByteStream& stream, std::size_t batch_bytes = kBatchBytes);

  /// The next lines, without their ends; none at the end of the stream. They are valid until the next call,
  /// and each is followed by a readable byte that is no digit.
  std::span<const std::string_view> next();
  /// The number, from 1, of the first line that the last call returned.
  std::size_t first_line() const { return first_line_; }

  static constexpr std::size_t kBatchBytes = std::size_t{8} << 20;

 private:
  void fill();
  void leave_out_byte_order_mark();

  ByteStream& stream_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;  ///< what is not yet returned lies in [begin_, end_)
  std::size_t end_ = 0;
  bool ended_ = false;
  bool started_ = false;
  std::vector<std::string_view> lines_;
  std::size_t first_line_ = 1;
};

}  // namespace plumbline::ingest

// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "ingest/byte_source.h"

namespace plumbline::ingest {

/// Whole lines of a text, each with its LF. A readable byte that is no digit follows them.
struct TextBlock {
  std::vector<char> buffer;
  std::size_t begin = 0;  ///< the lines lie in [begin, end)
  std::size_t end = 0;
  std::size_t first_line = 1;  ///< number, from 1, of the first line
  std::size_t lines = 0;

  std::string_view text() const { return {buffer.data() + begin, end - begin}; }
  /// Takes the first line off, and returns it without its LF or CRLF. There must be one.
  std::string_view take_line();
};

/// Cuts a stream of text into blocks of whole lines. Lines end with LF or CRLF, the last one with either or
/// nothing (then an LF is added). A UTF-8 byte order mark at the start is left out; UTF-16 is an
/// Error(bad_header).
class TextCutter {
 public:
  /// `stream` must outlive this. Blocks hold about `block_bytes`; a line longer than `longest_line` is an
  /// Error(bad_value).
  TextCutter(ByteStream& stream, std::size_t block_bytes, std::size_t longest_line)
      : stream_(stream), block_bytes_(block_bytes), longest_line_(longest_line) {}

  /// Replaces `block` by the next one, whose memory is used again. False at the end of the text.
  bool next(TextBlock& block);

 private:
  std::size_t fill(TextBlock& block, std::size_t size);

  ByteStream& stream_;
  std::size_t block_bytes_;
  std::size_t longest_line_;
  std::vector<char> rest_;  ///< the start of the line that the last block ended before
  std::size_t next_line_ = 1;
  bool started_ = false;
  bool ended_ = false;
};

}  // namespace plumbline::ingest

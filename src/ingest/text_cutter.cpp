// SPDX-License-Identifier: MIT
#include "ingest/text_cutter.h"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include "core/error.h"

namespace plumbline::ingest {
namespace {

/// Checks the start of a text; returns the bytes of a byte order mark.
std::size_t byte_order_mark(std::string_view text, const std::string& file) {
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff"))
    throw Error(ErrorCode::bad_header, {.file = file, .line = 1}, "the file is UTF-16 text",
                "Save it as UTF-8");
  return text.starts_with("\xef\xbb\xbf") ? 3 : 0;
}

/// By memchr: with lines of a thousand bytes several times as fast as std::count.
std::size_t lines_of(std::string_view text) {
  std::size_t lines = 0;
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) ++lines;
  return lines;
}

}  // namespace

std::string_view TextBlock::take_line() {
  const std::string_view line = text().substr(0, text().find('\n'));
  begin += line.size() + 1;
  ++first_line;
  --lines;
  return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

/// Reads until the block holds `size` bytes or the stream ends, and returns the end of the last whole line.
std::size_t TextCutter::fill(TextBlock& block, std::size_t size) {
  // One byte for the line end that the last line may lack, one that is readable behind the end.
  if (block.buffer.size() < size + 2) block.buffer.resize(size + 2);
  const std::size_t room = size - block.end;
  const std::size_t got = stream_.read(std::span(block.buffer).subspan(block.end, room));
  block.end += got;
  ended_ = got < room;
  if (ended_ && block.end > 0 && block.buffer[block.end - 1] != '\n') block.buffer[block.end++] = '\n';
  if (!started_) block.begin = byte_order_mark({block.buffer.data(), block.end}, stream_.name());
  started_ = true;
  const void* const last = memrchr(block.buffer.data() + block.begin, '\n', block.end - block.begin);
  return last == nullptr ? block.begin
                         : static_cast<std::size_t>(static_cast<const char*>(last) - block.buffer.data()) + 1;
}

bool TextCutter::next(TextBlock& block) {
  block.begin = block.end = block.lines = 0;
  block.first_line = next_line_;
  if (ended_) return false;
  // A small text needs no large block; one byte more, so that its end is seen at once.
  std::size_t size =
      static_cast<std::size_t>(std::min<std::uint64_t>(block_bytes_, stream_.total_bytes() + 1));
  size = std::max(size, rest_.size() + 1);
  if (block.buffer.size() < size + 2) block.buffer.resize(size + 2);
  std::copy(rest_.begin(), rest_.end(), block.buffer.begin());
  block.end = rest_.size();
  rest_.clear();
  std::size_t whole = fill(block, size);
  while (whole == block.begin && !ended_) {
    if (size >= longest_line_)
      throw Error(ErrorCode::bad_value, {.file = stream_.name(), .line = next_line_},
                  fmt::format("the line is longer than {} bytes", longest_line_),
                  "This is no table of ground motion");
    size = std::min(2 * size, longest_line_);
    whole = fill(block, size);
  }
  rest_.assign(block.buffer.begin() + static_cast<std::ptrdiff_t>(whole),
               block.buffer.begin() + static_cast<std::ptrdiff_t>(block.end));
  block.end = whole;
  block.buffer[block.end] = '\n';
  block.lines = lines_of(block.text());
  next_line_ += block.lines;
  return block.lines > 0;
}

}  // namespace plumbline::ingest

// SPDX-License-Identifier: MIT
#include "ingest/line_reader.h"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include "core/error.h"

namespace plumbline::ingest {

LineReader::LineReader(ByteStream& stream, std::size_t batch_bytes) : stream_(stream) {
  // One byte more than there can be: so the first call sees that a small stream has ended. And one byte for
  // the line end that the last line may lack.
  buffer_.resize(static_cast<std::size_t>(std::min<std::uint64_t>(batch_bytes, stream.total_bytes() + 1)) +
                 1);
}

void LineReader::fill() {
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  const std::size_t room = buffer_.size() - 1 - end_;
  const std::size_t got = stream_.read(std::span(buffer_).subspan(end_, room));
  end_ += got;
  ended_ = got < room;
  if (ended_ && end_ > 0 && buffer_[end_ - 1] != '\n') buffer_[end_++] = '\n';
}

void LineReader::leave_out_byte_order_mark() {
  const std::string_view text(buffer_.data(), end_);
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff"))
    throw Error(ErrorCode::bad_header, {.file = stream_.name(), .line = 1}, "the file is UTF-16 text",
                "Save it as UTF-8");
  if (text.starts_with("\xef\xbb\xbf")) begin_ = 3;
}

std::span<const std::string_view> LineReader::next() {
  first_line_ += lines_.size();
  lines_.clear();
  if (ended_) return lines_;
  fill();
  if (!started_) leave_out_byte_order_mark();
  started_ = true;
  while (begin_ < end_) {
    const char* const start = buffer_.data() + begin_;
    const void* const newline = std::memchr(start, '\n', end_ - begin_);
    if (newline == nullptr) break;
    const auto length = static_cast<std::size_t>(static_cast<const char*>(newline) - start);
    begin_ += length + 1;
    lines_.emplace_back(start, length > 0 && start[length - 1] == '\r' ? length - 1 : length);
  }
  if (lines_.empty() && !ended_)
    throw Error(ErrorCode::bad_value, {.file = stream_.name(), .line = first_line_},
                fmt::format("the line is longer than {} bytes", buffer_.size() - 1),
                "This is no table of ground motion");
  return lines_;
}

}  // namespace plumbline::ingest

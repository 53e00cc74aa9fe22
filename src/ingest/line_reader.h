// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "ingest/text_cutter.h"

namespace plumbline::ingest {

/// Cuts a stream of text into lines, many at a time (see TextCutter).
class LineReader {
 public:
  /// `stream` must outlive this. A line must fit into `batch_bytes`.
  explicit LineReader(ByteStream& stream, std::size_t batch_bytes = kBatchBytes)
      : cutter_(stream, batch_bytes, batch_bytes) {}

  /// The next lines, without their ends; none at the end of the stream. They are valid until the next call,
  /// and each is followed by a readable byte that is no digit.
  std::span<const std::string_view> next();
  /// The number, from 1, of the first line that the last call returned.
  std::size_t first_line() const { return first_line_; }

  static constexpr std::size_t kBatchBytes = std::size_t{8} << 20;

 private:
  TextCutter cutter_;
  TextBlock block_;
  std::vector<std::string_view> lines_;
  std::size_t first_line_ = 1;
};

}  // namespace plumbline::ingest

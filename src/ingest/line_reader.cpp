// SPDX-License-Identifier: MIT
#include "ingest/line_reader.h"

namespace plumbline::ingest {

std::span<const std::string_view> LineReader::next() {
  cutter_.next(block_);
  first_line_ = block_.first_line;
  lines_.clear();
  while (block_.lines > 0) lines_.push_back(block_.take_line());
  return lines_;
}

}  // namespace plumbline::ingest

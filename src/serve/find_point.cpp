// SPDX-License-Identifier: MIT
#include "serve/find_point.h"

#include "serve/compact_values.h"
#include "serve/packed_numbers.h"

namespace plumbline::serve {
namespace {

/// A number of this many bytes can be written with `width` of them.
bool fits(std::uint64_t number, unsigned width) { return bytes_of(number) <= width; }

}  // namespace

std::optional<std::uint32_t> find_point(const ViewportIndex& index, std::uint16_t tile, const PointId& pid) {
  const std::uint64_t wanted = pid_number(pid);
  for (const BlockFigures& block : index.blocks()) {
    const unsigned width = block.width(PointColumn::pid);
    if (index.trees()[block.tree].tile != tile || wanted < block.least_pid ||
        !fits(wanted - block.least_pid, width))
      continue;
    const std::byte* const pids = index.column(block, PointColumn::pid);
    for (std::uint32_t i = 0; i < block.points; ++i) {
      if (packed_number(pids, width, i) == wanted - block.least_pid) return block.first + i;
    }
  }
  return std::nullopt;
}

}  // namespace plumbline::serve

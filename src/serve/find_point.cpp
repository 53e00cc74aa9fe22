// SPDX-License-Identifier: MIT
#include "serve/find_point.h"

#include "serve/compact_values.h"
#include "serve/packed_numbers.h"

namespace plumbline::serve {
namespace {

/// A number of this many bytes can be written with `width` of them.
bool fits(std::uint64_t number, unsigned width) { return bytes_of(number) <= width; }

/// `wanted`: a pid as a number.
std::optional<std::uint32_t> find_in_block(const ViewportIndex& index, const BlockFigures& block,
                                           const Origin& origin, std::uint64_t wanted) {
  const std::uint64_t least = origin.least_pid + block.least_pid;
  const unsigned width = block.width(PointColumn::pid);
  if (wanted < least || !fits(wanted - least, width)) return std::nullopt;
  const std::byte* const pids = index.column(block, PointColumn::pid);
  for (std::uint32_t i = 0; i < block.points; ++i) {
    if (packed_number(pids, width, i) == wanted - least && &index.origin(block.first + i) == &origin)
      return block.first + i;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::uint32_t> find_point(const ViewportIndex& index, std::uint16_t tile, const PointId& pid) {
  const std::uint64_t wanted = pid_number(pid);
  for (const BlockFigures& block : index.blocks()) {
    for (const Origin& origin : index.origins(block)) {
      if (origin.tile != tile) continue;
      if (const auto found = find_in_block(index, block, origin, wanted)) return found;
    }
  }
  return std::nullopt;
}

}  // namespace plumbline::serve

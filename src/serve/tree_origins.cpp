// SPDX-License-Identifier: MIT
#include "serve/tree_origins.h"

#include <algorithm>

namespace plumbline::serve {
namespace {

/// That of a point alone.
Origin origin_of(const ViewRecord& point) {
  return {.least_pid = point.pid,
          .least_row = point.row,
          .tile = point.tile,
          .orbit = point.orbit,
          .unknown_flags = static_cast<std::uint8_t>(point.flags >> 4U)};
}

std::uint32_t key_of(const Origin& origin) {
  return (std::uint32_t{origin.orbit} << 24U) | (std::uint32_t{origin.tile} << 8U) | origin.unknown_flags;
}

bool comes_before(const Origin& a, const Origin& b) { return key_of(a) < key_of(b); }

}  // namespace

TreeOrigins::TreeOrigins(std::span<const ViewRecord> records, std::span<const std::uint32_t> numbers) {
  for (const std::uint32_t number : numbers) {
    const Origin alone = origin_of(records[number]);
    const auto place = std::lower_bound(origins_.begin(), origins_.end(), alone, comes_before);
    if (place == origins_.end() || key_of(*place) != key_of(alone)) {
      origins_.insert(place, alone);
      continue;
    }
    place->least_pid = std::min(place->least_pid, alone.least_pid);
    place->least_row = std::min(place->least_row, alone.least_row);
  }
}

std::uint32_t TreeOrigins::number_of(const ViewRecord& point) const {
  const auto place = std::lower_bound(origins_.begin(), origins_.end(), origin_of(point), comes_before);
  return static_cast<std::uint32_t>(place - origins_.begin());
}

}  // namespace plumbline::serve

// SPDX-License-Identifier: MIT
#include "serve/tree_origins.h"

#include <algorithm>

namespace plumbline::serve {
namespace {

std::uint32_t key_of(const ViewRecord& point) {
  return (std::uint32_t{point.orbit} << 24U) | (std::uint32_t{point.tile} << 8U) | (point.flags >> 4U);
}

}  // namespace

TreeOrigins::TreeOrigins(std::span<const ViewRecord> records, std::span<const std::uint32_t> numbers) {
  for (const std::uint32_t number : numbers) {
    const ViewRecord& point = records[number];
    const std::uint32_t key = key_of(point);
    auto place = std::lower_bound(keys_.begin(), keys_.end(), key);
    const auto origin = origins_.begin() + (place - keys_.begin());
    if (place != keys_.end() && *place == key) {
      origin->least_pid = std::min(origin->least_pid, point.pid);
      origin->least_row = std::min(origin->least_row, point.row);
      continue;
    }
    keys_.insert(place, key);
    origins_.insert(origin, {.least_pid = point.pid,
                             .least_row = point.row,
                             .tile = point.tile,
                             .orbit = point.orbit,
                             .unknown_flags = static_cast<std::uint8_t>(point.flags >> 4U)});
  }
}

std::uint32_t TreeOrigins::number_of(const ViewRecord& point) const {
  return static_cast<std::uint32_t>(std::lower_bound(keys_.begin(), keys_.end(), key_of(point)) -
                                    keys_.begin());
}

}  // namespace plumbline::serve

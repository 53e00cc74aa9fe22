// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>

#include "core/point_id.h"
#include "serve/viewport_index.h"

namespace plumbline::serve {

/// The point of a tile that has this pid. Looks through the pids of those blocks alone whose range holds it:
/// pids spell places, so they are few, some microseconds each.
std::optional<std::uint32_t> find_point(const ViewportIndex& index, std::uint16_t tile, const PointId& pid);

}  // namespace plumbline::serve

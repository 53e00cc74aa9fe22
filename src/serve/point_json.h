// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "serve/viewport_index.h"

namespace plumbline::serve {

/// Appends what the map knows of a point besides its id and its place, as members of a JSON object with their
/// names: `"height":…` to `"tile":…`.
void append_point_attributes(std::string& text, const ViewportIndex& index, std::uint32_t point);

}  // namespace plumbline::serve

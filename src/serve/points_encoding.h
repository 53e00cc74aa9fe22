// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "serve/viewport_index.h"

namespace plumbline::serve {

/// The points of a selection in binary columns. The layout is written in api/openapi.yaml, `/api/v1/points`.
std::string encode_points(const ViewportIndex& index, const PointSelection& selection);

}  // namespace plumbline::serve

// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>

#include "core/date.h"
#include "serve/binary_columns.h"
#include "serve/viewport_index.h"

namespace plumbline::serve {

/// The points of a selection in binary columns. The layout is written in api/openapi.yaml, `/api/v1/points`.
std::string encode_points(const ViewportIndex& index, const PointSelection& selection);

/// `row` and `tile`, which say which points an answer speaks of. More columns follow.
BinaryColumns columns_that_name_points(const ViewportIndex& index, const PointSelection& selection);
/// An answer of such columns; `dates` are named in the header where there are some.
std::string encode_columns(const ViewportIndex& index, const PointSelection& selection,
                           const BinaryColumns& columns, std::span<const Date> dates = {});

}  // namespace plumbline::serve

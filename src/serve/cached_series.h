// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "serve/service.h"

namespace plumbline::serve {

using SharedSeries = std::shared_ptr<const SeriesOfPoint>;

// A series from the service's cache, or from the store as it is now. They throw Error(not_found) where there
// is no such point.

/// `tile` may be empty: then the first tile that holds the pid.
SharedSeries find_series(const Service& service, const PointId& pid, const std::string& tile);
SharedSeries find_series(const Service& service, std::size_t row, const std::string& tile);

}  // namespace plumbline::serve

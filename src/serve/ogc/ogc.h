// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "serve/message.h"
#include "serve/parameters.h"

namespace plumbline::serve {

struct Service;

namespace ogc {

/// OGC API - Features, Part 1: Core 1.0 (OGC 17-069r4): below this path the store is what QGIS and GDAL call
/// an OAPIF or WFS 3 server, in longitude and latitude (CRS84). api/openapi.yaml says what is given.
inline constexpr std::string_view kRoot = "/ogc";

bool is_below_root(std::string_view path);
/// Answers any path below the root. Throws Error as endpoints do.
Answer answer(const Service& service, const Request& request, const Target& target);

}  // namespace ogc
}  // namespace plumbline::serve

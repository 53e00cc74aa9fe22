// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace plumbline::cli {

/// Whether some tile has points outside the area of EPSG:3035 (geodesy/europe.h), by the boxes in the files.
bool reach_beyond_europe(const store::Store& store, const std::vector<std::string>& stems);
bool reaches_beyond_europe(const store::Store& store, std::string_view stem);

/// "outside the area of EPSG:3035 metres are taken on …", a line for people.
std::string note_of_metres(std::string_view projection);

}  // namespace plumbline::cli

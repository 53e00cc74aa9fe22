// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "serve/asset.h"

namespace plumbline::web {

/// The files of the viewer, built from web/, and the contract as /openapi.json, compressed at build time.
/// They live as long as the program.
std::span<const serve::Asset> assets();

}  // namespace plumbline::web

// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "ingest/table_profile.h"

namespace plumbline::cli {

/// Reads what another producer's table means (docs/profiles.md). Throws Error(file_missing), Error(usage)
/// with file and line for what is not TOML, a key, a column or a unit that is not known, and for a profile
/// without coordinates or displacements.
ingest::TableProfile read_profile(const std::filesystem::path& file);

}  // namespace plumbline::cli

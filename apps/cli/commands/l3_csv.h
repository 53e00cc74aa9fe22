// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include "store/store.h"

namespace plumbline::cli {

/// Writes an L3 tile of the store as EGMS delivers it: name of the columns, their order and decimals, rows
/// from south to north and then from west to east. Tiles with gnss_velocity_e get the 14 columns of
/// 2020–2024, others the 11 of before. Missing values are empty fields (official files have none). The series
/// are put in order through an unnamed file beside the target. Throws Error(file_access).
void write_l3_csv(const store::Store& store, const std::string& stem, const std::filesystem::path& file);

}  // namespace plumbline::cli

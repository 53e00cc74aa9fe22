// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace plumbline::store {

/// Writes to `out` the Parquet file `base` with the columns of `columns` in the place of those of the same
/// name, or after them. No value is decoded: the bytes of a column in a row group are copied as they are and
/// only the footer is made anew, so it costs little more than copying the file. Key-value metadata are those
/// of `base`. Page indexes and Bloom filters, which DuckDB does not write here, are left out.
///
/// Both files hold the same rows in row groups of the same sizes. Syncs `out` and returns its SHA-256. Throws
/// Error(bad_store) when they do not or a footer is damaged, Error(file_access) for the disk.
std::string splice_columns(const std::filesystem::path& base, const std::filesystem::path& columns,
                           const std::filesystem::path& out);

}  // namespace plumbline::store

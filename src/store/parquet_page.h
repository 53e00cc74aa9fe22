// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace plumbline::store {

/// A page of a column chunk as write_series_file writes them, unpacked.
struct ParquetPage {
  bool is_dictionary = false;
  int encoding = 0;
  std::size_t values = 0;  ///< with the missing ones
  std::string content;
};

/// Takes the first page off `bytes`. Throws Error(bad_store) for bytes that are none.
ParquetPage take_page(std::string_view& bytes);

/// A displacement in row `row` of a column chunk (NaN where it is missing), and all texts of one, each behind
/// its length in four bytes. Throw Error(bad_store).
float float_of_row(std::string_view chunk, std::size_t row);
std::string texts_of_chunk(std::string_view chunk);

}  // namespace plumbline::store

// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "core/error.h"
#include "ingest/row_parser.h"

namespace plumbline::ingest {

/// Parses `lines`, of which the first has the number `first_line` in the file, into the rows of `values` from
/// `first_row` on, which has them already. Lines are parsed on all threads allowed. Then `accept(i)` is
/// called for each line before the first bad one, in order, and that one's Error thrown: so what is found
/// first does not depend on the threads.
void parse_rows(const RowParser& parser, std::span<const std::string_view> lines, std::size_t first_line,
                TableValues& values, std::size_t first_row,
                const std::function<void(std::size_t line)>& accept);

/// The error of a point that is there twice; rows count from 0.
Error point_twice(const std::string& file, std::string_view column, std::string_view pid, std::size_t row,
                  std::size_t earlier_row);

}  // namespace plumbline::ingest

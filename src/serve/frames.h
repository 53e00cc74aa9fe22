// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/date.h"
#include "core/series_block.h"

namespace plumbline::serve {

/// `count` dates from the first to the last, both among them, evenly spaced but for whole days. `count` is 2
/// or more, and at most one more than the days between.
std::vector<Date> evenly_spaced(Date first, Date last, std::size_t count);

/// The displacements of a block at other dates (ascending): on straight lines between neighbouring values
/// that are present, NaN before the first and after the last. `axis` holds the dates of the block's
/// acquisitions.
SeriesBlock at_dates(const SeriesBlock& series_mm, std::span<const Date> axis, std::span<const Date> dates);

/// The same relative to the first date at which each series has a value.
void make_relative(SeriesBlock& series_mm);

}  // namespace plumbline::serve

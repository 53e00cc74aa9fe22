// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "core/date.h"
#include "synth/delivery.h"

namespace plumbline::synth {

/// The acquisition dates of a tile, strictly ascending, `dates` of them.
///
/// L2: they span the release's years. 2020–2024: 6-day steps first, then (Sentinel-1B was lost in December
/// 2021) 12, with a few dates missing on the way (gaps of 12 and 24 days); 2015–2021 the other way round. How
/// long the 6-day part is follows from the number of dates: 2020–2024 is like the real deliveries with some
/// 210 of them. Fewer than 12-day steps need are spread evenly in steps of whole 6 days; more than 6-day
/// steps give go on beyond the years. Neighbouring tiles start on different days. L3: an unbroken 6-day grid.
std::vector<Date> acquisition_dates(const SceneOptions& options, std::uint32_t tile);

}  // namespace plumbline::synth

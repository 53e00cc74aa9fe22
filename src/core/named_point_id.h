// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "core/point_id.h"

namespace plumbline {

/// An id for a point of another producer, made from its own by a hash (FNV-1a, 64 bits): the same text gives
/// the same id. Its second character is 'z', which spells no position in a burst and no cell. Two of five
/// million texts have the same one with a chance of 1 in 1,000: then `attempt` 1, 2, … gives others.
PointId point_id_from_name(std::string_view name, unsigned attempt = 0);

}  // namespace plumbline

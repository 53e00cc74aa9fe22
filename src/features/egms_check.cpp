// SPDX-License-Identifier: MIT
#include "features/egms_check.h"

#include <optional>
#include <string>

namespace plumbline::features {

std::vector<Disagreement> EgmsCheck::compare(std::span<const float> series_mm,
                                             const std::array<std::span<const float>, 7>& official,
                                             std::size_t first_row) const {
  std::vector<Disagreement> found;
  for (std::size_t k = 0; k < official.size(); ++k)
    found.push_back({.column = std::string(kEgmsStatisticNames[k]),
                     .with = "the series",
                     .tolerance = kEgmsTolerances[k]});
  std::optional<EgmsFitter> with_gaps;
  for (std::size_t row = 0; row < official.front().size(); ++row) {
    const auto series = series_mm.subspan(row * axis_.size(), axis_.size());
    auto statistics = fitter_.fit(series);
    if (!statistics) {
      if (!with_gaps) with_gaps.emplace(axis_);
      statistics = with_gaps->fit(series);
    }
    if (!statistics) continue;
    const std::array<double, 7> values = statistics->values();
    for (std::size_t k = 0; k < values.size(); ++k)
      found[k].look_at(static_cast<double>(official[k][row]) - values[k], first_row + row);
  }
  return found;
}

}  // namespace plumbline::features

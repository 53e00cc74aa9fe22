// SPDX-License-Identifier: MIT
#include "serve/view_conditions.h"

#include <algorithm>
#include <cmath>

#include "serve/compact_values.h"

namespace plumbline::serve {
namespace {

constexpr double kMostMillionths = 360e6;

/// The least n with n / 1e6 >= degrees. The product may be off by a rounding, so its neighbours are tried.
std::int32_t least_millionths(double least) {
  auto n =
      static_cast<std::int32_t>(std::clamp(std::ceil(least * 1e6) - 1, -kMostMillionths, kMostMillionths));
  while (degrees(n) < least && n < kMostMillionths) ++n;
  return n;
}

/// The greatest n with n / 1e6 <= degrees.
std::int32_t greatest_millionths(double greatest) {
  auto n = static_cast<std::int32_t>(
      std::clamp(std::floor(greatest * 1e6) + 1, -kMostMillionths, kMostMillionths));
  while (degrees(n) > greatest && n > -kMostMillionths) --n;
  return n;
}

std::uint8_t wanted_orbits(const PointFilter& filter) {
  unsigned orbits = 0;
  if (filter.ascending) orbits |= 1U << static_cast<unsigned>(Orbit::ascending);
  if (filter.descending) orbits |= 1U << static_cast<unsigned>(Orbit::descending);
  if (filter.without_orbit()) orbits |= 1U << static_cast<unsigned>(Orbit::none);
  return static_cast<std::uint8_t>(orbits);
}

std::vector<bool> wanted_datasets(const PointFilter& filter, std::span<const store::Dataset> datasets) {
  std::vector<bool> wanted = choose_datasets(datasets, filter.dataset, filter.levels);
  for (std::size_t i = 0; i < datasets.size(); ++i) {
    const auto component = static_cast<unsigned>(datasets[i].component);
    wanted[i] = wanted[i] && (unsigned{filter.components} >> component & 1U) != 0;
  }
  return wanted;
}

std::vector<CodeRange> velocity_ranges(const PointFilter& filter, const ValueCodes& codes) {
  std::vector<CodeRange> ranges;
  if (filter.least_speed_mm_per_year > 0) ranges.push_back(codes.beyond(filter.least_speed_mm_per_year));
  if (filter.greatest_speed_mm_per_year < PointFilter::kAny)
    ranges.push_back(codes.within(-filter.greatest_speed_mm_per_year, filter.greatest_speed_mm_per_year));
  if (filter.least_velocity_mm_per_year > -PointFilter::kAny ||
      filter.greatest_velocity_mm_per_year < PointFilter::kAny)
    ranges.push_back(codes.within(filter.least_velocity_mm_per_year, filter.greatest_velocity_mm_per_year));
  return ranges;
}

/// Missing coherences count as 0, and have the code 0, before all others.
std::vector<CodeRange> coherence_ranges(const PointFilter& filter, const ValueCodes& codes) {
  CodeRange range = codes.within(filter.least_coherence, filter.greatest_coherence);
  const bool missing_passes = filter.least_coherence <= 0 && 0 <= filter.greatest_coherence;
  if (!missing_passes) return {range};
  if (range.empty) return {{.first = 0, .last = 0}};
  if (range.first == 1) return {{.first = 0, .last = range.last}};
  if (range.last + 1 == codes.size()) return {{.first = range.first, .last = 0}};  // round the end
  // Only a column of coherences below 0 comes here: what lies between is left out by two conditions.
  return {{.first = 0, .last = range.last}, {.first = range.first, .last = 0}};
}

std::vector<CodeRange> height_ranges(const PointFilter& filter, const ValueCodes& codes) {
  if (filter.least_height_m == -PointFilter::kAny && filter.greatest_height_m == PointFilter::kAny) return {};
  return {codes.within(filter.least_height_m, filter.greatest_height_m)};
}

}  // namespace

ViewConditions::ViewConditions(const PointFilter& filter, std::span<const store::Dataset> all_datasets,
                               const ValueCodes& velocities, const ValueCodes& coherences,
                               const ValueCodes& heights)
    : south(least_millionths(filter.min_latitude)),
      north(greatest_millionths(filter.max_latitude)),
      west(least_millionths(filter.min_longitude)),
      east(greatest_millionths(filter.max_longitude)),
      velocity(velocity_ranges(filter, velocities)),
      coherence(coherence_ranges(filter, coherences)),
      height(height_ranges(filter, heights)),
      classes(filter.classes),
      orbits(wanted_orbits(filter)),
      datasets(wanted_datasets(filter, all_datasets)),
      flags_set(filter.flags_set),
      flags_not_set(filter.flags_not_set) {
  for (std::uint8_t i = 0; i < 16; ++i) {
    const bool flags_pass = (i & flags_set) == flags_set && (i & flags_not_set) == 0;
    const bool class_passes = (unsigned{classes} >> PointKind::motion_class(i) & 1U) != 0;
    const Orbit orbit = (i & 8U) != 0 ? Orbit::descending : Orbit::ascending;
    const bool orbit_passes = admits_orbit(static_cast<std::uint8_t>(orbit));
    kind_passes.by_class_and_orbit[i] = class_passes && orbit_passes ? 0xff : 0;
    kind_passes_without_orbit.by_class_and_orbit[i] = class_passes ? 0xff : 0;
    kind_passes.by_flags[i] = kind_passes_without_orbit.by_flags[i] = flags_pass ? 0xff : 0;
  }
}

Verdict ViewConditions::window(const PointRanges& r) const {
  const std::int32_t doubt = r.is_rounded;
  if (r.min_latitude - doubt > north || r.max_latitude + doubt < south) return Verdict::none;
  if (r.min_longitude - doubt > east || r.max_longitude + doubt < west) return Verdict::none;
  const bool is_inside = r.min_latitude - doubt >= south && r.max_latitude + doubt <= north &&
                         r.min_longitude - doubt >= west && r.max_longitude + doubt <= east;
  return is_inside ? Verdict::all : Verdict::some;
}

Verdict ViewConditions::kinds(const PointRanges& r) const {
  if ((r.classes & classes) == 0 || (flags_set & ~unsigned{r.some_flags}) != 0 ||
      (flags_not_set & r.all_flags) != 0)
    return Verdict::none;
  const bool all = (r.classes & ~unsigned{classes}) == 0 && (flags_set & ~unsigned{r.all_flags}) == 0 &&
                   (flags_not_set & r.some_flags) == 0;
  return all ? Verdict::all : Verdict::some;
}

Verdict ViewConditions::orbit(const PointRanges& r) const {
  if ((r.orbits & orbits) == 0) return Verdict::none;
  return (r.orbits & ~unsigned{orbits}) == 0 ? Verdict::all : Verdict::some;
}

Verdict verdict(const CodeRange& range, std::uint32_t least, std::uint32_t greatest) {
  if (range.empty) return Verdict::none;
  if (range.first <= range.last) {
    if (greatest < range.first || range.last < least) return Verdict::none;
    return range.first <= least && greatest <= range.last ? Verdict::all : Verdict::some;
  }
  if (range.last < least && greatest < range.first) return Verdict::none;
  return greatest <= range.last || range.first <= least ? Verdict::all : Verdict::some;
}

}  // namespace plumbline::serve

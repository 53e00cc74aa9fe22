// SPDX-License-Identifier: MIT
#include "overlap/same_points.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "geodesy/sheets.h"

namespace plumbline::overlap {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

/// Square cells as wide as the distance: what is near lies in a cell or beside it.
struct Cell {
  std::int64_t x = 0;
  std::int64_t y = 0;
  friend auto operator<=>(const Cell&, const Cell&) = default;
};

class Grid {
 public:
  Grid(const Places& places, double width_m) : places_(places), width_m_(width_m) {
    for (std::uint32_t i = 0; i < places.easting_m.size(); ++i) {
      if (const auto cell = cell_of(places, i)) entries_.push_back({*cell, i});
    }
    std::ranges::sort(entries_);
  }

  /// The point nearest to point `i` of `others`, not farther than the width; kNone when there is none.
  std::uint32_t nearest(const Places& others, std::uint32_t i) const {
    const auto centre = cell_of(others, i);
    if (!centre) return kNone;
    std::uint32_t best = kNone;
    double best_squared = width_m_ * width_m_;
    for (std::int64_t x = centre->x - 1; x <= centre->x + 1; ++x) {
      // The three cells of a column lie behind each other.
      auto entry = std::ranges::lower_bound(entries_, Cell{x, centre->y - 1}, {}, &Entry::cell);
      for (; entry != entries_.end() && entry->cell <= Cell{x, centre->y + 1}; ++entry) {
        const double dx = places_.easting_m[entry->point] - others.easting_m[i];
        const double dy = places_.northing_m[entry->point] - others.northing_m[i];
        const double squared = dx * dx + dy * dy;
        if (squared < best_squared || (squared == best_squared && entry->point < best)) {
          best = entry->point;
          best_squared = squared;
        }
      }
    }
    return best;
  }

 private:
  struct Entry {
    Cell cell;
    std::uint32_t point = 0;
    friend auto operator<=>(const Entry&, const Entry&) = default;
  };

  std::optional<Cell> cell_of(const Places& places, std::uint32_t i) const {
    const double x = std::floor(places.easting_m[i] / width_m_);
    const double y = std::floor(places.northing_m[i] / width_m_);
    if (!(std::abs(x) < 1e15 && std::abs(y) < 1e15)) return std::nullopt;
    return Cell{static_cast<std::int64_t>(x), static_cast<std::int64_t>(y)};
  }

  const Places& places_;
  double width_m_;
  std::vector<Entry> entries_;
};

/// The places of one burst on a sheet.
struct OnSheet {
  std::vector<double> easting_m;
  std::vector<double> northing_m;
  std::vector<std::uint32_t> place;
  std::vector<std::uint8_t> is_own;

  void add(const geodesy::Sheet& sheet, std::size_t i, std::uint32_t number) {
    easting_m.push_back(sheet.easting_m[i]);
    northing_m.push_back(sheet.northing_m[i]);
    place.push_back(number);
    is_own.push_back(sheet.is_own[i]);
  }
};

std::vector<double> together(std::span<const double> a, std::span<const double> b) {
  std::vector<double> both(a.begin(), a.end());
  both.insert(both.end(), b.begin(), b.end());
  return both;
}

}  // namespace

std::vector<std::pair<std::uint32_t, std::uint32_t>> same_points(const Places& a, const Places& b,
                                                                 double within_m) {
  const Grid in_a(a, within_m);
  const Grid in_b(b, within_m);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (std::uint32_t i = 0; i < a.easting_m.size(); ++i) {
    const std::uint32_t partner = in_b.nearest(a, i);
    if (partner != kNone && in_a.nearest(b, partner) == i) pairs.emplace_back(i, partner);
  }
  return pairs;
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> same_points_on_sheets(const Places& a, const Places& b,
                                                                           double within_m) {
  const std::vector<double> easting_m = together(a.easting_m, b.easting_m);
  const std::vector<double> northing_m = together(a.northing_m, b.northing_m);
  const auto count_a = static_cast<std::uint32_t>(a.easting_m.size());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  // A partner lies within the distance, and whoever it may prefer within as much again.
  for (const geodesy::Sheet& sheet : geodesy::lay_on_sheets(easting_m, northing_m, 2 * within_m)) {
    OnSheet in_a, in_b;
    for (std::size_t i = 0; i < sheet.size(); ++i) {
      const std::uint32_t place = sheet.place[i];
      place < count_a ? in_a.add(sheet, i, place) : in_b.add(sheet, i, place - count_a);
    }
    for (const auto& [i, j] :
         same_points({in_a.easting_m, in_a.northing_m}, {in_b.easting_m, in_b.northing_m}, within_m)) {
      if (in_a.is_own[i] != 0) pairs.emplace_back(in_a.place[i], in_b.place[j]);
    }
  }
  std::ranges::sort(pairs);
  return pairs;
}

}  // namespace plumbline::overlap

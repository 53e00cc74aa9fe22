// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace plumbline::validate {

/// Finds the stations within a distance of a place. Cost of a question: the stations in nine cells of the
/// distance's size.
class StationFinder {
 public:
  StationFinder(std::span<const double> easting_m, std::span<const double> northing_m, double radius_m);

  /// Calls `body(station)` for every station at most the radius away, in order of their number.
  template <typename Body>
  void near(double easting_m, double northing_m, const Body& body) const {
    for (const std::size_t station : in_cells_around(easting_m, northing_m)) {
      const double de = easting_m_[station] - easting_m;
      const double dn = northing_m_[station] - northing_m;
      if (de * de + dn * dn <= radius_m_ * radius_m_) body(station);
    }
  }

 private:
  /// The stations that may be near: those of the nine cells around every cell, gathered beforehand.
  std::span<const std::size_t> in_cells_around(double easting_m, double northing_m) const;
  std::uint64_t cell(double easting_m, double northing_m, int east, int north) const;

  std::vector<double> easting_m_, northing_m_;
  double radius_m_;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> around_;
};

}  // namespace plumbline::validate

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "core/delivery_name.h"
#include "core/point_id.h"
#include "synth/delivery.h"
#include "synth/scene.h"

namespace plumbline::synth {

/// A place that can hold a point: line and pixel of a burst, or row (northing) and column (easting) of 100 m
/// cells.
struct Slot {
  std::uint16_t line = 0;
  std::uint16_t pixel = 0;
  friend constexpr auto operator<=>(const Slot&, const Slot&) = default;
};

struct Position {
  double easting_m = 0;
  double northing_m = 0;
};

/// Towards the satellite, a unit vector.
struct LineOfSight {
  double east = 0;
  double north = 0;
  double up = 0;
  double incidence_deg = 0;
};

/// From where a tile looks at the ground: the burst of an L2 tile, or the grid of an L3 tile.
struct Viewpoint {
  DeliveryName name;       ///< of an L3 tile: its East component
  Area area;               ///< of ground that the scene fills
  double heading_deg = 0;  ///< of the satellite, as track_angle gives it; 0 for L3
  std::uint16_t first_line = 0;
  std::uint16_t first_pixel = 0;
  std::uint16_t lines = 0;
  std::uint16_t pixels = 0;

  bool is_grid() const { return name.level == Level::L3; }
  Position position(Slot slot) const;  ///< centre of the slot; grid north is taken for north
  LineOfSight line_of_sight(Slot slot, double height_m) const;
  PointId pid(Slot slot) const;
};

Viewpoint viewpoint(const SceneOptions& options, std::uint32_t tile);

/// Exactly `points` different slots, dense where the scene is, in blocks of neighbours. 4 bytes a point.
/// Throws Error(usage) when there are fewer slots than points.
std::vector<Slot> choose_slots(const Viewpoint& view, const Scene& scene, std::uint64_t points,
                               std::uint64_t seed);

}  // namespace plumbline::synth

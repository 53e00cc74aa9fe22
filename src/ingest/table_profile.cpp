// SPDX-License-Identifier: MIT
#include "ingest/table_profile.h"

#include <algorithm>
#include <array>
#include <numbers>

namespace plumbline::ingest {
namespace {

enum class Quantity { none, length_mm, velocity, acceleration, length_m, angle };

struct Unit {
  Quantity quantity;
  std::string_view name;
  double factor;
};

constexpr std::array kUnits{
    Unit{Quantity::length_mm, "mm", 1},
    Unit{Quantity::length_mm, "cm", 10},
    Unit{Quantity::length_mm, "m", 1000},
    Unit{Quantity::velocity, "mm/yr", 1},
    Unit{Quantity::velocity, "cm/yr", 10},
    Unit{Quantity::velocity, "m/yr", 1000},
    Unit{Quantity::acceleration, "mm/yr2", 1},
    Unit{Quantity::acceleration, "cm/yr2", 10},
    Unit{Quantity::acceleration, "m/yr2", 1000},
    Unit{Quantity::length_m, "m", 1},
    Unit{Quantity::length_m, "ft", 0.3048},
    Unit{Quantity::angle, "deg", 1},
    Unit{Quantity::angle, "rad", 180 / std::numbers::pi},
};

struct ColumnQuantity {
  std::string_view column;
  Quantity quantity;
};

constexpr std::array kQuantities{
    ColumnQuantity{"displacement", Quantity::length_mm},
    ColumnQuantity{"rmse", Quantity::length_mm},
    ColumnQuantity{"seasonality", Quantity::length_mm},
    ColumnQuantity{"seasonality_std", Quantity::length_mm},
    ColumnQuantity{"mean_velocity", Quantity::velocity},
    ColumnQuantity{"mean_velocity_std", Quantity::velocity},
    ColumnQuantity{"gnss_velocity", Quantity::velocity},
    ColumnQuantity{"acceleration", Quantity::acceleration},
    ColumnQuantity{"acceleration_std", Quantity::acceleration},
    ColumnQuantity{"height", Quantity::length_m},
    ColumnQuantity{"height_wgs84", Quantity::length_m},
    ColumnQuantity{"incidence_angle", Quantity::angle},
    ColumnQuantity{"track_angle", Quantity::angle},
};

Quantity quantity_of(std::string_view column) {
  const auto found = std::ranges::find(kQuantities, column, &ColumnQuantity::column);
  return found == kQuantities.end() ? Quantity::none : found->quantity;
}

}  // namespace

std::optional<double> unit_factor(std::string_view column, std::string_view unit) {
  const Quantity quantity = quantity_of(column);
  const auto found =
      std::ranges::find_if(kUnits, [&](const Unit& u) { return u.quantity == quantity && u.name == unit; });
  return found == kUnits.end() ? std::nullopt : std::optional(found->factor);
}

std::vector<std::string_view> units_of(std::string_view column) {
  std::vector<std::string_view> names;
  for (const Unit& unit : kUnits) {
    if (unit.quantity == quantity_of(column)) names.push_back(unit.name);
  }
  return names;
}

bool has_direction(std::string_view column) { return column == "mean_velocity" || column == "acceleration"; }

}  // namespace plumbline::ingest

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace plumbline {

enum class Level : std::uint8_t { L2a, L2b, L3 };
/// What a displacement is measured along: the line of sight (L2), or east or up (L3).
enum class Component : std::uint8_t { line_of_sight, east, up };

std::string_view name_of(Level level);          ///< "L2a", "L2b", "L3"
std::string_view name_of(Component component);  ///< "LOS", "E", "U"

/// What the name of an EGMS delivery says:
///   EGMS_L2b_022_0845_IW2_VV_2020_2024_1      L2: track, burst, swath, polarisation, release
///   EGMS_L3_E45N17_100km_U_2020_2024_1        L3: south-west corner in 100 km, component, release
/// The release (first year, last year, sub-release) is absent in the oldest deliveries.
struct DeliveryName {
  Level level = Level::L2b;
  Component component = Component::line_of_sight;
  int track = 0;
  int burst = 0;
  int swath = 0;             ///< 1 to 3 for IW1 to IW3; 0 for L3
  std::string polarisation;  ///< "VV"
  int easting_100km = 0;
  int northing_100km = 0;
  int first_year = 0;  ///< 0 when the name holds no release
  int last_year = 0;
  int sub_release = 0;

  std::string text() const;
  friend bool operator==(const DeliveryName&, const DeliveryName&) = default;
};

/// Parses a file stem (no folder, no extension). Nothing when it is not an EGMS name.
std::optional<DeliveryName> delivery_name(std::string_view stem);

}  // namespace plumbline

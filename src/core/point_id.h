// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace plumbline {

/// An EGMS point id: ten characters of case-sensitive base 62 (0-9, A-Z, a-z). Ordered by bytes, as text is.
/// Never a number: some contain "nan" or look like "5e7". Product Description v3, table 12.
class PointId {
 public:
  static constexpr std::size_t kLength = 10;

  constexpr PointId() { characters_.fill('0'); }
  /// Nothing unless `text` is exactly ten base-62 characters.
  static std::optional<PointId> from_text(std::string_view text);

  constexpr std::string_view text() const { return {characters_.data(), characters_.size()}; }
  friend constexpr auto operator<=>(const PointId&, const PointId&) = default;

 private:
  std::array<char, kLength> characters_{};
};

enum class Polarisation : std::uint8_t { HH = 0, HV = 1, VH = 2, VV = 3 };

/// What the pid of an L2 point says: producer, burst and position in the burst.
struct BurstPosition {
  char producer = '1';      ///< 1 e-GEOS, 2 GAF, 3 NORCE, 4 TRE ALTAMIRA
  std::uint16_t track = 0;  ///< relative orbit, 1 to 175
  std::uint16_t burst = 0;  ///< burst cycle in the track, 12 bits
  std::uint8_t swath = 0;   ///< 1 to 3 for IW1 to IW3
  Polarisation polarisation = Polarisation::VV;
  std::uint16_t line = 0;  ///< up to 13,978: five characters hold no more
  std::uint16_t pixel = 0;
  friend bool operator==(const BurstPosition&, const BurstPosition&) = default;
};

/// What the pid of an L3 point says: the 100 m cell of EPSG:3035, by its south-west corner in units of 100 m.
struct GridCell {
  char producer = '1';
  std::uint32_t easting_100m = 0;
  std::uint32_t northing_100m = 0;
  friend bool operator==(const GridCell&, const GridCell&) = default;
};

/// Nothing when the characters do not spell a position an L2 point can have (swath 1 to 3, track 1 to 175).
std::optional<BurstPosition> burst_position(const PointId& pid);
/// Nothing when the characters do not spell a cell (line overflow).
std::optional<GridCell> grid_cell(const PointId& pid);

/// The inverse. Throws Error(internal) for a position that ten characters cannot hold.
PointId point_id(const BurstPosition& position);
PointId point_id(const GridCell& cell);

}  // namespace plumbline

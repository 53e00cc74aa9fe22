// SPDX-License-Identifier: MIT
#include "core/point_id.h"

#include <algorithm>

#include "core/error.h"

namespace plumbline {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

constexpr int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
  if (c >= 'a' && c <= 'z') return c - 'a' + 36;
  return -1;
}

std::uint64_t base62_value(std::string_view digits) {
  std::uint64_t value = 0;  // nine digits at the most: 62^9 < 2^54
  for (const char c : digits) value = value * 62 + static_cast<std::uint64_t>(digit_value(c));
  return value;
}

std::string base62(std::uint64_t value, std::size_t width) {
  std::string digits(width, '0');
  for (std::size_t i = width; i-- > 0; value /= 62) digits[i] = kDigits[value % 62];
  if (value != 0) throw Error(ErrorCode::internal, {}, "a position is too large for a point id");
  return digits;
}

}  // namespace

std::optional<PointId> PointId::from_text(std::string_view text) {
  if (text.size() != kLength) return std::nullopt;
  if (!std::all_of(text.begin(), text.end(), [](char c) { return digit_value(c) >= 0; })) return std::nullopt;
  PointId pid;
  std::copy(text.begin(), text.end(), pid.characters_.begin());
  return pid;
}

std::optional<BurstPosition> burst_position(const PointId& pid) {
  const std::string_view text = pid.text();
  const std::uint64_t burst_key = base62_value(text.substr(1, 4));
  const std::uint64_t position = base62_value(text.substr(5, 5));
  if (burst_key >> 24 != 0 || position >> 32 != 0) return std::nullopt;
  const BurstPosition result{.producer = text[0],
                             .track = static_cast<std::uint16_t>(burst_key >> 16),
                             .burst = static_cast<std::uint16_t>((burst_key >> 4) & 0xfff),
                             .swath = static_cast<std::uint8_t>((burst_key >> 2) & 0x3),
                             .polarisation = static_cast<Polarisation>(burst_key & 0x3),
                             .line = static_cast<std::uint16_t>(position >> 16),
                             .pixel = static_cast<std::uint16_t>(position & 0xffff)};
  if (result.swath == 0 || result.track == 0 || result.track > 175) return std::nullopt;
  return result;
}

std::optional<GridCell> grid_cell(const PointId& pid) {
  const std::uint64_t key = base62_value(pid.text().substr(1));
  const GridCell cell{.producer = pid.text()[0],
                      .easting_100m = static_cast<std::uint32_t>(key & 0xffffffff),
                      .northing_100m = static_cast<std::uint32_t>(key >> 32)};
  // EPSG:3035 spans less than 10,000 km a side.
  if (cell.easting_100m >= 100000 || cell.northing_100m >= 100000) return std::nullopt;
  return cell;
}

PointId point_id(const BurstPosition& p) {
  const std::uint64_t burst_key = (std::uint64_t{p.track} << 16) | (std::uint64_t{p.burst} << 4) |
                                  (std::uint64_t{p.swath} << 2) | static_cast<std::uint64_t>(p.polarisation);
  const std::uint64_t position = (std::uint64_t{p.line} << 16) | p.pixel;
  return PointId::from_text(p.producer + base62(burst_key, 4) + base62(position, 5)).value();
}

PointId point_id(const GridCell& cell) {
  const std::uint64_t key = (std::uint64_t{cell.northing_100m} << 32) | cell.easting_100m;
  return PointId::from_text(cell.producer + base62(key, 9)).value();
}

}  // namespace plumbline

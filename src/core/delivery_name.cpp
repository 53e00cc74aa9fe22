// SPDX-License-Identifier: MIT
#include "core/delivery_name.h"

#include <charconv>
#include <vector>

#include <fmt/format.h>

namespace plumbline {
namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0;;) {
    const std::size_t end = text.find(separator, begin);
    parts.push_back(text.substr(begin, end - begin));
    if (end == std::string_view::npos) return parts;
    begin = end + 1;
  }
}

std::optional<int> whole_number(std::string_view text, std::size_t min_digits, std::size_t max_digits) {
  if (text.size() < min_digits || text.size() > max_digits) return std::nullopt;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

/// Reads the optional `_YYYY_YYYY_n` at `parts[first...]`.
bool read_release(const std::vector<std::string_view>& parts, std::size_t first, DeliveryName& name) {
  if (parts.size() == first) return true;
  if (parts.size() != first + 3) return false;
  const auto from = whole_number(parts[first], 4, 4);
  const auto to = whole_number(parts[first + 1], 4, 4);
  const auto sub = whole_number(parts[first + 2], 1, 2);
  if (!from || !to || !sub) return false;
  name.first_year = *from;
  name.last_year = *to;
  name.sub_release = *sub;
  return true;
}

std::optional<DeliveryName> burst_name(const std::vector<std::string_view>& parts, Level level) {
  if (parts.size() < 6 || parts[4].size() != 3 || parts[4].substr(0, 2) != "IW" || parts[5].size() != 2)
    return std::nullopt;
  const auto track = whole_number(parts[2], 1, 3);
  const auto burst = whole_number(parts[3], 1, 4);
  const auto swath = whole_number(parts[4].substr(2), 1, 1);
  if (!track || !burst || !swath) return std::nullopt;
  DeliveryName name{.level = level,
                    .track = *track,
                    .burst = *burst,
                    .swath = *swath,
                    .polarisation = std::string(parts[5])};
  if (!read_release(parts, 6, name)) return std::nullopt;
  return name;
}

std::optional<DeliveryName> cell_name(const std::vector<std::string_view>& parts) {
  if (parts.size() < 5 || parts[2].size() != 6 || parts[2][0] != 'E' || parts[2][3] != 'N' ||
      parts[3] != "100km" || (parts[4] != "U" && parts[4] != "E"))
    return std::nullopt;
  const auto easting = whole_number(parts[2].substr(1, 2), 2, 2);
  const auto northing = whole_number(parts[2].substr(4, 2), 2, 2);
  if (!easting || !northing) return std::nullopt;
  DeliveryName name{.level = Level::L3,
                    .component = parts[4] == "U" ? Component::up : Component::east,
                    .easting_100km = *easting,
                    .northing_100km = *northing};
  if (!read_release(parts, 5, name)) return std::nullopt;
  return name;
}

}  // namespace

std::string_view name_of(Level level) {
  switch (level) {
    case Level::L2a:
      return "L2a";
    case Level::L2b:
      return "L2b";
    case Level::L3:
      return "L3";
  }
  return "";
}

std::string_view name_of(Component component) {
  switch (component) {
    case Component::line_of_sight:
      return "LOS";
    case Component::east:
      return "E";
    case Component::up:
      return "U";
  }
  return "";
}

std::string DeliveryName::text() const {
  std::string text =
      level == Level::L3
          ? fmt::format("EGMS_L3_E{:02}N{:02}_100km_{}", easting_100km, northing_100km, name_of(component))
          : fmt::format("EGMS_{}_{:03}_{:04}_IW{}_{}", name_of(level), track, burst, swath, polarisation);
  if (first_year != 0) text += fmt::format("_{:04}_{:04}_{}", first_year, last_year, sub_release);
  return text;
}

std::optional<DeliveryName> delivery_name(std::string_view stem) {
  const auto parts = split(stem, '_');
  if (parts.size() < 5 || parts[0] != "EGMS") return std::nullopt;
  if (parts[1] == "L2a") return burst_name(parts, Level::L2a);
  if (parts[1] == "L2b") return burst_name(parts, Level::L2b);
  if (parts[1] == "L3") return cell_name(parts);
  return std::nullopt;
}

}  // namespace plumbline

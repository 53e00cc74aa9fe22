// SPDX-License-Identifier: MIT
#include "serve/ogc/items_request.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/error.h"

namespace plumbline::serve::ogc {
namespace {

[[noreturn]] void throw_bad_box(std::string_view text) {
  throw Error(ErrorCode::usage, {}, "parameter \"bbox\": " + quoted(text) + " is not a box",
              "Write it west,south,east,north in degrees, or with the least and the greatest height after "
              "south and after north");
}

std::vector<double> numbers_of(std::string_view text) {
  std::vector<double> numbers;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    double value = 0;
    const auto [rest, problem] = std::from_chars(text.data() + begin, text.data() + end, value);
    if (problem != std::errc{} || rest != text.data() + end || !std::isfinite(value)) throw_bad_box(text);
    numbers.push_back(value);
    begin = end + 1;
  }
  return numbers;
}

/// Heights of a box of six numbers are not looked at: geometries here have none.
std::vector<GeographicWindow> windows_of(std::string_view text) {
  const std::vector<double> numbers = numbers_of(text);
  if (numbers.size() != 4 && numbers.size() != 6) throw_bad_box(text);
  const std::size_t half = numbers.size() / 2;
  const double west = numbers[0], south = numbers[1], east = numbers[half], north = numbers[half + 1];
  const bool on_the_globe = std::abs(south) <= 90 && std::abs(north) <= 90 && std::abs(west) <= 180 &&
                            std::abs(east) <= 180 && south <= north;
  if (!on_the_globe) throw_bad_box(text);
  if (west <= east) return {{south, north, west, east}};
  return {{south, north, west, 180}, {south, north, -180, east}};
}

[[noreturn]] void throw_bad_time(std::string_view text) {
  throw Error(ErrorCode::usage, {}, "parameter \"datetime\": " + quoted(text) + " is not a time",
              "Write a day, 2021-12-31, a moment, 2021-12-31T12:00:00Z, or two with a slash between them, of "
              "which one may be ..");
}

/// The day of "2021-12-31" or "2021-12-31T12:00:00Z".
Date day_of(std::string_view text, std::string_view whole) {
  constexpr std::size_t kDay = 10;
  const auto day = text.size() < kDay ? std::nullopt : Date::from_text(text.substr(0, kDay));
  const std::string_view rest = text.substr(std::min(kDay, text.size()));
  const bool is_time =
      rest.empty() || (rest.front() == 'T' && rest.size() >= 9 &&
                       rest.substr(1).find_first_not_of("0123456789:.+-Z") == std::string_view::npos);
  if (!day || !is_time) throw_bad_time(whole);
  return *day;
}

Interval interval_of(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) {
    const Date day = day_of(text, text);
    return {day, day};
  }
  const auto end_of = [&](std::string_view end) -> std::optional<Date> {
    if (end.empty() || end == "..") return std::nullopt;
    return day_of(end, text);
  };
  const Interval interval{end_of(text.substr(0, slash)), end_of(text.substr(slash + 1))};
  if ((!interval.first && !interval.last) ||
      (interval.first && interval.last && *interval.last < *interval.first))
    throw_bad_time(text);
  return interval;
}

}  // namespace

bool Interval::meets(const Interval& other) const {
  return !(first && other.last && *other.last < *first) && !(last && other.first && *last < *other.first);
}

std::span<const std::string_view> items_parameters() {
  static constexpr std::array<std::string_view, 5> kNames{"bbox", "datetime", "limit", "start", "f"};
  return kNames;
}

ItemsRequest read_items_request(const Parameters& parameters) {
  constexpr std::int64_t kAny = std::numeric_limits<std::int64_t>::max();
  ItemsRequest request{.windows = {GeographicWindow{}}};
  if (const auto box = parameters.text("bbox")) request.windows = windows_of(*box);
  if (const auto time = parameters.text("datetime")) request.time = interval_of(*time);
  request.limit =
      static_cast<std::size_t>(std::min(parameters.integer("limit", kUsualLimit, 1, kAny), kGreatestLimit));
  request.start = static_cast<std::uint64_t>(parameters.integer("start", 0, 0, kAny));
  return request;
}

bool meets(const std::vector<GeographicWindow>& windows, const GeographicWindow& box) {
  return std::any_of(windows.begin(), windows.end(), [&](const auto& window) { return meet(window, box); });
}

}  // namespace plumbline::serve::ogc

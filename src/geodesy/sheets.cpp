// SPDX-License-Identifier: MIT
#include "geodesy/sheets.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include <fmt/format.h>

#include "core/error.h"
#include "geodesy/europe.h"
#include "geodesy/proj_object.h"
#include "parallel/thread_loop.h"

namespace plumbline::geodesy {
namespace {

constexpr double kRadians = std::numbers::pi / 180;

/// How far a strip, with what lies around it, reaches to the north and south of its middle. At a distance y
/// the projection's scale is 1 + y²/2R²; the scale in the middle is set so that both ends differ by y²/4R².
constexpr double kHalfHeightM = 3'800;
constexpr double kMiddleScale = 1 - kHalfHeightM * kHalfHeightM / (4.0 * 6'371'000 * 6'371'000);

/// Bounds of the length of a degree on GRS 80, in metres.
constexpr double kLongestLatitudeM = 111'700;    // 111,694 at the poles
constexpr double kShortestLatitudeM = 110'500;   // 110,574 at the equator
constexpr double kShortestLongitudeM = 111'200;  // times the cosine of the latitude; 111,320 at the equator

/// How the earth is cut into strips for one reach, and how far the reach is in degrees.
class Strips {
 public:
  explicit Strips(double reach_m)
      : height_(2 * (kHalfHeightM - reach_m) / kLongestLatitudeM), reach_m_(reach_m) {
    if (reach_m < 0 || reach_m > kMaxReachM)
      throw Error(
          ErrorCode::usage, {},
          fmt::format("outside the area of EPSG:3035 metres are true up to {} m from a point, and {} m "
                      "are needed",
                      kMaxReachM, reach_m),
          "Give a smaller distance");
  }

  /// 1, 2, … north of the equator, −1, −2, … south of it.
  std::int32_t number_at(double latitude) const {
    const double strip = std::floor(latitude / height_);
    return static_cast<std::int32_t>(strip < 0 ? strip : strip + 1);
  }
  double middle(std::int32_t number) const { return (number + (number < 0 ? 0.5 : -0.5)) * height_; }
  Latitudes latitudes(std::int32_t number) const {
    if (number == 0) return {kEuropeSouth - reach_latitude(), kEuropeNorth + reach_latitude()};
    return {middle(number) - height_ / 2 - reach_latitude(), middle(number) + height_ / 2 + reach_latitude()};
  }
  std::string definition(std::int32_t number) const {
    return fmt::format(
        "+proj=pipeline +over +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=lcc "
        "+lat_1={0:.12f} +lat_0={0:.12f} +lon_0=0 +k_0={1:.12f} +ellps=GRS80",
        middle(number), kMiddleScale);
  }
  double reach_latitude() const { return reach_m_ / kShortestLatitudeM; }
  double reach_longitude(double latitude) const {
    const double nearer_to_pole = std::min(std::abs(latitude) + reach_latitude(), 89.9);
    return reach_m_ / (kShortestLongitudeM * std::cos(nearer_to_pole * kRadians));
  }

 private:
  double height_;  // of what is a strip's own, in degrees
  double reach_m_;
};

/// Collects what lies on each sheet, first in degrees.
class Layer {
 public:
  explicit Layer(const Strips& strips) : strips_(strips) {}

  void add(std::uint32_t place, double longitude, double latitude, double easting_m, double northing_m) {
    const bool is_europe = is_in_europe(longitude, latitude);
    const double north = strips_.reach_latitude(), east = strips_.reach_longitude(latitude);
    if (is_europe || is_in_box(longitude, latitude, east, north))
      put(0, place, easting_m, northing_m, is_europe);
    if (is_europe && is_in_box(longitude, latitude, -east, -north)) return;
    if (!is_europe && std::abs(latitude) > kMaxLatitude)
      throw Error(ErrorCode::bad_value, {.column = "latitude"},
                  fmt::format("a point lies at {:.3f} degrees of latitude; metres are taken up to {}",
                              latitude, kMaxLatitude),
                  "Leave out points that near to a pole");
    const std::int32_t own = strips_.number_at(latitude);
    const double from_greenwich = longitude >= 180 ? longitude - 360 : longitude;
    const std::int32_t last = strips_.number_at(latitude + north);
    for (std::int32_t number = strips_.number_at(latitude - north); number <= last; ++number) {
      if (number == 0) continue;
      put(number, place, from_greenwich, latitude, number == own && !is_europe);
      if (180 - std::abs(from_greenwich) < east)
        put(number, place, from_greenwich + (from_greenwich < 0 ? 360 : -360), latitude, false);
    }
  }

  std::vector<Sheet> finish() {
    std::vector<Sheet> sheets;
    for (auto& [number, sheet] : sheets_) {
      if (std::ranges::find(sheet.is_own, 1) != sheet.is_own.end()) sheets.push_back(std::move(sheet));
    }
    parallel_ranges(sheets.size(), 1, [&](std::size_t i, std::size_t) {
      if (sheets[i].number == 0) return;
      ProjObject(strips_.definition(sheets[i].number), "a strip of latitude")
          .forward(sheets[i].easting_m, sheets[i].northing_m);
    });
    return sheets;
  }

 private:
  /// In the area of EPSG:3035, widened to all sides.
  static bool is_in_box(double longitude, double latitude, double by_longitude, double by_latitude) {
    return longitude >= kEuropeWest - by_longitude && longitude <= kEuropeEast + by_longitude &&
           latitude >= kEuropeSouth - by_latitude && latitude <= kEuropeNorth + by_latitude;
  }
  void put(std::int32_t number, std::uint32_t place, double x, double y, bool is_own) {
    Sheet& sheet = sheets_[number];
    sheet.number = number;
    sheet.place.push_back(place);
    sheet.is_own.push_back(is_own ? 1 : 0);
    sheet.easting_m.push_back(x);
    sheet.northing_m.push_back(y);
  }

  const Strips& strips_;
  std::map<std::int32_t, Sheet> sheets_;
};

}  // namespace

std::vector<Sheet> lay_on_sheets(std::span<const double> easting_m, std::span<const double> northing_m,
                                 double reach_m) {
  const Strips strips(reach_m);
  const Geographic degrees = known_geographic_from_laea(easting_m, northing_m);
  Layer layer(strips);
  for (std::size_t i = 0; i < easting_m.size(); ++i) {
    if (!std::isnan(degrees.latitude[i]))
      layer.add(static_cast<std::uint32_t>(i), degrees.longitude[i], degrees.latitude[i], easting_m[i],
                northing_m[i]);
  }
  return layer.finish();
}

Projected on_sheet(std::int32_t number, double reach_m, std::span<const double> longitude,
                   std::span<const double> latitude) {
  if (number == 0) return laea_from_geographic(longitude, latitude);
  Projected places{{longitude.begin(), longitude.end()}, {latitude.begin(), latitude.end()}};
  ProjObject(Strips(reach_m).definition(number), "a strip of latitude")
      .forward(places.easting_m, places.northing_m);
  return places;
}

Latitudes latitudes_of_sheet(std::int32_t number, double reach_m) {
  return Strips(reach_m).latitudes(number);
}

}  // namespace plumbline::geodesy

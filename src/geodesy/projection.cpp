// SPDX-License-Identifier: MIT
#include "geodesy/projection.h"

#include <cmath>

#include <fmt/format.h>

#include "core/error.h"
#include "geodesy/proj_context.h"
#include "geodesy/proj_object.h"
#include "parallel/thread_loop.h"

namespace plumbline::geodesy {
namespace {

// EPSG:3035 by its parameters, so that nothing depends on PROJ's database and its choice of a datum shift.
constexpr const char* kLaeaToGeographic =
    "+proj=pipeline +step +inv +proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 "
    "+step +proj=unitconvert +xy_in=rad +xy_out=deg";

constexpr std::size_t kGrain = 65536;

const ProjObject& laea_to_geographic() {
  thread_local const ProjObject projection(kLaeaToGeographic, "EPSG:3035");
  return projection;
}

bool all_finite(double a, double b) { return std::isfinite(a) && std::isfinite(b); }

}  // namespace

Geographic geographic_from_laea(std::span<const double> easting_m, std::span<const double> northing_m) {
  Geographic places{{northing_m.begin(), northing_m.end()}, {easting_m.begin(), easting_m.end()}};
  laea_to_geographic().forward(places.longitude, places.latitude);
  for (std::size_t i = 0; i < easting_m.size(); ++i) {
    if (!all_finite(places.latitude[i], places.longitude[i]))
      throw Error(ErrorCode::bad_value, {.column = "easting"},
                  fmt::format("the place {} {} is not on the map of EPSG:3035", easting_m[i], northing_m[i]));
  }
  return places;
}

Geographic known_geographic_from_laea(std::span<const double> easting_m, std::span<const double> northing_m) {
  const double missing = std::nan("");
  Geographic places{std::vector(easting_m.size(), missing), std::vector(easting_m.size(), missing)};
  parallel_ranges(easting_m.size(), kGrain, [&](std::size_t begin, std::size_t end) {
    std::vector<std::size_t> known;
    std::vector<double> east, north;
    for (std::size_t i = begin; i < end; ++i) {
      if (std::isnan(easting_m[i] + northing_m[i])) continue;
      known.push_back(i);
      east.push_back(easting_m[i]);
      north.push_back(northing_m[i]);
    }
    const Geographic found = geographic_from_laea(east, north);
    for (std::size_t i = 0; i < known.size(); ++i) {
      places.longitude[known[i]] = found.longitude[i];
      places.latitude[known[i]] = found.latitude[i];
    }
  });
  return places;
}

Projected laea_from_geographic(std::span<const double> longitude, std::span<const double> latitude) {
  Projected places{{longitude.begin(), longitude.end()}, {latitude.begin(), latitude.end()}};
  laea_to_geographic().inverse(places.easting_m, places.northing_m);
  for (std::size_t i = 0; i < longitude.size(); ++i) {
    if (!all_finite(places.easting_m[i], places.northing_m[i]))
      throw Error(ErrorCode::bad_value, {.column = "longitude"},
                  fmt::format("the place {} {} is not on the map of EPSG:3035", longitude[i], latitude[i]));
  }
  return places;
}

Geographic geographic_from(const std::string& crs, std::span<const double> x, std::span<const double> y) {
  const ProjContext context = make_context();
  const ProjTransformation any_axes(proj_create_crs_to_crs(context.get(), crs.c_str(), "EPSG:4326", nullptr),
                                    &proj_destroy);
  const ProjTransformation transformation(
      any_axes == nullptr ? nullptr : proj_normalize_for_visualization(context.get(), any_axes.get()),
      &proj_destroy);
  if (transformation == nullptr)
    throw Error(
        ErrorCode::usage, {},
        fmt::format("{} is no reference system that can be turned into longitude and latitude", quoted(crs)),
        "Write it like \"EPSG:32632\"");
  Geographic places{{y.begin(), y.end()}, {x.begin(), x.end()}};
  transform(transformation.get(), PJ_FWD, places.longitude, places.latitude);
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!all_finite(places.latitude[i], places.longitude[i]))
      throw Error(ErrorCode::bad_value, {},
                  fmt::format("the place {} {} is not on the map of {}", x[i], y[i], crs));
  }
  return places;
}

}  // namespace plumbline::geodesy

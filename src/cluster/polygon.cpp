// SPDX-License-Identifier: MIT
#include "cluster/polygon.h"

#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include <geos_c.h>

#include "core/error.h"

namespace plumbline::cluster {
namespace {

constexpr int kSegmentsPerQuarter = 32;
constexpr double kConcaveRatio = 0.3;  // 0: as concave as can be, 1: convex

/// A GEOS context that keeps the last error message; one a call, so calls may run at the same time.
class Geos {
 public:
  Geos() : handle_(GEOS_init_r()) {
    GEOSContext_setErrorMessageHandler_r(
        handle_, [](const char* message, void* self) { static_cast<Geos*>(self)->message_ = message; }, this);
  }
  ~Geos() { GEOS_finish_r(handle_); }
  Geos(const Geos&) = delete;
  Geos& operator=(const Geos&) = delete;

  operator GEOSContextHandle_t() const { return handle_; }

  template <typename T>
  T* require(T* result) const {
    if (result == nullptr) throw Error(ErrorCode::internal, {}, "a cluster's polygon failed: " + message_);
    return result;
  }

  template <typename T, typename Destroy>
  auto own(T* result, Destroy destroy) const {
    const auto deleter = [this, destroy](T* object) { destroy(handle_, object); };
    return std::unique_ptr<T, std::decay_t<decltype(deleter)>>(require(result), deleter);
  }
  auto geometry(GEOSGeometry* result) const { return own(result, GEOSGeom_destroy_r); }

 private:
  GEOSContextHandle_t handle_;
  std::string message_;
};

GEOSGeometry* line_or_point(const Geos& geos, std::span<const double> easting_m,
                            std::span<const double> northing_m) {
  GEOSCoordSequence* coordinates = geos.require(GEOSCoordSeq_copyFromArrays_r(
      geos, easting_m.data(), northing_m.data(), nullptr, nullptr, static_cast<unsigned>(easting_m.size())));
  // Either takes the coordinates, whether it succeeds or not.
  return easting_m.size() == 1 ? GEOSGeom_createPoint_r(geos, coordinates)
                               : GEOSGeom_createLineString_r(geos, coordinates);
}

std::vector<std::uint8_t> wkb_of(const Geos& geos, const GEOSGeometry& geometry) {
  const auto writer = geos.own(GEOSWKBWriter_create_r(geos), GEOSWKBWriter_destroy_r);
  GEOSWKBWriter_setByteOrder_r(geos, writer.get(), GEOS_WKB_NDR);
  GEOSWKBWriter_setOutputDimension_r(geos, writer.get(), 2);
  std::size_t size = 0;
  const auto bytes = geos.own(GEOSWKBWriter_write_r(geos, writer.get(), &geometry, &size),
                              [](GEOSContextHandle_t handle, void* buffer) { GEOSFree_r(handle, buffer); });
  return {bytes.get(), bytes.get() + size};
}

using OwnGeometry = decltype(std::declval<const Geos&>().geometry(nullptr));

OwnGeometry buffered_hull(const Geos& geos, std::span<const double> easting_m,
                          std::span<const double> northing_m, double buffer_m, Hull hull) {
  if (easting_m.empty() || easting_m.size() != northing_m.size() || !(buffer_m > 0)) {
    throw Error(ErrorCode::internal, {},
                "a polygon needs points, as many northings as eastings, and a buffer");
  }
  const auto points = geos.geometry(line_or_point(geos, easting_m, northing_m));
  const auto outline =
      geos.geometry(hull == Hull::concave ? GEOSConcaveHull_r(geos, points.get(), kConcaveRatio, 0)
                                          : GEOSConvexHull_r(geos, points.get()));
  auto polygon = geos.geometry(GEOSBufferWithStyle_r(geos, outline.get(), buffer_m, kSegmentsPerQuarter,
                                                     GEOSBUF_CAP_ROUND, GEOSBUF_JOIN_ROUND, 0.0));
  // The ring starts at the same corner whatever the order of the points.
  GEOSNormalize_r(geos, polygon.get());
  return polygon;
}

double area_m2(const Geos& geos, const GEOSGeometry& polygon) {
  double area_m2 = 0;
  GEOSArea_r(geos, &polygon, &area_m2);
  return area_m2;
}

using MoveCorner = std::function<void(double& x, double& y)>;

OwnGeometry moved(const Geos& geos, const GEOSGeometry& geometry, const MoveCorner& move) {
  const auto call = [](double* x, double* y, void* body) {
    (*static_cast<const MoveCorner*>(body))(*x, *y);
    return 1;
  };
  return geos.geometry(GEOSGeom_transformXY_r(geos, &geometry, call, const_cast<MoveCorner*>(&move)));
}

/// Gathers the polygons that a geometry is made of.
void take_polygons(const Geos& geos, const GEOSGeometry& geometry, std::vector<GEOSGeometry*>& parts) {
  for (int i = 0; i < GEOSGetNumGeometries_r(geos, &geometry); ++i) {
    const GEOSGeometry* part = GEOSGetGeometryN_r(geos, &geometry, i);
    if (GEOSGeomTypeId_r(geos, part) == GEOS_POLYGON && GEOSisEmpty_r(geos, part) == 0)
      parts.push_back(geos.require(GEOSGeom_clone_r(geos, part)));
  }
}

/// Cuts what goes on beyond 180 degrees and puts it on the other side.
OwnGeometry cut_at_180(const Geos& geos, OwnGeometry polygon) {
  double west = 0, east = 0;
  GEOSGeom_getXMin_r(geos, polygon.get(), &west);
  GEOSGeom_getXMax_r(geos, polygon.get(), &east);
  if (west >= -180 && east <= 180) return polygon;
  std::vector<GEOSGeometry*> parts;
  for (const double turn : {-360.0, 0.0, 360.0}) {
    const auto half = geos.geometry(GEOSGeom_createRectangle_r(geos, turn - 180, -90, turn + 180, 90));
    const auto part = geos.geometry(GEOSIntersection_r(geos, polygon.get(), half.get()));
    const auto at_home = moved(geos, *part, [turn](double& x, double&) { x -= turn; });
    take_polygons(geos, *at_home, parts);
  }
  return geos.geometry(GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, parts.data(),
                                                   static_cast<unsigned>(parts.size())));
}

}  // namespace

ClusterPolygon hull_polygon(std::span<const double> easting_m, std::span<const double> northing_m,
                            double buffer_m, Hull hull) {
  const Geos geos;
  const auto polygon = buffered_hull(geos, easting_m, northing_m, buffer_m, hull);
  return {wkb_of(geos, *polygon), area_m2(geos, *polygon)};
}

ClusterPolygon hull_polygon_in_degrees(std::span<const double> easting_m, std::span<const double> northing_m,
                                       double buffer_m, Hull hull, const MoveCorner& to_degrees) {
  const Geos geos;
  const auto polygon = buffered_hull(geos, easting_m, northing_m, buffer_m, hull);
  const auto in_degrees = cut_at_180(geos, moved(geos, *polygon, to_degrees));
  GEOSNormalize_r(geos, in_degrees.get());
  return {wkb_of(geos, *in_degrees), area_m2(geos, *polygon)};
}

}  // namespace plumbline::cluster

// SPDX-License-Identifier: MIT
#include "store/area.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "core/error.h"
#include "store/durable_file.h"
#include "store/gdal_session.h"

namespace plumbline::store {
namespace {

namespace fs = std::filesystem;

constexpr const char* kAdvice = "Give a file with polygons: GeoJSON, GeoPackage, Shapefile or WKT";

bool is_surface(const OGRGeometry& geometry) {
  const OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType());
  return type == wkbPolygon || type == wkbMultiPolygon || type == wkbCurvePolygon || type == wkbMultiSurface;
}

// Everything with an area goes into one multipolygon; lines and points of a collection are left out.
void collect(const OGRGeometry& geometry, OGRGeometryCollection& polygons) {
  const OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType());
  if (type == wkbGeometryCollection) {
    for (const OGRGeometry* part : *geometry.toGeometryCollection()) collect(*part, polygons);
  } else if (is_surface(geometry) && !geometry.IsEmpty()) {
    const Geometry flat(OGRGeometryFactory::forceToMultiPolygon(geometry.clone()));
    for (const OGRGeometry* part : *flat->toGeometryCollection()) polygons.addGeometry(part);
  }
}

Geometry geometry_from_wkt(std::string_view wkt, const GdalSession& session) {
  OGRGeometry* raw = nullptr;
  const OGRErr problem = OGRGeometryFactory::createFromWkt(std::string(wkt).c_str(), nullptr, &raw);
  Geometry geometry(raw);
  if (problem != OGRERR_NONE || !geometry) session.fail(ErrorCode::bad_value, "read the text as WKT");
  return geometry;
}

struct FreePrepared {
  void operator()(OGRPreparedGeometry* prepared) const { OGRDestroyPreparedGeometry(prepared); }
};

// One valid shape of all polygons: those that cross themselves are mended.
Geometry one_shape(const OGRGeometryCollection& polygons, const GdalSession& session) {
  if (polygons.IsEmpty())
    throw Error(ErrorCode::bad_value, {.file = session.file().string()}, "there is no polygon here", kAdvice);
  Geometry shape(OGRGeometryFactory::forceToMultiPolygon(polygons.clone()));
  if (!shape->IsValid() || polygons.getNumGeometries() > 1) {
    Geometry mended(shape->IsValid() ? shape->UnionCascaded() : shape->MakeValid());
    if (mended) shape = std::move(mended);
  }
  OGREnvelope box;
  shape->getEnvelope(&box);
  if (!(box.MinX < box.MaxX) || !(box.MinY < box.MaxY))
    throw Error(ErrorCode::bad_value, {.file = session.file().string()}, "the polygon has no area", kAdvice);
  if (box.MinX < -180.0 || box.MaxX > 180.0 || box.MinY < -90.0 || box.MaxY > 90.0)
    throw Error(ErrorCode::bad_value, {.file = session.file().string()},
                fmt::format("the area from {} {} to {} {} does not lie in longitude and latitude", box.MinX,
                            box.MinY, box.MaxX, box.MaxY),
                "Longitude comes first, in degrees");
  return shape;
}

}  // namespace

struct Area::Shape {
  Shape(const OGRGeometryCollection& collected, const GdalSession& session)
      : polygons(one_shape(collected, session)),
        prepared(OGRCreatePreparedGeometry(OGRGeometry::ToHandle(polygons.get()))) {}

  Geometry polygons;
  std::unique_ptr<OGRPreparedGeometry, FreePrepared> prepared;
};

Area::Area(std::unique_ptr<Shape> shape) : shape_(std::move(shape)) {
  OGREnvelope envelope;
  shape_->polygons->getEnvelope(&envelope);
  box_ = {envelope.MinX, envelope.MinY, envelope.MaxX, envelope.MaxY, false};
}
Area::Area(Area&&) noexcept = default;
Area& Area::operator=(Area&&) noexcept = default;
Area::~Area() = default;

Area Area::from_wkt(std::string_view wkt, const std::string& name) {
  const GdalSession session(name);
  OGRGeometryCollection polygons;
  collect(*geometry_from_wkt(wkt, session), polygons);
  return Area(std::make_unique<Shape>(polygons, session));
}

Area Area::from_box(const GeographicBox& box) {
  return from_wkt(fmt::format("POLYGON (({0} {1}, {2} {1}, {2} {3}, {0} {3}, {0} {1}))", box.west, box.south,
                              box.east, box.north),
                  "the box");
}

Area Area::from_file(const fs::path& file) {
  if (!fs::exists(file))
    throw Error(ErrorCode::file_missing, {.file = file.string()}, "there is no such file", kAdvice);
  if (file.extension() == ".wkt" || file.extension() == ".txt")
    return from_wkt(read_whole_file(file), file.string());
  const GdalSession session(file);
  const Dataset dataset(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
  if (!dataset) session.fail(ErrorCode::bad_value, "read the area");
  const OGRSpatialReference target = reference_system(4326, session);
  OGRGeometryCollection polygons;
  for (OGRLayer* layer : dataset->GetLayers()) {
    const OGRSpatialReference* source = layer->GetSpatialRef();
    const Transformation transform = source == nullptr ? nullptr : transformation(*source, target, session);
    for (const auto& feature : *layer) {
      OGRGeometry* geometry = feature->GetGeometryRef();
      if (geometry == nullptr) continue;
      if (transform && geometry->transform(transform.get()) != OGRERR_NONE)
        session.fail(ErrorCode::bad_value, "bring the area to longitude and latitude");
      collect(*geometry, polygons);
    }
  }
  session.check(true, ErrorCode::bad_value, "read the area");
  return Area(std::make_unique<Shape>(polygons, session));
}

bool Area::contains(double longitude, double latitude) const {
  if (!(longitude >= box_.west && longitude <= box_.east && latitude >= box_.south && latitude <= box_.north))
    return false;
  OGRPoint point(longitude, latitude);
  return OGRPreparedGeometryIntersects(shape_->prepared.get(), OGRGeometry::ToHandle(&point)) != 0;
}

bool Area::intersects(const Wkb& geometry) const {
  OGRGeometry* raw = nullptr;
  if (OGRGeometryFactory::createFromWkb(geometry.data(), nullptr, &raw, geometry.size()) != OGRERR_NONE)
    return false;
  const Geometry other(raw);
  return OGRPreparedGeometryIntersects(shape_->prepared.get(), OGRGeometry::ToHandle(other.get())) != 0;
}

}  // namespace plumbline::store

// SPDX-License-Identifier: MIT
#include "store/outline_file.h"

#include <fmt/format.h>

#include "core/error.h"
#include "store/gdal_session.h"

namespace plumbline::store {
namespace {

constexpr int kLaea = 3035;
constexpr const char* kAdvice =
    "Give polygons with a reference system: GeoJSON, GeoPackage, Shapefile or FlatGeobuf";
constexpr std::size_t kMostCorners = 5'000'000;

std::string name_of(const OGRFeature& feature) {
  for (const char* attribute : {"name", "id"}) {
    const int field = feature.GetFieldIndex(attribute);  // in any case
    if (field >= 0 && feature.IsFieldSetAndNotNull(field)) return feature.GetFieldAsString(field);
  }
  return fmt::format("{}", feature.GetFID());
}

void add_ring(const OGRLinearRing& ring, Outline& outline) {
  std::vector<PlanePoint> places;
  for (const OGRPoint& point : ring) places.push_back({point.getX(), point.getY()});
  outline.rings.push_back(std::move(places));
}

void add_polygons(const OGRGeometry& geometry, Outline& outline) {
  const OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType());
  if (type == wkbPolygon) {
    for (const OGRLinearRing* ring : *geometry.toPolygon()) add_ring(*ring, outline);
  } else if (type == wkbMultiPolygon || type == wkbGeometryCollection) {
    for (const OGRGeometry* part : *geometry.toGeometryCollection()) add_polygons(*part, outline);
  }
}

OGRLayer* spatial_layer(GDALDataset& dataset) {
  for (OGRLayer* layer : dataset.GetLayers()) {
    if (layer->GetGeomType() != wkbNone) return layer;
  }
  return nullptr;
}

}  // namespace

std::vector<Outline> read_outlines(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file))
    throw Error(ErrorCode::file_missing, {.file = file.string()}, "there is no such file", kAdvice);
  const GdalSession session(file);
  const Dataset dataset = open_polygons(session, kAdvice);
  OGRLayer* layer = spatial_layer(*dataset);
  if (layer == nullptr || layer->GetSpatialRef() == nullptr)
    throw Error(ErrorCode::bad_value, {.file = file.string()}, "no layer here has a reference system",
                kAdvice);
  const Transformation transform =
      transformation(*layer->GetSpatialRef(), reference_system(kLaea, session), session);
  std::vector<Outline> outlines;
  std::size_t corners = 0;
  for (const auto& feature : *layer) {
    if (feature->GetGeometryRef() == nullptr) continue;
    const Geometry flat(feature->GetGeometryRef()->getLinearGeometry());
    if (transform && flat->transform(transform.get()) != OGRERR_NONE)
      session.fail(ErrorCode::bad_value, fmt::format("bring feature {} to EPSG:3035", feature->GetFID()));
    Outline outline{.name = name_of(*feature)};
    add_polygons(*flat, outline);
    for (const auto& ring : outline.rings) corners += ring.size();
    if (corners > kMostCorners)
      throw Error(ErrorCode::bad_value, {.file = file.string()},
                  fmt::format("the polygons have more than {} corners", kMostCorners), "Simplify them");
    if (!outline.rings.empty()) outlines.push_back(std::move(outline));
  }
  session.check(true, ErrorCode::bad_value, "read the polygons");
  if (outlines.empty())
    throw Error(ErrorCode::bad_value, {.file = file.string()}, "there is no polygon here", kAdvice);
  return outlines;
}

}  // namespace plumbline::store

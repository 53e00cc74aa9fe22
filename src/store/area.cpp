// SPDX-License-Identifier: MIT
#include "store/area.h"

#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/error.h"
#include "geodesy/polygon_index.h"
#include "store/durable_file.h"
#include "store/gdal_session.h"

namespace plumbline::store {
namespace {

namespace fs = std::filesystem;

constexpr const char* kAdvice =
    "Give a file with polygons: GeoJSON, GeoPackage, Shapefile, FlatGeobuf or WKT";
constexpr std::uintmax_t kMostBytesOfText = std::uintmax_t{64} << 20;

[[noreturn]] void refuse(const GdalSession& session, std::string problem, std::string advice = kAdvice) {
  throw Error(ErrorCode::bad_value, {.file = session.file().string()}, std::move(problem), std::move(advice));
}

/// Takes the polygons out of geometries.
class PolygonCollector {
 public:
  explicit PolygonCollector(const GdalSession& session) : session_(session) {}

  /// Everything with an area; lines and points of a collection are left out.
  void add(const OGRGeometry& geometry) {
    const OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType());
    if (type == wkbGeometryCollection || type == wkbMultiPolygon || type == wkbMultiSurface) {
      for (const OGRGeometry* part : *geometry.toGeometryCollection()) add(*part);
    } else if (type == wkbPolygon) {
      add_polygon(*geometry.toPolygon());
    } else if (type == wkbCurvePolygon) {
      const Geometry flat(geometry.getLinearGeometry());
      add_polygon(*flat->toPolygon());
    }
  }
  const std::vector<PolygonRings>& polygons() const { return polygons_; }

 private:
  void add_polygon(const OGRPolygon& polygon) {
    PolygonRings rings;
    for (const OGRLinearRing* ring : polygon) {
      corners_ += static_cast<std::size_t>(ring->getNumPoints());
      if (corners_ > Area::kMostCorners)
        refuse(session_, fmt::format("the polygons have more than {} corners", Area::kMostCorners),
               "Simplify them, in QGIS with Vector > Geometry Tools > Simplify");
      rings.emplace_back();
      for (const OGRPoint& point : *ring) {
        if (!std::isfinite(point.getX()) || !std::isfinite(point.getY()))
          refuse(session_, "a corner of a polygon is no place");
        rings.back().push_back({point.getX(), point.getY()});
      }
    }
    if (!polygon.IsEmpty()) polygons_.push_back(std::move(rings));
  }

  const GdalSession& session_;
  std::size_t corners_ = 0;
  std::vector<PolygonRings> polygons_;
};

PolygonIndex checked_index(const PolygonCollector& collected, const GdalSession& session) {
  if (collected.polygons().empty()) refuse(session, "there is no polygon here");
  PolygonIndex index(collected.polygons());
  const PlaneBox& box = index.box();
  if (!(box.west < box.east) || !(box.south < box.north)) refuse(session, "the polygon has no area");
  if (box.west < -180.0 || box.east > 180.0 || box.south < -90.0 || box.north > 90.0)
    refuse(session,
           fmt::format("the area from {} {} to {} {} does not lie in longitude and latitude", box.west,
                       box.south, box.east, box.north),
           "Longitude comes first, in degrees");
  if (index.edges_per_line() > Area::kMostEdgesOnALine)
    refuse(
        session,
        fmt::format("a line across the area meets {:.0f} of its edges on average, {:.0f} are the limit: the "
                    "polygons cross themselves too often",
                    index.edges_per_line(), Area::kMostEdgesOnALine),
        "Repair them, in QGIS with Processing > Fix geometries");
  return index;
}

Geometry geometry_from_wkt(std::string_view wkt, const GdalSession& session) {
  OGRGeometry* raw = nullptr;
  const OGRErr problem = OGRGeometryFactory::createFromWkt(std::string(wkt).c_str(), nullptr, &raw);
  Geometry geometry(raw);
  if (problem != OGRERR_NONE || !geometry) session.fail(ErrorCode::bad_value, "read the text as WKT");
  return geometry;
}

std::string read_text(const fs::path& file) {
  if (fs::file_size(file) > kMostBytesOfText)
    throw Error(ErrorCode::bad_value, {.file = file.string()},
                fmt::format("the file has more than {} MB", kMostBytesOfText >> 20), "Simplify the polygons");
  return read_whole_file(file);
}

void collect_layer(OGRLayer& layer, const GdalSession& session, PolygonCollector& polygons) {
  const OGRSpatialReference* source = layer.GetSpatialRef();
  const Transformation transform =
      source == nullptr ? nullptr : transformation(*source, reference_system(4326, session), session);
  for (const auto& feature : layer) {
    OGRGeometry* geometry = feature->GetGeometryRef();
    if (geometry == nullptr) continue;
    if (transform && geometry->transform(transform.get()) != OGRERR_NONE)
      session.fail(ErrorCode::bad_value, "bring the area to longitude and latitude");
    polygons.add(*geometry);
  }
}

}  // namespace

Area::Area(PolygonIndex polygons) : polygons_(std::make_unique<PolygonIndex>(std::move(polygons))) {
  const PlaneBox& box = polygons_->box();
  box_ = {box.west, box.south, box.east, box.north, false};
}
Area::Area(Area&&) noexcept = default;
Area& Area::operator=(Area&&) noexcept = default;
Area::~Area() = default;

Area Area::from_wkt(std::string_view wkt, const std::string& name) {
  const GdalSession session(name);
  PolygonCollector polygons(session);
  polygons.add(*geometry_from_wkt(wkt, session));
  return Area(checked_index(polygons, session));
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
    return from_wkt(read_text(file), file.string());
  const GdalSession session(file);
  const Dataset dataset = open_polygons(session, kAdvice);
  PolygonCollector polygons(session);
  for (OGRLayer* layer : dataset->GetLayers()) collect_layer(*layer, session, polygons);
  session.check(true, ErrorCode::bad_value, "read the area");
  return Area(checked_index(polygons, session));
}

bool Area::contains(double longitude, double latitude) const {
  return polygons_->contains(longitude, latitude);
}

bool Area::intersects(const Wkb& geometry) const {
  OGRGeometry* raw = nullptr;
  if (OGRGeometryFactory::createFromWkb(geometry.data(), nullptr, &raw, geometry.size()) != OGRERR_NONE)
    return false;
  const Geometry other(raw);
  const GdalSession session("the geometry");
  PolygonCollector polygons(session);
  polygons.add(*other);
  return polygons_->intersects(PolygonIndex(polygons.polygons()));
}

}  // namespace plumbline::store

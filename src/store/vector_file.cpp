// SPDX-License-Identifier: MIT
#include "store/vector_file.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "core/error.h"
#include "store/durable_file.h"
#include "store/gdal_session.h"

namespace plumbline::store {
namespace {

namespace fs = std::filesystem;

/// A file in memory: no half-written file or journal of SQLite ever reaches the disk.
class MemoryFile {
 public:
  MemoryFile() {
    static std::atomic<int> count = 0;
    name_ = fmt::format("/vsimem/plumbline_{}.gpkg", count++);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { VSIUnlink(name_.c_str()); }
  const std::string& name() const { return name_; }
  std::string_view content() const {
    vsi_l_offset size = 0;
    const GByte* bytes = VSIGetMemFileBuffer(name_.c_str(), &size, FALSE);
    return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)};
  }

 private:
  std::string name_;
};

ColumnType column_type(const OGRFieldDefn& field) {
  for (std::size_t i = 0; i < kFieldTypes.size(); ++i) {
    if (field.GetType() == kFieldTypes[i].type && field.GetSubType() == kFieldTypes[i].subtype)
      return static_cast<ColumnType>(i);
  }
  return ColumnType::text;
}

/// Appends one field of a feature to a column.
struct FieldReader {
  const OGRFeature& feature;
  int field;
  bool missing = !feature.IsFieldSetAndNotNull(field);
  void operator()(std::vector<double>& v) const {
    v.push_back(missing ? std::nan("") : feature.GetFieldAsDouble(field));
  }
  void operator()(std::vector<float>& v) const {
    v.push_back(missing ? std::nanf("") : static_cast<float>(feature.GetFieldAsDouble(field)));
  }
  void operator()(std::vector<std::int32_t>& v) const {
    v.push_back(missing ? kMissingInt32 : feature.GetFieldAsInteger(field));
  }
  void operator()(std::vector<std::int64_t>& v) const {
    v.push_back(missing ? kMissingInt64 : feature.GetFieldAsInteger64(field));
  }
  void operator()(std::vector<std::string>& v) const {
    v.emplace_back(missing ? "" : feature.GetFieldAsString(field));
  }
  void operator()(std::vector<Flag>& v) const {
    v.push_back(missing ? Flag::missing : feature.GetFieldAsInteger(field) != 0 ? Flag::yes : Flag::no);
  }
};

std::vector<Geometry> geometries_of(const PolygonLayer& layer, const OGRSpatialReference& target,
                                    const GdalSession& session) {
  const Transformation transform =
      transformation(reference_system(layer.geometry_epsg, session), target, session);
  std::vector<Geometry> geometries;
  for (const Wkb& wkb : layer.geometries) {
    OGRGeometry* raw = nullptr;
    const OGRErr problem = OGRGeometryFactory::createFromWkb(wkb.data(), nullptr, &raw, wkb.size());
    geometries.emplace_back(raw);
    session.check(problem == OGRERR_NONE && raw != nullptr, ErrorCode::internal,
                  fmt::format("read geometry {}", geometries.size()));
    if (transform)
      session.check(raw->transform(transform.get()) == OGRERR_NONE, ErrorCode::internal,
                    fmt::format("transform geometry {}", geometries.size()));
  }
  return geometries;
}

// A layer has one type: polygons become multipolygons as soon as one of them is.
OGRwkbGeometryType common_type(std::vector<Geometry>& geometries) {
  const auto type_of = [](const Geometry& geometry) { return wkbFlatten(geometry->getGeometryType()); };
  const auto is_surface = [&](const Geometry& g) {
    return type_of(g) == wkbPolygon || type_of(g) == wkbMultiPolygon;
  };
  if (!std::ranges::all_of(geometries, is_surface)) return wkbUnknown;
  const bool multi =
      std::ranges::any_of(geometries, [&](const Geometry& g) { return type_of(g) == wkbMultiPolygon; });
  if (!multi) return wkbPolygon;
  for (Geometry& geometry : geometries)
    geometry.reset(OGRGeometryFactory::forceToMultiPolygon(geometry.release()));
  return wkbMultiPolygon;
}

void create_fields(OGRLayer& layer, const Table& attributes, const GdalSession& session) {
  for (const Column& column : attributes.columns()) {
    const FieldType& type = kFieldTypes.at(static_cast<std::size_t>(column.type()));
    OGRFieldDefn field(column.name.c_str(), type.type);
    field.SetSubType(type.subtype);
    session.check(layer.CreateField(&field) == OGRERR_NONE, ErrorCode::file_access,
                  "make the attribute " + plumbline::quoted(column.name));
  }
}

void write_features(GDALDataset& dataset, const PolygonLayer& layer, const GdalSession& session) {
  OGRSpatialReference system = reference_system(layer.layer_epsg, session);
  std::vector<Geometry> geometries = geometries_of(layer, system, session);
  OGRLayer* target = dataset.CreateLayer(layer.name.c_str(), &system, common_type(geometries), nullptr);
  session.check(target != nullptr, ErrorCode::file_access, "make the layer");
  create_fields(*target, layer.attributes, session);
  for (std::size_t row = 0; row < geometries.size(); ++row) {
    OGRFeature feature(target->GetLayerDefn());
    feature.SetGeometryDirectly(geometries[row].release());
    int field = 0;
    for (const Column& column : layer.attributes.columns())
      std::visit(FieldSetter{feature, field++, row}, column.values);
    session.check(target->CreateFeature(&feature) == OGRERR_NONE, ErrorCode::file_access,
                  fmt::format("write feature {}", row + 1));
  }
}

// The first layer with geometries.
OGRLayer* spatial_layer(GDALDataset& dataset) {
  for (OGRLayer* layer : dataset.GetLayers()) {
    if (layer->GetGeomType() != wkbNone) return layer;
  }
  return nullptr;
}

std::string geojson_of(const OGRGeometry& geometry) {
  const std::array<const char*, 2> options{"COORDINATE_PRECISION=7", nullptr};  // a centimetre
  char* text = OGR_G_ExportToJsonEx(OGRGeometry::ToHandle(const_cast<OGRGeometry*>(&geometry)),
                                    const_cast<char**>(options.data()));
  const std::string json = text == nullptr ? "null" : text;
  CPLFree(text);
  return json;
}

// The attributes of all features; `geometry` gets each one's geometry in longitude and latitude.
Table read_features(OGRLayer& layer, const OGRCoordinateTransformation* transform, const GdalSession& session,
                    const std::function<void(const OGRGeometry*)>& take_geometry) {
  std::vector<Column> columns;
  const OGRFeatureDefn* definition = layer.GetLayerDefn();
  for (int i = 0; i < definition->GetFieldCount(); ++i) {
    const OGRFieldDefn& field = *definition->GetFieldDefn(i);
    columns.push_back(make_column(field.GetNameRef(), column_type(field)));
  }
  for (const auto& feature : layer) {
    for (std::size_t i = 0; i < columns.size(); ++i)
      std::visit(FieldReader{*feature, static_cast<int>(i)}, columns[i].values);
    OGRGeometry* geometry = feature->GetGeometryRef();
    if (geometry != nullptr && transform != nullptr)
      session.check(geometry->transform(const_cast<OGRCoordinateTransformation*>(transform)) == OGRERR_NONE,
                    ErrorCode::bad_store, "transform a geometry");
    take_geometry(geometry);
  }
  session.check(true, ErrorCode::bad_store, "read the layer");
  return Table(std::move(columns));
}

// The style that QGIS would apply; empty without one.
std::string style_of(GDALDataset& dataset) {
  OGRLayer* styles = dataset.GetLayerByName("layer_styles");
  if (styles == nullptr) return {};
  for (const auto& feature : *styles) {
    const int field = feature->GetFieldIndex("styleQML");
    if (field >= 0) return feature->GetFieldAsString(field);
  }
  return {};
}

Dataset open_geopackage(const fs::path& path, const GdalSession& session) {
  const std::array<const char*, 2> drivers{"GPKG", nullptr};
  Dataset dataset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers.data()));
  session.check(dataset != nullptr, ErrorCode::bad_store, "read the GeoPackage");
  return dataset;
}

OGRLayer& layer_with_system(GDALDataset& dataset, const GdalSession& session) {
  OGRLayer* layer = spatial_layer(dataset);
  session.check(layer != nullptr && layer->GetSpatialRef() != nullptr, ErrorCode::bad_store,
                "find a layer with a reference system");
  return *layer;
}

void check_is_there(const fs::path& path) {
  if (!fs::exists(path))
    throw Error(ErrorCode::file_missing, {.file = path.string()}, "this file is not there");
}

}  // namespace

void write_geopackage(const fs::path& path, const PolygonLayer& layer) {
  if (!layer.attributes.columns().empty() && layer.attributes.rows() != layer.geometries.size())
    throw Error(ErrorCode::internal, {.file = path.string()}, "one row of attributes a geometry is needed");
  const GdalSession session(path);
  const MemoryFile file;
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
  session.check(driver != nullptr, ErrorCode::internal, "find GDAL's GeoPackage driver");
  Dataset dataset(driver->Create(file.name().c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  session.check(dataset != nullptr, ErrorCode::file_access, "make the GeoPackage");
  session.check(dataset->StartTransaction() == OGRERR_NONE, ErrorCode::file_access, "write");
  write_features(*dataset, layer, session);
  if (!layer.qgis_style.empty()) write_qgis_style(*dataset, layer.name, layer.qgis_style, session);
  session.check(dataset->CommitTransaction() == OGRERR_NONE, ErrorCode::file_access, "write");
  dataset.reset();
  session.check(!file.content().empty(), ErrorCode::file_access, "write");
  write_durably(path, file.content());
}

PolygonFeatures read_geopackage(const fs::path& path) {
  check_is_there(path);
  const GdalSession session(path);
  const Dataset dataset = open_geopackage(path, session);
  OGRLayer& layer = layer_with_system(*dataset, session);
  const Transformation transform =
      transformation(*layer.GetSpatialRef(), reference_system(4326, session), session);
  PolygonFeatures features;
  features.attributes = read_features(layer, transform.get(), session, [&](const OGRGeometry* geometry) {
    features.geojson_geometries.push_back(geometry == nullptr ? "null" : geojson_of(*geometry));
  });
  return features;
}

PolygonLayer read_polygon_layer(const fs::path& path) {
  check_is_there(path);
  const GdalSession session(path);
  const Dataset dataset = open_geopackage(path, session);
  OGRLayer& layer = layer_with_system(*dataset, session);
  const Transformation transform =
      transformation(*layer.GetSpatialRef(), reference_system(4326, session), session);
  PolygonLayer read{.name = layer.GetName(), .qgis_style = style_of(*dataset)};
  read.attributes = read_features(layer, transform.get(), session, [&](const OGRGeometry* geometry) {
    Wkb wkb(geometry == nullptr ? 0 : geometry->WkbSize());
    if (geometry != nullptr) geometry->exportToWkb(wkbNDR, wkb.data(), wkbVariantIso);
    read.geometries.push_back(std::move(wkb));
  });
  return read;
}

}  // namespace plumbline::store

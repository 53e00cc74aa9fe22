// SPDX-License-Identifier: MIT
#include "store/vector_file.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>
#include <utility>
#include <variant>

#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include "core/error.h"
#include "store/durable_file.h"

namespace plumbline::store {
namespace {

namespace fs = std::filesystem;

constexpr const char* kStylesLayer = "layer_styles";
// GeoPackage wants times of change. A fixed one keeps the bytes the same.
constexpr const char* kFixedTime = "2000-01-01T00:00:00.000Z";

/// While it lives, GDAL's messages of this thread are kept instead of printed, and its clock stands still.
class GdalSession {
 public:
  explicit GdalSession(fs::path file) : file_(std::move(file)) {
    static std::once_flag registered;
    std::call_once(registered, GDALAllRegister);
    CPLPushErrorHandlerEx(&GdalSession::keep, this);
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", kFixedTime);
  }
  GdalSession(const GdalSession&) = delete;
  GdalSession& operator=(const GdalSession&) = delete;
  ~GdalSession() {
    CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", nullptr);
    CPLPopErrorHandler();
  }

  [[noreturn]] void fail(ErrorCode code, std::string_view action) const {
    throw Error(code, {.file = file_.string()},
                fmt::format("cannot {}: {}", action, message_.empty() ? "GDAL gives no reason" : message_));
  }
  /// GDAL reports some problems by message only.
  void check(bool succeeded, ErrorCode code, std::string_view action) const {
    if (!succeeded || !message_.empty()) fail(code, action);
  }

 private:
  static void CPL_STDCALL keep(CPLErr severity, CPLErrorNum, const char* text) {
    auto* session = static_cast<GdalSession*>(CPLGetErrorHandlerUserData());
    if (severity >= CE_Failure && session->message_.empty()) session->message_ = text;
  }
  fs::path file_;
  std::string message_;
};

OGRSpatialReference reference_system(int epsg, const GdalSession& session) {
  OGRSpatialReference system;
  session.check(system.importFromEPSG(epsg) == OGRERR_NONE, ErrorCode::internal,
                fmt::format("find EPSG:{}", epsg));
  system.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);  // longitude or easting first
  return system;
}

using Transformation = std::unique_ptr<OGRCoordinateTransformation>;

// Nothing when both systems are the same.
Transformation transformation(const OGRSpatialReference& from, const OGRSpatialReference& to,
                              const GdalSession& session) {
  if (from.IsSame(&to)) return nullptr;
  Transformation made(OGRCreateCoordinateTransformation(&from, &to));
  session.check(made != nullptr, ErrorCode::internal, "transform coordinates");
  return made;
}

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

struct FieldType {
  OGRFieldType type;
  OGRFieldSubType subtype;
};

// In the order of ColumnType.
constexpr std::array<FieldType, 6> kFieldTypes{{{OFTReal, OFSTNone},
                                                {OFTReal, OFSTFloat32},
                                                {OFTInteger, OFSTNone},
                                                {OFTInteger64, OFSTNone},
                                                {OFTString, OFSTNone},
                                                {OFTInteger, OFSTBoolean}}};

ColumnType column_type(const OGRFieldDefn& field) {
  for (std::size_t i = 0; i < kFieldTypes.size(); ++i) {
    if (field.GetType() == kFieldTypes[i].type && field.GetSubType() == kFieldTypes[i].subtype)
      return static_cast<ColumnType>(i);
  }
  return ColumnType::text;
}

/// Sets one field of a feature from a row of a column.
struct FieldSetter {
  OGRFeature& feature;
  int field;
  std::size_t row;
  void operator()(const std::vector<double>& v) const { set(std::isnan(v[row]), v[row]); }
  void operator()(const std::vector<float>& v) const { set(std::isnan(v[row]), double{v[row]}); }
  void operator()(const std::vector<std::int32_t>& v) const { set(v[row] == kMissingInt32, int{v[row]}); }
  void operator()(const std::vector<std::int64_t>& v) const { set(v[row] == kMissingInt64, GIntBig{v[row]}); }
  void operator()(const std::vector<std::string>& v) const { set(v[row].empty(), v[row].c_str()); }
  void operator()(const std::vector<Flag>& v) const {
    set(v[row] == Flag::missing, v[row] == Flag::yes ? 1 : 0);
  }

  template <typename T>
  void set(bool missing, T value) const {
    if (missing) {
      feature.SetFieldNull(field);
    } else {
      feature.SetField(field, value);
    }
  }
};

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

using Geometry = std::unique_ptr<OGRGeometry>;

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

// The table in which QGIS looks for the style of a layer, as QGIS itself makes it.
void write_style(GDALDataset& dataset, const PolygonLayer& layer, const GdalSession& session) {
  const std::array<const char*, 2> options{"FID=id", nullptr};
  OGRLayer* styles = dataset.CreateLayer(kStylesLayer, nullptr, wkbNone, const_cast<char**>(options.data()));
  session.check(styles != nullptr, ErrorCode::file_access, "make the table of styles");
  struct Entry {
    const char* name;
    OGRFieldType type;
    OGRFieldSubType subtype;
    int width;
    const char* value;
  };
  const std::array<Entry, 12> entries{{{"f_table_catalog", OFTString, OFSTNone, 256, ""},
                                       {"f_table_schema", OFTString, OFSTNone, 256, ""},
                                       {"f_table_name", OFTString, OFSTNone, 256, layer.name.c_str()},
                                       {"f_geometry_column", OFTString, OFSTNone, 256, "geom"},
                                       {"styleName", OFTString, OFSTNone, 30, "default"},
                                       {"styleQML", OFTString, OFSTNone, 0, layer.qgis_style.c_str()},
                                       {"styleSLD", OFTString, OFSTNone, 0, ""},
                                       {"useAsDefault", OFTInteger, OFSTBoolean, 0, "1"},
                                       {"description", OFTString, OFSTNone, 0, ""},
                                       {"owner", OFTString, OFSTNone, 30, ""},
                                       {"ui", OFTString, OFSTNone, 30, ""},
                                       {"update_time", OFTDateTime, OFSTNone, 0, "2000/01/01 00:00:00+00"}}};
  for (const Entry& entry : entries) {
    OGRFieldDefn field(entry.name, entry.type);
    field.SetSubType(entry.subtype);
    field.SetWidth(entry.width);
    session.check(styles->CreateField(&field) == OGRERR_NONE, ErrorCode::file_access,
                  "make the table of styles");
  }
  OGRFeature feature(styles->GetLayerDefn());
  for (const Entry& entry : entries) feature.SetField(entry.name, entry.value);
  session.check(styles->CreateFeature(&feature) == OGRERR_NONE, ErrorCode::file_access, "write the style");
}

using Dataset = std::unique_ptr<GDALDataset>;

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
  if (!layer.qgis_style.empty()) write_style(*dataset, layer, session);
  session.check(dataset->CommitTransaction() == OGRERR_NONE, ErrorCode::file_access, "write");
  dataset.reset();
  session.check(!file.content().empty(), ErrorCode::file_access, "write");
  write_durably(path, file.content());
}

PolygonFeatures read_geopackage(const fs::path& path) {
  if (!fs::exists(path))
    throw Error(ErrorCode::file_missing, {.file = path.string()}, "this file is not there");
  const GdalSession session(path);
  const std::array<const char*, 2> drivers{"GPKG", nullptr};
  const Dataset dataset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers.data()));
  session.check(dataset != nullptr, ErrorCode::bad_store, "read the GeoPackage");
  OGRLayer* layer = spatial_layer(*dataset);
  session.check(layer != nullptr && layer->GetSpatialRef() != nullptr, ErrorCode::bad_store,
                "find a layer with a reference system");
  const Transformation transform =
      transformation(*layer->GetSpatialRef(), reference_system(4326, session), session);

  std::vector<Column> columns;
  const OGRFeatureDefn* definition = layer->GetLayerDefn();
  for (int i = 0; i < definition->GetFieldCount(); ++i) {
    const OGRFieldDefn& field = *definition->GetFieldDefn(i);
    columns.push_back(make_column(field.GetNameRef(), column_type(field)));
  }
  PolygonFeatures features;
  for (const auto& feature : *layer) {
    for (std::size_t i = 0; i < columns.size(); ++i)
      std::visit(FieldReader{*feature, static_cast<int>(i)}, columns[i].values);
    OGRGeometry* geometry = feature->GetGeometryRef();
    if (geometry != nullptr && transform)
      session.check(geometry->transform(transform.get()) == OGRERR_NONE, ErrorCode::bad_store,
                    "transform a geometry");
    features.geojson_geometries.push_back(geometry == nullptr ? "null" : geojson_of(*geometry));
  }
  session.check(true, ErrorCode::bad_store, "read the layer");
  features.attributes = Table(std::move(columns));
  return features;
}

}  // namespace plumbline::store

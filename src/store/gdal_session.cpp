// SPDX-License-Identifier: MIT
#include "store/gdal_session.h"

#include <charconv>
#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <mutex>
#include <utility>

#include <fmt/format.h>
#include <gdal_frmts.h>

namespace plumbline::store {
namespace {

constexpr const char* kStylesLayer = "layer_styles";
constexpr const char* kFixedTime = "2000-01-01T00:00:00.000Z";

/// GDAL's own files in memory, which GeoPackages are made in.
constexpr std::string_view kMemoryFiles = "/vsimem/";

void* open_nothing(void*, const char*, const char*) { return nullptr; }
int find_nothing(void*, const char*, VSIStatBufL*, int) { return -1; }

/// Whatever a file names of archives, networks and other programs is not there.
void close_other_file_systems() {
  char** prefixes = VSIGetFileSystemsPrefixes();
  for (char** prefix = prefixes; prefix != nullptr && *prefix != nullptr; ++prefix) {
    if (*prefix == kMemoryFiles || **prefix == '\0') continue;
    VSIFilesystemPluginCallbacksStruct* nothing = VSIAllocFilesystemPluginCallbacksStruct();
    nothing->open = open_nothing;
    nothing->stat = find_nothing;
    VSIInstallPluginHandler(*prefix, nothing);
    VSIFreeFilesystemPluginCallbacksStruct(nothing);
  }
  CSLDestroy(prefixes);
}

void register_what_is_needed() {
  close_other_file_systems();
  OSRSetPROJEnableNetwork(0);
  CPLSetConfigOption("GDAL_PAM_ENABLED", "NO");          // no statements about a raster from files beside it
  CPLSetConfigOption("OGR_GEOJSON_MAX_OBJ_SIZE", "64");  // MB
  RegisterOGRGeoJSON();
  RegisterOGRGeoPackage();
  RegisterOGRShape();
  RegisterOGRFlatGeobuf();
  GDALRegister_GTiff();
}

Dataset open(const GdalSession& session, unsigned flags, const char* const* drivers, const char* kinds,
             const char* advice) {
  Dataset dataset(GDALDataset::Open(session.file().c_str(), flags | GDAL_OF_READONLY, drivers));
  if (dataset) return dataset;
  throw Error(ErrorCode::bad_value, {.file = session.file().string()},
              session.message().empty() ? fmt::format("the file is no {}", kinds)
                                        : fmt::format("the file cannot be read: {}", session.message()),
              advice);
}

}  // namespace

GdalSession::GdalSession(std::filesystem::path file) : file_(std::move(file)) {
  static std::once_flag registered;
  std::call_once(registered, register_what_is_needed);
  CPLPushErrorHandlerEx(&GdalSession::keep, this);
  CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", kFixedTime);
}

GdalSession::~GdalSession() {
  CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", nullptr);
  CPLPopErrorHandler();
}

void GdalSession::fail(ErrorCode code, std::string_view action) const {
  throw Error(code, {.file = file_.string()},
              fmt::format("cannot {}: {}", action, message_.empty() ? "GDAL gives no reason" : message_));
}

void GdalSession::keep(CPLErr severity, CPLErrorNum, const char* text) {
  auto* session = static_cast<GdalSession*>(CPLGetErrorHandlerUserData());
  if (severity >= CE_Failure && session->message_.empty()) session->message_ = text;
}

Dataset open_polygons(const GdalSession& session, const char* advice) {
  constexpr std::array<const char*, 5> kDrivers{"GeoJSON", "GPKG", "ESRI Shapefile", "FlatGeobuf", nullptr};
  return open(session, GDAL_OF_VECTOR, kDrivers.data(), "GeoJSON, GeoPackage, Shapefile or FlatGeobuf",
              advice);
}

Dataset open_raster(const GdalSession& session, const char* advice) {
  constexpr std::array<const char*, 2> kDrivers{"GTiff", nullptr};
  const CPLConfigOptionSetter nothing_beside_it("GDAL_DISABLE_READDIR_ON_OPEN", "EMPTY_DIR", false);
  return open(session, GDAL_OF_RASTER, kDrivers.data(), "GeoTIFF", advice);
}

OGRSpatialReference reference_system(int epsg, const GdalSession& session) {
  OGRSpatialReference system;
  session.check(system.importFromEPSG(epsg) == OGRERR_NONE, ErrorCode::internal,
                fmt::format("find EPSG:{}", epsg));
  system.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return system;
}

OGRSpatialReference reference_system(const std::string& crs, const GdalSession& session) {
  OGRSpatialReference system;
  session.check(system.SetFromUserInput(crs.c_str()) == OGRERR_NONE, ErrorCode::internal, "find " + crs);
  system.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return system;
}

Transformation transformation(const OGRSpatialReference& from, const OGRSpatialReference& to,
                              const GdalSession& session) {
  if (from.IsSame(&to)) return nullptr;
  Transformation made(OGRCreateCoordinateTransformation(&from, &to));
  session.check(made != nullptr, ErrorCode::internal, "transform coordinates");
  return made;
}

double shortest_double(float value) {
  // What EGMS prints has three decimals at the most.
  for (const double scale : {10.0, 1000.0}) {
    const double rounded = std::round(static_cast<double>(value) * scale) / scale;
    if (static_cast<float>(rounded) == value) return rounded;
  }
  const auto text = fmt::format("{}", value);
  double number = static_cast<double>(value);
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

void write_qgis_style(GDALDataset& dataset, const std::string& layer_name, const std::string& qml,
                      const GdalSession& session) {
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
                                       {"f_table_name", OFTString, OFSTNone, 256, layer_name.c_str()},
                                       {"f_geometry_column", OFTString, OFSTNone, 256, "geom"},
                                       {"styleName", OFTString, OFSTNone, 30, "default"},
                                       {"styleQML", OFTString, OFSTNone, 0, qml.c_str()},
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

}  // namespace plumbline::store

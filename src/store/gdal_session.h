// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include "core/error.h"
#include "core/table.h"

namespace plumbline::store {

/// While it lives, GDAL's messages of this thread are kept instead of printed, and its clock stands still:
/// GeoPackage wants times of change, and a fixed one keeps the bytes the same.
class GdalSession {
 public:
  /// `file` is what messages name.
  explicit GdalSession(std::filesystem::path file);
  GdalSession(const GdalSession&) = delete;
  GdalSession& operator=(const GdalSession&) = delete;
  ~GdalSession();

  [[noreturn]] void fail(ErrorCode code, std::string_view action) const;
  /// GDAL reports some problems by message only.
  void check(bool succeeded, ErrorCode code, std::string_view action) const {
    if (!succeeded || !message_.empty()) fail(code, action);
  }
  const std::filesystem::path& file() const { return file_; }
  /// The first message of severity failure; empty when there is none.
  const std::string& message() const { return message_; }

 private:
  static void CPL_STDCALL keep(CPLErr severity, CPLErrorNum, const char* text);
  std::filesystem::path file_;
  std::string message_;
};

using Dataset = std::unique_ptr<GDALDataset>;
using Geometry = std::unique_ptr<OGRGeometry>;

/// Opens the session's file for reading. GDAL's drivers are those that the program needs and no others, and
/// files inside archives, on the network or in other places that GDAL knows cannot be reached, whatever the
/// file says. Throws Error(bad_value) with `advice` for a file of another kind.
Dataset open_polygons(const GdalSession& session,
                      const char* advice);  ///< GeoJSON, GeoPackage, Shapefile, FlatGeobuf
Dataset open_raster(const GdalSession& session, const char* advice);  ///< GeoTIFF
using Transformation = std::unique_ptr<OGRCoordinateTransformation>;

/// Longitude or easting first, whatever the authority says.
OGRSpatialReference reference_system(int epsg, const GdalSession& session);
/// From a text that GDAL understands: "EPSG:3035", "+proj=laea …".
OGRSpatialReference reference_system(const std::string& crs, const GdalSession& session);
/// Nothing when both systems are the same.
Transformation transformation(const OGRSpatialReference& from, const OGRSpatialReference& to,
                              const GdalSession& session);

struct FieldType {
  OGRFieldType type;
  OGRFieldSubType subtype;
};

/// In the order of ColumnType.
inline constexpr std::array<FieldType, 6> kFieldTypes{{{OFTReal, OFSTNone},
                                                       {OFTReal, OFSTFloat32},
                                                       {OFTInteger, OFSTNone},
                                                       {OFTInteger64, OFSTNone},
                                                       {OFTString, OFSTNone},
                                                       {OFTInteger, OFSTBoolean}}};

/// The number that the shortest decimal text of a float32 spells: -2.1 for the float nearest to it, so that
/// programs which know only doubles show what was delivered. The same float32 when rounded.
double shortest_double(float value);

/// Sets one field of a feature from a row of a column.
struct FieldSetter {
  OGRFeature& feature;
  int field;
  std::size_t row;
  void operator()(const std::vector<double>& v) const { set(std::isnan(v[row]), v[row]); }
  void operator()(const std::vector<float>& v) const { set(std::isnan(v[row]), shortest_double(v[row])); }
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

/// The table `layer_styles` in which QGIS looks for the style (QML) of a layer, as QGIS itself makes it.
void write_qgis_style(GDALDataset& dataset, const std::string& layer_name, const std::string& qml,
                      const GdalSession& session);

}  // namespace plumbline::store

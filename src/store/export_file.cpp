// SPDX-License-Identifier: MIT
#include "store/export_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "store/duckdb_connection.h"
#include "store/export_text.h"
#include "store/gdal_session.h"
#include "store/parquet_writer.h"

namespace plumbline::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestShapefileName = 10;

struct Driver {
  ExportFormat format;
  const char* name;
  const char* ending;
  std::vector<const char*> layer_options;
};

const Driver& driver_of(ExportFormat format) {
  static const std::array<Driver, 4> drivers{
      {{ExportFormat::geopackage, "GPKG", ".gpkg", {nullptr}},
       {ExportFormat::shapefile, "ESRI Shapefile", ".shp", {"ENCODING=UTF-8", "2GB_LIMIT=YES", nullptr}},
       {ExportFormat::geojson, "GeoJSON", ".geojson", {"RFC7946=YES", "COORDINATE_PRECISION=7", nullptr}},
       {ExportFormat::flatgeobuf, "FlatGeobuf", ".fgb", {nullptr}}}};
  const auto found = std::ranges::find(drivers, format, &Driver::format);
  if (found == drivers.end()) throw Error(ErrorCode::internal, {}, "GDAL does not write this format");
  return *found;
}

/// A dataset of GDAL with one layer of points or polygons in longitude and latitude.
class GdalOutput {
 public:
  GdalOutput(const fs::path& file, ExportFormat format, const std::string& layer_name,
             OGRwkbGeometryType type)
      : session_(file), format_(format) {
    const Driver& wanted = driver_of(format);
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(wanted.name);
    session_.check(driver != nullptr, ErrorCode::internal, fmt::format("find GDAL's driver {}", wanted.name));
    // The file is thrown away when it does not get whole: it needs no journal.
    CPLSetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF");
    CPLSetThreadLocalConfigOption("OGR_SQLITE_JOURNAL", "OFF");
    dataset_.reset(driver->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    session_.check(dataset_ != nullptr, ErrorCode::file_access, "make the file");
    OGRSpatialReference system = reference_system(4326, session_);
    layer_ = dataset_->CreateLayer(layer_name.c_str(), &system, type,
                                   const_cast<char**>(wanted.layer_options.data()));
    session_.check(layer_ != nullptr, ErrorCode::file_access, "make the layer");
    if (transactional())
      session_.check(dataset_->StartTransaction() == OGRERR_NONE, ErrorCode::file_access, "write");
  }
  GdalOutput(const GdalOutput&) = delete;
  GdalOutput& operator=(const GdalOutput&) = delete;
  ~GdalOutput() {
    CPLSetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", nullptr);
    CPLSetThreadLocalConfigOption("OGR_SQLITE_JOURNAL", nullptr);
  }

  void add_field(const std::string& name, ColumnType type, int decimals) {
    OGRFieldDefn field(name.c_str(), kFieldTypes.at(static_cast<std::size_t>(type)).type);
    if (type == ColumnType::flag && format_ != ExportFormat::shapefile) field.SetSubType(OFSTBoolean);
    if (format_ == ExportFormat::shapefile) set_width(field, type, decimals);
    session_.check(layer_->CreateField(&field) == OGRERR_NONE, ErrorCode::file_access,
                   "make the attribute " + plumbline::quoted(name));
  }

  /// Row `row` of `columns`, which are in the order of the fields.
  void add_feature(const std::vector<const Column*>& columns, std::size_t row, Geometry geometry) {
    // GDAL would leave it out and say nothing.
    if (!geometry && format_ == ExportFormat::flatgeobuf)
      throw Error(ErrorCode::bad_value, {},
                  fmt::format("feature {} has no place, which FlatGeobuf cannot hold", features_ + 1),
                  "Write another format, or choose an area with --bbox");
    OGRFeature feature(layer_->GetLayerDefn());
    feature.SetGeometryDirectly(geometry.release());
    int field = 0;
    for (const Column* column : columns) std::visit(FieldSetter{feature, field++, row}, column->values);
    session_.check(layer_->CreateFeature(&feature) == OGRERR_NONE, ErrorCode::file_access,
                   fmt::format("write feature {}", ++features_));
  }

  void finish(const std::string& layer_name, const std::string& qgis_style) {
    if (format_ == ExportFormat::geopackage && !qgis_style.empty())
      write_qgis_style(*dataset_, layer_name, qgis_style, session_);
    if (transactional())
      session_.check(dataset_->CommitTransaction() == OGRERR_NONE, ErrorCode::file_access, "write");
    dataset_.reset();  // FlatGeobuf is written here
    session_.check(true, ErrorCode::file_access, "write the file");
  }

 private:
  bool transactional() const { return format_ == ExportFormat::geopackage; }

  // Numbers of a DBF are text: sign, digits and point must fit.
  static void set_width(OGRFieldDefn& field, ColumnType type, int decimals) {
    constexpr int kDigitsBefore = 7;
    if (type == ColumnType::float64 || type == ColumnType::float32) {
      field.SetWidth(kDigitsBefore + 2 + decimals);
      field.SetPrecision(decimals);
    } else if (type == ColumnType::flag) {
      field.SetWidth(1);
    } else if (type == ColumnType::text) {
      field.SetWidth(60);
    }
  }

  GdalSession session_;
  ExportFormat format_;
  Dataset dataset_;
  OGRLayer* layer_ = nullptr;
  std::size_t features_ = 0;
};

void write_points_with_gdal(const fs::path& file, ExportFormat format, const PointLayer& layer) {
  GdalOutput output(file, format, layer.name, wkbPoint);
  for (const ExportAttribute& attribute : layer.attributes)
    output.add_field(attribute.name, attribute.type, attribute.decimals);
  Table rows;
  while (layer.next(rows)) {
    const auto columns = columns_in_order(layer, rows);
    const auto longitude = rows.get<double>("longitude");
    const auto latitude = rows.get<double>("latitude");
    for (std::size_t row = 0; row < rows.rows(); ++row) {
      const bool placed = !std::isnan(longitude[row]) && !std::isnan(latitude[row]);
      output.add_feature(columns, row,
                         placed ? std::make_unique<OGRPoint>(longitude[row], latitude[row]) : nullptr);
    }
  }
  output.finish(layer.name, layer.qgis_style);
}

/// The rows as they come, for DuckDB to pull; longitude and latitude become the geometry and its box.
class PulledPoints final : public RowSource {
 public:
  explicit PulledPoints(const PointLayer& layer) : layer_(layer) { pull(); }
  std::vector<SourceColumn> columns() const override { return TableSource(rows_, true).columns(); }
  std::size_t rows() const override { return layer_.points; }
  void fill(std::size_t, std::size_t count, duckdb_data_chunk chunk) override {
    Table wanted;
    for (const Column& column : rows_.columns()) wanted.add(make_column(column.name, column.type(), count));
    while (wanted.rows() < count) {
      if (used_ == rows_.rows() && !pull())
        throw Error(ErrorCode::internal, {}, "fewer points came than were announced");
      const std::size_t piece = std::min(count - wanted.rows(), rows_.rows() - used_);
      for (std::size_t i = 0; i < rows_.columns().size(); ++i)
        append(wanted.columns()[i], rows_.columns()[i], piece);
      used_ += piece;
    }
    TableSource(wanted, true).fill(0, count, chunk);
  }

 private:
  bool pull() {
    used_ = 0;
    return layer_.next(rows_);
  }
  void append(Column& to, const Column& from, std::size_t piece) const {
    std::visit(
        [&]<typename T>(std::vector<T>& values) {
          const auto begin =
              std::get<std::vector<T>>(from.values).begin() + static_cast<std::ptrdiff_t>(used_);
          values.insert(values.end(), begin, begin + static_cast<std::ptrdiff_t>(piece));
        },
        to.values);
  }
  const PointLayer& layer_;
  Table rows_;
  std::size_t used_ = 0;
};

void write_points_as_geoparquet(const fs::path& file, const PointLayer& layer, const Resources& resources) {
  const Database database(resources.threads, resources.memory_limit_bytes,
                          std::array{Setting{"enable_geoparquet_conversion", "false"}});
  ParquetWriter writer(database);
  std::string select;
  for (const ExportAttribute& attribute : layer.attributes)
    select += fmt::format("{} AS {}, ", sql_name(attribute.column), sql_name(attribute.name));
  PulledPoints source(layer);
  writer.write(file, source,
               fmt::format("SELECT {}{}, {} FROM {}", select, kGeometryColumn, kBoxColumn, writer.rows()),
               {kMetaRowGroup, {{"geo", geo_metadata(layer.box)}}});
}

Geometry geometry_from(const Wkb& wkb, const GdalSession& session) {
  OGRGeometry* raw = nullptr;
  const OGRErr problem = OGRGeometryFactory::createFromWkb(wkb.data(), nullptr, &raw, wkb.size());
  Geometry geometry(raw);
  session.check(problem == OGRERR_NONE && geometry != nullptr, ErrorCode::bad_store, "read a polygon");
  return geometry;
}

std::vector<Geometry> geographic_polygons(const PolygonLayer& layer, const fs::path& file) {
  const GdalSession session(file);
  const Transformation transform = transformation(reference_system(layer.geometry_epsg, session),
                                                  reference_system(4326, session), session);
  std::vector<Geometry> geometries;
  for (const Wkb& wkb : layer.geometries) {
    Geometry geometry = geometry_from(wkb, session);
    if (transform)
      session.check(geometry->transform(transform.get()) == OGRERR_NONE, ErrorCode::bad_store,
                    "transform a polygon");
    geometries.emplace_back(OGRGeometryFactory::forceToMultiPolygon(geometry.release()));
  }
  return geometries;
}

/// Attributes, WKB and box of polygons.
class PolygonRows final : public RowSource {
 public:
  PolygonRows(const Table& attributes, const std::vector<Geometry>& geometries)
      : attributes_(attributes), source_(attributes, false), geometries_(geometries) {}
  std::vector<SourceColumn> columns() const override {
    auto columns = source_.columns();
    columns.push_back({std::string(kGeometryColumn), SourceType::geometry});
    columns.push_back({std::string(kBoxColumn), SourceType::box});
    return columns;
  }
  std::size_t rows() const override { return geometries_.size(); }
  void fill(std::size_t first_row, std::size_t count, duckdb_data_chunk chunk) override {
    source_.fill(first_row, count, chunk);
    const idx_t place = attributes_.columns().size();
    duckdb_vector geometry = duckdb_data_chunk_get_vector(chunk, place);
    duckdb_vector box = duckdb_data_chunk_get_vector(chunk, place + 1);
    for (std::size_t row = 0; row < count; ++row) {
      const OGRGeometry& polygon = *geometries_[first_row + row];
      std::vector<unsigned char> wkb(polygon.WkbSize());
      polygon.exportToWkb(wkbNDR, wkb.data(), wkbVariantIso);
      duckdb_vector_assign_string_element_len(geometry, row, reinterpret_cast<const char*>(wkb.data()),
                                              wkb.size());
      OGREnvelope edges;
      polygon.getEnvelope(&edges);
      const std::array<float, 4> values{rounded_down(edges.MinX), rounded_down(edges.MinY),
                                        rounded_up(edges.MaxX), rounded_up(edges.MaxY)};
      for (idx_t edge = 0; edge < 4; ++edge)
        static_cast<float*>(duckdb_vector_get_data(duckdb_struct_vector_get_child(box, edge)))[row] =
            values[edge];
    }
  }

 private:
  const Table& attributes_;
  TableSource source_;
  const std::vector<Geometry>& geometries_;
};

void write_polygons_as_geoparquet(const fs::path& file, const PolygonLayer& layer,
                                  const std::vector<Geometry>& geometries, const Resources& resources) {
  const Database database(resources.threads, resources.memory_limit_bytes,
                          std::array{Setting{"enable_geoparquet_conversion", "false"}});
  GeographicBox box;
  for (const Geometry& geometry : geometries) {
    OGREnvelope edges;
    geometry->getEnvelope(&edges);
    if (box.empty) box = {edges.MinX, edges.MinY, edges.MaxX, edges.MaxY, false};
    box = {std::min(box.west, edges.MinX), std::min(box.south, edges.MinY), std::max(box.east, edges.MaxX),
           std::max(box.north, edges.MaxY), false};
  }
  auto geo = nlohmann::json::parse(geo_metadata(box));
  geo["columns"][std::string(kGeometryColumn)]["geometry_types"] = {"MultiPolygon"};
  ParquetWriter writer(database);
  PolygonRows source(layer.attributes, geometries);
  writer.write(file, source, writer.select_all(), {kMetaRowGroup, {{"geo", geo.dump()}}});
}

}  // namespace

std::optional<ExportFormat> format_of(const fs::path& file) {
  static const std::map<std::string, ExportFormat> kEndings{
      {".gpkg", ExportFormat::geopackage},   {".shp", ExportFormat::shapefile},
      {".geojson", ExportFormat::geojson},   {".json", ExportFormat::geojson},
      {".fgb", ExportFormat::flatgeobuf},    {".csv", ExportFormat::csv},
      {".parquet", ExportFormat::geoparquet}};
  const auto found = kEndings.find(file.extension().string());
  return found == kEndings.end() ? std::nullopt : std::optional(found->second);
}

std::size_t most_attributes(ExportFormat format) {
  if (format == ExportFormat::geopackage) return 1'990;  // SQLite has 2,000 columns
  if (format == ExportFormat::shapefile) return 2'000;   // the header of a DBF holds 2,046 fields
  return 100'000;
}

std::vector<std::string> names_for(ExportFormat format, const std::vector<std::string>& names) {
  if (format != ExportFormat::shapefile) return names;
  std::set<std::string> taken;
  std::vector<std::string> cut;
  for (const std::string& name : names) {
    std::string candidate = name.substr(0, kLongestShapefileName);
    for (int i = 1; !taken.insert(candidate).second; ++i) {
      const std::string number = fmt::format("_{}", i);
      candidate = name.substr(0, kLongestShapefileName - number.size()) + number;
    }
    cut.push_back(candidate);
  }
  return cut;
}

void write_points(const fs::path& file, ExportFormat format, const PointLayer& layer,
                  const Resources& resources) {
  if (format == ExportFormat::csv) return write_points_as_csv(file, layer);
  if (format == ExportFormat::geojson) return write_points_as_geojson(file, layer);
  if (format == ExportFormat::geoparquet) return write_points_as_geoparquet(file, layer, resources);
  write_points_with_gdal(file, format, layer);
}

void write_polygons(const fs::path& file, ExportFormat format, const PolygonLayer& layer,
                    const Resources& resources) {
  std::vector<Geometry> geometries = geographic_polygons(layer, file);
  if (format == ExportFormat::csv) {
    std::vector<std::string> texts;
    for (const Geometry& geometry : geometries) texts.push_back(geometry->exportToWkt());
    return write_rows_as_csv(file, layer.attributes, texts);
  }
  if (format == ExportFormat::geoparquet)
    return write_polygons_as_geoparquet(file, layer, geometries, resources);
  GdalOutput output(file, format, layer.name, wkbMultiPolygon);
  const auto names = names_for(format, names_of(layer.attributes));
  const auto columns = all_columns(layer.attributes);
  for (std::size_t i = 0; i < columns.size(); ++i) output.add_field(names[i], columns[i]->type(), 6);
  for (std::size_t row = 0; row < geometries.size(); ++row)
    output.add_feature(columns, row, std::move(geometries[row]));
  output.finish(layer.name, layer.qgis_style);
}

}  // namespace plumbline::store

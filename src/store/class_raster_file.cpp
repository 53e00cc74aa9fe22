// SPDX-License-Identifier: MIT
#include "store/class_raster_file.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <gdalwarper.h>

#include "core/error.h"
#include "store/gdal_session.h"

namespace plumbline::store {
namespace {

constexpr const char* kAdvice = "Give a GeoTIFF of class codes with a reference system";

bool is_north_up(const std::array<double, 6>& transform) {
  return transform[1] > 0 && transform[2] == 0 && transform[4] == 0 && transform[5] < 0;
}

}  // namespace

struct ClassRasterFile::Open {
  std::filesystem::path file;
  Dataset source;
  Dataset warped;  // nothing where the source is in the system asked for and north up
  std::array<double, 6> transform{};

  GDALDataset& dataset() const { return warped ? *warped : *source; }
};

ClassRasterFile::ClassRasterFile(const std::filesystem::path& file, const std::string& crs)
    : open_(std::make_unique<Open>()) {
  if (!std::filesystem::exists(file))
    throw Error(ErrorCode::file_missing, {.file = file.string()}, "there is no such file", kAdvice);
  const GdalSession session(file);
  open_->file = file;
  open_->source = open_raster(session, kAdvice);
  const OGRSpatialReference* system = open_->source->GetSpatialRef();
  if (system == nullptr || open_->source->GetRasterCount() < 1 ||
      open_->source->GetGeoTransform(open_->transform.data()) != CE_None)
    throw Error(ErrorCode::bad_value, {.file = file.string()}, "the raster does not say where it lies",
                kAdvice);
  const GDALDataType type = open_->source->GetRasterBand(1)->GetRasterDataType();
  if (GDALDataTypeIsFloating(type) != 0 || GDALDataTypeIsComplex(type) != 0)
    throw Error(ErrorCode::bad_value, {.file = file.string()},
                "the raster holds numbers that are no class codes", kAdvice);
  const OGRSpatialReference wanted = reference_system(crs, session);
  if (system->IsSame(&wanted) != 0 && is_north_up(open_->transform)) return;
  char* text = nullptr;
  wanted.exportToWkt(&text);
  open_->warped.reset(GDALDataset::FromHandle(GDALAutoCreateWarpedVRT(
      GDALDataset::ToHandle(open_->source.get()), nullptr, text, GRA_NearestNeighbour, 0.0, nullptr)));
  CPLFree(text);
  session.check(open_->warped != nullptr, ErrorCode::bad_value, "bring the raster to " + crs);
  open_->warped->GetGeoTransform(open_->transform.data());
}

ClassRasterFile::ClassRasterFile(ClassRasterFile&&) noexcept = default;
ClassRasterFile& ClassRasterFile::operator=(ClassRasterFile&&) noexcept = default;
ClassRasterFile::~ClassRasterFile() = default;

ClassRaster ClassRasterFile::read(double west_m, double south_m, double east_m, double north_m) const {
  const auto& at = open_->transform;
  const int columns = open_->dataset().GetRasterXSize(), rows = open_->dataset().GetRasterYSize();
  const auto place = [](double value, int size) {
    return static_cast<int>(std::clamp(value, 0.0, static_cast<double>(size)));
  };
  const int first_column = place(std::floor((west_m - at[0]) / at[1]), columns);
  const int last_column = place(std::floor((east_m - at[0]) / at[1]) + 1, columns);
  const int first_row = place(std::floor((north_m - at[3]) / at[5]), rows);
  const int last_row = place(std::floor((south_m - at[3]) / at[5]) + 1, rows);
  ClassRaster raster{.west_m = at[0] + first_column * at[1],
                     .north_m = at[3] + first_row * at[5],
                     .cell_east_m = at[1],
                     .cell_north_m = -at[5]};
  if (first_column >= last_column || first_row >= last_row) return raster;
  raster.columns = static_cast<std::size_t>(last_column - first_column);
  raster.rows = static_cast<std::size_t>(last_row - first_row);
  raster.codes.resize(raster.columns * raster.rows);
  const GdalSession session(open_->file);
  GDALRasterBand* band = open_->dataset().GetRasterBand(1);
  const CPLErr problem = band->RasterIO(GF_Read, first_column, first_row, last_column - first_column,
                                        last_row - first_row, raster.codes.data(), last_column - first_column,
                                        last_row - first_row, GDT_Int32, 0, 0, nullptr);
  session.check(problem == CE_None, ErrorCode::bad_value, "read the raster");
  int has_missing = 0;
  const double missing = band->GetNoDataValue(&has_missing);
  if (has_missing != 0) {
    for (std::int32_t& code : raster.codes) {
      if (static_cast<double>(code) == missing) code = ClassRaster::kNoClass;
    }
  }
  return raster;
}

}  // namespace plumbline::store

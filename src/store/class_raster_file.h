// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/class_raster.h"

namespace plumbline::store {

/// A raster of class codes (land cover) in any format and reference system that GDAL reads. Where it is not
/// in the system asked for (EPSG:3035) it is brought there cell by cell, each taking the class at its middle.
class ClassRasterFile {
 public:
  /// Throws Error(file_missing), Error(bad_value) when it is no raster, has no reference system, or holds
  /// numbers that are no integers. `crs`: an equal-area system of metres, as GDAL reads it.
  explicit ClassRasterFile(const std::filesystem::path& file, const std::string& crs = "EPSG:3035");
  ClassRasterFile(ClassRasterFile&&) noexcept;
  ClassRasterFile& operator=(ClassRasterFile&&) noexcept;
  ~ClassRasterFile();

  /// The cells of the first band that a box of that system touches, cut to the raster: none where they do not
  /// meet. Memory: 4 bytes a cell. Not for several threads at once.
  ClassRaster read(double west_m, double south_m, double east_m, double north_m) const;

 private:
  struct Open;
  std::unique_ptr<Open> open_;
};

}  // namespace plumbline::store

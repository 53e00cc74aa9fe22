// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <vector>

#include "core/time_axis.h"
#include "features/features.h"

namespace plumbline::bench {

/// The series of a synthetic delivery, with its gaps filled.
struct Scene {
  TimeAxis axis;
  std::vector<float> series_mm;      ///< point after point
  std::vector<std::uint8_t> filled;  ///< likewise

  std::size_t points() const { return series_mm.size() / axis.size(); }
  std::span<const float> series(std::size_t point) const {
    return std::span(series_mm).subspan(point * axis.size(), axis.size());
  }
  std::span<const std::uint8_t> filled_of(std::size_t point) const {
    return std::span(filled).subspan(point * axis.size(), axis.size());
  }
};

struct SceneSize {
  std::uint64_t points = 20000;
  std::uint32_t dates = 200;
};

/// A delivery made by `synth`, read by `ingest`. With `missing_share` > 0 that share of all values, drawn by
/// a fixed seed, is missing: no two series have the same pattern.
Scene make_scene(const SceneSize& size, double missing_share);

/// Writes pid (the row number), dates and values, and the features of the plain code: for the NumPy
/// contender.
void write_scene(const Scene& scene, const std::filesystem::path& series_csv,
                 const std::filesystem::path& features_csv);

/// The contender: each feature as its definition reads, each fit by Eigen's QR with column pivoting, nothing
/// shared between series. Written apart from src/features, which it checks.
std::optional<features::Features> describe_by_qr(std::span<const float> series_mm,
                                                 std::span<const std::uint8_t> filled, const TimeAxis& axis,
                                                 double jump_mm = 5.0);

}  // namespace plumbline::bench

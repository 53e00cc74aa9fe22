// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/error.h"
#include "ingest/byte_source.h"
#include "ingest/table_reader.h"

namespace plumbline::test {

// The headers of every EGMS release, and real rows of them, each with its first three displacements.

inline const std::string kL2bHeader2015 =
    "pid,mp_type,latitude,longitude,easting,northing,height,height_wgs84,line,pixel,rmse,temporal_coherence,"
    "amplitude_dispersion,incidence_angle,track_angle,los_east,los_north,los_up,mean_velocity,"
    "mean_velocity_std,acceleration,acceleration_std,seasonality,seasonality_std";
inline const std::string kL2bRow2015 =
    "3S4DL00aaJ,0,49.633045,20.701882,5091089.86,3002935.18,294.8,334.6,2,9563,4.7,0.60,0.91,38.50,349.88,"
    "-0.613,-0.109,0.783,0.2,0.1,0.05,0.15,0.4,0.2";
inline const std::string kL2bHeader2020 =
    "pid,mp_type,latitude,longitude,easting,northing,height_ortho,height_ellipse,line,pixel,rmse_ts,"
    "temporal_coherence,amplitude_dispersion,incidence_angle,track_angle,los_east,los_north,los_up,"
    "mean_velocity,mean_velocity_std,acceleration,acceleration_std,seasonality,seasonality_std,gnss_velocity";
inline const std::string kL2bRowDescending =
    "166ax5Ofja,0,38.690708,13.171103,4598603.43,1739722.18,-46.6,-3.0,1217,4670,2.4,0.86,0.48,37.31,191.42,"
    "0.594,-0.12,0.795,-2.1,0.1,0.24,0.19,1.0,0.2,-1.6";
inline const std::string kL2bRowAscending =
    "1WBfX4cr1r,0,38.690647,13.171623,4598649.23,1739717.35,-43.9,-0.3,1043,11607,2.4,0.85,0.45,38.97,-8.94,"
    "-0.621,-0.098,0.777,-0.7,0.1,-0.08,0.18,1.3,0.2,-0.7";
inline const std::string kL3Header2015 =
    "pid,easting,northing,height,rmse,mean_velocity,mean_velocity_std,acceleration,acceleration_std,"
    "seasonality,seasonality_std";
inline const std::string kL3Row2015 = "10LDTjEkDv,4597550,1739750,-47.8,2.7,-1.7,0.1,0.46,0.17,1.1,0.1";
inline const std::string kL3Header2020 =
    "pid,easting,northing,height_ortho,rmse_ts,mean_velocity,mean_velocity_std,acceleration,acceleration_std,"
    "seasonality,seasonality_std,gnss_velocity_n,gnss_velocity_e,gnss_velocity_u";
inline const std::string kL3Row2020 = kL3Row2015 + ",2.1,-0.7,-1.5";
inline const std::string kThreeDates = ",20200103,20200109,20200115";

/// Reads a table from memory as if it lay in the file "<stem>.csv".
inline ingest::Tile read_text(std::string_view text, const std::string& stem = "tile",
                              ingest::TableShape shape = ingest::TableShape::delivery) {
  const ingest::MemoryBytes bytes(stem + ".csv", text);
  ingest::SourceStream stream(bytes);
  return ingest::read_table(stream, {.file = bytes.name(), .stem = stem, .inner_stem = {}}, shape);
}

/// `<code name>: <message>` of the Error that `action` throws; "no error" without one.
inline std::string error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return std::string(error_kind(error.code()).name) + ": " + error.what();
  }
  return "no error";
}

/// `text` with the one place of `from` replaced; a test that changes nothing would test nothing.
inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  if (at == std::string::npos || text.find(from, at + 1) != std::string::npos)
    throw std::runtime_error("not there exactly once: " + std::string(from));
  return text.replace(at, from.size(), to);
}

}  // namespace plumbline::test

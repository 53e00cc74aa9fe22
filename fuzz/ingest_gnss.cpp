// SPDX-License-Identifier: MIT
// Any bytes read as a table of GNSS velocities or as the series of a station (the first byte chooses): either
// places on the globe, or an Error with a message.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/error.h"
#include "ingest/gnss_table.h"
#include "memory_file.h"

using namespace plumbline;

namespace {

void check_place(double longitude, double latitude) {
  if (!(longitude >= -180 && longitude <= 180 && std::abs(latitude) <= 90)) std::abort();
}

void read_both_ways(const std::filesystem::path& file, bool as_series) {
  if (!as_series) {
    for (const auto& station : ingest::read_gnss_velocities(file))
      check_place(station.longitude, station.latitude);
    return;
  }
  const auto series = ingest::read_gnss_series(file);
  check_place(series.longitude, series.latitude);
  const std::size_t days = series.axis.size();
  if (days == 0 || series.east_mm.size() != days || series.north_mm.size() != days ||
      series.up_mm.size() != days)
    std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const fuzz::MemoryFile file({reinterpret_cast<const char*>(data) + 1, size - 1});
  try {
    read_both_ways(file.path(), (data[0] & 1) != 0);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::internal || error.problem().empty()) std::abort();
  }
  return 0;
}

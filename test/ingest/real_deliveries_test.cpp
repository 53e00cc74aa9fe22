// SPDX-License-Identifier: MIT
// The two real deliveries of the shared data folder, against numbers that were computed from them by other
// programs, and against their own text, unpacked by zlib and read by strtof.
#include <algorithm>
#include <bit>
#include <cstdlib>
#include <numeric>
#include <zlib.h>

#include <gmock/gmock.h>

#include "core/point_id.h"
#include "geodesy/projection.h"
#include "ingest/tile.h"
#include "support/support.h"

namespace plumbline::test {
namespace {

struct Golden {
  std::string file;
  std::size_t points;
  std::size_t dates;
  double displacement_sum;
  std::vector<float> velocity;  ///< least, median, most
  std::vector<float> coherence;
  std::string orbit;
  BurstPosition burst;
};

const Golden kDescending{"EGMS_L2b_022_0845_IW2_VV_2020_2024_1",
                         11590,
                         210,
                         -8095049.2,
                         {-11.5f, -1.6f, 5.5f},
                         {0.18f, 0.75f, 0.99f},
                         "D",
                         {.track = 22, .burst = 845, .swath = 2}};
const Golden kAscending{"EGMS_L2b_117_0227_IW2_VV_2020_2024_1",
                        11759,
                        207,
                        -3801311.9,
                        {-8.2f, -0.7f, 5.7f},
                        {0.19f, 0.76f, 0.98f},
                        "A",
                        {.track = 117, .burst = 227, .swath = 2}};

std::vector<float> least_median_most(std::span<const float> values) {
  std::vector<float> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  return {sorted.front(), sorted[sorted.size() / 2], sorted.back()};
}

/// The text of a deflated entry, found by its name in the first header that has it (APPNOTE 4.3.7), without
/// anything of the reader under test.
std::string unzipped_by_zlib(const std::filesystem::path& file, const std::string& entry) {
  std::string zip = read_file(file);
  const std::size_t name = zip.find(entry);
  if (name == std::string::npos || zip.compare(name - 30, 4, "PK\3\4") != 0)
    throw std::runtime_error("no entry");
  const auto extra_bytes = static_cast<std::size_t>(static_cast<unsigned char>(zip[name - 2]) |
                                                    static_cast<unsigned char>(zip[name - 1]) << 8);
  const std::size_t start = name + entry.size() + extra_bytes;
  z_stream stream{};
  if (inflateInit2(&stream, -15) != Z_OK) throw std::runtime_error("inflateInit2");
  stream.next_in = reinterpret_cast<Bytef*>(zip.data() + start);
  stream.avail_in = static_cast<uInt>(zip.size() - start);
  std::string text(std::size_t{64} << 20, '\0');
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  const int result = inflate(&stream, Z_FINISH);
  text.resize(stream.total_out);
  inflateEnd(&stream);
  if (result != Z_STREAM_END) throw std::runtime_error("inflate");
  return text;
}

/// Compares every displacement, bit by bit, with the text; returns how many were compared.
std::size_t compare_with_text(const ingest::Tile& tile, const std::string& text, std::size_t fixed_columns) {
  std::size_t compared = 0;
  std::size_t different = 0;
  std::size_t at = text.find('\n') + 1;
  while (at < text.size()) {
    for (std::size_t i = 0; i < fixed_columns; ++i) at = text.find(',', at) + 1;
    for (std::size_t i = 0; i < tile.axis.size(); ++i, ++compared) {
      const std::size_t stop = text.find_first_of(",\n", at);
      const float printed = std::strtof(text.substr(at, stop - at).c_str(), nullptr);
      if (std::bit_cast<std::uint32_t>(printed) != std::bit_cast<std::uint32_t>(tile.series_mm.at(compared)))
        ++different;
      at = stop + 1;
    }
  }
  EXPECT_EQ(different, 0u);
  return compared;
}

void check(const std::filesystem::path& file, const Golden& golden) {
  const ingest::Tile tile = ingest::read_delivery(file);
  EXPECT_EQ(tile.stem, golden.file);
  EXPECT_EQ(tile.level, Level::L2b);
  EXPECT_EQ(tile.points(), golden.points);
  EXPECT_EQ(tile.axis.size(), golden.dates);
  EXPECT_EQ(tile.source_bytes, std::filesystem::file_size(file));
  EXPECT_NEAR(std::accumulate(tile.series_mm.begin(), tile.series_mm.end(), 0.0), golden.displacement_sum,
              0.06);
  EXPECT_EQ(least_median_most(tile.columns.get<float>("mean_velocity")), golden.velocity);
  EXPECT_EQ(least_median_most(tile.columns.get<float>("temporal_coherence")), golden.coherence);
  EXPECT_THAT(tile.columns.get<std::string>("orbit"), testing::Each(golden.orbit));
  for (const std::string& pid : tile.columns.get<std::string>("pid")) {
    BurstPosition position = burst_position(PointId::from_text(pid).value()).value();
    position.line = position.pixel = 0;
    ASSERT_EQ(position, golden.burst) << pid;
  }
  const std::string text = unzipped_by_zlib(file, golden.file + ".csv");
  EXPECT_EQ(compare_with_text(tile, text, tile.columns.columns().size() - 1), golden.points * golden.dates);

  const auto places = geodesy::geographic_from_laea(tile.columns.get<double>("easting"),
                                                    tile.columns.get<double>("northing"));
  for (std::size_t i = 0; i < tile.points(); ++i) {
    // 0.06 m (egms-data.md 1.5) is 0.6 millionths of a degree of latitude.
    ASSERT_NEAR(places.latitude[i], tile.columns.get<double>("latitude")[i], 0.7e-6);
    ASSERT_NEAR(places.longitude[i], tile.columns.get<double>("longitude")[i], 0.8e-6);
  }
}

TEST(RealDeliveries, the_descending_burst_reads_as_printed) {
  PLUMBLINE_SHARED_OR_SKIP(file, "egms/" + kDescending.file + ".zip");
  check(file, kDescending);
}

TEST(RealDeliveries, the_ascending_burst_reads_as_printed) {
  PLUMBLINE_SHARED_OR_SKIP(file, "egms/" + kAscending.file + ".zip");
  check(file, kAscending);
}

}  // namespace
}  // namespace plumbline::test

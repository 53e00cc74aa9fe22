// SPDX-License-Identifier: MIT
#include <lzma.h>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/error.h"
#include "ingest/gnss_table.h"
#include "ingest/xz_stream.h"
#include "support/support.h"

namespace plumbline::ingest {
namespace {

std::string packed(const std::string& text) {
  std::string out(lzma_stream_buffer_bound(text.size()), '\0');
  std::size_t size = 0;
  EXPECT_EQ(lzma_easy_buffer_encode(6, LZMA_CHECK_CRC64, nullptr,
                                    reinterpret_cast<const std::uint8_t*>(text.data()), text.size(),
                                    reinterpret_cast<std::uint8_t*>(out.data()), &size, out.size()),
            LZMA_OK);
  out.resize(size);
  return out;
}

std::string unpacked(const std::string& bytes, std::size_t at_once = 1000) {
  const MemoryBytes source("table.csv.xz", bytes);
  XzStream stream(source);
  std::string text, part(at_once, '\0');
  std::size_t count = 0;
  do {
    count = stream.read(part);
    text.append(part, 0, count);
  } while (count == part.size());
  EXPECT_EQ(text.size(), stream.total_bytes());
  return text;
}

std::string long_text() {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += std::to_string(i * 7919 % 100'003) + ',';
  return text;
}

TEST(XzStream, gives_back_what_was_packed_however_it_is_asked) {
  const std::string text = long_text();
  const std::string bytes = packed(text);
  EXPECT_EQ(unpacked(bytes, 777), text);
  EXPECT_EQ(unpacked(bytes, 10'000'000), text);
  EXPECT_EQ(unpacked(packed("")), "");
}

TEST(XzStream, several_streams_are_one_text_as_xz_has_it) {
  EXPECT_EQ(unpacked(packed("one,") + packed("two")), "one,two");
}

TEST(XzStream, a_damaged_or_shortened_file_is_refused) {
  const std::string good = packed(long_text());
  for (std::size_t place = 6; place < good.size(); place += good.size() / 40) {
    std::string bad = good;
    bad[place] = static_cast<char>(bad[place] ^ 0x10);
    EXPECT_THROW(unpacked(bad), Error) << place;
    EXPECT_THROW(unpacked(good.substr(0, place)), Error) << place;
  }
}

TEST(XzStream, is_told_by_the_first_bytes) {
  EXPECT_TRUE(is_xz(MemoryBytes("a", packed("x"))));
  EXPECT_FALSE(is_xz(MemoryBytes("a", "PK\3\4xyz")));
  EXPECT_FALSE(is_xz(MemoryBytes("a", "")));
}

TEST(XzStream, the_alpine_stations_are_read_as_they_come) {
  PLUMBLINE_SHARED_OR_SKIP(file, "gnss/alps-gps-velocity.csv.xz");
  const auto stations = read_gnss_velocities(file);
  ASSERT_EQ(stations.size(), 186u);
  EXPECT_EQ(stations.front().name, "ACOM");
  EXPECT_DOUBLE_EQ(stations.front().up, 1.1);
}

}  // namespace
}  // namespace plumbline::ingest

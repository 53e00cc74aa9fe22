// SPDX-License-Identifier: MIT
// The series of a tile as Parquet: what DuckDB reads is what was written, bit for bit.
#include "store/series_file.h"

#include <bit>
#include <cmath>
#include <functional>
#include <random>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "parallel/thread_loop.h"
#include "store/series_encoding.h"
#include "store/series_lookup.h"
#include "store/series_visitor.h"
#include "store/store_fixture.h"
#include "support/support.h"

namespace plumbline::store::test {
namespace {

using plumbline::test::read_file;
using plumbline::test::TempFolder;
using plumbline::test::write_file;

using ValueAt = std::function<float(std::size_t point, std::size_t acquisition)>;

TimeAxis axis_of(std::size_t acquisitions) {
  std::vector<Date> dates;
  for (std::size_t i = 0; i < acquisitions; ++i)
    dates.push_back(*Date::from_text(fmt::format("{}-01-01", 2000 + i)));
  return TimeAxis(std::move(dates));
}

void write(const std::filesystem::path& path, std::size_t points, const TimeAxis& axis,
           const ValueAt& value) {
  const auto read = [&](std::size_t first_row, SeriesRows& out) {
    for (std::size_t row = 0; row < out.pids.size(); ++row) {
      out.pids[row] = fmt::format("point {}", first_row + row);
      for (std::size_t i = 0; i < axis.size(); ++i)
        out.values_mm.acquisition(i)[row] = value(first_row + row, i);
    }
  };
  write_series_file(path, {points, axis, read, {{"plumbline", "a key"}}});
}

bool same_bits(float a, float b) {
  return (std::isnan(a) && std::isnan(b)) ||
         std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b);
}

/// Looks some rows up: the first, the last, and those around the limits of bytes and row groups.
void expect_found(const std::filesystem::path& file, std::size_t points, std::size_t acquisitions,
                  const ValueAt& value) {
  const auto lookup = SeriesLookup::open(file);
  ASSERT_TRUE(lookup);
  ASSERT_EQ(lookup->rows(), points);
  for (const std::size_t row : {std::size_t{0}, std::size_t{7}, std::size_t{8}, std::size_t{1001},
                                kSeriesRowGroup - 1, kSeriesRowGroup, points - 1}) {
    if (row >= points) continue;
    const std::string pid = fmt::format("point {}", row);
    EXPECT_EQ(lookup->pid(row), pid);
    EXPECT_EQ(lookup->find(pid), row);
    const std::vector<float> series = lookup->series(row);
    ASSERT_EQ(series.size(), acquisitions);
    for (std::size_t i = 0; i < acquisitions; ++i)
      EXPECT_TRUE(same_bits(series[i], value(row, i))) << row << " " << i;
  }
  EXPECT_FALSE(lookup->find("point"));
  EXPECT_FALSE(lookup->find("point 9999999"));
  EXPECT_THROW(lookup->series(points), Error);
}

/// Writes the values of `value`, reads them with DuckDB, and compares the bits; NaN is NULL.
void expect_same_bits(std::size_t points, std::size_t acquisitions, const ValueAt& value) {
  const TempFolder folder;
  const TimeAxis axis = axis_of(acquisitions);
  write(folder / "x.parquet", points, axis, value);
  const Database database(1, 0, {});
  const Connection connection = database.connect();
  Result result = connection.stream("FROM " + sql_text((folder / "x.parquet").string()), {}, {});
  ASSERT_EQ(result.columns(), 1 + acquisitions);
  std::size_t row = 0;
  while (const Chunk chunk = result.next()) {
    for (std::size_t k = 0; k < chunk.rows(); ++k, ++row) {
      ASSERT_EQ(chunk.text(0, k), fmt::format("point {}", row));
      for (std::size_t i = 0; i < acquisitions; ++i) {
        const float expected = value(row, i);
        ASSERT_EQ(chunk.is_null(1 + i, k), std::isnan(expected)) << row << " " << i;
        if (std::isnan(expected)) continue;
        ASSERT_EQ(std::bit_cast<std::uint32_t>(chunk.values<float>(1 + i)[k]),
                  std::bit_cast<std::uint32_t>(expected))
            << row << " " << i << ": " << expected;
      }
    }
  }
  EXPECT_EQ(row, points);
  expect_found(folder / "x.parquet", points, acquisitions, value);
}

float tenths(std::int64_t value) { return static_cast<float>(value) / 10.0f; }

TEST(SeriesFile, keeps_tenths_and_tells_minus_zero_from_zero) {
  expect_same_bits(1000, 3, [](std::size_t point, std::size_t i) {
    const auto value = static_cast<std::int64_t>((point * 7 + i) % 401) - 200;
    return value == 0 && point % 2 == 0 ? -0.0f : tenths(value);
  });
}

TEST(SeriesFile, keeps_every_number_of_tenths_that_has_a_slot_and_those_beyond) {
  for (const std::int64_t first : {-40'000, -32'768, -32'767, 0, 20'000})
    expect_same_bits(20'480, 1, [=](std::size_t point, std::size_t) {
      return tenths(first + static_cast<std::int64_t>(point));
    });
}

TEST(SeriesFile, keeps_any_float) {
  expect_same_bits(5000, 2, [](std::size_t point, std::size_t i) {
    std::mt19937 random(static_cast<unsigned>(point * 2 + i));
    return std::bit_cast<float>(static_cast<std::uint32_t>(random()));  // NaN of any kind becomes NULL
  });
  // Nearly tenths: the neighbours of 0.1, 0.2, …, and of 0.
  expect_same_bits(5000, 2, [](std::size_t point, std::size_t i) {
    return std::nextafter(tenths(static_cast<std::int64_t>(point)), i == 0 ? -1e9f : 1e9f);
  });
}

TEST(SeriesFile, keeps_missing_values_wherever_they_are) {
  using Missing = std::function<bool(std::size_t point)>;
  for (const Missing& missing :
       {Missing([](std::size_t) { return true; }), Missing([](std::size_t point) { return point == 0; }),
        Missing([](std::size_t point) { return point % 3 == 1; }),
        Missing([](std::size_t point) { return point > 20'000; })})
    for (const float step : {0.1f, 0.3f, 1.0f / 3})
      expect_same_bits(20'500, 2, [&](std::size_t point, std::size_t i) {
        return missing(point) ? kNaN : step * static_cast<float>((point + i) % 50);
      });
}

TEST(SeriesFile, is_right_at_the_limits_of_groups_and_widths) {
  for (const std::size_t points : {0UL, 1UL, 7UL, 8UL, 9UL, 2'048UL, kSeriesRowGroup, kSeriesRowGroup + 1})
    expect_same_bits(points, 1,
                     [](std::size_t point, std::size_t) { return tenths(point % 5 == 0 ? 3 : -7); });
  for (std::size_t different = 1; different <= 33'000;
       different = different * 2 + (different % 3 == 0 ? 1 : 0))
    expect_same_bits(20'480, 1, [=](std::size_t point, std::size_t) {
      return tenths(static_cast<std::int64_t>(point * 7919 % different) - 16'000);
    });
}

TEST(SeriesFile, a_tile_without_dates_has_its_points) {
  expect_same_bits(5, 0, [](std::size_t, std::size_t) { return 0.0f; });
}

TEST(SeriesFile, the_bytes_do_not_depend_on_the_threads) {
  const TempFolder folder;
  const auto value = [](std::size_t point, std::size_t i) {
    return tenths(static_cast<int>(point * i % 911));
  };
  for (const std::size_t threads : {1UL, 2UL, 7UL}) {
    const ThreadLimit limit(threads);
    write(folder / std::to_string(threads), 70'000, axis_of(5), value);
  }
  EXPECT_EQ(read_file(folder / "1"), read_file(folder / "2"));
  EXPECT_EQ(read_file(folder / "1"), read_file(folder / "7"));
}

TEST(SeriesFile, what_the_reader_of_rows_throws_is_heard) {
  const TempFolder folder;
  const auto value = [](std::size_t point, std::size_t) {
    if (point == 30'000) throw Error(ErrorCode::bad_value, {.file = "x.csv", .line = 7}, "no number");
    return 0.0f;
  };
  EXPECT_THROW(write(folder / "x", 70'000, axis_of(2), value), Error);
}

TEST(SeriesLookup, leaves_files_of_other_programs_to_others) {
  const TempFolder folder;
  const Database database(1, 0, {});
  const std::string file = folder / "x.parquet";
  database.connect().run("COPY (SELECT 'a' AS pid, 1.0::FLOAT AS \"20200103\") TO " + sql_text(file), {});
  EXPECT_FALSE(SeriesLookup::open(file));
  write_file(file, "PAR1");
  EXPECT_FALSE(SeriesLookup::open(file));
}

TEST(SeriesLookup, a_file_that_is_cut_or_changed_anywhere_is_an_error_or_another_number) {
  const TempFolder folder;
  const std::filesystem::path file = folder / "x.parquet";
  write(file, 60, axis_of(3), [](std::size_t point, std::size_t i) {
    return point % 20 == i ? kNaN : tenths(static_cast<std::int64_t>(point * i % 300));
  });
  const std::string whole = read_file(file);
  const auto ask = [&](const std::string& bytes) {
    write_file(file, bytes);
    try {
      const auto lookup = SeriesLookup::open(file);
      if (!lookup) return;
      lookup->find("point 50");
      if (lookup->rows() > 50) lookup->series(50);
    } catch (const Error& error) {
      EXPECT_THAT(error.what(), testing::HasSubstr("x.parquet"));
    }
  };
  for (std::size_t at = 0; at < whole.size(); at += 5) {
    ask(whole.substr(0, at));
    for (const char change : {'\1', '\xff'}) {
      std::string bytes = whole;
      bytes[at] = static_cast<char>(bytes[at] ^ change);
      ask(bytes);
    }
  }
}

TEST(SeriesEncoder, spends_few_bits_on_what_is_frequent) {
  std::mt19937 random(1);
  std::normal_distribution<float> noise_mm(0.0f, 4.0f);
  std::vector<float> values(kSeriesRowGroup);
  for (float& value : values) value = std::round(noise_mm(random) * 10.0f) / 10.0f;
  // Entropy of a normal distribution of 40 tenths: log2(40 √(2πe)) = 7.4 bits.
  const ColumnChunk chunk = SeriesEncoder().floats(values);
  EXPECT_LT(8.0 * static_cast<double>(chunk.bytes.size()) / static_cast<double>(values.size()), 8.2);
  EXPECT_GT(chunk.dictionary_bytes, 0U);
}

}  // namespace
}  // namespace plumbline::store::test

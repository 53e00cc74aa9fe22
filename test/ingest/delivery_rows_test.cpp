// SPDX-License-Identifier: MIT
// A delivery read in bounded memory is the delivery read whole, sorted.
#include "ingest/delivery_rows.h"

#include <bit>
#include <cmath>
#include <random>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "core/point_id.h"
#include "ingest/example_tables.h"
#include "ingest/geometry_check.h"
#include "ingest/tile.h"
#include "parallel/thread_loop.h"
#include "support/support.h"

namespace plumbline::test {
namespace {

using ingest::DeliveryOptions;
using ingest::DeliveryRows;

/// A table of `rows` points at random places, with missing values, two unknown columns and 40 dates.
std::string burst(std::size_t rows) {
  std::mt19937 random(1);
  std::string text = kL2bHeader2020 + ",town,share";
  for (int i = 0; i < 40; ++i) text += fmt::format(",{}0101", 1980 + i);
  text += '\n';
  for (std::size_t row = 0; row < rows; ++row) {
    BurstPosition position = *burst_position(*PointId::from_text("166ax5Ofja"));
    position.pixel = static_cast<std::uint16_t>(row);
    std::string line = replaced(kL2bRowDescending, "166ax5Ofja", std::string(point_id(position).text()));
    line = replaced(line, ",4670,", fmt::format(",{},", row));
    line = replaced(line, "38.690708",
                    fmt::format("{:.6f}", 38.0 + static_cast<double>(random() % 1000) * 1e-3));
    line = replaced(line, "13.171103",
                    fmt::format("{:.6f}", 13.0 + static_cast<double>(random() % 1000) * 1e-3));
    line += row % 3 == 0 ? ",Ustica (Palermo)," : ",,";
    line += row % 5 == 0 ? "" : fmt::format("{}", static_cast<double>(row) / 8);
    for (int i = 0; i < 40; ++i) {
      const int tenths = static_cast<int>(random() % 401) - 200;
      line += random() % 50 == 0 ? "," : fmt::format(",{:.1f}", tenths == 0 ? -0.0 : tenths / 10.0);
    }
    text += line + '\n';
  }
  return text;
}

/// All rows as they come out.
struct Read {
  Table columns;
  std::vector<std::string> pids;
  std::vector<float> series_mm;  ///< point after point
};

Read read_all(DeliveryRows& rows, std::size_t at_once) {
  Read read;
  std::vector<Column> columns;
  for (std::size_t first = 0; first < rows.points(); first += at_once) {
    const std::size_t count = std::min(at_once, rows.points() - first);
    const Table some = rows.columns(first, count);
    for (std::size_t i = 0; i < some.columns().size(); ++i) {
      if (first == 0) {
        columns.push_back(some.columns()[i]);
        continue;
      }
      std::visit(
          [&](auto& values) {
            const auto& more = std::get<std::remove_cvref_t<decltype(values)>>(some.columns()[i].values);
            values.insert(values.end(), more.begin(), more.end());
          },
          columns[i].values);
    }
    SeriesBlock block(rows.axis().size(), count);
    std::vector<std::string> pids(count);
    rows.series(first, pids, block);
    for (std::size_t row = 0; row < count; ++row) {
      read.pids.push_back(pids[row]);
      for (std::size_t i = 0; i < block.acquisitions(); ++i)
        read.series_mm.push_back(block.acquisition(i)[row]);
    }
  }
  read.columns = Table(std::move(columns));
  return read;
}

template <typename Float>
bool same_bits(std::span<const Float> a, std::span<const Float> b) {
  return std::ranges::equal(a, b, [](Float x, Float y) {
    return (std::isnan(x) && std::isnan(y)) || (x == y && std::signbit(x) == std::signbit(y));
  });
}

void expect_same_column(const Column& a, const Column& b) {
  ASSERT_EQ(a.name, b.name);
  ASSERT_EQ(a.type(), b.type()) << a.name;
  std::visit(
      [&]<typename T>(const std::vector<T>& values) {
        const auto& other = std::get<std::vector<T>>(b.values);
        if constexpr (std::is_floating_point_v<T>) {
          EXPECT_TRUE(same_bits<T>(values, other)) << a.name;
        } else {
          EXPECT_EQ(values, other) << a.name;
        }
      },
      a.values);
}

class DeliveryRowsTest : public testing::Test {
 protected:
  DeliveryRowsTest() { write_file(file_, text_); }

  Read read(std::uint64_t memory_bytes, std::size_t at_once) {
    DeliveryRows rows(file_, {.memory_bytes = memory_bytes, .spill_folder = folder_ / ""});
    return read_all(rows, at_once);
  }

  TempFolder folder_;
  std::filesystem::path file_ = folder_ / "EGMS_L2b_022_0845_IW2_VV.csv";
  std::string text_ = burst(9000);  // three megabytes: several blocks
};

TEST_F(DeliveryRowsTest, rows_are_those_of_the_tile_in_spatial_order) {
  const ingest::Tile tile = ingest::read_delivery(file_);
  const auto order =
      ingest::spatial_order(tile.columns.get<double>("longitude"), tile.columns.get<double>("latitude"));
  const Read rows = read(UINT64_MAX, 2048);
  ASSERT_EQ(rows.columns.columns().size(), tile.columns.columns().size());
  for (const Column& column : tile.columns.columns())
    expect_same_column(ingest::reordered(column, order), *rows.columns.find(column.name));
  EXPECT_EQ(rows.columns.find("share")->type(), ColumnType::float32);
  EXPECT_EQ(rows.columns.find("town")->type(), ColumnType::text);
  ASSERT_EQ(rows.series_mm.size(), tile.series_mm.size());
  for (std::size_t row = 0; row < order.size(); ++row) {
    ASSERT_TRUE(same_bits<float>(tile.series(order[row]), std::span(rows.series_mm).subspan(row * 40, 40)))
        << row;
    ASSERT_EQ(rows.pids[row], rows.columns.get<std::string>("pid")[row]);
  }
}

TEST_F(DeliveryRowsTest, the_rows_do_not_depend_on_memory_threads_or_how_many_are_asked_for) {
  const Read expected = read(UINT64_MAX, 9000);
  for (const std::size_t threads : {1U, 2U, 5U}) {
    const ThreadLimit limit(threads);
    for (const std::uint64_t memory : {std::uint64_t{0}, std::uint64_t{700'000}, std::uint64_t{2'000'000}}) {
      for (const std::size_t at_once : {1UL, 257UL, 2048UL}) {
        const Read rows = read(memory, at_once);
        EXPECT_EQ(rows.pids, expected.pids);
        EXPECT_TRUE(same_bits<float>(rows.series_mm, expected.series_mm));
        for (const Column& column : expected.columns.columns())
          expect_same_column(column, *rows.columns.find(column.name));
      }
    }
  }
}

TEST_F(DeliveryRowsTest, nothing_that_was_put_aside_stays) {
  read(100'000, 2048);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_ / ""), {}), 1) << "the delivery itself";
}

TEST_F(DeliveryRowsTest, an_extent_holds_all_points_and_there_are_columns_without_rows) {
  DeliveryRows rows(file_, {});
  const auto& extent = rows.extent();
  const Table all = rows.columns(0, rows.points());
  for (const double longitude : all.get<double>("longitude")) {
    ASSERT_GE(longitude, extent.west);
    ASSERT_LE(longitude, extent.east);
  }
  EXPECT_NEAR(extent.south, 38.0, 0.01);
  EXPECT_NEAR(extent.north, 39.0, 0.01);
  EXPECT_EQ(rows.columns(0, 0).rows(), 0U);
  EXPECT_EQ(rows.columns(0, 0).columns().size(), all.columns().size());
}

TEST_F(DeliveryRowsTest, columns_of_the_caller_are_added_to_each_block) {
  const DeliveryOptions options{.memory_bytes = 100'000,
                                .spill_folder = folder_ / "",
                                .add_columns = [](const ingest::RowBlock& block, const TimeAxis& axis) {
                                  std::vector<float> first;
                                  for (std::size_t row = 0; row < block.rows; ++row)
                                    first.push_back(block.series(row)[0]);
                                  EXPECT_EQ(axis.size(), 40U);
                                  return std::vector<Column>{{"first_mm", std::move(first)}};
                                }};
  DeliveryRows rows(file_, options);
  const Read read = read_all(rows, 1000);
  const auto first = read.columns.get<float>("first_mm");
  for (std::size_t row = 0; row < first.size(); ++row)
    ASSERT_TRUE(same_bits<float>(first.subspan(row, 1), std::span(read.series_mm).subspan(row * 40, 1)));
}

TEST(DeliveryRows, a_folder_that_takes_no_spill_is_an_error) {
  const TempFolder folder;
  write_file(folder / "EGMS_L2b_022_0845_IW2_VV.csv", burst(100));
  EXPECT_THAT(error_of([&] {
                DeliveryRows(folder / "EGMS_L2b_022_0845_IW2_VV.csv",
                             {.memory_bytes = 0, .spill_folder = folder / "absent"});
              }),
              testing::HasSubstr("a temporary file cannot be made: No such file or directory"));
}

/// The findings in a row, by column.
std::vector<std::string> contradictions(const std::string& row) {
  ingest::RowBlock block;
  const ingest::Tile tile = read_text(kL2bHeader2020 + ",20200103\n" + row + ",1.0\n");
  block.rows = 1;
  block.columns.assign(tile.columns.columns().begin(), tile.columns.columns().end());
  std::vector<std::string> columns;
  for (const Disagreement& found : ingest::check_geometry(block)) {
    if (found.points > 0) columns.push_back(found.column);
  }
  return columns;
}

TEST(CheckGeometry, real_rows_do_not_contradict_themselves) {
  EXPECT_THAT(contradictions(kL2bRowDescending), testing::IsEmpty());
  EXPECT_THAT(contradictions(kL2bRowAscending), testing::IsEmpty());
}

TEST(CheckGeometry, what_contradicts_another_column_is_found) {
  using testing::ElementsAre;
  EXPECT_THAT(contradictions(replaced(kL2bRowDescending, "38.690708", "38.690710")),
              ElementsAre("latitude, longitude"));
  EXPECT_THAT(contradictions(replaced(kL2bRowDescending, "1739722.18", "1739722.38")),
              ElementsAre("latitude, longitude"));
  EXPECT_THAT(contradictions(replaced(kL2bRowDescending, "37.31", "37.51")), ElementsAre("incidence_angle"));
  EXPECT_THAT(contradictions(replaced(kL2bRowDescending, "0.594", "0.6")),
              ElementsAre("los_east, los_north, los_up"));
  EXPECT_THAT(contradictions(replaced(kL2bRowDescending, "0.594", "")), testing::IsEmpty())
      << "missing is no claim";
}

}  // namespace
}  // namespace plumbline::test

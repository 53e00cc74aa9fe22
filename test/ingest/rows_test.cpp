// SPDX-License-Identifier: MIT
#include <bit>
#include <cmath>
#include <cstdlib>
#include <random>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "core/point_id.h"
#include "ingest/example_tables.h"
#include "ingest/line_reader.h"
#include "ingest/number_text.h"
#include "parallel/thread_loop.h"

namespace plumbline::test {
namespace {

using ingest::Tile;
using testing::ElementsAre;

const std::string kHeader = kL2bHeader2020 + kThreeDates + "\n";
const std::string kRow = kL2bRowDescending + ",-1.0,-1.7,0.8";
const std::string kOtherRow = kL2bRowAscending + ",0.1,0.2,0.3";

struct BadRow {
  std::string row;
  std::string message;
};

std::string with_pid(const std::string& pid) { return replaced(kRow, "166ax5Ofja", pid); }
std::string with_last(const std::string& value) { return kL2bRowDescending + ",-1.0,-1.7," + value; }

TEST(Rows, what_is_wrong_with_a_row_is_said_with_line_column_and_value) {
  const std::vector<BadRow> cases{
      // Displacements.
      {with_last("abc"), "column \"20200115\": \"abc\" is not a number"},
      {with_last("1.7x"), "column \"20200115\": \"1.7x\" is not a number"},
      {with_last("1.7 "), "column \"20200115\": \"1.7 \" is not a number"},
      {with_last(" 1.7"), "column \"20200115\": \" 1.7\" is not a number"},
      {with_last("+1.7"), "column \"20200115\": \"+1.7\" is not a number"},
      {with_last("--1.7"), "column \"20200115\": \"--1.7\" is not a number"},
      {with_last("-"), "column \"20200115\": \"-\" is not a number"},
      {with_last("."), "column \"20200115\": \".\" is not a number"},
      {with_last("1.2.3"), "column \"20200115\": \"1.2.3\" is not a number"},
      {with_last("0x1p3"), "column \"20200115\": \"0x1p3\" is not a number"},
      {with_last("1e"), "column \"20200115\": \"1e\" is not a number"},
      {with_last("1;7"), "column \"20200115\": \"1;7\" is not a number"},
      {with_last("-nan"), "column \"20200115\": \"-nan\" is not a number"},
      {with_last("inf"), "column \"20200115\": \"inf\" is not a finite number"},
      {with_last("-Infinity"), "column \"20200115\": \"-Infinity\" is not a finite number"},
      {with_last("1e400"), "column \"20200115\": \"1e400\" is not a finite number"},
      {with_last("1e39"), "column \"20200115\": \"1e39\" is not a finite number"},
      {with_last("\"1.7\""),
       "column \"20200115\": \"\"1.7\"\" is not a number. EGMS tables have no quotes: remove them"},
      {with_last("1.7\r\r"), "column \"20200115\": \"1.7\\x0d\" is not a number"},
      {replaced(kRow, "-1.7", "*"), "column \"20200109\": \"*\" is not a number"},
      // The line as a whole.
      {with_last("1,7"),
       "the row has 29 values, the header 28 columns. Decimal commas? Write decimals with a point"},
      {with_last("\"1,7\""),
       "the row has 29 values, the header 28 columns. EGMS tables have no quotes: remove them"},
      {kRow + ",",
       "the row has 29 values, the header 28 columns. Decimal commas? Write decimals with a point"},
      {replaced(kRow, ",38.690708", ",38,690708"),
       "the row has 29 values, the header 28 columns. Decimal commas? Write decimals with a point"},
      {kL2bRowDescending, "the row has 25 values, the header 28 columns. The file may be cut off here"},
      {"166ax5", "the row has 1 values, the header 28 columns. The file may be cut off here"},
      {"", "the line is empty. Remove it"},
      {with_last(std::string("1.\0", 3)),
       "the line contains a NUL byte. The file is damaged: download the delivery again"},
      // Ids.
      {with_pid(""), "column \"pid\": \"\" is not a point id. It has ten characters of 0-9, A-Z, a-z"},
      {with_pid("166ax5Ofj"),
       "column \"pid\": \"166ax5Ofj\" is not a point id. It has ten characters of 0-9, A-Z, a-z"},
      {with_pid("166ax5Ofjaa"),
       "column \"pid\": \"166ax5Ofjaa\" is not a point id. It has ten characters of 0-9, A-Z, a-z"},
      {with_pid("166ax5Ofj-"),
       "column \"pid\": \"166ax5Ofj-\" is not a point id. It has ten characters of 0-9, A-Z, a-z"},
      {with_pid("1zzzz5Ofja"), "column \"pid\": \"1zzzz5Ofja\" spells no position in a burst"},
      {with_pid("166ax5Ofjb"),
       "column \"pixel\": \"4670\" does not agree with the pid \"166ax5Ofjb\", which spells 4671"},
      {replaced(kRow, "1217", "1218"),
       "column \"line\": \"1218\" does not agree with the pid \"166ax5Ofja\", which spells 1217"},
      {replaced(kRow, "4670", "x"), "column \"pixel\": \"x\" is not a number"},
      // Places.
      {replaced(kRow, "38.690708", "91"), "column \"latitude\": \"91\" is not within -90 and 90"},
      {replaced(kRow, "38.690708", ""),
       "column \"latitude\": the value is missing: \"\". Every point needs it"},
      {replaced(kRow, "13.171103", "-180.5"), "column \"longitude\": \"-180.5\" is not within -180 and 180"},
      {replaced(kRow, "13.171103", "NaN"),
       "column \"longitude\": the value is missing: \"NaN\". Every point needs it"},
      {replaced(kRow, "4598603.43", "-1"), "column \"easting\": \"-1\" is not within 0 and 10000000"},
      {replaced(kRow, "1739722.18", "17397220000"),
       "column \"northing\": \"17397220000\" is not within 0 and 10000000"},
      // Other columns.
      {replaced(kRow, "0.86", "1.01"), "column \"temporal_coherence\": \"1.01\" is not within 0 and 1"},
      {replaced(kRow, "0.86", "-0.01"), "column \"temporal_coherence\": \"-0.01\" is not within 0 and 1"},
      {replaced(kRow, "191.42", "NULL"),
       "column \"track_angle\": the value is missing: \"NULL\". Every point needs it"},
      {replaced(kRow, "a,0,3", "a,0.5,3"), "column \"mp_type\": \"0.5\" is not a whole number"},
      {replaced(kRow, "a,0,3", "a,3000000000,3"), "column \"mp_type\": \"3000000000\" is not a whole number"},
      {replaced(kRow, "a,0,3", "a,PS,3"), "column \"mp_type\": \"PS\" is not a number"},
      {replaced(kRow, "-46.6", "-46.6m"), "column \"height_ortho\": \"-46.6m\" is not a number"},
  };
  for (const BadRow& c : cases) {
    const std::string text = kHeader + kOtherRow + "\n" + c.row + "\n";
    EXPECT_EQ(error_of([&] { read_text(text); }), "bad_value: tile.csv:3: " + c.message) << quoted(c.row);
  }
}

TEST(Rows, a_bad_value_in_an_unknown_column_is_said_too) {
  const auto error = [](const std::string& town) {
    return error_of(
        [&] { read_text(kL2bHeader2020 + ",town,20200103\n" + kL2bRowDescending + "," + town + ",1.0\n"); });
  };
  EXPECT_EQ(error("Ustica"), "no error");
  EXPECT_EQ(
      error("\"Ustica\""),
      "bad_value: tile.csv:2: column \"town\": \"\"Ustica\"\" contains a quote. EGMS tables have no quotes: "
      "remove them");
  EXPECT_EQ(error("Citt\xe0"), "bad_value: tile.csv:2: column \"town\": \"Citt\xe0\" is not UTF-8 text");
  EXPECT_EQ(error(std::string("a\0b", 3)),
            "bad_value: tile.csv:2: the line contains a NUL byte. The file is damaged: download the delivery "
            "again");
}

TEST(Rows, a_bad_l3_id_is_said) {
  EXPECT_EQ(error_of([] {
              read_text(
                  kL3Header2015 + ",20200103\n" + replaced(kL3Row2015, "10LDTjEkDv", "1zzzzzzzzz") + ",1.0\n",
                  "t_U");
            }),
            "bad_value: t_U.csv:2: column \"pid\": \"1zzzzzzzzz\" spells no cell of the L3 grid");
}

TEST(Rows, a_point_that_is_there_twice_is_said_with_both_lines) {
  EXPECT_EQ(
      error_of([] { read_text(kHeader + kRow + "\n" + kOtherRow + "\n" + kRow + "\n"); }),
      "bad_value: tile.csv:4: column \"pid\": \"166ax5Ofja\" is the point of line 2 already. Each point must "
      "be there once");
}

TEST(Rows, ids_that_differ_by_case_are_different_points) {
  std::string upper = replaced(kRow, "166ax5Ofja", "166ax5OfjA");
  const auto position = burst_position(*PointId::from_text("166ax5OfjA"));
  upper = replaced(upper, ",1217,4670,", fmt::format(",{},{},", position->line, position->pixel));
  EXPECT_EQ(read_text(kHeader + kRow + "\n" + upper + "\n").points(), 2u);
}

TEST(Rows, a_table_without_rows_is_an_error) {
  EXPECT_EQ(error_of([] { read_text(kHeader); }),
            "bad_value: tile.csv:2: the table has a header and no rows. The file may be cut off here");
}

TEST(Rows, the_first_bad_line_is_the_one_reported_however_many_threads) {
  const auto pid = [](int pixel) {
    BurstPosition position = *burst_position(*PointId::from_text("166ax5Ofja"));
    position.pixel = static_cast<std::uint16_t>(pixel);
    return std::string(point_id(position).text());
  };
  const auto row = [&](int pixel, const std::string& value) {
    return replaced(replaced(kL2bRowDescending, "166ax5Ofja", pid(pixel)), ",4670,",
                    fmt::format(",{},", pixel)) +
           "," + value + "\n";
  };
  const auto table = [&](int twice, int bad) {  // 3,000 rows, of which one is there twice and two are bad
    std::string text = kL2bHeader2020 + ",20200103\n";
    for (int i = 0; i < 3000; ++i) text += row(i == twice ? 5 : i, i == bad || i == 2900 ? "bad" : "1.0");
    return text;
  };
  for (const std::size_t threads : {1u, 2u, 4u}) {
    const ThreadLimit limit(threads);
    EXPECT_EQ(error_of([&] { read_text(table(1999, 2000)); }),
              "bad_value: tile.csv:2001: column \"pid\": \"" + pid(5) +
                  "\" is the point of line 7 already. Each point must be there once");
    EXPECT_EQ(error_of([&] { read_text(table(2001, 2000)); }),
              "bad_value: tile.csv:2002: column \"20200103\": \"bad\" is not a number");
  }
}

TEST(Rows, missing_values_are_nan_and_missing_whole_numbers_are_marked) {
  for (const std::string missing : {"", "NaN", "nan", "NULL"}) {
    std::string row = replaced(kRow, "0.86", missing);
    row = replaced(row, ",1217,4670,", "," + missing + "," + missing + ",");
    row = replaced(row, ",-1.7,", "," + missing + ",");
    const Tile tile = read_text(kHeader + row + "\n");
    EXPECT_TRUE(std::isnan(tile.columns.get<float>("temporal_coherence")[0])) << missing;
    EXPECT_EQ(tile.columns.get<std::int32_t>("line")[0], kMissingInt32);
    EXPECT_THAT(tile.series(0), ElementsAre(-1.0f, testing::IsNan(), 0.8f));
  }
}

TEST(Rows, line_ends_and_a_byte_order_mark_do_not_matter) {
  const Tile expected = read_text(kHeader + kRow + "\n" + kOtherRow + "\n");
  const std::string crlf_header = kL2bHeader2020 + kThreeDates + "\r\n";
  for (const std::string& text :
       {kHeader + kRow + "\n" + kOtherRow, crlf_header + kRow + "\r\n" + kOtherRow + "\r\n",
        crlf_header + kRow + "\r\n" + kOtherRow, crlf_header + kRow + "\n" + kOtherRow + "\r",
        "\xef\xbb\xbf" + kHeader + kRow + "\n" + kOtherRow + "\n"}) {
    const Tile tile = read_text(text);
    EXPECT_EQ(tile.series_mm, expected.series_mm);
    EXPECT_EQ(tile.points(), 2u);
  }
}

TEST(Rows, orbit_follows_the_track_angle_in_every_convention) {
  const auto orbit = [](const std::string& angle) {
    return read_text(kHeader + replaced(kRow, "191.42", angle) + "\n").columns.get<std::string>("orbit")[0];
  };
  for (const std::string angle : {"-8.94", "349.02", "0", "89.9", "-360", "360"})
    EXPECT_EQ(orbit(angle), "A") << angle;
  for (const std::string angle : {"191.42", "190", "-169", "90.1", "269.9"})
    EXPECT_EQ(orbit(angle), "D") << angle;
}

TEST(ReadTenths, every_printed_tenth_is_the_nearest_float_and_minus_zero_stays) {
  for (int tenths = -40000; tenths <= 40000; ++tenths) {
    const std::string text =
        fmt::format("{}{}.{}", tenths < 0 ? "-" : "", std::abs(tenths) / 10, std::abs(tenths) % 10);
    float value = 0;
    ASSERT_EQ(ingest::read_tenths(text.data(), text.data() + text.size(), value), text.data() + text.size())
        << text;
    ASSERT_EQ(value, std::strtof(text.c_str(), nullptr)) << text;
  }
  const std::string minus_zero = "-0.0";
  float value = 1;
  ASSERT_NE(ingest::read_tenths(minus_zero.data(), minus_zero.data() + 4, value), nullptr);
  EXPECT_EQ(std::bit_cast<std::uint32_t>(value), 0x80000000u);
}

TEST(ReadTenths, anything_else_is_left_to_the_general_reader) {
  for (const std::string text : {"", "-", "1", "1.", ".5", "1.25", "1e5", "1.0e3", "1234567.0", "+1.0",
                                 "1.0 ", "nan", "1.-", "--1.0"}) {
    float value = 7;
    EXPECT_EQ(ingest::read_tenths(text.c_str(), text.c_str() + text.size(), value), nullptr) << text;
    EXPECT_EQ(value, 7) << text;
  }
  const std::string longest = "999999.9";
  float value = 0;
  EXPECT_NE(ingest::read_tenths(longest.c_str(), longest.c_str() + longest.size(), value), nullptr);
}

TEST(ReadWholeNumber, whole_numbers_may_be_printed_with_a_fraction_of_zero) {
  const auto value_of = [](std::string_view text) {
    std::int32_t value = 0;
    return std::pair(ingest::read_whole_number(text, value), value);
  };
  EXPECT_EQ(value_of("400"), std::pair(ingest::FieldText::value, 400));
  EXPECT_EQ(value_of("400.0"), std::pair(ingest::FieldText::value, 400));
  EXPECT_EQ(value_of("-2147483647"), std::pair(ingest::FieldText::value, -2147483647));
  EXPECT_EQ(value_of("-2147483648").first, ingest::FieldText::not_whole) << "stands for a missing value";
  EXPECT_EQ(value_of("2147483648").first, ingest::FieldText::not_whole);
  EXPECT_EQ(value_of(""), std::pair(ingest::FieldText::missing, kMissingInt32));
}

TEST(IsUtf8Text, accepts_utf8_and_nothing_else) {
  for (const std::string_view good :
       {"", "Città", "東京", "\xf0\x9f\x9b\xb0", "\xed\x9f\xbf", "\xf4\x8f\xbf\xbf"})
    EXPECT_TRUE(ingest::is_utf8_text(good)) << quoted(good);
  for (const std::string_view bad :
       {"\xe9", "a\xc3", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80", "\xff"})
    EXPECT_FALSE(ingest::is_utf8_text(bad)) << quoted(bad);
  EXPECT_FALSE(ingest::is_utf8_text(std::string_view("a\0b", 3)));
}

TEST(LineReader, gives_the_same_lines_for_any_size_of_batch) {
  const std::string text = "first\nsecond\r\n\nfourth line\nfifth";
  for (const std::size_t batch : {12u, 13u, 17u, 100u}) {
    const ingest::MemoryBytes bytes("t.csv", text);
    ingest::SourceStream stream(bytes);
    ingest::LineReader reader(stream, batch);
    std::vector<std::string> lines;
    for (auto some = reader.next(); !some.empty(); some = reader.next()) {
      EXPECT_EQ(reader.first_line(), lines.size() + 1);
      for (const std::string_view line : some) lines.emplace_back(line);
    }
    EXPECT_THAT(lines, ElementsAre("first", "second", "", "fourth line", "fifth")) << batch;
  }
}

TEST(LineReader, refuses_a_line_that_does_not_fit) {
  const ingest::MemoryBytes bytes("t.csv", "ab\nabcdefghijkl\n");
  ingest::SourceStream stream(bytes);
  ingest::LineReader reader(stream, 8);
  EXPECT_EQ(reader.next().size(), 1u);
  EXPECT_EQ(error_of([&] { reader.next(); }),
            "bad_value: t.csv:2: the line is longer than 8 bytes. This is no table of ground motion");
}

/// Random printed numbers of every kind that a table may hold.
std::string random_number(std::mt19937& random) {
  const int number = std::uniform_int_distribution(-60000, 60000)(random);
  switch (std::uniform_int_distribution(0, 9)(random)) {
    case 0:
      return "";
    case 1:
      return "-0.0";
    case 2:
      return fmt::format("{}", number);
    case 3:
      return fmt::format("{:.4f}", number * 1e-3);
    case 4:
      return fmt::format("{:e}", number * 1e-7);
    case 5:
      return fmt::format(
          "{}", std::bit_cast<float>(static_cast<std::uint32_t>(random()) & 0xbfffffffu));  // below 2
    default:
      return fmt::format("{:.1f}", number * 0.1);
  }
}

TEST(ReadTable, random_tables_read_back_exactly_as_printed) {
  std::mt19937 random(20260101);
  for (int round = 0; round < 40; ++round) {
    const std::size_t dates = 1 + random() % 40;
    const std::size_t rows = 1 + random() % 700;
    const bool crlf = random() % 2 == 0;
    std::string text = "pid";
    for (std::size_t d = 0; d < dates; ++d)
      text += "," + Date::from_days(17000 + 6 * static_cast<int>(d)).yyyymmdd();
    std::vector<std::string> printed;
    for (std::size_t r = 0; r < rows; ++r) {
      text += (crlf ? "\r\n" : "\n") + fmt::format("P{}", r);
      for (std::size_t d = 0; d < dates; ++d) text += "," + printed.emplace_back(random_number(random));
    }
    const Tile tile = read_text(text, "random", ingest::TableShape::series);
    ASSERT_EQ(tile.series_mm.size(), printed.size());
    for (std::size_t i = 0; i < printed.size(); ++i) {
      if (printed[i].empty()) {
        ASSERT_TRUE(std::isnan(tile.series_mm[i]));
      } else {
        ASSERT_EQ(std::bit_cast<std::uint32_t>(tile.series_mm[i]),
                  std::bit_cast<std::uint32_t>(std::strtof(printed[i].c_str(), nullptr)))
            << printed[i];
      }
    }
  }
}

}  // namespace
}  // namespace plumbline::test

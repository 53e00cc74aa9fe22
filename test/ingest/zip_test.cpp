// SPDX-License-Identifier: MIT
#include <random>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "core/error.h"
#include "ingest/example_tables.h"
#include "ingest/tile.h"
#include "ingest/zip_builder.h"
#include "ingest/zip_reader.h"
#include "support/support.h"

namespace plumbline::test {
namespace {

const std::string kCsv = kL2bHeader2020 + kThreeDates + "\n" + kL2bRowDescending + ",-1.0,-1.7,0.8\n" +
                         kL2bRowAscending + ",0.1,0.2,-0.0\n";

constexpr std::uint16_t kMethods[] = {0, 8};  // stored, deflated

/// The unpacked CSV of a zip in memory, read in pieces of `piece` bytes.
std::string unpacked(const std::string& zip, std::size_t piece = 1000) {
  const ingest::MemoryBytes bytes("t.zip", zip);
  const auto directory = ingest::read_zip_directory(bytes);
  const auto stream = ingest::open_zip_entry(bytes, directory, ingest::only_csv(directory, bytes.name()));
  std::string text;
  std::string buffer(piece, '\0');
  for (std::size_t got = piece; got == piece;) {
    got = stream->read(buffer);
    text.append(buffer, 0, got);
  }
  return text;
}

std::string error_of_zip(const std::string& zip) {
  return error_of([&] { unpacked(zip); });
}

TEST(Zip, stored_and_deflated_entries_are_unpacked) {
  for (const std::uint16_t method : kMethods) {
    for (const std::size_t piece : {1u, 7u, 100000u}) {
      EXPECT_EQ(unpacked(zip_of({{.name = "a.csv", .text = kCsv, .method = method}}), piece), kCsv);
      EXPECT_EQ(unpacked(zip_of({{.name = "a.csv", .text = "", .method = method}}), piece), "");
    }
  }
}

TEST(Zip, large_entries_are_unpacked_across_all_buffers) {
  std::mt19937 random(7);
  std::string text;
  while (text.size() < 3'000'000) text += fmt::format("{:.1f},", static_cast<int>(random() % 2000) * 0.1);
  for (const std::uint16_t method : kMethods) {
    const std::string zip = zip_of({{.name = "a.csv", .text = text, .method = method}});
    EXPECT_EQ(unpacked(zip, 1 << 20), text);
    EXPECT_EQ(unpacked(zip, (1 << 18) + 1), text);
  }
}

TEST(Zip, zip64_sizes_and_end_records_are_understood) {
  for (const bool entry : {false, true}) {
    for (const bool end : {false, true})
      EXPECT_EQ(unpacked(zip_of({{.name = "a.csv", .text = kCsv, .zip64 = entry}}, {.zip64_end = end})),
                kCsv);
  }
}

TEST(Zip, the_one_csv_at_the_top_is_taken_and_the_rest_is_of_no_concern) {
  EXPECT_EQ(unpacked(zip_of({{.name = "m.xml", .text = "<TILE/>"},
                             {.name = "old/b.csv", .text = "no"},
                             {.name = "__MACOSX/._a.csv", .text = "no"},
                             {.name = "._a.csv", .text = "no"},
                             {.name = "A.CSV", .text = kCsv},
                             {.name = "secret.tiff", .text = "no", .method = 99, .flags = 1}})),
            kCsv);
}

TEST(Zip, a_comment_does_not_disturb_even_if_it_looks_like_an_end_record) {
  EXPECT_EQ(
      unpacked(zip_of({{.name = "a.csv", .text = kCsv}}, {.comment = "PK\5\6 and more than 22 characters"})),
      kCsv);
  EXPECT_EQ(unpacked(zip_of({{.name = "a.csv", .text = kCsv}}, {.comment = std::string(65535, 'x')})), kCsv);
}

struct BadZip {
  std::string zip;
  std::string message;
};

TEST(Zip, what_is_wrong_with_an_archive_is_said) {
  const std::string again = ". Download the delivery again";
  const auto one = [](ZipContent content) {
    if (content.name.empty()) content.name = "a.csv";
    if (content.text.empty()) content.text = "hello hello hello";
    return zip_of({content});
  };
  const std::vector<BadZip> cases{
      {"", "the file is empty" + again},
      {"pid,mp_type\n", "this is not a zip" + again},
      {"PK\3\4 and so on", "the zip has no end record: the file is cut off" + again},
      {"<html>Please log in</html>",
       "this is not a zip but a web page or a message. The download was refused: open the file in a text "
       "editor to "
       "see why"},
      {"{\"status\":false,\"message\":\"Please log in\"}",
       "this is not a zip but a web page or a message. The download was refused: open the file in a text "
       "editor to "
       "see why"},
      {zip_of({}), "the zip is empty. An EGMS delivery holds one .csv at its top level"},
      {zip_of({{.name = "a.xml", .text = "x"}}),
       "the zip holds no CSV; its first entry is \"a.xml\". An EGMS delivery holds one .csv at its top "
       "level"},
      {zip_of({{.name = "a.csv", .text = "x"}, {.name = "b.csv", .text = "x"}}),
       "the zip holds more than one CSV: \"a.csv\" and \"b.csv\". Unpack it and give the CSV files"},
      {one({.flags = 1}), "\"a.csv\" is encrypted. Unpack it with its password first"},
      {one({.method = 14}),
       "\"a.csv\" is packed by method 14. Plumbline reads entries that are stored (0) or deflated (8): "
       "unpack it and "
       "give the CSV"},
      {one({.crc32 = 0x12345678}),
       "\"a.csv\" is damaged: its checksum is e5f98880, the directory says 12345678" + again},
      {one({.method = 0, .crc32 = 0x12345678}),
       "\"a.csv\" is damaged: its checksum is e5f98880, the directory says 12345678" + again},
      {one({.bytes = 16}),
       "\"a.csv\" is damaged: it goes on after the 16 bytes that the directory declares" + again},
      {one({.bytes = 18}), "\"a.csv\" is damaged: it ends after 17 bytes instead of 18" + again},
      {one({.method = 0, .bytes = 18}),
       "\"a.csv\" is stored, but its two sizes differ: 17 and 18 bytes" + again},
      {one({.packed_bytes = 5}), "\"a.csv\" is damaged: it ends after 4 bytes instead of 17" + again},
      {one({.packed_bytes = 5000}), "the entry \"a.csv\" reaches into the directory" + again},
      {one({.header_offset = 5}), "the entry \"a.csv\" does not start where the directory says" + again},
      {one({.header_offset = 5000}), "the entry \"a.csv\" lies outside of the file" + again},
      {one({.name_in_local_header = "b.csv"}),
       "the entry \"a.csv\" differs from what the directory says" + again},
      {one({.bytes = 0xfffffffe}),
       "\"a.csv\" would grow from 10 to 4294967294 bytes, more than 200 times. This is no EGMS delivery"},
      {one({.zip64 = true, .bytes = std::uint64_t{1} << 37}),
       "\"a.csv\" says it holds 137438953472 bytes, more than 64 GiB. This is no EGMS delivery"},
      {zip_of({{.name = "a.csv", .text = "x"}}, {.disk = 1}),
       "the zip is one part of several. Join the parts first"},
      {zip_of({{.name = "a.csv", .text = "x"}}, {.zip64_end = true, .disk = 1}),
       "the zip is one part of several. Join the parts first"},
      {zip_of({{.name = "a.csv", .text = "x"}}, {.extra_entries_counted = 1}),
       "the zip's directory has 1 entries, its end record says 2" + again},
  };
  for (const BadZip& c : cases) EXPECT_EQ(error_of_zip(c.zip), "bad_archive: t.zip: " + c.message);
}

TEST(Zip, what_is_hostile_about_an_archive_is_said) {
  const std::string again = ". Download the delivery again";
  const std::string no_delivery = ". This is no EGMS delivery";
  const std::string no_csv = ". An EGMS delivery holds one .csv at its top level";
  const auto holds_none = [&](const std::string& name) {
    return BadZip{zip_of({{.name = name, .text = kCsv}}),
                  "the zip holds no CSV; its first entry is " + quoted(name) + no_csv};
  };
  const std::string inner = zip_of({{.name = "a.csv", .text = kCsv}});
  const std::string zeros(70'000'000, '\0');
  const std::string bomb = zip_of({{.name = "a.csv", .text = zeros}});  // 108 bytes are headers and names
  std::vector<ZipContent> many(400'000);
  for (std::size_t i = 0; i < many.size(); ++i) many[i].name = fmt::format("{:07}", i);
  // The end record is the last 22 bytes: entries at 8 and 10, size of the directory at 12, its offset at 16.
  const auto end_says = [&](std::size_t at, const std::string& bytes) {
    std::string zip = inner;
    return zip.replace(zip.size() - 22 + at, bytes.size(), bytes);
  };
  const std::string ones(4, '\xff');
  const std::vector<BadZip> cases{
      // Names that lead elsewhere: nothing is unpacked to the disk, and what is not at the top is not read.
      holds_none("../a.csv"),
      holds_none("../../../../etc/a.csv"),
      holds_none("/a.csv"),
      holds_none("/etc/a.csv"),
      holds_none("..\\a.csv"),
      holds_none("C:\\a.csv"),
      holds_none("a/../a.csv"),
      holds_none("./a.csv"),
      holds_none("a.csv/"),
      holds_none(""),
      holds_none(".csv"),
      holds_none("a.csv.exe"),
      holds_none(std::string("a.csv\0.txt", 10)),
      holds_none(std::string(65'535, 'x')),
      // Names that do not print.
      {zip_of({{.name = std::string("a.txt\0.csv", 10), .text = kCsv}}),
       "the name of the entry \"a.txt\\x00.csv\" has control characters" + no_delivery},
      {zip_of({{.name = "a\n.csv", .text = kCsv}}),
       "the name of the entry \"a\\x0a.csv\" has control characters" + no_delivery},
      {zip_of({{.name = "\x1b[2Ja.csv", .text = kCsv}}),
       "the name of the entry \"\\x1b[2Ja.csv\" has control characters" + no_delivery},
      // Links, encryption of every kind, zips in zips.
      {zip_of({{.name = "a.csv", .text = "/etc/passwd", .unix_mode = 0120777}}),
       "\"a.csv\" is a link to another file" + no_delivery},
      {zip_of({{.name = "a.csv", .text = kCsv, .flags = 1 << 6}}),
       "\"a.csv\" is encrypted. Unpack it with its password first"},
      {zip_of({{.name = "a.csv", .text = kCsv, .flags = 1 << 13}}),
       "\"a.csv\" is encrypted. Unpack it with its password first"},
      {zip_of({{.name = "inner.zip", .text = inner}}),
       "the zip holds no CSV; its first entry is \"inner.zip\"" + no_csv},
      // Two of one name, two in the same bytes.
      {zip_of({{.name = "a.csv", .text = kCsv}, {.name = "a.csv", .text = kCsv}}),
       "the zip holds more than one CSV: \"a.csv\" and \"a.csv\". Unpack it and give the CSV files"},
      {zip_of({{.name = "a.csv", .text = kCsv}, {.name = "b.xml", .text = "x", .header_offset = 0}}),
       "the entries \"a.csv\" and \"b.xml\" overlap" + no_delivery},
      {zip_of({{.name = "a.csv", .text = kCsv}, {.name = "b.xml", .text = "x", .header_offset = 40}}),
       "the entries \"a.csv\" and \"b.xml\" overlap" + no_delivery},
      {zip_of({{.name = "b.xml", .text = "x", .packed_bytes = 50}, {.name = "a.csv", .text = kCsv}}),
       "the entries \"a.csv\" and \"b.xml\" overlap" + no_delivery},
      // Bombs.
      {bomb,
       fmt::format("\"a.csv\" would grow from {} to 70000000 bytes, more than 200 times", bomb.size() - 108) +
           no_delivery},
      {zip_of({{.name = "a.csv", .text = zeros, .bytes = 1000}}),
       "\"a.csv\" is damaged: it goes on after the 1000 bytes that the directory declares" + again},
      {zip_of({{.name = "a.csv", .text = kCsv, .zip64 = true, .bytes = UINT64_MAX}}),
       "\"a.csv\" says it holds 18446744073709551615 bytes, more than 64 GiB" + no_delivery},
      {zip_of(many, {.zip64_end = true}), "the zip's directory has 21200000 bytes" + no_delivery},
      // zip64 that lies.
      {zip_of({{.name = "a.csv", .text = kCsv, .zip64 = true, .packed_bytes = UINT64_MAX}}),
       "the entry \"a.csv\" reaches into the directory" + again},
      {zip_of({{.name = "a.csv", .text = kCsv, .packed_bytes = 0xffffffff}}),
       "the entry \"a.csv\" reaches into the directory" + again},
      {end_says(8, ones), "the zip64 end record is missing" + again},
      {end_says(16, ones), "the zip64 end record is missing" + again},
      {end_says(12, ones), "the zip64 end record is missing" + again},
      // An end record that lies.
      {end_says(16, std::string("\xf0\xff\xff\x7f", 4)),
       "the zip's directory lies outside of the file" + again},
      {end_says(12, std::string("\xf0\xff\xff\x7f", 4)),
       "the zip's directory lies outside of the file" + again},
      {end_says(16, std::string("\0\0\0\0", 4)), "the zip's directory is damaged" + again},
      {end_says(12, std::string("\0\0\0\0", 4)),
       "the zip's directory has 0 entries, its end record says 1" + again},
      {end_says(8, std::string("\2\0\2\0", 4)),
       "the zip's directory has 1 entries, its end record says 2" + again},
      {end_says(4, std::string("\1\0\1\0", 4)), "the zip is one part of several. Join the parts first"},
      {end_says(20, std::string("\1\0", 2)), "the zip has no end record: the file is cut off" + again},
  };
  for (const BadZip& c : cases) {
    const std::string error = error_of_zip(c.zip);
    EXPECT_EQ(error, "bad_archive: t.zip: " + c.message);
  }
}

TEST(Zip, a_zip_cut_anywhere_is_a_bad_archive) {
  for (const bool zip64 : {false, true}) {
    for (const std::uint16_t method : kMethods) {
      const std::string zip =
          zip_of({{.name = "a.csv", .text = "hello hello hello", .method = method, .zip64 = zip64},
                  {.name = "a.xml", .text = "<TILE/>"}},
                 {.zip64_end = zip64});
      ASSERT_EQ(error_of_zip(zip), "no error");
      for (std::size_t length = 0; length < zip.size(); ++length)
        EXPECT_THAT(error_of_zip(zip.substr(0, length)), testing::StartsWith("bad_archive: ")) << length;
    }
  }
}

TEST(Zip, a_flipped_bit_never_changes_the_text_silently) {
  const std::string zip = zip_of({{.name = "a.csv", .text = kCsv}});
  for (std::size_t at = 0; at < zip.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string flipped = zip;
      flipped[at] = static_cast<char>(flipped[at] ^ (1 << bit));
      std::string text = kCsv;
      const std::string error = error_of([&] { text = unpacked(flipped); });
      EXPECT_EQ(text, kCsv) << at;
      if (error != "no error") {
        EXPECT_THAT(error, testing::StartsWith("bad_archive: "));
      }
    }
  }
}

TEST(ReadDelivery, a_zip_and_its_csv_give_the_same_tile) {
  const TempFolder folder;
  write_file(folder / "EGMS_L2b_022_0845_IW2_VV.csv", kCsv);
  write_file(folder / "EGMS_L2b_022_0845_IW2_VV.zip", zip_of({{.name = "x.csv", .text = kCsv}}));
  const ingest::Tile zip = ingest::read_delivery(folder / "EGMS_L2b_022_0845_IW2_VV.zip");
  const ingest::Tile csv = ingest::read_delivery(folder / "EGMS_L2b_022_0845_IW2_VV.csv");
  EXPECT_EQ(zip.series_mm, csv.series_mm);
  EXPECT_EQ(zip.stem, "EGMS_L2b_022_0845_IW2_VV");
  EXPECT_EQ(csv.source_bytes, kCsv.size());
  EXPECT_NE(zip.source_sha256, csv.source_sha256);
}

TEST(ReadDelivery, gives_the_sha256_of_the_file_as_it_lies_on_disk) {
  const ingest::MemoryBytes bytes("abc", "abc");  // the example of FIPS 180-4
  EXPECT_EQ(ingest::sha256_of(bytes), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  const ingest::MemoryBytes empty("empty", "");
  EXPECT_EQ(ingest::sha256_of(empty), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(ReadDelivery, a_renamed_zip_takes_its_level_from_the_csv_in_it) {
  const TempFolder folder;
  const std::string csv = kL3Header2020 + ",20200103\n" + kL3Row2020 + ",1.0\n";
  write_file(folder / "mine.zip", zip_of({{.name = "EGMS_L3_E45N17_100km_E_2020_2024_1.csv", .text = csv}}));
  const ingest::Tile tile = ingest::read_delivery(folder / "mine.zip");
  EXPECT_EQ(tile.component, Component::east);
  EXPECT_EQ(tile.stem, "mine");
}

TEST(ReadDelivery, a_zip_without_its_extension_is_still_a_zip) {
  const TempFolder folder;
  write_file(folder / "delivery.part", zip_of({{.name = "x.csv", .text = kCsv}}));
  EXPECT_EQ(ingest::read_delivery(folder / "delivery.part").points(), 2u);
}

TEST(ReadDelivery, a_wrong_value_in_a_damaged_zip_is_a_bad_archive_and_in_a_sound_one_a_bad_value) {
  const TempFolder folder;
  const std::string csv = replaced(kCsv, "-1.7", "word");
  write_file(folder / "sound.zip", zip_of({{.name = "x.csv", .text = csv}}));
  write_file(folder / "damaged.zip", zip_of({{.name = "x.csv", .text = csv, .crc32 = 1}}));
  EXPECT_EQ(
      error_of([&] { ingest::read_delivery(folder / "sound.zip"); }),
      "bad_value: " + (folder / "sound.zip").string() + ":2: column \"20200109\": \"word\" is not a number");
  EXPECT_THAT(error_of([&] { ingest::read_delivery(folder / "damaged.zip"); }),
              testing::AllOf(testing::StartsWith("bad_archive: "), testing::HasSubstr("checksum")));
}

TEST(ReadDelivery, files_that_cannot_be_read_are_said) {
  const TempFolder folder;
  const auto error = [](const std::filesystem::path& file) {
    return error_of([&] { ingest::read_delivery(file); });
  };
  EXPECT_EQ(error(folder / "no.zip"),
            "file_missing: " + (folder / "no.zip").string() + ": there is no such file");
  EXPECT_EQ(error(folder.path()), "file_access: " + folder.path().string() + ": this is a folder");
  EXPECT_EQ(error("/dev/null"), "file_access: /dev/null: this is not a regular file");
  write_file(folder / "empty.csv", "");
  EXPECT_EQ(error(folder / "empty.csv"),
            "bad_header: " + (folder / "empty.csv").string() + ": the table is empty");
  write_file(folder / "empty.zip", "");
  EXPECT_EQ(error(folder / "empty.zip"), "bad_archive: " + (folder / "empty.zip").string() +
                                             ": the file is empty. Download the delivery again");
}

}  // namespace
}  // namespace plumbline::test

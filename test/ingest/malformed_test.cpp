// SPDX-License-Identifier: MIT
// The table of everything that can be wrong with a delivery's CSV, and what is said of it:
// malformed_tables.txt.
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "ingest/example_tables.h"
#include "support/support.h"

namespace plumbline::test {
namespace {

const std::string kHeader = kL2bHeader2020 + kThreeDates;
const std::string kFirst = kL2bRowAscending + ",0.1,0.2,0.3";
const std::string kSecond = kL2bRowDescending + ",-1.0,-1.7,0.8";

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

/// \n, \r, \t, \\, \xNN, and {header}, {first}, {second} for the lines of a sound table.
std::string unescaped(std::string text) {
  for (const auto& [name, line] :
       {std::pair("{header}", &kHeader), {"{first}", &kFirst}, {"{second}", &kSecond}}) {
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name))
      text.replace(at, std::string_view(name).size(), *line);
  }
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      result += text[i];
      continue;
    }
    const char kind = text.at(++i);
    if (kind == 'x') {
      unsigned byte = 0;
      std::from_chars(&text.at(i + 1), &text.at(i + 2) + 1, byte, 16);
      result += static_cast<char>(byte);
      i += 2;
    } else {
      result += kind == 'n' ? '\n' : kind == 'r' ? '\r' : kind == 't' ? '\t' : kind;
    }
  }
  return result;
}

/// The table that an input of malformed_tables.txt stands for.
std::string table_of(const std::string& input) {
  const std::size_t space = input.find(' ');
  const std::string verb = input.substr(0, space);
  const std::string rest = space == std::string::npos ? "" : input.substr(space + 1);
  const std::string sound = kHeader + "\n" + kFirst + "\n" + kSecond + "\n";
  if (verb == "file") return unescaped(rest);
  if (verb == "line3") return kHeader + "\n" + kFirst + "\n" + unescaped(rest) + "\n";
  if (verb == "cut") return sound.substr(0, sound.size() - std::stoul(rest));
  const std::size_t gap = rest.find(' ');
  const std::string name = rest.substr(0, gap);
  const std::string value = gap == std::string::npos ? "" : unescaped(rest.substr(gap + 1));
  if (verb == "header") return replaced(kHeader, name, value) + "\n" + kFirst + "\n" + kSecond + "\n";
  if (verb != "set") throw std::runtime_error("what is " + input);
  const std::vector<std::string> names = split(kHeader, ',');
  std::vector<std::string> values = split(kSecond, ',');
  values.at(static_cast<std::size_t>(std::ranges::find(names, name) - names.begin())) = value;
  return kHeader + "\n" + kFirst + "\n" + fmt::format("{}", fmt::join(values, ",")) + "\n";
}

/// PLUMBLINE_BLESS=1 writes what is said now into the table; a person reads the difference.
TEST(MalformedTables, each_is_refused_with_its_message) {
  const std::filesystem::path file = MALFORMED_TABLES;
  std::vector<std::string> lines = split(read_file(file), '\n');
  std::size_t inputs = 0;
  std::set<std::string> classes;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].starts_with("## ")) classes.insert(lines[i]);
    if (lines[i].empty() || lines[i].starts_with('#') || lines[i].starts_with("    ")) continue;
    ++inputs;
    const std::string said = "    " + error_of([&] { read_text(table_of(lines[i])); });
    if (i + 1 == lines.size() || !lines[i + 1].starts_with("    "))
      lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(i) + 1, "    nothing is expected");
    if (std::getenv("PLUMBLINE_BLESS") != nullptr) lines[i + 1] = said;
    EXPECT_EQ(said, lines[i + 1]) << "line " << i + 1 << ": " << lines[i];
    EXPECT_NE(said, "    no error") << "line " << i + 1 << ": " << lines[i];
  }
  EXPECT_GE(inputs, 200U);
  EXPECT_GE(classes.size(), 25U);
  if (std::getenv("PLUMBLINE_BLESS") != nullptr)
    write_file(file, fmt::format("{}\n", fmt::join(lines, "\n")));
}

/// A table that is cut off may lose whole rows or the end of a number unseen; everything else is seen.
TEST(MalformedTables, a_row_cut_at_any_byte_is_refused_with_its_message) {
  const std::string before = kHeader + "\n" + kFirst + "\n";
  const std::size_t columns = split(kHeader, ',').size();
  const std::size_t last_value = kSecond.rfind(',');
  for (std::size_t length = 1; length <= last_value; ++length) {
    const std::string part = kSecond.substr(0, length);
    const auto values = static_cast<std::size_t>(1 + std::ranges::count(part, ','));
    const std::string said = error_of([&] { read_text(before + part); });
    if (values == columns) {
      EXPECT_EQ(said, "no error") << "a last value that is missing";
    } else {
      EXPECT_EQ(said,
                fmt::format("bad_value: tile.csv:3: the row has {} values, the header {} columns. The file "
                            "may be cut off here",
                            values, columns))
          << part;
    }
  }
}

}  // namespace
}  // namespace plumbline::test

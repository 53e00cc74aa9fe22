// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::ingest {

/// A small table of text with a header: what the GNSS formats have in common. Fields are separated by the
/// first of comma, semicolon and tab that the header holds, or else by spaces. `#`, `*` and `%` begin a
/// comment; the header may stand in the first one.
class GnssText {
 public:
  explicit GnssText(const std::filesystem::path& file);

  struct Line {
    std::size_t number = 0;  ///< in the file, from 1
    std::vector<std::string> fields;
  };
  const std::vector<Line>& lines() const { return lines_; }

  /// The names of the columns as they are compared.
  const std::vector<std::string>& columns() const { return canonical_; }
  /// The place of the first column with one of these names, in the order of the names, or nothing. Names are
  /// compared in lower case and without underscores in front.
  std::optional<std::size_t> column(std::span<const std::string_view> names) const;
  /// The same; Error(bad_header) without one, calling it `what`.
  std::size_t required_column(std::span<const std::string_view> names, std::string_view what) const;

  const std::string& text(const Line& line, std::size_t column) const { return line.fields[column]; }
  /// NaN where the field is empty or says that nothing is known.
  double number(const Line& line, std::size_t column) const;
  /// A number from `lowest` to `highest`.
  double number_within(const Line& line, std::size_t column, double lowest, double highest) const;
  [[noreturn]] void wrong(const Line& line, std::size_t column, std::string problem,
                          std::string advice = {}) const;

 private:
  void read_header(std::string_view line);
  std::vector<std::string> split(std::string_view line) const;

  std::string file_;
  char separator_ = ' ';
  std::vector<std::string> names_;      ///< as printed
  std::vector<std::string> canonical_;  ///< in lower case, without underscores in front
  std::vector<Line> lines_;
};

/// A longitude of any turn, as one from -180 up to 180 degrees.
double usual_longitude(double degrees);

}  // namespace plumbline::ingest

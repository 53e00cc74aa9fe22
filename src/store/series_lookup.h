// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline::store {

/// Finds single points in a file of series that write_series_file wrote, in a few milliseconds and without a
/// database: a pid lies between the lowest and the highest one of few row groups, since rows are in spatial
/// order and pids spell places; then one page of pids is looked through, and one page a date unpacked. Keeps
/// what the footer says (sixteen bytes a date and 20,480 points), no pids. May be used by several threads.
/// Everything throws Error(bad_store) for a damaged file.
class SeriesLookup {
 public:
  /// Nothing for a file that another program wrote. Throws Error(file_access).
  static std::optional<SeriesLookup> open(const std::filesystem::path& file);

  std::size_t rows() const { return rows_; }
  std::size_t acquisitions() const { return acquisitions_; }
  /// The row of a point.
  std::optional<std::size_t> find(std::string_view pid) const;
  /// Of a row that is there.
  std::string pid(std::size_t row) const;
  std::vector<float> series(std::size_t row) const;  ///< missing = NaN

 private:
  /// A column of a row group: its pages, one after the other.
  struct Chunk {
    std::uint64_t offset = 0;
    std::uint32_t bytes = 0;
  };
  struct Group {
    std::size_t first_row = 0;
    std::size_t rows = 0;
    std::string lowest_pid;  ///< both empty when the file does not say
    std::string highest_pid;
    std::vector<Chunk> chunks;  ///< of pid, and one a date
  };
  class Footer;

  SeriesLookup(std::filesystem::path file, std::uint64_t size);
  std::string read(std::uint64_t offset, std::uint64_t bytes) const;
  std::string pids_of(const Group& group) const;
  const Group& group_of(std::size_t row) const;
  [[noreturn]] void damaged(const char* what) const;

  std::filesystem::path file_;
  std::uint64_t size_ = 0;
  std::size_t rows_ = 0;
  std::size_t acquisitions_ = 0;
  std::vector<Group> groups_;
};

}  // namespace plumbline::store

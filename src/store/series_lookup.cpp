// SPDX-License-Identifier: MIT
// Numbers of fields are those of parquet.thrift (Apache Parquet format 2.11).
#include "store/series_lookup.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <utility>

#include "core/error.h"
#include "parallel/thread_loop.h"
#include "store/parquet_page.h"
#include "store/series_file.h"
#include "store/thrift_reader.h"

namespace plumbline::store {
namespace {

constexpr std::string_view kMagic = "PAR1";
constexpr std::uint64_t kTailBytes = 8;  // the footer's length, and the magic again
constexpr std::size_t kDatesAtOnce = 32;

constexpr const char* kAdvice = "Ingest the delivery again with --overwrite";

/// Does `action`; what it finds wrong is wrong with this file.
template <typename Action>
auto blaming(const std::filesystem::path& file, const Action& action) {
  try {
    return action();
  } catch (const Error& error) {
    if (!error.where().file.empty()) throw;
    throw Error(error.code(), {.file = file.string()}, error.problem(), kAdvice);
  }
}

/// The text at the start of `texts`, which is taken off. Nothing when there is no whole one.
std::optional<std::string_view> take_text(std::string_view& texts) {
  std::uint32_t length = 0;
  if (texts.size() < sizeof length) return std::nullopt;
  std::memcpy(&length, texts.data(), sizeof length);
  if (length > texts.size() - sizeof length) return std::nullopt;
  const std::string_view text = texts.substr(sizeof length, length);
  texts.remove_prefix(sizeof length + length);
  return text;
}

}  // namespace

/// Takes from a footer what is needed.
class SeriesLookup::Footer {
 public:
  explicit Footer(std::string_view bytes) : from_(bytes) {
    from_.structure([&](int field, int type) {
      if (field == 3) {
        rows = static_cast<std::size_t>(from_.integer());
      } else if (field == 4) {
        from_.list([&](int) { read_group(); });
      } else if (field == 6) {
        author = from_.text();
      } else {
        from_.skip(type);
      }
    });
  }

  std::size_t rows = 0;
  std::vector<Group> groups;
  std::string author;

 private:
  void read_group() {
    Group group{.first_row = groups.empty() ? 0 : groups.back().first_row + groups.back().rows};
    from_.structure([&](int field, int type) {
      if (field == 1) {
        from_.list([&](int) { read_chunk(group); });
      } else if (field == 3) {
        group.rows = static_cast<std::size_t>(from_.integer());
      } else {
        from_.skip(type);
      }
    });
    groups.push_back(std::move(group));
  }

  void read_chunk(Group& group) {
    Chunk chunk;
    from_.structure([&](int field, int type) {
      if (field != 3) return from_.skip(type);
      read_metadata(group, chunk);
    });
    group.chunks.push_back(chunk);
  }

  void read_metadata(Group& group, Chunk& chunk) {
    std::uint64_t data = 0;
    std::uint64_t dictionary = 0;
    from_.structure([&](int field, int type) {
      if (field == 7) {
        chunk.bytes = static_cast<std::uint32_t>(from_.integer());
      } else if (field == 9) {
        data = static_cast<std::uint64_t>(from_.integer());
      } else if (field == 11) {
        dictionary = static_cast<std::uint64_t>(from_.integer());
      } else if (field == 12 && group.chunks.empty()) {
        read_limits(group);
      } else {
        from_.skip(type);
      }
    });
    chunk.offset = dictionary == 0 ? data : dictionary;
  }

  void read_limits(Group& group) {
    from_.structure([&](int field, int type) {
      if (field == 5) {
        group.highest_pid = from_.text();
      } else if (field == 6) {
        group.lowest_pid = from_.text();
      } else {
        from_.skip(type);
      }
    });
  }

  ThriftReader from_;
};

SeriesLookup::SeriesLookup(std::filesystem::path file, std::uint64_t size)
    : file_(std::move(file)), size_(size) {}

std::optional<SeriesLookup> SeriesLookup::open(const std::filesystem::path& file) {
  std::error_code problem;  // then the size is none that a file can have
  SeriesLookup lookup(file, std::filesystem::file_size(file, problem));
  if (problem) throw Error(ErrorCode::file_access, {.file = file.string()}, problem.message());
  if (lookup.size_ < kTailBytes) return std::nullopt;
  const std::string tail = lookup.read(lookup.size_ - kTailBytes, kTailBytes);
  std::uint32_t length = 0;  // little-endian, as all processors this is built for
  std::memcpy(&length, tail.data(), sizeof length);
  if (!tail.ends_with(kMagic) || length > lookup.size_ - kTailBytes) return std::nullopt;
  const std::string bytes = lookup.read(lookup.size_ - kTailBytes - length, length);
  Footer footer = blaming(file, [&] { return Footer(bytes); });
  if (footer.author != kSeriesFileAuthor) return std::nullopt;
  lookup.rows_ = footer.rows;
  lookup.groups_ = std::move(footer.groups);
  const std::size_t columns = lookup.groups_.empty() ? 1 : lookup.groups_.front().chunks.size();
  lookup.acquisitions_ = columns - 1;
  for (const Group& group : lookup.groups_) {
    if (columns == 0 || group.chunks.size() != columns)
      lookup.damaged("a row group has another number of columns than the first");
  }
  return lookup;
}

void SeriesLookup::damaged(const char* what) const {
  throw Error(ErrorCode::bad_store, {.file = file_.string()}, what, kAdvice);
}

std::string SeriesLookup::read(std::uint64_t offset, std::uint64_t bytes) const {
  if (offset > size_ || bytes > size_ - offset) damaged("the file has no such place");
  std::string read(bytes, '\0');
  std::ifstream from(file_, std::ios::binary);
  from.seekg(static_cast<std::streamoff>(offset));
  from.read(read.data(), static_cast<std::streamsize>(bytes));
  if (!from) throw Error(ErrorCode::file_access, {.file = file_.string()}, "cannot read this file");
  return read;
}

std::string SeriesLookup::pids_of(const Group& group) const {
  const Chunk& chunk = group.chunks.front();
  return blaming(file_, [&] { return texts_of_chunk(read(chunk.offset, chunk.bytes)); });
}

std::optional<std::size_t> SeriesLookup::find(std::string_view pid) const {
  for (const Group& group : groups_) {
    if (!group.highest_pid.empty() && (pid < group.lowest_pid || pid > group.highest_pid)) continue;
    const std::string pids = pids_of(group);
    std::string_view rest = pids;
    for (std::size_t row = 0; row < group.rows; ++row) {
      const auto text = take_text(rest);
      if (!text) damaged("a row group has fewer pids than rows");
      if (*text == pid) return group.first_row + row;
    }
  }
  return std::nullopt;
}

const SeriesLookup::Group& SeriesLookup::group_of(std::size_t row) const {
  const auto next = std::ranges::upper_bound(groups_, row, {}, &Group::first_row);
  if (next == groups_.begin() || row >= rows_) damaged("the file has fewer rows than asked for");
  return *std::prev(next);
}

std::string SeriesLookup::pid(std::size_t row) const {
  const Group& group = group_of(row);
  const std::string pids = pids_of(group);
  std::string_view rest = pids;
  for (std::size_t at = group.first_row;; ++at) {
    const auto text = take_text(rest);
    if (!text) damaged("a row group has fewer pids than rows");
    if (at == row) return std::string(*text);
  }
}

std::vector<float> SeriesLookup::series(std::size_t row) const {
  const Group& group = group_of(row);
  const std::size_t place = row - group.first_row;
  const auto dates = std::span(group.chunks).subspan(1);
  std::vector<float> values_mm(dates.size());
  // Columns of a row group lie one after the other: some are read at once.
  parallel_ranges(dates.size(), kDatesAtOnce, [&](std::size_t begin, std::size_t end) {
    const std::uint64_t offset = dates[begin].offset;
    const std::string bytes = read(offset, dates[end - 1].offset + dates[end - 1].bytes - offset);
    for (std::size_t i = begin; i < end; ++i) {
      if (dates[i].offset - offset > bytes.size()) damaged("the columns are not in order");
      const auto chunk = std::string_view(bytes).substr(dates[i].offset - offset);
      values_mm[i] = blaming(file_, [&] { return float_of_row(chunk, place); });
    }
  });
  return values_mm;
}

}  // namespace plumbline::store

// SPDX-License-Identifier: MIT
#include "ingest/zip_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "core/error.h"
#include "ingest/zip_stream.h"

namespace plumbline::ingest {
namespace {

constexpr std::string_view kDownloadAgain = "Download the delivery again";
constexpr std::uint64_t kMostDirectoryBytes = std::uint64_t{16} << 20;
constexpr std::uint64_t kMostEntryBytes = std::uint64_t{64} << 30;
constexpr std::uint64_t kSmallEntryBytes = std::uint64_t{64} << 20;
constexpr std::uint64_t kMostRatio = 200;
constexpr std::size_t kEndRecordBytes = 22;
constexpr std::size_t kZip64LocatorBytes = 20;
constexpr std::size_t kZip64EndRecordBytes = 56;
constexpr std::size_t kCentralHeaderBytes = 46;
constexpr std::size_t kLocalHeaderBytes = 30;
constexpr std::uint64_t kUnix = 3;  // who made the entry (APPNOTE 4.4.2), and what it then is (stat.h)
constexpr std::uint32_t kFileType = 0170000;
constexpr std::uint32_t kLink = 0120000;

[[noreturn]] void damaged(const std::string& file, std::string problem,
                          std::string_view advice = kDownloadAgain) {
  throw Error(ErrorCode::bad_archive, {.file = file}, std::move(problem), std::string(advice));
}

/// Little-endian numbers in a part of the zip; the caller has checked that they lie inside.
class Fields {
 public:
  explicit Fields(std::string_view bytes) : bytes_(bytes) {}
  std::uint64_t number(std::size_t at, std::size_t width) const {
    std::uint64_t value = 0;
    for (std::size_t i = width; i-- > 0;)
      value = value << 8 | static_cast<unsigned char>(bytes_.substr(at + i, 1).front());
    return value;
  }
  std::uint16_t two(std::size_t at) const { return static_cast<std::uint16_t>(number(at, 2)); }
  std::uint32_t four(std::size_t at) const { return static_cast<std::uint32_t>(number(at, 4)); }
  std::uint64_t eight(std::size_t at) const { return number(at, 8); }
  bool starts_with(std::string_view signature) const { return bytes_.starts_with(signature); }

 private:
  std::string_view bytes_;
};

std::string bytes_at(const ByteSource& zip, std::uint64_t offset, std::size_t count) {
  std::string bytes(count, '\0');
  zip.read_at(offset, bytes);
  return bytes;
}

struct EndRecord {
  std::uint64_t entries = 0;
  std::uint64_t directory_bytes = 0;
  std::uint64_t directory_offset = 0;
  std::uint64_t directory_limit = 0;  ///< the directory ends here at the latest
};

[[noreturn]] void not_a_zip(const ByteSource& zip) {
  if (zip.size() == 0) damaged(zip.name(), "the file is empty");
  const std::string start = bytes_at(zip, 0, 1);
  if (start == "<" || start == "{")
    damaged(zip.name(), "this is not a zip but a web page or a message",
            "The download was refused: open the file in a text editor to see why");
  if (start == "P") damaged(zip.name(), "the zip has no end record: the file is cut off");
  damaged(zip.name(), "this is not a zip");
}

/// The zip64 end record (APPNOTE 4.3.14), found by its locator just before the end record.
EndRecord read_zip64_end_record(const ByteSource& zip, std::uint64_t end_record_offset) {
  if (end_record_offset < kZip64LocatorBytes + kZip64EndRecordBytes)
    damaged(zip.name(), "the zip64 end record is missing");
  const std::uint64_t locator_offset = end_record_offset - kZip64LocatorBytes;
  const std::string locator_bytes = bytes_at(zip, locator_offset, kZip64LocatorBytes);
  const Fields locator(locator_bytes);
  if (!locator.starts_with("PK\6\7")) damaged(zip.name(), "the zip64 end record is missing");
  const std::uint64_t offset = locator.eight(8);
  if (offset > locator_offset - kZip64EndRecordBytes)
    damaged(zip.name(), "the zip64 end record lies outside of the file");
  const std::string record_bytes = bytes_at(zip, offset, kZip64EndRecordBytes);
  const Fields record(record_bytes);
  if (!record.starts_with("PK\6\6")) damaged(zip.name(), "the zip64 end record is missing");
  if (locator.four(4) != 0 || locator.four(16) > 1 || record.four(16) != 0 || record.four(20) != 0 ||
      record.eight(24) != record.eight(32))
    damaged(zip.name(), "the zip is one part of several", "Join the parts first");
  return {record.eight(32), record.eight(40), record.eight(48), offset};
}

EndRecord read_end_record(const ByteSource& zip) {
  // The end record is followed by a comment of at most 65,535 bytes, mostly none.
  const auto tail_bytes =
      static_cast<std::size_t>(std::min<std::uint64_t>(zip.size(), kEndRecordBytes + 0xffff));
  const std::string tail = bytes_at(zip, zip.size() - tail_bytes, tail_bytes);
  for (std::size_t at = tail.rfind("PK\5\6"); at != std::string::npos;
       at = at == 0 ? std::string::npos : tail.rfind("PK\5\6", at - 1)) {
    if (tail.size() - at < kEndRecordBytes) continue;
    const Fields record(std::string_view(tail).substr(at));
    if (at + kEndRecordBytes + record.two(20) != tail.size()) continue;
    const std::uint64_t offset = zip.size() - tail_bytes + at;
    if (record.two(8) == 0xffff || record.two(10) == 0xffff || record.four(12) == 0xffffffff ||
        record.four(16) == 0xffffffff)
      return read_zip64_end_record(zip, offset);
    if (record.two(4) != 0 || record.two(6) != 0 || record.two(8) != record.two(10))
      damaged(zip.name(), "the zip is one part of several", "Join the parts first");
    return {record.two(10), record.four(12), record.four(16), offset};
  }
  not_a_zip(zip);
}

/// Replaces sizes and offset by those of the zip64 extra field (APPNOTE 4.5.3) where they are all ones.
void apply_zip64_extra(ZipEntry& entry, std::string_view extra, const std::string& file) {
  while (extra.size() >= 4) {
    const Fields head(extra);
    const std::size_t length = head.two(2);
    if (length > extra.size() - 4) break;
    if (head.two(0) == 1) {
      const Fields values(extra.substr(4, length));
      std::size_t at = 0;
      for (std::uint64_t* value : {&entry.bytes, &entry.packed_bytes, &entry.header_offset}) {
        if (*value != 0xffffffff) continue;
        if (at + 8 > length) damaged(file, "the zip64 sizes of an entry are missing");
        *value = values.eight(at);
        at += 8;
      }
      return;
    }
    extra.remove_prefix(4 + length);
  }
}

/// Reads the entry at the start of `rest` and removes it.
ZipEntry take_entry(std::string_view& rest, const std::string& file) {
  const Fields header(rest);
  if (rest.size() < kCentralHeaderBytes || !header.starts_with("PK\1\2"))
    damaged(file, "the zip's directory is damaged");
  const std::size_t name_bytes = header.two(28);
  const std::size_t extra_bytes = header.two(30);
  const std::size_t length = kCentralHeaderBytes + name_bytes + extra_bytes + header.two(32);
  if (length > rest.size()) damaged(file, "the zip's directory is damaged");
  ZipEntry entry{.name = std::string(rest.substr(kCentralHeaderBytes, name_bytes)),
                 .flags = header.two(8),
                 .method = header.two(10),
                 .crc32 = header.four(16),
                 .packed_bytes = header.four(20),
                 .bytes = header.four(24),
                 .header_offset = header.four(42),
                 .is_link = header.number(5, 1) == kUnix && (header.four(38) >> 16 & kFileType) == kLink};
  apply_zip64_extra(entry, rest.substr(kCentralHeaderBytes + name_bytes, extra_bytes), file);
  rest.remove_prefix(length);
  return entry;
}

bool is_top_level_csv(const ZipEntry& entry) {
  const std::string& name = entry.name;
  if (name.size() < 4 || name.front() == '.' || name.find_first_of("/\\") != std::string::npos) return false;
  std::string extension = name.substr(name.size() - 4);
  for (char& c : extension) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return extension == ".csv";
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

void check_entry_can_be_read(const ZipEntry& entry, const std::string& file) {
  if (std::ranges::any_of(entry.name, is_control))
    damaged(file, fmt::format("the name of the entry {} has control characters", quoted(entry.name)),
            "This is no EGMS delivery");
  if (entry.is_link)
    damaged(file, fmt::format("{} is a link to another file", quoted(entry.name)),
            "This is no EGMS delivery");
  constexpr std::uint16_t kEncrypted = 1u << 0 | 1u << 6 | 1u << 13;
  if ((entry.flags & kEncrypted) != 0)
    damaged(file, fmt::format("{} is encrypted", quoted(entry.name)), "Unpack it with its password first");
  if (entry.method != kStored && entry.method != kDeflated)
    damaged(file, fmt::format("{} is packed by method {}", quoted(entry.name), entry.method),
            "Plumbline reads entries that are stored (0) or deflated (8): unpack it and give the CSV");
  if (entry.method == kStored && entry.packed_bytes != entry.bytes)
    damaged(file, fmt::format("{} is stored, but its two sizes differ: {} and {} bytes", quoted(entry.name),
                              entry.packed_bytes, entry.bytes));
  if (entry.bytes > kMostEntryBytes)
    damaged(file, fmt::format("{} says it holds {} bytes, more than 64 GiB", quoted(entry.name), entry.bytes),
            "This is no EGMS delivery");
  if (entry.bytes > kSmallEntryBytes && entry.bytes / kMostRatio > entry.packed_bytes)
    damaged(file,
            fmt::format("{} would grow from {} to {} bytes, more than {} times", quoted(entry.name),
                        entry.packed_bytes, entry.bytes, kMostRatio),
            "This is no EGMS delivery");
}

/// Two entries in the same bytes: the trick of a zip that unpacks to more than it could hold.
void check_shares_no_bytes(const ZipDirectory& directory, const ZipEntry& entry, std::uint64_t end,
                           const std::string& file) {
  for (const ZipEntry& other : directory.entries) {
    if (&other == &entry) continue;
    const bool is_inside = other.header_offset >= entry.header_offset && other.header_offset < end;
    const bool reaches_inside =
        other.header_offset < entry.header_offset &&
        entry.header_offset - other.header_offset < kLocalHeaderBytes + other.packed_bytes;
    if (is_inside || reaches_inside)
      damaged(file, fmt::format("the entries {} and {} overlap", quoted(entry.name), quoted(other.name)),
              "This is no EGMS delivery");
  }
}

}  // namespace

ZipDirectory read_zip_directory(const ByteSource& zip) {
  const EndRecord end = read_end_record(zip);
  if (end.directory_offset > end.directory_limit ||
      end.directory_bytes > end.directory_limit - end.directory_offset)
    damaged(zip.name(), "the zip's directory lies outside of the file");
  if (end.directory_bytes > kMostDirectoryBytes)
    damaged(zip.name(), fmt::format("the zip's directory has {} bytes", end.directory_bytes),
            "This is no EGMS delivery");
  const std::string bytes =
      bytes_at(zip, end.directory_offset, static_cast<std::size_t>(end.directory_bytes));
  std::string_view rest = bytes;
  ZipDirectory directory{.entries = {}, .offset = end.directory_offset};
  while (!rest.empty()) directory.entries.push_back(take_entry(rest, zip.name()));
  if (directory.entries.size() != end.entries)
    damaged(zip.name(), fmt::format("the zip's directory has {} entries, its end record says {}",
                                    directory.entries.size(), end.entries));
  return directory;
}

const ZipEntry& only_csv(const ZipDirectory& directory, const std::string& zip_name) {
  const ZipEntry* found = nullptr;
  for (const ZipEntry& entry : directory.entries) {
    if (!is_top_level_csv(entry)) continue;
    if (found != nullptr)
      damaged(
          zip_name,
          fmt::format("the zip holds more than one CSV: {} and {}", quoted(found->name), quoted(entry.name)),
          "Unpack it and give the CSV files");
    found = &entry;
  }
  if (found == nullptr)
    damaged(zip_name,
            directory.entries.empty() ? std::string("the zip is empty")
                                      : fmt::format("the zip holds no CSV; its first entry is {}",
                                                    quoted(directory.entries.front().name)),
            "An EGMS delivery holds one .csv at its top level");
  return *found;
}

std::unique_ptr<ByteStream> open_zip_entry(const ByteSource& zip, const ZipDirectory& directory,
                                           const ZipEntry& entry) {
  check_entry_can_be_read(entry, zip.name());
  const std::string where = fmt::format("the entry {}", quoted(entry.name));
  if (directory.offset < kLocalHeaderBytes || entry.header_offset > directory.offset - kLocalHeaderBytes)
    damaged(zip.name(), where + " lies outside of the file");
  const std::string header_bytes = bytes_at(zip, entry.header_offset, kLocalHeaderBytes);
  const Fields header(header_bytes);
  if (!header.starts_with("PK\3\4")) damaged(zip.name(), where + " does not start where the directory says");
  const std::uint64_t name_offset = entry.header_offset + kLocalHeaderBytes;
  const std::uint64_t data_offset = name_offset + header.two(26) + header.two(28);
  if (data_offset > directory.offset || entry.packed_bytes > directory.offset - data_offset)
    damaged(zip.name(), where + " reaches into the directory");
  if (header.two(6) != entry.flags || header.two(8) != entry.method ||
      bytes_at(zip, name_offset, header.two(26)) != entry.name)
    damaged(zip.name(), where + " differs from what the directory says");
  check_shares_no_bytes(directory, entry, data_offset + entry.packed_bytes, zip.name());
  return std::make_unique<ZipStream>(zip, entry, data_offset);
}

}  // namespace plumbline::ingest

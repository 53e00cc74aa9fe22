// SPDX-License-Identifier: MIT
// Numbers of fields are those of parquet.thrift (Apache Parquet format 2.11).
#include "store/parquet_splice.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "core/error.h"
#include "store/durable_file.h"
#include "store/thrift_value.h"

namespace plumbline::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMagic = "PAR1";
constexpr std::int64_t kTailBytes = 8;  // the footer's length, and the magic again

enum FileField : std::int16_t { kSchema = 2, kRowGroups = 4, kColumnOrders = 7 };
enum SchemaField : std::int16_t { kName = 4, kChildren = 5 };
enum GroupField : std::int16_t {
  kColumns = 1,
  kUncompressedBytes = 2,
  kRows = 3,
  kSortingColumns = 4,
  kGroupOffset = 5,
  kCompressedBytes = 6
};
enum ChunkField : std::int16_t {
  kChunkOffset = 2,
  kMetadata = 3,
  kOffsetIndex = 4,
  kOffsetIndexLength = 5,
  kColumnIndex = 6,
  kColumnIndexLength = 7
};
enum ColumnField : std::int16_t {
  kTotalUncompressed = 6,
  kTotalCompressed = 7,
  kDataPage = 9,
  kIndexPage = 10,
  kDictionaryPage = 11,
  kBloomFilter = 14,
  kBloomFilterLength = 15
};

/// What a footer must have.
const ThriftValue& field(const ThriftStruct& structure, std::int16_t id) {
  const ThriftValue* found = structure.find(id);
  if (found == nullptr) throw Error(ErrorCode::bad_store, {}, fmt::format("the footer lacks field {}", id));
  return *found;
}
ThriftValue& field(ThriftStruct& structure, std::int16_t id) {
  return const_cast<ThriftValue&>(field(std::as_const(structure), id));
}

void set_if_there(ThriftStruct& structure, std::int16_t id, std::int64_t value) {
  if (ThriftValue* found = structure.find(id)) found->integer() = value;
}

/// Offsets of 0 mean none.
void move_if_set(ThriftStruct& structure, std::int16_t id, std::int64_t by) {
  ThriftValue* offset = structure.find(id);
  if (offset != nullptr && offset->integer() > 0) offset->integer() += by;
}

/// A column as a table has it: its part of the schema, and the leaves below it.
struct ParquetColumn {
  std::string name;
  std::size_t first_element, elements;  // in the schema
  std::size_t first_leaf, leaves;       // in every row group
};

class ParquetFile {
 public:
  explicit ParquetFile(const fs::path& path) : path_(path), bytes_(path, std::ios::binary) {
    bytes_.seekg(0, std::ios::end);
    size_ = bytes_.tellg();
    const std::string tail = read(size_ - kTailBytes, kTailBytes);
    if (!tail.ends_with(kMagic)) throw Error(ErrorCode::bad_store, {}, "the file does not end as Parquet");
    std::uint32_t length = 0;  // little-endian, as all processors this is built for
    std::memcpy(&length, tail.data(), sizeof length);
    footer = from_compact(read(size_ - kTailBytes - length, length));
    find_columns();
  }

  /// `count` bytes from `offset` on. Throws Error(bad_store) when they are not there.
  std::string read(std::int64_t offset, std::int64_t count) {
    if (offset < 0 || count < 0 || offset > size_ - count)
      throw Error(ErrorCode::bad_store, {.file = path_.string()}, "the file has no such place");
    std::string bytes(static_cast<std::size_t>(count), '\0');
    bytes_.seekg(offset);
    bytes_.read(bytes.data(), count);
    if (!bytes_) throw Error(ErrorCode::file_access, {.file = path_.string()}, "cannot read this file");
    return bytes;
  }

  const std::vector<ThriftValue>& groups() const { return field(footer, kRowGroups).list(); }

  ThriftStruct footer;
  std::vector<ParquetColumn> columns;

 private:
  void find_columns() {
    const auto& schema = field(footer, kSchema).list();
    std::size_t leaf = 0;
    for (std::size_t element = 1; element < schema.size();) {  // 0 is the root
      ParquetColumn column{field(schema[element].structure(), kName).text(), element, 0, leaf, 0};
      for (std::int64_t open = 1; open > 0; --open, ++element) {
        if (element == schema.size()) throw Error(ErrorCode::bad_store, {}, "the schema ends too early");
        const ThriftValue* children = schema[element].structure().find(kChildren);
        const std::int64_t below = children == nullptr ? 0 : children->integer();
        if (below == 0) ++leaf;
        open += below;
        ++column.elements;
      }
      column.leaves = leaf - column.first_leaf;
      columns.push_back(std::move(column));
    }
    leaves_ = leaf;
    for (const ThriftValue& group : groups()) {
      if (field(group.structure(), kColumns).list().size() != leaves_)
        throw Error(ErrorCode::bad_store, {}, "a row group has another number of columns than the schema");
    }
  }

  fs::path path_;
  std::ifstream bytes_;
  std::int64_t size_ = 0;
  std::size_t leaves_ = 0;
};

/// A column of the result, and the file that has it.
struct Source {
  ParquetFile* file;
  const ParquetColumn* column;
};

std::vector<Source> sources_of(ParquetFile& base, ParquetFile& added) {
  std::vector<Source> sources;
  for (const ParquetColumn& column : base.columns) {
    const auto other = std::ranges::find(added.columns, column.name, &ParquetColumn::name);
    sources.push_back(other == added.columns.end() ? Source{&base, &column} : Source{&added, &*other});
  }
  for (const ParquetColumn& column : added.columns) {
    if (std::ranges::find(base.columns, column.name, &ParquetColumn::name) == base.columns.end())
      sources.push_back({&added, &column});
  }
  return sources;
}

void check_same_rows(const ParquetFile& base, const ParquetFile& added) {
  const auto rows = [](const ThriftValue& group) { return field(group.structure(), kRows).integer(); };
  if (!std::ranges::equal(base.groups(), added.groups(), {}, rows, rows))
    throw Error(ErrorCode::bad_store, {}, "the rows are not grouped as Plumbline does it");
}

/// Where the bytes of a column chunk begin.
std::int64_t begin_of(const ThriftStruct& metadata) {
  const std::int64_t data = field(metadata, kDataPage).integer();
  const ThriftValue* dictionary = metadata.find(kDictionaryPage);
  return dictionary == nullptr || dictionary->integer() <= 0 ? data : std::min(data, dictionary->integer());
}

class Splicer {
 public:
  Splicer(const fs::path& out, std::vector<Source> sources) : to_(out), sources_(std::move(sources)) {}

  std::string write(ParquetFile& base) {
    put(kMagic);
    ThriftStruct footer = base.footer;
    auto& groups = field(footer, kRowGroups).list();
    for (std::size_t i = 0; i < groups.size(); ++i) groups[i].structure() = group(i, groups[i].structure());
    put_schema(footer);
    const std::string text = to_compact(footer);
    const auto length = static_cast<std::uint32_t>(text.size());
    put(text);
    put(std::string_view(reinterpret_cast<const char*>(&length), sizeof length));
    put(kMagic);
    return to_.finish();
  }

 private:
  void put(std::string_view bytes) {
    to_.append(bytes);
    written_ += static_cast<std::int64_t>(bytes.size());
  }

  ThriftStruct group(std::size_t index, ThriftStruct group) {
    const std::int64_t begin = written_;
    std::int64_t uncompressed = 0, compressed = 0;
    std::vector<ThriftValue> chunks;
    for (const Source& source : sources_) {
      const auto& own = field(source.file->groups()[index].structure(), kColumns).list();
      for (std::size_t leaf = 0; leaf < source.column->leaves; ++leaf) {
        chunks.push_back(chunk(*source.file, own[source.column->first_leaf + leaf]));
        const ThriftStruct& metadata = field(chunks.back().structure(), kMetadata).structure();
        uncompressed += field(metadata, kTotalUncompressed).integer();
        compressed += field(metadata, kTotalCompressed).integer();
      }
    }
    field(group, kColumns).list() = std::move(chunks);
    group.erase(kSortingColumns);  // their numbers may have changed
    set_if_there(group, kUncompressedBytes, uncompressed);
    set_if_there(group, kCompressedBytes, compressed);
    set_if_there(group, kGroupOffset, begin);
    return group;
  }

  /// Copies the bytes; returns what the new footer says of them.
  ThriftValue chunk(ParquetFile& from, ThriftValue chunk) {
    ThriftStruct& structure = chunk.structure();
    ThriftStruct& metadata = field(structure, kMetadata).structure();
    const std::int64_t begin = begin_of(metadata);
    const std::int64_t moved = written_ - begin;
    put(from.read(begin, field(metadata, kTotalCompressed).integer()));
    for (const auto page : {kDataPage, kIndexPage, kDictionaryPage}) move_if_set(metadata, page, moved);
    move_if_set(structure, kChunkOffset, moved);
    for (const auto id : {kOffsetIndex, kOffsetIndexLength, kColumnIndex, kColumnIndexLength})
      structure.erase(id);
    for (const auto id : {kBloomFilter, kBloomFilterLength}) metadata.erase(id);
    return chunk;
  }

  void put_schema(ThriftStruct& footer) const {
    auto& schema = field(footer, kSchema).list();
    std::vector<ThriftValue> elements{schema.front()};
    std::vector<ThriftValue> orders;
    bool all_have_orders = true;
    for (const Source& source : sources_) {
      const ParquetColumn& column = *source.column;
      const auto& own = field(source.file->footer, kSchema).list();
      const auto begin = own.begin() + static_cast<std::ptrdiff_t>(column.first_element);
      elements.insert(elements.end(), begin, begin + static_cast<std::ptrdiff_t>(column.elements));
      const ThriftValue* own_orders = source.file->footer.find(kColumnOrders);
      all_have_orders = all_have_orders && own_orders != nullptr &&
                        own_orders->list().size() >= column.first_leaf + column.leaves;
      if (!all_have_orders) continue;
      const auto order = own_orders->list().begin() + static_cast<std::ptrdiff_t>(column.first_leaf);
      orders.insert(orders.end(), order, order + static_cast<std::ptrdiff_t>(column.leaves));
    }
    field(elements.front().structure(), kChildren).integer() = static_cast<std::int64_t>(sources_.size());
    schema = std::move(elements);
    if (!all_have_orders) {
      footer.erase(kColumnOrders);
    } else if (ThriftValue* old = footer.find(kColumnOrders)) {
      old->list() = std::move(orders);
    }
  }

  NewFile to_;
  std::vector<Source> sources_;
  std::int64_t written_ = 0;
};

}  // namespace

std::string splice_columns(const fs::path& base_path, const fs::path& columns_path, const fs::path& out) {
  try {
    ParquetFile base(base_path);
    ParquetFile added(columns_path);
    check_same_rows(base, added);
    return Splicer(out, sources_of(base, added)).write(base);
  } catch (const Error& error) {
    if (!error.where().file.empty()) throw;
    throw Error(error.code(), {.file = base_path.string()}, error.problem(), "Ingest this delivery again");
  }
}

}  // namespace plumbline::store

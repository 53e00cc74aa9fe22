// SPDX-License-Identifier: MIT
#include "store/series_file.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "parallel/pipeline.h"
#include "parallel/thread_loop.h"
#include "store/durable_file.h"
#include "store/series_encoding.h"
#include "store/series_visitor.h"
#include "store/thrift_compact.h"

namespace plumbline::store {
namespace {

// Parquet's numbers (apache/parquet-format, parquet.thrift).
constexpr int kFloat = 4;
constexpr int kByteArray = 6;
constexpr int kRequired = 0;
constexpr int kOptional = 1;
constexpr int kUtf8 = 0;
constexpr int kZstd = 6;
constexpr int kPlain = 0;
constexpr int kRle = 3;
constexpr int kRleDictionary = 8;

constexpr std::string_view kMagic = "PAR1";
constexpr std::size_t kColumnsAtOnce = 16;
constexpr std::size_t kMostGroups = 3;  // one is read, one packed by all threads, one written

struct RowGroup {
  SeriesRows rows;
  std::vector<ColumnChunk> chunks;
};

/// What the footer says of a row group.
struct WrittenGroup {
  std::size_t rows = 0;
  std::vector<std::uint64_t> offsets;
  std::vector<ColumnChunk> chunks;  ///< their bytes are in the file
  std::vector<std::size_t> bytes;
};

std::vector<std::string> column_names(const TimeAxis& axis) {
  std::vector<std::string> names = date_names(axis);
  names.insert(names.begin(), "pid");
  return names;
}

void encode(RowGroup& group) {
  const SeriesBlock& values = group.rows.values_mm;
  group.chunks.resize(1 + values.acquisitions());
  parallel_ranges(group.chunks.size(), kColumnsAtOnce, [&](std::size_t begin, std::size_t end) {
    thread_local SeriesEncoder encoder;
    for (std::size_t column = begin; column < end; ++column)
      group.chunks[column] =
          column == 0 ? encoder.texts(group.rows.pids) : encoder.floats(values.acquisition(column - 1));
  });
}

WrittenGroup append(NewFile& file, RowGroup& group) {
  WrittenGroup written{.rows = group.rows.pids.size(), .chunks = std::move(group.chunks)};
  for (ColumnChunk& chunk : written.chunks) {
    written.offsets.push_back(file.size());
    written.bytes.push_back(chunk.bytes.size());
    file.append(std::exchange(chunk.bytes, {}));
  }
  return written;
}

void write_schema(ThriftWriter& footer, std::span<const std::string> names) {
  footer.begin_list_of_structs(2, 1 + names.size());
  footer.begin_struct_element();
  footer.text(4, "schema");
  footer.integer32(5, static_cast<std::int64_t>(names.size()));
  footer.end_struct();
  for (std::size_t column = 0; column < names.size(); ++column) {
    const bool is_pid = column == 0;
    footer.begin_struct_element();
    footer.integer32(1, is_pid ? kByteArray : kFloat);
    footer.integer32(3, is_pid ? kRequired : kOptional);
    footer.text(4, names[column]);
    if (is_pid) footer.integer32(6, kUtf8);
    footer.end_struct();
  }
}

void write_chunk(ThriftWriter& footer, const WrittenGroup& group, std::size_t column,
                 const std::string& name) {
  const ColumnChunk& chunk = group.chunks[column];
  const std::uint64_t offset = group.offsets[column];
  const bool has_dictionary = chunk.dictionary_bytes != 0;
  footer.begin_struct_element();
  footer.integer64(2, 0);  // deprecated, must be there
  footer.begin_struct(3);
  footer.integer32(1, column == 0 ? kByteArray : kFloat);
  footer.begin_list_of_integers(2, has_dictionary ? 3 : 2);
  footer.integer_element(kPlain);
  footer.integer_element(kRle);
  if (has_dictionary) footer.integer_element(kRleDictionary);
  footer.begin_list_of_texts(3, 1);
  footer.text_element(name);
  footer.integer32(4, kZstd);
  footer.integer64(5, static_cast<std::int64_t>(chunk.values));
  footer.integer64(6, static_cast<std::int64_t>(chunk.uncompressed_bytes));
  footer.integer64(7, static_cast<std::int64_t>(group.bytes[column]));
  footer.integer64(9, static_cast<std::int64_t>(offset + chunk.dictionary_bytes));
  if (has_dictionary) footer.integer64(11, static_cast<std::int64_t>(offset));
  footer.begin_struct(12);
  footer.integer64(3, static_cast<std::int64_t>(chunk.missing));
  if (!chunk.highest.empty()) {
    footer.text(5, chunk.highest);
    footer.text(6, chunk.lowest);
  }
  footer.end_struct();
  footer.end_struct();
  footer.end_struct();
}

void write_row_groups(ThriftWriter& footer, std::span<const WrittenGroup> groups,
                      std::span<const std::string> names) {
  footer.begin_list_of_structs(4, groups.size());
  for (const WrittenGroup& group : groups) {
    footer.begin_struct_element();
    footer.begin_list_of_structs(1, names.size());
    std::size_t bytes = 0;
    for (std::size_t column = 0; column < names.size(); ++column) {
      write_chunk(footer, group, column, names[column]);
      bytes += group.chunks[column].uncompressed_bytes;
    }
    footer.integer64(2, static_cast<std::int64_t>(bytes));
    footer.integer64(3, static_cast<std::int64_t>(group.rows));
    footer.end_struct();
  }
}

std::string footer_of(const SeriesFileContent& content, std::span<const WrittenGroup> groups) {
  const std::vector<std::string> names = column_names(content.axis);
  ThriftWriter footer;
  footer.integer32(1, 1);
  write_schema(footer, names);
  footer.integer64(3, static_cast<std::int64_t>(content.rows));
  write_row_groups(footer, groups, names);
  footer.begin_list_of_structs(5, content.metadata.size());
  for (const auto& [key, value] : content.metadata) {
    footer.begin_struct_element();
    footer.text(1, key);
    footer.text(2, value);
    footer.end_struct();
  }
  footer.text(6, kSeriesFileAuthor);
  // Texts are ordered by their bytes, as their type says.
  footer.begin_list_of_structs(7, names.size());
  for (std::size_t column = 0; column < names.size(); ++column) {
    footer.begin_struct_element();
    footer.begin_struct(1);
    footer.end_struct();
    footer.end_struct();
  }
  return footer.take();
}

}  // namespace

std::string write_series_file(const std::filesystem::path& path, const SeriesFileContent& content) {
  NewFile file(path);
  file.append(kMagic);
  std::vector<WrittenGroup> written;
  const std::size_t group_bytes =
      std::min(content.rows, kSeriesRowGroup) * (content.axis.size() + 16) * 2 * sizeof(float);
  std::vector<RowGroup> groups(
      std::clamp<std::size_t>(content.memory_bytes / std::max<std::size_t>(group_bytes, 1), 1, kMostGroups));
  std::size_t first_row = 0;
  ordered_pipeline(
      groups.size(),
      [&](std::size_t i) {
        const std::size_t rows = std::min(kSeriesRowGroup, content.rows - first_row);
        if (rows == 0) return false;
        SeriesRows& out = groups[i % groups.size()].rows;
        out.pids.resize(rows);
        if (out.values_mm.points() != rows) out.values_mm = SeriesBlock(content.axis.size(), rows);
        content.read(first_row, out);
        first_row += rows;
        return true;
      },
      [&](std::size_t i) { encode(groups[i % groups.size()]); },
      [&](std::size_t i) { written.push_back(append(file, groups[i % groups.size()])); });

  const std::string footer = footer_of(content, written);
  const auto length = static_cast<std::uint32_t>(footer.size());
  file.append(footer);
  file.append({reinterpret_cast<const char*>(&length), sizeof(length)});
  file.append(kMagic);
  return file.finish();
}

}  // namespace plumbline::store

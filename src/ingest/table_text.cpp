// SPDX-License-Identifier: MIT
#include "ingest/table_text.h"

#include <array>
#include <string_view>
#include <vector>

#include "ingest/file_kind.h"
#include "ingest/xz_stream.h"
#include "ingest/zip_reader.h"

namespace plumbline::ingest {
namespace {

bool starts_like_a_zip(const ByteSource& source) {
  std::array<char, 4> start{};
  if (source.size() < start.size()) return false;
  source.read_at(0, start);
  const std::string_view signature(start.data(), start.size());
  return signature == "PK\3\4" || signature == "PK\5\6";
}

}  // namespace

TableText::TableText(const std::filesystem::path& file)
    : source_(file), table_name_{source_.name(), file.stem().string(), ""} {
  if (is_xz(source_)) {
    table_name_.stem = std::filesystem::path(table_name_.stem).stem().string();  // of table.csv.xz
    text_ = std::make_unique<XzStream>(source_);
    return;
  }
  if (!is_zip_name(file) && !starts_like_a_zip(source_)) {
    text_ = std::make_unique<SourceStream>(source_);
    return;
  }
  const ZipDirectory directory = read_zip_directory(source_);
  const ZipEntry& entry = only_csv(directory, source_.name());
  table_name_.inner_stem = std::filesystem::path(entry.name).stem().string();
  text_ = open_zip_entry(source_, directory, entry);
}

std::size_t TableText::read(std::span<char> out) {
  const std::size_t count = text_->read(out);
  bytes_read_ += count;
  return count;
}

void TableText::read_to_the_end() {
  std::vector<char> buffer(std::size_t{1} << 16);
  while (read(buffer) == buffer.size()) {
  }
}

}  // namespace plumbline::ingest

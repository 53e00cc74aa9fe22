// SPDX-License-Identifier: MIT
#include "ingest/table_reader.h"
#include "ingest/table_text.h"
#include "ingest/tile.h"

namespace plumbline::ingest {

Tile read_delivery(const std::filesystem::path& file) {
  TableText text(file);
  Tile tile = text.reading([&] { return read_table(text, text.table_name(), TableShape::delivery); });
  tile.source_bytes = text.source().size();
  tile.source_sha256 = sha256_of(text.source());
  return tile;
}

std::string source_sha256(const std::filesystem::path& file) { return sha256_of(FileBytes(file)); }

}  // namespace plumbline::ingest

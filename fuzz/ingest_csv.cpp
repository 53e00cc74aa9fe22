// SPDX-License-Identifier: MIT
// Any bytes read as a table: either a tile that holds together, or an Error with a message. The first byte
// chooses what the table claims to be.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/error.h"
#include "ingest/table_reader.h"

using plumbline::ingest::TableShape;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const TableShape shape = (data[0] & 1) != 0 ? TableShape::series : TableShape::delivery;
  const char* const stem = (data[0] & 2) != 0 ? "tile_U" : "tile";
  const plumbline::ingest::MemoryBytes bytes("fuzz.csv", {reinterpret_cast<const char*>(data) + 1, size - 1});
  plumbline::ingest::SourceStream stream(bytes);
  try {
    const auto tile =
        plumbline::ingest::read_table(stream, {.file = bytes.name(), .stem = stem, .inner_stem = {}}, shape);
    if (tile.points() == 0 || tile.series_mm.size() != tile.points() * tile.axis.size()) std::abort();
    for (const auto& column : tile.columns.columns()) {
      if (column.size() != tile.points()) std::abort();
    }
  } catch (const plumbline::Error& error) {
    if (error.code() == plumbline::ErrorCode::internal || error.problem().empty()) std::abort();
  }
  return 0;
}

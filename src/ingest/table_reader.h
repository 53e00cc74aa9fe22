// SPDX-License-Identifier: MIT
#pragma once

#include "ingest/byte_source.h"
#include "ingest/table_header.h"
#include "ingest/tile.h"

namespace plumbline::ingest {

/// Reads the text of a whole table; source_bytes and source_sha256 are left to the caller. Rows are parsed on
/// all threads allowed; the result, and the first line that is wrong, do not depend on how many there are.
Tile read_table(ByteStream& stream, const TableName& name, TableShape shape);

}  // namespace plumbline::ingest

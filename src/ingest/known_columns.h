// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

#include "ingest/table_header.h"

namespace plumbline::ingest {

/// A column of the EGMS Product Description (v3, tables 5 and 6) or of a later release.
struct KnownColumn {
  std::string_view name;
  FieldKind kind = FieldKind::float32;
  bool in_every_l2 = false;  ///< in every L2 release: its absence means a damaged or edited file
  bool in_every_l3 = false;
  double lowest = -std::numeric_limits<double>::infinity();
  double highest = std::numeric_limits<double>::infinity();
  bool never_missing = false;
};

std::span<const KnownColumn> known_columns();
const KnownColumn* known_column(std::string_view canonical_name);

/// The name of the paper's table 1 for a name of the 2020-2024 release; other names as they are.
std::string_view canonical_name(std::string_view name);

}  // namespace plumbline::ingest

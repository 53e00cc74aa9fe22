// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "core/table.h"

namespace plumbline::store {

/// Appends a number as the shortest decimal text that reads back as the same value, with at least one
/// decimal: 0.6, 1.0, -0.0, as in the deliveries. NaN and infinity become `null`.
void append_json(std::string& text, float value);
void append_json(std::string& text, double value);
/// Appends a string in quotes. Bytes that are not UTF-8 become U+FFFD.
void append_json(std::string& text, std::string_view value);
/// The same, or `null` for an empty text, which is how a table says missing.
void append_json_or_null(std::string& text, std::string_view value);
/// Appends the value of a column in one row; missing becomes `null`.
void append_json(std::string& text, const Column& column, std::size_t row);

}  // namespace plumbline::store

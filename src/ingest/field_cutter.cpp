// SPDX-License-Identifier: MIT
#include "ingest/field_cutter.h"

#include <algorithm>

namespace plumbline::ingest {
namespace {

std::string_view without_spaces(std::string_view text, char separator) {
  const auto is_space = [&](char c) { return (c == ' ' || c == '\t') && c != separator; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

bool FieldCutter::cut(std::string_view line, std::vector<std::string_view>& fields) {
  fields.clear();
  unquoted_.clear();
  // So that growing does not move texts that fields point to.
  unquoted_.reserve(static_cast<std::size_t>(std::ranges::count(line, '"')) / 2);
  for (std::string_view rest = line;;) {
    const std::string_view start = without_spaces(rest, separator_);
    if (start.starts_with('"')) {
      rest = start;
      if (!take_quoted(rest, fields)) return false;
    } else {
      const std::size_t end = std::min(rest.find(separator_), rest.size());
      fields.push_back(without_spaces(rest.substr(0, end), separator_));
      rest.remove_prefix(end);
    }
    if (rest.empty()) return true;
    rest.remove_prefix(1);  // the separator
  }
}

/// Takes a field that starts with a quote, and leaves `rest` at the separator after it or empty.
bool FieldCutter::take_quoted(std::string_view& rest, std::vector<std::string_view>& fields) {
  std::string text;
  for (std::size_t at = 1;; ++at) {
    const std::size_t quote = rest.find('"', at);
    if (quote == std::string_view::npos) return false;
    text += rest.substr(at, quote - at);
    at = quote + 1;
    if (at >= rest.size() || rest[at] != '"') {
      rest.remove_prefix(at);
      break;
    }
    text += '"';
  }
  fields.push_back(unquoted_.emplace_back(std::move(text)));
  const std::size_t end = std::min(rest.find(separator_), rest.size());
  if (!without_spaces(rest.substr(0, end), separator_).empty()) return false;
  rest.remove_prefix(end);
  return true;
}

}  // namespace plumbline::ingest

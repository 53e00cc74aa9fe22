// SPDX-License-Identifier: MIT
#include "core/error.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

#include <fmt/format.h>

namespace plumbline {
namespace {

constexpr std::array<ErrorKind, 12> kErrorTable{{
    {ErrorCode::usage, "usage", 2, 400, "the command line or a request parameter is wrong"},
    {ErrorCode::file_missing, "file_missing", 1, 404, "a file or folder that was named is not there"},
    {ErrorCode::file_access, "file_access", 1, 500, "the system refused to read or write a file"},
    {ErrorCode::already_exists, "already_exists", 1, 409, "the target exists and --overwrite was not given"},
    {ErrorCode::bad_archive, "bad_archive", 1, 422, "a zip is damaged or cannot be trusted"},
    {ErrorCode::bad_header, "bad_header", 1, 422, "a table's header is not one that is understood"},
    {ErrorCode::bad_value, "bad_value", 1, 422, "a value is not what its column says"},
    {ErrorCode::bad_store, "bad_store", 1, 500, "a store, or a file in it, is damaged or of another version"},
    {ErrorCode::missing_stage, "missing_stage", 1, 409, "an earlier stage has not been run on this store"},
    {ErrorCode::not_found, "not_found", 1, 404, "the store does not hold what was asked for"},
    {ErrorCode::interrupted, "interrupted", 130, 503, "the user stopped the program"},
    {ErrorCode::internal, "internal", 1, 500, "a mistake in Plumbline itself; please report it"},
}};

std::string message(const Where& where, const std::string& problem, const std::string& advice) {
  std::string text;
  if (!where.file.empty()) text += where.file;
  if (where.line != 0) text += fmt::format("{}{}", text.empty() ? "line " : ":", where.line);
  if (!text.empty()) text += ": ";
  if (!where.column.empty()) text += fmt::format("column {}: ", quoted(where.column));
  text += problem;
  if (!advice.empty()) text += ". " + advice;
  return text;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({substituted, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::span<const ErrorKind> error_table() { return kErrorTable; }

const ErrorKind& error_kind(ErrorCode code) { return kErrorTable.at(static_cast<std::size_t>(code)); }

Error::Error(ErrorCode code, Where where, std::string problem, std::string advice)
    : std::runtime_error(message(where, problem, advice)),
      code_(code),
      where_(std::move(where)),
      problem_(std::move(problem)),
      advice_(std::move(advice)) {}

std::string quoted(std::string_view received) {
  constexpr std::size_t kLongest = 60;
  std::string text = "\"";
  for (const char c : received.substr(0, kLongest)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) {
      text += fmt::format("\\x{:02x}", byte);
    } else {
      text += c;
    }
  }
  if (received.size() > kLongest) text += "…";
  return text + "\"";
}

std::string nearest_name(std::string_view name, std::span<const std::string_view> candidates) {
  std::string_view best;
  std::size_t best_distance = std::max<std::size_t>(2, name.size() / 3) + 1;
  for (const std::string_view candidate : candidates) {
    const std::size_t distance = edit_distance(name, candidate);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return std::string(best);
}

}  // namespace plumbline

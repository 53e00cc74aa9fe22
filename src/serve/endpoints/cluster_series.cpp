// SPDX-License-Identifier: MIT
// /api/v1/cluster_series: the mean displacement of a cluster, date by date.
#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/error.h"
#include "serve/endpoints/endpoints.h"
#include "serve/endpoints/series_json.h"
#include "serve/service.h"
#include "store/json_text.h"

namespace plumbline::serve {
namespace {

constexpr std::string_view kFile = "clusters_series.parquet";

/// Consecutive rows of one geometry.
struct Rows {
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::vector<Rows> groups_of(std::span<const std::int32_t> tracks, std::span<const std::string> orbits) {
  std::vector<Rows> groups;
  for (std::size_t row = 0; row < tracks.size(); ++row) {
    if (row == 0 || tracks[row] != tracks[row - 1] || orbits[row] != orbits[row - 1])
      groups.push_back({row, row});
    groups.back().end = row + 1;
  }
  return groups;
}

void append_group(std::string& text, const Table& table, const Rows& rows) {
  const auto part = [&](const auto& values) { return values.subspan(rows.begin, rows.end - rows.begin); };
  const std::int32_t track = table.get<std::int32_t>("track")[rows.begin];
  // Points of L2 alone are clustered, so the motion is along the line of sight.
  text += fmt::format("{}{{\"product\":\"LOS\",\"orbit\":", text.back() == '[' ? "" : ",");
  store::append_json_or_null(text, table.get<std::string>("orbit")[rows.begin]);
  text += fmt::format(",\"track\":{},\"dates\":[\"{}\"],\"mean_mm\":",
                      track == kMissingInt32 ? "null" : std::to_string(track),
                      fmt::join(part(table.get<std::string>("date")), "\",\""));
  append_thousandths(text, part(table.get<double>("mean_mm")));
  text += ",\"std_mm\":";
  append_thousandths(text, part(table.get<double>("std_mm")));
  text += fmt::format(",\"points\":[{}]}}", fmt::join(part(table.get<std::int64_t>("n_points")), ","));
}

}  // namespace

Answer cluster_series(const Service& service, const Question& question) {
  constexpr std::array<std::string_view, 1> kNames{"cluster"};
  const Parameters parameters(question.query, kNames);
  const auto cluster = parameters.text("cluster");
  if (!cluster || cluster->empty()) throw Error(ErrorCode::usage, {}, "parameter \"cluster\" is missing");
  // Ids are ASCII; what is not even UTF-8 must not reach the database.
  const bool could_be_one = std::ranges::all_of(*cluster, [](char c) { return c >= ' ' && c <= '~'; });
  const std::array<std::string, 6> columns{"track", "orbit", "date", "mean_mm", "std_mm", "n_points"};
  const auto table = service.store.read([&](const store::Store& store) {
    return could_be_one ? store.read_table(kFile, columns, "cluster_id", std::string(*cluster))
                        : std::nullopt;
  });
  if (!table || table->rows() == 0)
    throw Error(ErrorCode::not_found, {}, "the store has no series of a cluster " + quoted(*cluster),
                "`plumbline cluster` writes them");
  std::string text = "{\"cluster\":";
  store::append_json(text, *cluster);
  text += ",\"groups\":[";
  for (const Rows& rows : groups_of(table->get<std::int32_t>("track"), table->get<std::string>("orbit")))
    append_group(text, *table, rows);
  return json_answer(text + "]}");
}

}  // namespace plumbline::serve

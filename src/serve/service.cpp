// SPDX-License-Identifier: MIT
#include "serve/service.h"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

#include "core/error.h"
#include "serve/compression.h"
#include "serve/endpoints/endpoints.h"
#include "serve/header_lists.h"
#include "serve/ogc/ogc.h"
#include "serve/parameters.h"
#include "serve/view_builder.h"
#include "serve/view_file.h"

namespace plumbline::serve {
namespace {

/// Endpoints of much cost have workers of their own.
enum class Cost { little, much };

struct Endpoint {
  std::string_view path;
  Answer (*answer)(const Service& service, const Question& question);
  Cost cost = Cost::little;
};

constexpr std::array kEndpoints{
    Endpoint{"/get_points", get_points},
    Endpoint{"/api/v1/points", binary_points},
    Endpoint{"/get_timeseries", get_timeseries},
    Endpoint{"/api/v1/series", series},
    Endpoint{"/api/v1/selection", selection, Cost::much},
    Endpoint{"/api/v1/profile", profile, Cost::much},
    Endpoint{"/api/v1/window_velocity", window_velocity, Cost::much},
    Endpoint{"/api/v1/displacements", displacements, Cost::much},
    Endpoint{"/api/v1/values", values, Cost::much},
    Endpoint{"/api/v1/export", export_points, Cost::much},
    Endpoint{"/api/v1/clusters", clusters},
    Endpoint{"/api/v1/subclusters", subclusters},
    Endpoint{"/api/v1/cluster_series", cluster_series},
    Endpoint{"/api/v1/legends", legends},
    Endpoint{"/get_info", get_info},
    Endpoint{"/get_clusters", get_clusters},
    Endpoint{"/get_subclusters", get_subclusters},
    Endpoint{"/health", health},
    Endpoint{"/metrics", metrics},
};

std::filesystem::path current_view(const store::Store& store) {
  refresh_view(store, [](std::size_t) {});
  return view_path(store);
}

std::vector<std::string> series_of_tiles(const store::Store& store, const ViewportIndex& index) {
  std::vector<std::string> sha256;
  for (const std::string& stem : index.tile_stems()) {
    const store::TileRecord* tile = store.find_tile(stem);
    sha256.push_back(tile == nullptr ? std::string() : tile->series.sha256);
  }
  return sha256;
}

/// An answer, and the name under which it is counted.
struct Found {
  std::string_view endpoint = "none";
  Answer answer;
};

Found find_and_answer(const Service& service, const Request& request, const Cancellation& cancellation) {
  const Target target = split_target(request.target);
  Found found;
  try {
    for (const Endpoint& endpoint : kEndpoints) {
      if (endpoint.path != target.path) continue;
      found.endpoint = endpoint.path;
      found.answer = endpoint.answer(service, {.query = target.query, .cancellation = cancellation});
      return found;
    }
    if (ogc::is_below_root(target.path)) {
      found.endpoint = ogc::kRoot;
      found.answer = ogc::answer(service, request, target);
      return found;
    }
    const std::string_view file = target.path == "/" ? "/index.html" : target.path;
    for (const Asset& asset : service.assets) {
      if (asset.path == file) return {"viewer", send_asset(asset, request)};
    }
    throw Error(ErrorCode::not_found, {}, "there is nothing at " + quoted(target.path));
  } catch (const Error& error) {
    found.answer = error_answer(error);
  } catch (const std::exception& error) {
    found.answer = error_answer(Error(ErrorCode::internal, {}, error.what()));
  }
  return found;
}

/// Tells a client that its copy is current, and compresses text for one that accepts it. Binary columns are
/// sent as they are: on two cores, compressing them takes longer than most networks take to send them.
void suit(const Request& request, Answer& answer) {
  constexpr std::size_t kWorthCompressing = 1400;  // about one packet
  const bool is_computed = answer.status == 200 && answer.embedded.empty() && !answer.file &&
                           !answer.body.empty() &&
                           std::none_of(answer.headers.begin(), answer.headers.end(),
                                        [](const auto& header) { return header.first == "ETag"; });
  if (!is_computed) return;
  const auto bytes = std::as_bytes(std::span(answer.body));
  const std::string etag = fmt::format("\"{:08x}{:x}\"", crc32_of(0, bytes), answer.body.size());
  answer.headers.emplace_back("ETag", "W/" + etag);
  answer.headers.emplace_back("Vary", "Accept-Encoding");
  answer.headers.emplace_back("Cache-Control", "no-cache");
  if (lists_etag(request.if_none_match, etag)) {
    answer.status = 304;
    answer.body.clear();
  } else if (answer.content_type.find("json") != std::string::npos &&
             answer.body.size() > kWorthCompressing && accepts_gzip(request.accept_encoding)) {
    answer.headers.emplace_back("Content-Encoding", "gzip");
    answer.body = gzipped(answer.body);
  }
}

}  // namespace

Snapshot::Snapshot(const store::Store& store)
    : index(current_view(store)),
      series_sha256(series_of_tiles(store, index)),
      clusters(store, "clusters_polygons.gpkg"),
      subclusters(store, "subclusters_polygons.gpkg"),
      cluster_outlines(clusters),
      subcluster_outlines(subclusters),
      tiles(tile_footprints(store, index)),
      info(describe(store, *this)) {}

Service::Service(const store::Store& served_store, std::span<const Asset> viewer,
                 const store::Resources& resources, Metrics& counted)
    : assets(viewer),
      metrics(counted),
      store(served_store, resources),
      stamp(store.stamp()),
      snapshot(store.read([](const store::Store& current) { return Snapshot(current); })) {}

bool takes_long(const Request& request) {
  const std::string_view path = split_target(request.target).path;
  return std::any_of(kEndpoints.begin(), kEndpoints.end(), [path](const Endpoint& endpoint) {
    return endpoint.path == path && endpoint.cost == Cost::much;
  });
}

Answer answer(const Service& service, const Request& request, const Cancellation& cancellation) {
  const auto begin = std::chrono::steady_clock::now();
  Found found = find_and_answer(service, request, cancellation);
  suit(request, found.answer);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  service.metrics.count_answer(found.endpoint, found.answer.status, seconds.count(), found.answer.bytes());
  return std::move(found.answer);
}

}  // namespace plumbline::serve

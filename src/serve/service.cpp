// SPDX-License-Identifier: MIT
#include "serve/service.h"

#include <array>

#include "core/error.h"
#include "serve/endpoints/endpoints.h"
#include "serve/parameters.h"
#include "serve/view_builder.h"

namespace plumbline::serve {
namespace {

struct Endpoint {
  std::string_view path;
  Answer (*answer)(const Service& service, std::string_view query);
};

constexpr std::array kEndpoints{
    Endpoint{"/get_points", get_points},
    Endpoint{"/api/v1/points", binary_points},
    Endpoint{"/get_timeseries", get_timeseries},
    Endpoint{"/api/v1/series", series},
    Endpoint{"/get_info", get_info},
    Endpoint{"/get_clusters", get_clusters},
    Endpoint{"/get_subclusters", get_subclusters},
    Endpoint{"/health", health},
};

std::filesystem::path current_view(const store::Store& store) {
  refresh_view(store, [](std::size_t) {});
  return view_path(store);
}

Answer find_and_answer(const Service& service, const Request& request) {
  const Target target = split_target(request.target);
  for (const Endpoint& endpoint : kEndpoints) {
    if (endpoint.path == target.path) return endpoint.answer(service, target.query);
  }
  const std::string_view file = target.path == "/" ? "/index.html" : target.path;
  for (const Asset& asset : service.assets) {
    if (asset.path == file) return send_asset(asset, request);
  }
  throw Error(ErrorCode::not_found, {}, "there is nothing at " + quoted(target.path));
}

}  // namespace

Snapshot::Snapshot(const store::Store& store)
    : index(current_view(store)),
      clusters(store, "clusters_polygons.gpkg"),
      subclusters(store, "subclusters_polygons.gpkg"),
      info(describe(store, *this)) {}

Service::Service(const store::Store& served_store, std::span<const Asset> viewer,
                 const store::Resources& resources)
    : assets(viewer),
      store(served_store, resources),
      stamp(store.stamp()),
      snapshot(store.read([](const store::Store& current) { return Snapshot(current); })) {}

Answer answer(const Service& service, const Request& request) {
  try {
    return find_and_answer(service, request);
  } catch (const Error& error) {
    return error_answer(error);
  } catch (const std::exception& error) {
    return error_answer(Error(ErrorCode::internal, {}, error.what()));
  }
}

}  // namespace plumbline::serve

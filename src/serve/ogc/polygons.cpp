// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "serve/ogc/collections.h"
#include "store/json_text.h"

namespace plumbline::serve::ogc {
namespace {

constexpr std::array<std::string_view, 2> kClusterFilters{"cluster_id", "dominant_class"};
constexpr std::array<std::string_view, 3> kSubclusterFilters{"subcluster_id", "cluster_id", "class_1"};

Extent extent_of(const PolygonCollection& polygons) {
  Extent extent;
  for (const PolygonFeature& feature : polygons.features()) extent.add(feature.extent);
  return extent;
}

/// The text of a column in a row; empty where there is none.
std::string_view text_at(const Table& attributes, std::string_view column, std::size_t row) {
  const Column* found = attributes.find(column);
  if (found == nullptr) return {};
  const auto* texts = std::get_if<std::vector<std::string>>(&found->values);
  return texts == nullptr ? std::string_view{} : std::string_view((*texts)[row]);
}

std::string feature_text(const PolygonCollection& polygons, std::string_view id_column, std::size_t row) {
  const PolygonFeature& feature = polygons.features()[row];
  std::string text = R"({"type":"Feature","id":)";
  store::append_json(text, text_at(polygons.attributes(), id_column, row));
  return text + R"(,"geometry":)" + feature.geometry + R"(,"properties":)" + feature.properties + '}';
}

ItemsPage items(const PolygonCollection& polygons, std::string_view id_column,
                std::span<const std::string_view> filters, const Parameters& parameters,
                const ItemsRequest& request) {
  ItemsPage page;
  const auto passes = [&](std::size_t row) {
    const auto as_asked = [&](std::string_view name) {
      const auto wanted = parameters.text(name);
      return !wanted || text_at(polygons.attributes(), name, row) == *wanted;
    };
    return meets(request.windows, polygons.features()[row].extent) &&
           std::all_of(filters.begin(), filters.end(), as_asked);
  };
  for (std::size_t row = 0; row < polygons.size(); ++row) {
    if (!passes(row)) continue;
    ++page.matched;
    if (row < request.start) continue;
    if (page.features.size() < request.limit) {
      page.features.push_back(feature_text(polygons, id_column, row));
    } else if (!page.next) {
      page.next = row;
    }
  }
  return page;
}

std::optional<std::string> item(const PolygonCollection& polygons, std::string_view id_column,
                                const std::string& id) {
  for (std::size_t row = 0; row < polygons.size(); ++row) {
    if (!id.empty() && text_at(polygons.attributes(), id_column, row) == id)
      return feature_text(polygons, id_column, row);
  }
  return std::nullopt;
}

}  // namespace

Collection clusters() {
  return {"clusters",
          "Clusters",
          "Areas whose points move together",
          kClusterFilters,
          [](const Service& service) { return extent_of(service.snapshot.clusters); },
          [](const Service& service, const Parameters& parameters, const ItemsRequest& request) {
            return items(service.snapshot.clusters, "cluster_id", kClusterFilters, parameters, request);
          },
          [](const Service& service, const std::string& id) {
            return item(service.snapshot.clusters, "cluster_id", id);
          }};
}

Collection subclusters() {
  return {"subclusters",
          "Sub-clusters",
          "Parts of clusters whose points move in the same way",
          kSubclusterFilters,
          [](const Service& service) { return extent_of(service.snapshot.subclusters); },
          [](const Service& service, const Parameters& parameters, const ItemsRequest& request) {
            return items(service.snapshot.subclusters, "subcluster_id", kSubclusterFilters, parameters,
                         request);
          },
          [](const Service& service, const std::string& id) {
            return item(service.snapshot.subclusters, "subcluster_id", id);
          }};
}

}  // namespace plumbline::serve::ogc

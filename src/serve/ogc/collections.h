// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "serve/ogc/items_request.h"
#include "serve/service.h"

namespace plumbline::serve::ogc {

/// A page of features, each as GeoJSON text.
struct ItemsPage {
  std::uint64_t matched = 0;
  std::vector<std::string> features;
  std::optional<std::uint64_t> next;  ///< `start` of the next page
};

struct Extent {
  std::optional<GeographicWindow> box;
  Interval time;

  void add(const GeographicWindow& other);
};

/// What OGC calls a feature collection.
struct Collection {
  std::string_view id;
  std::string_view title;
  std::string_view description;
  std::span<const std::string_view> filters;  ///< parameters besides those of every collection
  Extent (*extent)(const Service& service);
  ItemsPage (*items)(const Service& service, const Parameters& parameters, const ItemsRequest& request);
  std::optional<std::string> (*item)(const Service& service, const std::string& id);
};

// One file each.
Collection points();
Collection clusters();
Collection subclusters();
Collection tiles();

std::span<const Collection> collections();

/// Of all tiles: what points and tiles have in common.
Extent extent_of_tiles(const Service& service);

}  // namespace plumbline::serve::ogc

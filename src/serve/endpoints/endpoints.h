// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "serve/asset.h"
#include "serve/message.h"
#include "serve/parameters.h"
#include "serve/polygons.h"
#include "serve/viewport_index.h"
#include "store/store.h"

namespace plumbline::serve {

struct Service;
struct Snapshot;

// One file per endpoint; what they take and give is written in api/openapi.yaml. They throw Error for a
// request that cannot be answered.
Answer get_points(const Service& service, std::string_view query);
Answer binary_points(const Service& service, std::string_view query);
Answer get_timeseries(const Service& service, std::string_view query);
Answer series(const Service& service, std::string_view query);
Answer get_info(const Service& service, std::string_view query);
Answer get_clusters(const Service& service, std::string_view query);
Answer get_subclusters(const Service& service, std::string_view query);
Answer metrics(const Service& service, std::string_view query);
Answer health(const Service& service, std::string_view query);
Answer send_asset(const Asset& asset, const Request& request);

/// What several of them share.
/// The parameters of the paper's table 4.
PointFilter read_map_request(std::string_view query);
/// Those and the filters of /api/v1.
PointFilter read_point_filter(std::string_view query);
/// `thresh`, `max_speed`, `min_vel`, `max_vel`, `min_coh`, `max_coh`, `min_height`, `max_height`.
void read_ranges(const Parameters& parameters, PointFilter& filter);
/// A list of classes, and of products, in the parameter of this name.
void read_classes(const Parameters& parameters, std::string_view name, PointFilter& filter);
void read_products(const Parameters& parameters, std::string_view name, PointFilter& filter);
GeographicWindow read_window(const Parameters& parameters);
/// X-Total-Count and X-Rendered-Count.
void add_count_headers(const PointSelection& selection, Answer& answer);
/// The text of /get_info but for its last field, which is asked at every request.
std::string describe(const store::Store& store, const Snapshot& snapshot);

}  // namespace plumbline::serve

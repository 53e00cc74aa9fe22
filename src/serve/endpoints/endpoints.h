// SPDX-License-Identifier: MIT
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/point_id.h"
#include "features/motion_fit.h"
#include "serve/area.h"
#include "serve/asset.h"
#include "serve/cancellation.h"
#include "serve/date_window.h"
#include "serve/message.h"
#include "serve/parameters.h"
#include "serve/polygons.h"
#include "serve/viewport_index.h"
#include "store/store.h"

namespace plumbline::serve {

struct Service;
struct Snapshot;

/// What an endpoint is asked.
struct Question {
  std::string_view query;  ///< behind the `?`, as it was sent
  const Cancellation& cancellation;
};

// One file per endpoint; what they take and give is written in api/openapi.yaml. They throw Error for a
// request that cannot be answered.
Answer get_points(const Service& service, const Question& question);
Answer binary_points(const Service& service, const Question& question);
Answer get_timeseries(const Service& service, const Question& question);
Answer series(const Service& service, const Question& question);
Answer selection(const Service& service, const Question& question);
Answer profile(const Service& service, const Question& question);
Answer window_velocity(const Service& service, const Question& question);
Answer displacements(const Service& service, const Question& question);
Answer values(const Service& service, const Question& question);
Answer export_points(const Service& service, const Question& question);
Answer clusters(const Service& service, const Question& question);
Answer subclusters(const Service& service, const Question& question);
Answer cluster_series(const Service& service, const Question& question);
Answer legends(const Service& service, const Question& question);
Answer get_info(const Service& service, const Question& question);
Answer get_clusters(const Service& service, const Question& question);
Answer get_subclusters(const Service& service, const Question& question);
Answer metrics(const Service& service, const Question& question);
Answer health(const Service& service, const Question& question);
Answer send_asset(const Asset& asset, const Request& request);

/// What several of them share.
/// The parameters of the paper's table 4, `level` and `release`.
PointFilter read_map_request(std::string_view query);
/// "A", "D", or nothing.
constexpr std::string_view orbit_name(Orbit orbit) {
  return orbit == Orbit::ascending ? "A" : orbit == Orbit::descending ? "D" : "";
}
inline constexpr std::int64_t kGreatestZoom = 30;
/// How many points an answer may show, by itself and at most.
struct PointLimit {
  std::size_t usual = 200'000;
  std::size_t most = 1'000'000;
};
/// Those and the filters of /api/v1.
PointFilter read_point_filter(std::string_view query);
/// `thresh`, `max_speed`, `min_vel`, `max_vel`, `min_coh`, `max_coh`, `min_height`, `max_height`.
void read_ranges(const Parameters& parameters, PointFilter& filter);
/// A list of classes, and of products, in the parameter of this name.
void read_classes(const Parameters& parameters, std::string_view name, PointFilter& filter);
void read_products(const Parameters& parameters, std::string_view name, PointFilter& filter);
/// `level` and `release`.
void read_dataset(const Parameters& parameters, PointFilter& filter);
/// For statistics over all points that pass: one level, unless products are named.
void show_one_level(PointFilter& filter);
/// The same for endpoints that have more parameters than these.
std::vector<std::string_view> filter_names_and(std::initializer_list<std::string_view> others);
PointFilter read_point_filter(const Parameters& parameters, const PointLimit& limit = {});
/// Longitudes and latitudes, divided by commas; none where the parameter is not given.
std::vector<Place> read_places(const Parameters& parameters, std::string_view name, std::size_t fewest,
                               std::size_t most);
/// `polygon` or `circle`; everywhere where neither is given.
Area read_area(const Parameters& parameters);
/// `from` and `to`.
DateWindow read_dates(const Parameters& parameters);
/// `fit`.
std::optional<features::MotionModel> read_model(const Parameters& parameters);
GeographicWindow read_window(const Parameters& parameters);
/// The pid that the parameter of this name, or a member of its list, spells.
PointId read_pid(std::string_view name, std::string_view text);
Answer geojson_answer(std::string body);
/// X-Total-Count and X-Rendered-Count.
void add_count_headers(const PointSelection& selection, Answer& answer);
/// Binary columns with both.
Answer binary_answer(const PointSelection& selection, std::string body);
/// The text of /get_info but for its last field, which is asked at every request.
std::string describe(const store::Store& store, const Snapshot& snapshot);

}  // namespace plumbline::serve

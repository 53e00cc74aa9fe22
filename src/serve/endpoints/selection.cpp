// SPDX-License-Identifier: MIT
// /api/v1/selection: what the points of an area have in common.
#include <algorithm>
#include <array>
#include <cmath>
#include <compare>
#include <map>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/delivery_name.h"
#include "core/motion_class.h"
#include "core/point_id.h"
#include "serve/area_visit.h"
#include "serve/date_means.h"
#include "serve/endpoints/endpoints.h"
#include "serve/endpoints/series_json.h"
#include "serve/most_coherent.h"
#include "serve/point_series.h"
#include "serve/service.h"
#include "serve/value_figures.h"
#include "store/json_text.h"

namespace plumbline::serve {
namespace {

constexpr std::size_t kMostSeries = 20'000;
constexpr std::size_t kMostBins = 60;

/// Points whose displacements mean the same: one direction, and one time axis for a track.
struct GroupKey {
  std::uint8_t dataset = 0;  ///< of ViewportIndex::datasets
  Orbit orbit = Orbit::none;
  int track = 0;  ///< 0: none
  friend auto operator<=>(const GroupKey&, const GroupKey&) = default;
};

struct Group {
  std::size_t count = 0;
  std::unordered_map<float, std::size_t> velocities;
  std::array<std::size_t, kMotionClassNames.size() + 1> of_class{};  ///< the last: of none
  DateMeans series;
};

/// What the map says of the points, whatever their number.
class Selection {
 public:
  Selection(const ViewportIndex& index, std::size_t most_series) : index_(index), shown_(index, most_series) {
    for (const std::string& stem : index.tile_stems()) {
      const auto name = delivery_name(stem);
      tracks_.push_back(name ? std::optional(name->track) : std::nullopt);
    }
  }

  void add(std::uint32_t point) {
    ++count;
    Group& group = groups[key(point)];
    ++group.count;
    const float velocity = index_.velocity_mm_per_year(point);
    if (!std::isnan(velocity)) ++group.velocities[velocity];
    const std::uint8_t motion = index_.motion_class(point);
    ++group.of_class[motion == kUnclassified ? kMotionClassNames.size() : motion];
    shown_.add(point);
    const double longitude = index_.longitude(point), latitude = index_.latitude(point);
    if (!extent) extent = GeographicWindow{latitude, latitude, longitude, longitude};
    extent = GeographicWindow{
        std::min(extent->min_latitude, latitude), std::max(extent->max_latitude, latitude),
        std::min(extent->min_longitude, longitude), std::max(extent->max_longitude, longitude)};
  }
  void add_series(const TileSeries& series, std::span<const std::uint32_t> points);
  GroupKey key(std::uint32_t point) { return {index_.dataset(point), index_.orbit(point), track(point)}; }
  std::vector<std::uint32_t> most_coherent() { return shown_.take(); }
  const store::Dataset& dataset(const GroupKey& key) const { return index_.datasets()[key.dataset]; }

  std::size_t count = 0;
  std::map<GroupKey, Group> groups;
  std::optional<GeographicWindow> extent;

 private:
  /// As the name of the tile says, or the pid of its first point; 0 where neither does.
  int track(std::uint32_t point) {
    std::optional<int>& known = tracks_[index_.tile(point)];
    if (!known) {
      const auto characters = index_.pid(point);
      const auto pid = PointId::from_text({characters.data(), characters.size()});
      const auto position = pid ? burst_position(*pid) : std::nullopt;
      known = position ? position->track : 0;
    }
    return *known;
  }

  const ViewportIndex& index_;
  std::vector<std::optional<int>> tracks_;  ///< of the tiles; nothing: not known yet
  MostCoherent shown_;
};

void Selection::add_series(const TileSeries& series, std::span<const std::uint32_t> points) {
  std::map<GroupKey, std::vector<std::uint32_t>> places;
  for (std::uint32_t i = 0; i < series.values_mm.points(); ++i)
    places[key(points[series.first_point + i])].push_back(i);
  for (const auto& [group, members] : places) {
    for (std::size_t i = 0; i < series.axis.size(); ++i)
      groups[group].series.add(series.axis.date(i), series.values_mm.acquisition(i), members);
  }
}

std::vector<CountedValue> in_order(const std::unordered_map<float, std::size_t>& counts) {
  std::vector<CountedValue> values;
  for (const auto& [value, count] : counts) values.push_back({value, count});
  std::ranges::sort(values, {}, &CountedValue::value);
  return values;
}

// ---- as JSON

void append_figures(std::string& text, const ValueFigures& figures) {
  const auto append = [&](std::string_view name, double value) {
    text += fmt::format("{}\"{}\":", text.back() == '{' ? "" : ",", name);
    store::append_json(text, std::round(value * 1e6) / 1e6);
  };
  text += '{';
  append("mean", figures.mean);
  append("std", figures.std);
  append("median", figures.median);
  append("min", figures.min);
  append("max", figures.max);
  text += '}';
}

void append_mean_series(std::string& text, const MeanSeries& series,
                        std::optional<features::MotionModel> model) {
  text += ",\"dates\":";
  append_dates(text, series.dates);
  text += ",\"mean_mm\":";
  append_thousandths(text, series.mean_mm);
  text += ",\"std_mm\":";
  append_thousandths(text, series.std_mm);
  text += fmt::format(",\"values\":[{}]", fmt::join(series.values, ","));
  text += ",\"fit\":";
  append_fit(text, std::vector<float>(series.mean_mm.begin(), series.mean_mm.end()), TimeAxis(series.dates),
             model);
}

void append_group(std::string& text, const store::Dataset& dataset, const GroupKey& key, const Group& group,
                  features::MotionModel model) {
  text += fmt::format("{}{{\"product\":\"{}\",\"orbit\":", text.back() == '[' ? "" : ",",
                      name_of(dataset.component));
  store::append_json_or_null(text, orbit_name(key.orbit));
  text += fmt::format(",\"track\":{},\"level\":\"{}\",\"release\":",
                      key.track == 0 ? "null" : std::to_string(key.track), name_of(dataset.level));
  store::append_json_or_null(text, dataset.release);
  text += fmt::format(",\"count\":{}", group.count);
  append_mean_series(text, group.series.mean_series(), model);
  text += ",\"velocity_mm_per_year\":";
  append_figures(text, figures_of(in_order(group.velocities)));
  text += '}';
}

/// The component that all-points statistics are about: the line of sight before East before Up.
std::optional<Component> main_component(const Selection& selection) {
  if (selection.groups.empty()) return std::nullopt;
  return selection.dataset(selection.groups.begin()->first).component;  // the first of the order
}

void append_classes(std::string& text, const Selection& selection) {
  std::array<std::size_t, kMotionClassNames.size() + 1> of_class{};
  std::size_t count = 0;
  for (const auto& [key, group] : selection.groups) {
    if (selection.dataset(key).component != main_component(selection)) continue;
    count += group.count;
    for (std::size_t i = 0; i < of_class.size(); ++i) of_class[i] += group.of_class[i];
  }
  text += ",\"classes\":[";
  for (std::size_t i = 0; i < of_class.size(); ++i) {
    if (of_class[i] == 0) continue;
    const double share = static_cast<double>(of_class[i]) / static_cast<double>(count);
    text += fmt::format("{}{{\"class\":\"{}\",\"count\":{},\"share\":", text.back() == '[' ? "" : ",",
                        i < kMotionClassNames.size() ? kMotionClassNames[i] : "unclassified", of_class[i]);
    store::append_json(text, std::round(share * 1e6) / 1e6);
    text += '}';
  }
  text += ']';
}

void append_histogram(std::string& text, const Selection& selection) {
  std::unordered_map<float, std::size_t> velocities;
  const auto component = main_component(selection);
  for (const auto& [key, group] : selection.groups) {
    if (selection.dataset(key).component != component) continue;
    for (const auto& [value, count] : group.velocities) velocities[value] += count;
  }
  const Histogram histogram = histogram_of(in_order(velocities), kMostBins);
  text += ",\"histogram\":{\"property\":\"mean_velocity\",\"product\":";
  store::append_json_or_null(text, component ? name_of(*component) : std::string_view{});
  text += fmt::format(",\"edges\":[{}],\"counts\":[{}]}}", fmt::join(histogram.edges, ","),
                      fmt::join(histogram.counts, ","));
}

void append_extent(std::string& text, const std::optional<GeographicWindow>& extent) {
  text += ",\"extent\":";
  text += extent ? fmt::format("[{},{},{},{}]", extent->min_longitude, extent->min_latitude,
                               extent->max_longitude, extent->max_latitude)
                 : "null";
}

std::string answer_text(const Selection& selection, std::size_t series_points, features::MotionModel model) {
  std::string text =
      fmt::format("{{\"count\":{},\"series_points\":{},\"groups\":[", selection.count, series_points);
  for (const auto& [key, group] : selection.groups)
    append_group(text, selection.dataset(key), key, group, model);
  text += ']';
  append_classes(text, selection);
  append_histogram(text, selection);
  append_extent(text, selection.extent);
  return text + '}';
}

}  // namespace

Answer selection(const Service& service, const Question& question) {
  const auto names = filter_names_and({"polygon", "circle", "series", "fit", "from", "to"});
  const Parameters parameters(question.query, names);
  const PointFilter filter = read_point_filter(parameters);
  const Area area = read_area(parameters);
  const bool with_series = parameters.boolean("series", true);
  const DateWindow dates = read_dates(parameters);
  const auto model = read_model(parameters).value_or(features::MotionModel::linear);

  Selection selection(service.snapshot.index, kMostSeries);
  visit_area(service.snapshot.index, filter, area, question.cancellation,
             [&](std::uint32_t point) { selection.add(point); });
  std::size_t series_points = 0;
  if (with_series) {
    const std::vector<std::uint32_t> points = selection.most_coherent();
    series_points = points.size();
    for (const TileSeries& series : read_point_series(service, points, dates, question.cancellation))
      selection.add_series(series, points);
  }
  return json_answer(answer_text(selection, series_points, model));
}

}  // namespace plumbline::serve

// SPDX-License-Identifier: MIT
// /api/v1/profile: what lies along a line.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "core/error.h"
#include "core/motion_class.h"
#include "serve/area_visit.h"
#include "serve/date_means.h"
#include "serve/endpoints/endpoints.h"
#include "serve/endpoints/series_json.h"
#include "serve/frames.h"
#include "serve/most_coherent.h"
#include "serve/point_series.h"
#include "serve/profile_bins.h"
#include "serve/service.h"
#include "serve/swath.h"
#include "store/json_text.h"

namespace plumbline::serve {
namespace {

constexpr std::size_t kMostPoints = 5000;
constexpr std::size_t kMostCorners = 100;
constexpr std::int64_t kMostBins = 1000;
constexpr double kGreatestWidthM = 50'000;
constexpr double kGreatestLengthM = 2'000'000;

Swath read_swath(const Parameters& parameters) {
  const std::vector<Place> corners = read_places(parameters, "line", 2, kMostCorners);
  if (corners.empty()) throw Error(ErrorCode::usage, {}, "parameter \"line\" is missing");
  for (std::size_t i = 1; i < corners.size(); ++i) {
    if (distance_m(direction(corners[i - 1]), direction(corners[i])) < 0.01)
      throw Error(ErrorCode::usage, {},
                  "parameter \"line\": two corners that follow each other are the same");
  }
  const Swath swath(corners, parameters.float64("width_m", 100, 1, kGreatestWidthM));
  if (swath.length_m() > kGreatestLengthM)
    throw Error(ErrorCode::usage, {},
                fmt::format("parameter \"line\": {:.0f} m is longer than {:.0f} m", swath.length_m(),
                            kGreatestLengthM));
  return swath;
}

SwathPlace place_of(const ViewportIndex& index, const Swath& swath, std::uint32_t point) {
  return *swath.locate({index.longitude(point), index.latitude(point)});
}

// ---- series along the line

/// The dates at which every tile could have a value.
std::vector<Date> common_dates(const std::vector<TileSeries>& tiles) {
  std::optional<Date> first, last;
  std::set<Date> all;
  for (const TileSeries& tile : tiles) {
    if (tile.axis.empty()) continue;
    first = std::max(first.value_or(tile.axis.date(0)), tile.axis.date(0));
    last = std::min(last.value_or(tile.axis.dates().back()), tile.axis.dates().back());
    all.insert(tile.axis.dates().begin(), tile.axis.dates().end());
  }
  std::vector<Date> dates;
  std::ranges::copy_if(all, std::back_inserter(dates),
                       [&](Date date) { return *first <= date && date <= *last; });
  return dates;
}

/// Means by bin and date of what has moved since the first date, of the series that have a value then.
class BinSeries {
 public:
  BinSeries(std::size_t bins, std::vector<Date> dates) : dates_(std::move(dates)), means_(bins) {}

  void add(const TileSeries& tile, const std::vector<std::size_t>& bin_of_point) {
    const SeriesBlock moved = at_dates(tile.values_mm, tile.axis.dates(), dates_);
    std::vector<std::vector<std::uint32_t>> members(means_.size());
    for (std::uint32_t i = 0; i < moved.points() && !dates_.empty(); ++i) {
      if (!std::isnan(moved.acquisition(0)[i])) members[bin_of_point[tile.first_point + i]].push_back(i);
    }
    std::vector<float> since_first(moved.points());
    for (std::size_t date = 0; date < dates_.size(); ++date) {
      std::ranges::transform(moved.acquisition(date), moved.acquisition(0), since_first.begin(),
                             std::minus<>());
      for (std::size_t bin = 0; bin < means_.size(); ++bin)
        means_[bin].add(dates_[date], since_first, members[bin]);
    }
  }
  std::string json() const {
    std::vector<MeanSeries> by_bin;
    for (const DateMeans& means : means_) by_bin.push_back(means.mean_series());
    std::string text = "{\"dates\":";
    append_dates(text, dates_);
    text += ",\"mean_mm\":[";
    for (std::size_t date = 0; date < dates_.size(); ++date) {
      std::vector<double> of_date;
      for (const MeanSeries& bin : by_bin) of_date.push_back(bin.mean_mm[date]);
      if (date != 0) text += ',';
      append_thousandths(text, of_date);
    }
    return text + "]}";
  }

 private:
  std::vector<Date> dates_;
  std::vector<DateMeans> means_;
};

std::string series_json(const Service& service, const Question& question, const DateWindow& window,
                        const std::vector<std::uint32_t>& points, const Swath& swath, const ProfileBins& bins,
                        std::size_t bin_count) {
  std::vector<std::size_t> bin_of_point;
  for (const std::uint32_t point : points)
    bin_of_point.push_back(bins.bin_of(place_of(service.snapshot.index, swath, point).distance_m));
  const auto tiles = read_point_series(service, points, window, question.cancellation);
  BinSeries series(bin_count, common_dates(tiles));
  for (const TileSeries& tile : tiles) series.add(tile, bin_of_point);
  return series.json();
}

// ---- the rest as JSON

double rounded(double value, double steps) { return std::round(value * steps) / steps; }

void append_point(std::string& text, const ViewportIndex& index, std::uint32_t point,
                  const SwathPlace& place) {
  const auto pid = index.pid(point);
  const std::uint8_t motion = index.motion_class(point);
  text += fmt::format("{}{{\"distance_m\":{},\"offset_m\":{},\"tile\":", text.back() == '[' ? "" : ",",
                      rounded(place.distance_m, 100), rounded(place.offset_m, 100));
  store::append_json(text, std::string_view(index.tile_stems()[index.tile(point)]));
  text += fmt::format(",\"row\":{},\"pid\":\"{}\",\"velocity\":", index.row(point),
                      std::string_view(pid.data(), pid.size()));
  store::append_json(text, index.velocity_mm_per_year(point));
  text += ",\"coherence\":";
  store::append_json(text, index.coherence(point));
  text += ",\"class_1\":";
  store::append_json_or_null(text, motion == kUnclassified ? std::string_view{} : kMotionClassNames[motion]);
  text += ",\"orbit\":";
  store::append_json_or_null(text, orbit_name(index.orbit(point)));
  text += fmt::format(",\"product\":\"{}\"}}", name_of(index.component(point)));
}

void append_datasets(std::string& text, std::span<const store::Dataset> datasets,
                     const std::vector<bool>& is_used) {
  text += ",\"datasets\":[";
  for (std::size_t i = 0; i < datasets.size(); ++i) {
    if (!is_used[i]) continue;
    const store::Dataset& dataset = datasets[i];
    text += fmt::format("{}{{\"product\":\"{}\",\"level\":\"{}\",\"release\":", text.back() == '[' ? "" : ",",
                        name_of(dataset.component), name_of(dataset.level));
    store::append_json_or_null(text, dataset.release);
    text += '}';
  }
  text += ']';
}

void append_points(std::string& text, const ViewportIndex& index, const Swath& swath,
                   const std::vector<std::uint32_t>& points) {
  std::vector<std::pair<SwathPlace, std::uint32_t>> placed;
  for (const std::uint32_t point : points) placed.emplace_back(place_of(index, swath, point), point);
  std::ranges::stable_sort(placed, {}, [](const auto& p) { return p.first.distance_m; });
  text += ",\"points\":[";
  for (const auto& [place, point] : placed) append_point(text, index, point, place);
  text += ']';
}

void append_bins(std::string& text, const ProfileBins& bins) {
  text += ",\"bins\":[";
  for (const ProfileBins::Bin& bin : bins.bins()) {
    text += fmt::format(
        "{}{{\"from_m\":{},\"to_m\":{},\"count\":{},\"mean_velocity\":", text.back() == '[' ? "" : ",",
        rounded(bin.from_m, 1000), rounded(bin.to_m, 1000), bin.count);
    store::append_json(text, rounded(bin.mean_velocity, 1e4));
    text += ",\"std_velocity\":";
    store::append_json(text, rounded(bin.std_velocity, 1e4));
    text += '}';
  }
  text += ']';
}

}  // namespace

Answer profile(const Service& service, const Question& question) {
  const ViewportIndex& index = service.snapshot.index;
  const Parameters parameters(question.query,
                              filter_names_and({"line", "width_m", "bins", "series", "from", "to"}));
  PointFilter filter = read_point_filter(parameters);
  show_one_level(filter);
  const Swath swath = read_swath(parameters);
  const auto bin_count = static_cast<std::size_t>(parameters.integer("bins", 100, 1, kMostBins));
  const DateWindow window = read_dates(parameters);

  ProfileBins bins(swath.length_m(), bin_count);
  MostCoherent most_coherent(index, kMostPoints);
  std::size_t count = 0;
  std::vector<bool> is_used(index.datasets().size());
  visit_window(index, filter, swath.window(), question.cancellation, [&](std::uint32_t point) {
    const auto place = swath.locate({index.longitude(point), index.latitude(point)});
    if (!place) return;
    ++count;
    bins.add(place->distance_m, index.velocity_mm_per_year(point));
    most_coherent.add(point);
    is_used[index.dataset(point)] = true;
  });
  const std::vector<std::uint32_t> points = most_coherent.take();
  std::string text = fmt::format("{{\"length_m\":{},\"count\":{}", rounded(swath.length_m(), 1000), count);
  append_datasets(text, index.datasets(), is_used);
  append_points(text, index, swath, points);
  append_bins(text, bins);
  if (parameters.boolean("series", false))
    text += ",\"series\":" + series_json(service, question, window, points, swath, bins, bin_count);
  return json_answer(text + '}');
}

}  // namespace plumbline::serve

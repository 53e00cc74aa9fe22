// SPDX-License-Identifier: MIT
// Parameters of areas, of time, of points and of models that endpoints share, and an answer that they share.
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "core/error.h"
#include "serve/endpoints/endpoints.h"

namespace plumbline::serve {
namespace {

constexpr std::size_t kMostCorners = 500;
constexpr double kGreatestRadiusM = 1'000'000;

Place checked_place(std::string_view name, double longitude, double latitude) {
  if (std::abs(longitude) <= 540 && std::abs(latitude) <= 90) return {longitude, latitude};
  throw Error(ErrorCode::usage, {},
              fmt::format("parameter {}: {}, {} is not a longitude and a latitude in degrees", quoted(name),
                          longitude, latitude));
}

std::optional<Date> read_date(const Parameters& parameters, std::string_view name) {
  const auto text = parameters.text(name);
  if (!text) return std::nullopt;
  const auto date = Date::from_text(*text);
  if (!date)
    throw Error(
        ErrorCode::usage, {},
        fmt::format("parameter {}: {} is not a date such as 2021-12-31", quoted(name), quoted(*text)));
  return date;
}

}  // namespace

std::vector<Place> read_places(const Parameters& parameters, std::string_view name, std::size_t fewest,
                               std::size_t most) {
  const std::vector<double> numbers = parameters.numbers(name, 2 * fewest, 2 * most);
  if (numbers.size() % 2 != 0)
    throw Error(ErrorCode::usage, {},
                fmt::format("parameter {}: the last longitude has no latitude", quoted(name)));
  std::vector<Place> places;
  for (std::size_t i = 0; i < numbers.size(); i += 2)
    places.push_back(checked_place(name, numbers[i], numbers[i + 1]));
  return places;
}

Area read_area(const Parameters& parameters) {
  const std::vector<Place> corners = read_places(parameters, "polygon", 3, kMostCorners);
  const std::vector<double> circle = parameters.numbers("circle", 3, 3);
  if (!corners.empty() && !circle.empty())
    throw Error(ErrorCode::usage, {}, "give either the parameter \"polygon\" or the parameter \"circle\"");
  if (!corners.empty()) return Area::polygon(corners);
  if (circle.empty()) return {};
  if (!(circle[2] > 0 && circle[2] <= kGreatestRadiusM))
    throw Error(ErrorCode::usage, {},
                fmt::format("parameter \"circle\": {} is not a radius above 0 and up to {} metres", circle[2],
                            kGreatestRadiusM));
  return Area::circle(checked_place("circle", circle[0], circle[1]), circle[2]);
}

DateWindow read_dates(const Parameters& parameters) {
  const DateWindow window{read_date(parameters, "from"), read_date(parameters, "to")};
  if (window.from && window.to && *window.to < *window.from)
    throw Error(ErrorCode::usage, {}, "parameter \"from\" is later than parameter \"to\"");
  return window;
}

PointId read_pid(std::string_view name, std::string_view text) {
  const auto pid = PointId::from_text(text);
  if (!pid)
    throw Error(ErrorCode::usage, {},
                fmt::format("parameter {}: {} is not a point id", quoted(name), quoted(text)),
                "A point id has ten characters 0-9, A-Z, a-z");
  return *pid;
}

Answer geojson_answer(std::string body) {
  Answer answer = json_answer(std::move(body));
  answer.content_type = "application/geo+json";
  return answer;
}

std::optional<features::MotionModel> read_model(const Parameters& parameters) {
  const auto text = parameters.text("fit");
  if (!text) return std::nullopt;
  const auto& names = features::kMotionModelNames;
  const auto found = std::find(names.begin(), names.end(), *text);
  if (found == names.end())
    throw Error(ErrorCode::usage, {},
                "parameter \"fit\": " + quoted(*text) + " is not one of linear, quadratic, seasonal, egms");
  return static_cast<features::MotionModel>(found - names.begin());
}

}  // namespace plumbline::serve

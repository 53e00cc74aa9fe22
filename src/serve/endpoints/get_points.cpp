// SPDX-License-Identifier: MIT
#include "serve/endpoints/endpoints.h"
#include "serve/point_json.h"
#include "serve/service.h"
#include "store/json_text.h"

namespace plumbline::serve {
namespace {

void append_point(std::string& text, const ViewportIndex& index, std::uint32_t point) {
  const auto pid = index.pid(point);
  text += "{\"pid\":\"";
  text.append(pid.data(), pid.size());
  text += "\",\"latitude\":";
  store::append_json(text, index.latitude(point));
  text += ",\"longitude\":";
  store::append_json(text, index.longitude(point));
  text += ',';
  append_point_attributes(text, index, point);
  text += '}';
}

}  // namespace

Answer get_points(const Service& service, const Question& question) {
  constexpr std::size_t kBytesPerPoint = 400;  // a first guess of the length
  const PointSelection selection = service.snapshot.index.select(read_map_request(question.query));
  std::string text;
  text.reserve(2 + kBytesPerPoint * selection.points.size());
  text += '[';
  for (const std::uint32_t point : selection.points) {
    if (text.size() > 1) text += ',';
    append_point(text, service.snapshot.index, point);
  }
  text += ']';
  Answer answer = json_answer(std::move(text));
  add_count_headers(selection, answer);
  return answer;
}

}  // namespace plumbline::serve

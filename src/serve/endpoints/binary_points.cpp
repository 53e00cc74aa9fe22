// SPDX-License-Identifier: MIT
#include "serve/endpoints/endpoints.h"
#include "serve/points_encoding.h"
#include "serve/service.h"

namespace plumbline::serve {

Answer binary_points(const Service& service, std::string_view query) {
  const ViewportIndex& index = service.snapshot.index;
  const PointSelection selection = index.select(read_point_filter(query));
  Answer answer{.content_type = "application/vnd.plumbline.points", .body = encode_points(index, selection)};
  add_count_headers(selection, answer);
  return answer;
}

}  // namespace plumbline::serve

// SPDX-License-Identifier: MIT
#include "serve/endpoints/endpoints.h"
#include "serve/points_encoding.h"
#include "serve/service.h"

namespace plumbline::serve {

Answer binary_points(const Service& service, const Question& question) {
  const ViewportIndex& index = service.snapshot.index;
  const PointSelection selection = index.select(read_point_filter(question.query));
  return binary_answer(selection, encode_points(index, selection));
}

}  // namespace plumbline::serve

// SPDX-License-Identifier: MIT
#include "serve/endpoints/endpoints.h"
#include "serve/service.h"

namespace plumbline::serve {

Answer metrics(const Service& service, const Question& question) {
  const Parameters none(question.query, {});
  return {.content_type = "text/plain; version=0.0.4; charset=utf-8", .body = service.metrics.text()};
}

}  // namespace plumbline::serve

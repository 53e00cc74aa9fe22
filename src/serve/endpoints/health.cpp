// SPDX-License-Identifier: MIT
#include "serve/endpoints/endpoints.h"

namespace plumbline::serve {

Answer health(const Service&, const Question& question) {
  const Parameters none(question.query, {});
  return json_answer("{\"status\":\"ok\",\"version\":\"" PLUMBLINE_VERSION "\"}");
}

}  // namespace plumbline::serve

// SPDX-License-Identifier: MIT
#include "serve/endpoints/endpoints.h"

namespace plumbline::serve {

Answer health(const Service&, std::string_view query) {
  const Parameters none(query, {});
  return json_answer("{\"status\":\"ok\",\"version\":\"" PLUMBLINE_VERSION "\"}");
}

}  // namespace plumbline::serve

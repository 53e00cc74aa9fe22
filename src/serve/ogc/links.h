// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "serve/message.h"

namespace plumbline::serve::ogc {

inline constexpr std::string_view kJson = "application/json";
inline constexpr std::string_view kGeoJson = "application/geo+json";
inline constexpr std::string_view kOpenApiJson = "application/vnd.oai.openapi+json;version=3.0";

/// Writes links as the client has to follow them: whole, because not every client resolves others, with the
/// scheme, host and port under which it knows the server.
class Links {
 public:
  explicit Links(const Request& request);

  /// `path` begins with a slash and is encoded: "/ogc/collections?f=json".
  std::string url(std::string_view path) const;
  nlohmann::ordered_json link(std::string_view relation, std::string_view type, std::string_view path,
                              std::string_view title = {}) const;

 private:
  std::string origin_;  ///< "https://map.example:8443"; empty where the client did not say
};

}  // namespace plumbline::serve::ogc

// SPDX-License-Identifier: MIT
#include "serve/ogc/links.h"

namespace plumbline::serve::ogc {
namespace {

/// A name or an address with a port, perhaps; nothing that could end a URL or a text.
bool is_host(std::string_view text) {
  constexpr std::string_view kAllowed =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._:[]";
  return !text.empty() && text.size() <= 255 && text.find_first_not_of(kAllowed) == std::string_view::npos;
}

}  // namespace

Links::Links(const Request& request) {
  if (!is_host(request.host)) return;
  origin_ = (request.is_secure ? "https://" : "http://") + request.host;
}

std::string Links::url(std::string_view path) const { return origin_ + std::string(path); }

nlohmann::ordered_json Links::link(std::string_view relation, std::string_view type, std::string_view path,
                                   std::string_view title) const {
  nlohmann::ordered_json link{{"href", url(path)}, {"rel", relation}, {"type", type}};
  if (!title.empty()) link["title"] = title;
  return link;
}

}  // namespace plumbline::serve::ogc

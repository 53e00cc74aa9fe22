// SPDX-License-Identifier: MIT
#include "serve/ogc/ogc.h"

#include <algorithm>
#include <array>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/error.h"
#include "serve/compression.h"
#include "serve/ogc/collections.h"
#include "serve/ogc/links.h"
#include "serve/percent_encoding.h"
#include "serve/service.h"
#include "store/json_text.h"

namespace plumbline::serve::ogc {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::string_view kCrs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
constexpr std::string_view kGregorian = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian";
/// The whole contract, among the embedded files.
constexpr std::string_view kContract = "/openapi.json";

std::string path_of(std::string_view below) { return std::string(kRoot) + std::string(below); }

Answer json_document(const Json& document, std::string_view type = kJson) {
  Answer answer = json_answer(document.dump(-1, ' ', false, Json::error_handler_t::replace));
  answer.content_type = type;
  return answer;
}

void check_format(const Parameters& parameters) {
  const auto format = parameters.text("f");
  if (format && *format != "json")
    throw Error(ErrorCode::usage, {},
                "parameter \"f\": " + quoted(*format) + " is not json, the only format here");
}

/// Of a resource that has no parameters but the format.
void check_format_only(const Target& target) {
  constexpr std::array<std::string_view, 1> kNames{"f"};
  const Parameters parameters(target.query, kNames);
  check_format(parameters);
}

// ---- what there is

Json landing_page(const Links& links) {
  return {{"title", "Plumbline"},
          {"description", "Ground motion of one store: points, clusters and tiles, as OGC API - Features"},
          {"links",
           {links.link("self", kJson, path_of(""), "This document"),
            links.link("service-desc", kOpenApiJson, path_of("/api"), "The API"),
            links.link("conformance", kJson, path_of("/conformance"), "What of OGC's standards is kept"),
            links.link("data", kJson, path_of("/collections"), "The collections")}}};
}

Json conformance() {
  constexpr std::string_view kClass = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/";
  Json classes = Json::array();
  for (const std::string_view name : {"core", "geojson", "oas30"})
    classes.push_back(std::string(kClass) + std::string(name));
  return {{"conformsTo", classes}};
}

Json extent_json(const Extent& extent) {
  Json json = Json::object();
  if (extent.box)
    json["spatial"] = {
        {"bbox", Json::array({Json::array({extent.box->min_longitude, extent.box->min_latitude,
                                           extent.box->max_longitude, extent.box->max_latitude})})},
        {"crs", kCrs84}};
  if (extent.time.first)
    json["temporal"] = {{"interval", Json::array({Json::array({extent.time.first->iso() + "T00:00:00Z",
                                                               extent.time.last->iso() + "T23:59:59Z"})})},
                        {"trs", kGregorian}};
  return json;
}

Json collection_json(const Service& service, const Collection& collection, const Links& links) {
  const std::string path = path_of("/collections/") + std::string(collection.id);
  return {
      {"id", collection.id},
      {"title", collection.title},
      {"description", collection.description},
      {"extent", extent_json(collection.extent(service))},
      {"itemType", "feature"},
      {"crs", Json::array({kCrs84})},
      {"links",
       {links.link("self", kJson, path), links.link("items", kGeoJson, path + "/items", collection.title)}}};
}

Json collections_json(const Service& service, const Links& links) {
  Json all = Json::array();
  for (const Collection& collection : collections())
    all.push_back(collection_json(service, collection, links));
  return {{"links", Json::array({links.link("self", kJson, path_of("/collections"))})}, {"collections", all}};
}

/// The part of the contract below the root, with paths that begin there: clients look for "/collections/…".
Json api_document(const Service& service, const Links& links) {
  const auto asset = std::find_if(service.assets.begin(), service.assets.end(),
                                  [](const Asset& a) { return a.path == kContract; });
  if (asset == service.assets.end())
    throw Error(ErrorCode::not_found, {}, "this server was built without its contract");
  Json document = Json::parse(inflated(asset->gzip_body));
  Json paths = Json::object();
  for (const auto& [path, operations] : document["paths"].items()) {
    if (!is_below_root(path)) continue;
    const std::string below = path.substr(kRoot.size());
    paths[below.empty() ? "/" : below] = operations;
  }
  document["paths"] = std::move(paths);
  document["servers"] = Json::array({Json{{"url", links.url(kRoot)}}});
  return document;
}

// ---- features

/// The same question with another `start`.
std::string next_target(const Target& target, std::uint64_t start) {
  std::string next = std::string(target.path) + '?';
  std::string_view query = target.query;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    if (!pair.empty() && !pair.starts_with("start=")) next += std::string(pair) + '&';
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return next + "start=" + std::to_string(start);
}

Answer items(const Service& service, const Collection& collection, const Target& target, const Links& links) {
  std::vector<std::string_view> names(items_parameters().begin(), items_parameters().end());
  names.insert(names.end(), collection.filters.begin(), collection.filters.end());
  const Parameters parameters(target.query, names);
  check_format(parameters);
  const ItemsPage page = collection.items(service, parameters, read_items_request(parameters));
  const std::string self =
      std::string(target.path) + (target.query.empty() ? "" : "?" + std::string(target.query));
  Json document_links =
      Json::array({links.link("self", kGeoJson, self),
                   links.link("collection", kJson, path_of("/collections/") + std::string(collection.id))});
  if (page.next) document_links.push_back(links.link("next", kGeoJson, next_target(target, *page.next)));
  std::string text = R"({"type":"FeatureCollection","numberMatched":)" + std::to_string(page.matched) +
                     R"(,"numberReturned":)" + std::to_string(page.features.size()) + R"(,"links":)" +
                     document_links.dump(-1, ' ', false, Json::error_handler_t::replace) + R"(,"features":[)";
  for (const std::string& feature : page.features) {
    if (text.back() != '[') text += ',';
    text += feature;
  }
  Answer answer = json_answer(text + "]}");
  answer.content_type = kGeoJson;
  return answer;
}

Answer item(const Service& service, const Collection& collection, std::string_view id, const Target& target,
            const Links& links) {
  check_format_only(target);
  auto feature = collection.item(service, percent_decoded(id));
  if (!feature)
    throw Error(ErrorCode::not_found, {},
                "the collection " + quoted(collection.id) + " has no feature " + quoted(id));
  const Json feature_links{
      links.link("self", kGeoJson, target.path),
      links.link("collection", kJson, path_of("/collections/") + std::string(collection.id))};
  feature->pop_back();
  Answer answer = json_answer(*feature + ",\"links\":" + feature_links.dump() + '}');
  answer.content_type = kGeoJson;
  return answer;
}

// ---- paths

/// The parts of a path below "/ogc/collections", between the slashes.
std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/', 1), path.size());
    parts.push_back(path.substr(1, end - 1));
    path.remove_prefix(end);
  }
  return parts;
}

Answer answer_collection(const Service& service, const Target& target, std::string_view below,
                         const Links& links) {
  const auto parts = parts_of(below);
  const auto all = collections();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& c) { return c.id == parts.front(); });
  if (found != all.end() && parts.size() == 1) {
    check_format_only(target);
    return json_document(collection_json(service, *found, links));
  }
  if (found != all.end() && parts.size() <= 3 && parts[1] == "items") {
    if (parts.size() == 2) return items(service, *found, target, links);
    return item(service, *found, parts[2], target, links);
  }
  throw Error(ErrorCode::not_found, {}, "there is nothing at " + quoted(target.path));
}

}  // namespace

bool is_below_root(std::string_view path) {
  return path.starts_with(kRoot) && (path.size() == kRoot.size() || path[kRoot.size()] == '/');
}

Answer answer(const Service& service, const Request& request, const Target& target) {
  const Links links(request);
  const std::string_view below = target.path.substr(kRoot.size());
  constexpr std::string_view kCollections = "/collections";
  if (below.starts_with(kCollections) && below.size() > kCollections.size() &&
      below[kCollections.size()] == '/')
    return answer_collection(service, target, below.substr(kCollections.size()), links);
  const auto document = [&]() -> Answer {
    if (below.empty() || below == "/") return json_document(landing_page(links));
    if (below == "/conformance") return json_document(conformance());
    if (below == kCollections) return json_document(collections_json(service, links));
    if (below == "/api") return json_document(api_document(service, links), kOpenApiJson);
    throw Error(ErrorCode::not_found, {}, "there is nothing at " + quoted(target.path));
  };
  Answer found = document();
  check_format_only(target);
  return found;
}

}  // namespace plumbline::serve::ogc

// SPDX-License-Identifier: MIT
// OGC API - Features, asked as its clients do. That GDAL reads it is tested in ogc_client_test.cpp.
#include <set>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "serve/served_store_test.h"

namespace plumbline::test {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;
using testing::UnorderedElementsAre;

class Ogc : public ServedStore {
 protected:
  static json document(std::string_view path) {
    const auto response = get(std::string("/ogc") + std::string(path));
    EXPECT_EQ(response.status, 200) << path << response.body;
    return json::parse(response.body);
  }
  static int status(std::string_view path) { return get(std::string("/ogc") + std::string(path)).status; }
};

/// The target of the link of this relation, without the server; empty where there is none.
std::string target_of(const json& document, std::string_view relation) {
  for (const json& link : document.at("links")) {
    if (link.at("rel") == relation)
      return link.at("href").get<std::string>().substr(std::string("http://test").size());
  }
  return {};
}

TEST_F(Ogc, the_landing_page_leads_to_everything) {
  const json page = document("");
  EXPECT_EQ(target_of(page, "self"), "/ogc");
  EXPECT_EQ(target_of(page, "data"), "/ogc/collections");
  EXPECT_EQ(target_of(page, "conformance"), "/ogc/conformance");
  EXPECT_EQ(target_of(page, "service-desc"), "/ogc/api");
  EXPECT_EQ(document("/"), page);
  EXPECT_THAT(document("/conformance").at("conformsTo"),
              testing::Contains("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"));
}

TEST_F(Ogc, links_name_the_server_as_the_client_does) {
  const auto first_link = [&](const std::string& header) {
    RawConnection connection(port());
    connection.send("GET /ogc HTTP/1.1\r\n" + header + "\r\n");
    return json::parse(connection.read_response()->body)["links"][0]["href"].get<std::string>();
  };
  EXPECT_EQ(first_link("Host: map.example:8443\r\n"), "http://map.example:8443/ogc");
  EXPECT_EQ(first_link("Host: map.example\r\nX-Forwarded-Proto: https\r\n"), "https://map.example/ogc");
  EXPECT_EQ(first_link("Host: evil\"/><script>\r\n"), "/ogc");  // not a host: the client resolves the path
}

TEST_F(Ogc, the_api_document_has_the_paths_below_the_landing_page) {
  const auto response = get("/ogc/api");
  EXPECT_THAT(response.headers.at("content-type"),
              StartsWith("application/vnd.oai.openapi+json;version=3.0"));
  const json api = json::parse(response.body);
  EXPECT_THAT(api.at("openapi").get<std::string>(), StartsWith("3.0"));
  EXPECT_EQ(api.at("servers")[0].at("url"), "http://test/ogc");
  EXPECT_TRUE(api.at("paths").contains("/"));
  EXPECT_TRUE(api.at("paths").contains("/collections/points/items"));
  EXPECT_FALSE(api.at("paths").contains("/health"));
}

TEST_F(Ogc, a_collection_says_where_and_when_it_is) {
  const json all = document("/collections").at("collections");
  ASSERT_EQ(all.size(), 4U);
  for (const json& collection : all) {
    const std::string id = collection.at("id");
    EXPECT_EQ(document("/collections/" + id), collection);
    EXPECT_EQ(target_of(collection, "items"), "/ogc/collections/" + id + "/items");
  }
  const json info = json::parse(get("/get_info").body);
  EXPECT_EQ(all[0].at("extent").at("spatial").at("bbox"),
            json::array({{info["bbox"]["min_lon"], info["bbox"]["min_lat"], info["bbox"]["max_lon"],
                          info["bbox"]["max_lat"]}}));
  EXPECT_EQ(all[3].at("extent").at("temporal").at("interval"),
            json::array({{"2020-01-03T00:00:00Z", "2020-03-14T23:59:59Z"}}));
}

TEST_F(Ogc, following_the_links_to_the_next_page_gives_every_point_once) {
  std::set<std::string> ids;
  std::string target = "/ogc/collections/points/items?limit=137&thresh=1";
  std::size_t pages = 0, features = 0;
  for (; !target.empty(); ++pages) {
    const json page = json::parse(get(target).body);
    EXPECT_EQ(page.at("numberReturned"), page.at("features").size());
    EXPECT_LE(page.at("features").size(), 137U);
    features += page.at("features").size();
    for (const json& feature : page.at("features")) ids.insert(feature.at("id").get<std::string>());
    target = target_of(page, "next");
  }
  const auto total = get("/api/v1/points?thresh=1&max_pts=1").headers.at("x-total-count");
  EXPECT_EQ(std::to_string(ids.size()), total);
  EXPECT_EQ(features, ids.size());
  EXPECT_EQ(pages, features / 137 + 1);
}

TEST_F(Ogc, a_point_has_the_values_of_get_points) {
  json expected = json::parse(get("/get_points?min_coh=0.86&asc=0").body)[0];
  const json feature = document("/collections/points/items?min_coh=0.86&orbit=D").at("features")[0];
  EXPECT_EQ(feature.at("id"), kDescending + ".166ax5Ofja");
  EXPECT_EQ(feature.at("geometry"),
            (json{{"type", "Point"}, {"coordinates", {expected["longitude"], expected["latitude"]}}}));
  expected.erase("longitude");
  expected.erase("latitude");
  expected["product"] = "LOS";
  expected["level"] = "L2b";
  expected["release"] = "2020_2024";
  EXPECT_EQ(feature.at("properties"), expected);
}

TEST_F(Ogc, points_are_chosen_by_box_and_properties) {
  const auto matched = [&](const std::string& query) {
    return document("/collections/points/items?limit=1&" + query).at("numberMatched").get<std::size_t>();
  };
  const auto total = [&](const std::string& query) {
    return std::stoul(get("/api/v1/points?max_pts=1&" + query).headers.at("x-total-count"));
  };
  EXPECT_EQ(matched("bbox=13.1,38.7,13.2,38.8"),
            total("min_lon=13.1&min_lat=38.7&max_lon=13.2&max_lat=38.8"));
  EXPECT_EQ(matched("bbox=13.1,38.7,-100,13.2,38.8,9000"), matched("bbox=13.1,38.7,13.2,38.8"));
  EXPECT_EQ(matched("class_1=linear,accel"), total("classes=linear,accel"));
  EXPECT_EQ(matched("product=U"), total("products=U"));
  EXPECT_EQ(matched("orbit=A"), total("desc=0"));
  EXPECT_EQ(matched("cluster_id=CL_0001"), total("cluster=CL_0001"));
  EXPECT_EQ(matched("min_vel=-3&max_vel=2.5&min_height=100"), total("min_vel=-3&max_vel=2.5&min_height=100"));
  EXPECT_EQ(matched("datetime=1990-01-01"), total(""));  // points have no time of their own
}

TEST_F(Ogc, a_box_across_the_180th_meridian_is_both_its_sides) {
  const auto matched = [&](const std::string& box) {
    return document("/collections/points/items?limit=1&bbox=" + box).at("numberMatched").get<std::size_t>();
  };
  EXPECT_EQ(matched("13,-90,0,90"), matched("13,-90,180,90") + matched("-180,-90,0,90"));
  EXPECT_EQ(matched("170,-90,-170,90"), 0U);
}

TEST_F(Ogc, the_greatest_limit_stands_for_greater_ones) {
  EXPECT_EQ(document("/collections/points/items?limit=1000000").at("numberReturned"), 1040);
}

TEST_F(Ogc, a_point_is_found_by_its_tile_and_pid) {
  const json page = document("/collections/points/items?limit=1000");
  for (const std::size_t i : {0U, 399U, 777U}) {
    const json& feature = page.at("features")[i];
    const json found = document("/collections/points/items/" + feature.at("id").get<std::string>());
    EXPECT_EQ(found.at("id"), feature.at("id"));
    EXPECT_EQ(found.at("geometry"), feature.at("geometry"));
    EXPECT_EQ(found.at("properties"), feature.at("properties"));
    EXPECT_EQ(target_of(found, "collection"), "/ogc/collections/points");
  }
  for (const std::string& none : {kAscending + ".166ax5Ofja", kDescending + ".0000000000", kDescending + ".x",
                                  std::string("x"), std::string("x.166ax5Ofja"), kDescending + ".' OR 1=1"})
    EXPECT_EQ(status("/collections/points/items/" + none), none.find(' ') == std::string::npos ? 404 : 400);
}

TEST_F(Ogc, polygons_are_chosen_by_box_and_properties_and_found_by_id) {
  const auto ids = [&](const std::string& path) {
    std::vector<std::string> found;
    const json page = document(path);
    for (const json& feature : page.at("features")) found.push_back(feature.at("id"));
    return found;
  };
  EXPECT_THAT(ids("/collections/clusters/items"), ElementsAre("CL_0001", "CL_0002"));
  EXPECT_THAT(ids("/collections/clusters/items?bbox=-1,-1,1,1"), ElementsAre("CL_0002"));
  EXPECT_THAT(ids("/collections/clusters/items?cluster_id=CL_0001"), ElementsAre("CL_0001"));
  EXPECT_THAT(ids("/collections/clusters/items?dominant_class=linear"), ElementsAre());  // not known here
  EXPECT_THAT(ids("/collections/subclusters/items"), ElementsAre("CL_0001_SUB_001"));
  const json page = document("/collections/clusters/items?limit=1");
  EXPECT_EQ(page.at("numberMatched"), 2);
  EXPECT_EQ(json::parse(get(target_of(page, "next")).body).at("features")[0].at("id"), "CL_0002");
  const json cluster = document("/collections/clusters/items/CL_0002");
  EXPECT_EQ(cluster.at("geometry").at("type"), "Polygon");
  EXPECT_EQ(cluster.at("properties").at("n_points"), 10);
  EXPECT_EQ(status("/collections/clusters/items/CL_0003"), 404);
}

TEST_F(Ogc, tiles_are_chosen_by_the_time_of_their_acquisitions) {
  const auto count = [&](const std::string& query) {
    return document("/collections/tiles/items?" + query).at("numberMatched").get<int>();
  };
  EXPECT_EQ(count(""), 4);
  EXPECT_EQ(count("datetime=2020-02-01"), 4);
  EXPECT_EQ(count("datetime=2020-03-14T23:00:00Z/.."), 4);
  EXPECT_EQ(count("datetime=../2020-01-02"), 0);
  EXPECT_EQ(count("datetime=2020-03-15/2021-01-01"), 0);
  EXPECT_EQ(count("level=L3"), 2);
  EXPECT_EQ(count("component=U"), 1);
  EXPECT_EQ(count("bbox=-1,-1,1,1"), 1);
  const json tile = document("/collections/tiles/items/" + kDescending);
  EXPECT_EQ(tile.at("properties").at("first_date"), "2020-01-03");
  EXPECT_EQ(tile.at("properties").at("points"), 400);
  EXPECT_EQ(tile.at("geometry").at("coordinates")[0].size(), 5U);
}

TEST_F(Ogc, what_is_not_understood_is_400_and_what_is_not_there_404) {
  for (const std::string query : {"bbox=1,2,3",
                                  "bbox=a,b,c,d",
                                  "bbox=1,5,2,4",
                                  "bbox=0,0,181,1",
                                  "bbox=0,0,1,nan",
                                  "limit=0",
                                  "limit=-1",
                                  "limit=x",
                                  "start=-1",
                                  "start=x",
                                  "datetime=yesterday",
                                  "datetime=../..",
                                  "datetime=2021-01-01/2020-01-01",
                                  "datetime=2020-01-01Tx",
                                  "f=html",
                                  "orbit=C",
                                  "class_1=fast",
                                  "product=N",
                                  "min_vel=2&max_vel=1",
                                  "bbox-crs=x",
                                  "unknown=1",
                                  "limit=1&limit=2"}) {
    EXPECT_EQ(status("/collections/points/items?" + query), 400) << query;
  }
  EXPECT_EQ(status("?f=html"), 400);
  EXPECT_EQ(status("/collections?limit=1"), 400);
  EXPECT_EQ(status("/collections/points?bbox=1,2,3,4"), 400);
  for (const std::string path : {"/nothing", "/collections/", "/collections/nothing", "/collections/points/",
                                 "/collections/points/things", "/collections/points/items/a/b",
                                 "/collections/points/items/", "/collections//items"}) {
    EXPECT_EQ(status(path), 404) << path;
  }
  EXPECT_EQ(get("/ogcx").status, 404);
  EXPECT_EQ(status("/collections/tiles/items/%zz"), 400);
}

}  // namespace
}  // namespace plumbline::test

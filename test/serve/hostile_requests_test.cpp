// SPDX-License-Identifier: MIT
// What clients send who mean no good: nothing of it is found, run, or answered with anything but 400 and 404.
#include <array>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "serve/served_store_test.h"

namespace plumbline::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class HostileRequests : public ServedStore {};

/// Every byte that is not a letter or a digit as %XX.
std::string encoded(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      result += c;
    } else {
      result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return result;
}

/// Paths with their parameters.
const std::vector<std::pair<std::string, std::vector<std::string>>>& parameters() {
  static const std::vector<std::pair<std::string, std::vector<std::string>>> all{
      {"/get_points",
       {"min_lat", "max_lat", "min_lon", "max_lon", "zoom", "thresh", "min_coh", "asc", "desc", "max_pts"}},
      {"/api/v1/points",
       {"min_lat", "zoom", "max_speed", "min_vel", "max_vel", "max_coh", "min_height", "max_height",
        "classes", "flags", "not_flags", "products"}},
      {"/get_timeseries", {"pid"}},
      {"/api/v1/series", {"pids", "rows", "fit", "from", "to"}},
      {"/api/v1/selection", {"min_lat", "classes", "polygon", "circle", "series", "fit", "from", "to"}},
      {"/api/v1/profile", {"line", "width_m", "bins", "series", "from"}},
      {"/api/v1/window_velocity", {"max_pts", "from", "to"}},
      {"/api/v1/displacements", {"frames", "from", "to"}},
      {"/api/v1/values", {"columns", "flags"}},
      {"/api/v1/clusters", {"min_lat", "zoom", "min_points", "min_speed"}},
      {"/api/v1/subclusters", {"max_lon", "zoom"}},
      {"/get_clusters", {"min_lat", "max_lon"}},
      {"/get_subclusters", {"min_lat", "max_lon"}},
      {"/ogc", {"f"}},
      {"/ogc/collections", {"f"}},
      {"/ogc/collections/points/items",
       {"bbox", "datetime", "limit", "start", "f", "class_1", "orbit", "product", "thresh", "max_speed",
        "min_vel", "max_vel", "min_coh", "max_coh", "min_height", "max_height"}},
      {"/ogc/collections/clusters/items", {"bbox", "datetime", "limit", "start", "f"}},
      {"/ogc/collections/tiles/items", {"bbox", "datetime", "limit", "start", "f", "level", "component"}},
      {"/api/v1/export", {"format", "series", "polygon", "circle", "min_coh", "classes"}}};
  return all;
}

TEST_F(HostileRequests, injections_in_every_parameter_are_400_and_are_not_run) {
  const std::vector<std::string> injections{"' OR '1'='1",
                                            "1; DROP TABLE points--",
                                            "1 UNION SELECT * FROM all_metadata",
                                            "'; COPY x TO '/tmp/owned';--",
                                            "1) OR (1=1",
                                            "\"; ATTACH '/etc/passwd';--",
                                            "read_csv('/etc/passwd')",
                                            "${jndi:ldap://x/a}",
                                            "{{7*7}}",
                                            "$(touch /tmp/owned)",
                                            "`id`",
                                            "| cat /etc/passwd",
                                            "1\n2",
                                            "1%00",
                                            "<script>alert(1)</script>",
                                            "1e999",
                                            "0x10",
                                            std::string("1\0", 2),
                                            "\xff\xfe",
                                            std::string(3000, 'A')};
  std::size_t asked = 0;
  for (const auto& [path, names] : parameters()) {
    for (const std::string& name : names) {
      for (const std::string& injection : injections) {
        const auto response = get(path + "?" + name + "=" + encoded(injection));
        EXPECT_EQ(response.status, 400) << path << ' ' << name << ' ' << injection;
        EXPECT_THAT(response.body, Not(HasSubstr("root:")));
        ++asked;
      }
    }
  }
  EXPECT_GE(asked, 500U);
  for (const std::string& injection : injections) {  // where any text is allowed, it names nothing
    EXPECT_EQ(get("/api/v1/points?cluster=" + encoded(injection)).headers.at("x-total-count"), "0");
    EXPECT_EQ(get("/get_timeseries?pid=166ax5Ofja&tile=" + encoded(injection)).status, 404);
    EXPECT_EQ(get("/api/v1/cluster_series?cluster=" + encoded(injection)).status, 404);
    for (const std::string filter :
         {"points/items?cluster_id", "clusters/items?cluster_id", "clusters/items?dominant_class",
          "subclusters/items?subcluster_id", "subclusters/items?class_1"})
      EXPECT_THAT(get("/ogc/collections/" + filter + "=" + encoded(injection)).body,
                  HasSubstr("\"numberMatched\":0,"));
    for (const std::string collection : {"points", "clusters", "subclusters", "tiles"})
      EXPECT_EQ(get("/ogc/collections/" + collection + "/items/" + encoded(injection)).status, 404);
  }
}

TEST_F(HostileRequests, a_thousand_ways_to_leave_the_folder_lead_nowhere) {
  const std::array<std::string, 12> ups{"../",    "..%2f", "%2e%2e/",         "%2e%2e%2f",
                                        "..\\",   "..%5c", "%252e%252e%252f", "..%c0%af",
                                        "....//", "..;/",  "%2e%2e%5c",       ".%2e/"};
  const std::array<std::string, 7> files{"etc/passwd",        "etc%2fpasswd",      "plumbline.json",
                                         "view/points.view",  "proc/self/environ", "windows/win.ini",
                                         "etc/passwd%00.html"};
  const std::array<std::string, 6> roots{"/",  "/assets/", "/api/v1/",
                                         "//", "/ogc/",    "/ogc/collections/points/items/"};
  std::size_t asked = 0;
  for (const std::string& root : roots) {
    for (const std::string& up : ups) {
      for (const std::string& file : files) {
        std::string target = root;
        for (const int depth : {1, 3, 8}) {
          target = root;
          for (int i = 0; i < depth; ++i) target += up;
          const auto response = get(target + file);
          EXPECT_TRUE(response.status == 404 || response.status == 400) << target + file;
          EXPECT_THAT(response.body, Not(HasSubstr("root:")));
          ++asked;
        }
      }
    }
  }
  EXPECT_GE(asked, 1000U);
}

TEST_F(HostileRequests, the_server_counts_what_it_answered_and_names_nothing_that_a_client_wrote) {
  get("/get_info");
  get("/no/such/<thing>");
  const auto response = get("/metrics");
  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(response.headers.at("content-type"), HasSubstr("version=0.0.4"));
  EXPECT_THAT(response.body, HasSubstr("plumbline_answers_total{endpoint=\"/get_info\",status=\"200\"} "));
  EXPECT_THAT(response.body, HasSubstr("plumbline_answers_total{endpoint=\"none\",status=\"404\"} "));
  EXPECT_THAT(response.body,
              HasSubstr("plumbline_answer_seconds_bucket{endpoint=\"/get_info\",le=\"+Inf\"} "));
  EXPECT_THAT(response.body, HasSubstr("plumbline_connections "));
  EXPECT_THAT(response.body, Not(HasSubstr("thing")));
}

TEST_F(HostileRequests, a_client_whose_copy_is_current_is_told_so) {
  const auto first = get("/get_points?zoom=4");
  const auto again = get("/get_points?zoom=4", "If-None-Match: " + first.headers.at("etag") + "\r\n");
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(get("/get_points?zoom=3", "If-None-Match: \"0\"\r\n").status, 200);
}

TEST_F(HostileRequests, json_is_compressed_for_those_who_accept_it) {
  const auto plain = get("/get_points");
  const auto packed = get("/get_points", "Accept-Encoding: gzip\r\n");
  EXPECT_EQ(packed.headers.at("content-encoding"), "gzip");
  EXPECT_LT(packed.body.size() * 4, plain.body.size());
  EXPECT_EQ(packed.headers.at("etag"), plain.headers.at("etag"));
  EXPECT_FALSE(get("/api/v1/points", "Accept-Encoding: gzip\r\n").headers.contains("content-encoding"));
}

// ---- servers with other options

TEST(Access, a_server_with_a_token_answers_only_those_who_show_it) {
  const TempFolder folder;
  const RunningServer server(folder.path(), {.token = "secret"});
  const auto status = [&](const std::string& header) {
    return http_get(server.port(), "/get_info", header).status;
  };
  EXPECT_EQ(status(""), 401);
  EXPECT_EQ(status("Authorization: Bearer secre\r\n"), 401);
  EXPECT_EQ(status("Authorization: Bearer secretx\r\n"), 401);
  EXPECT_EQ(status("Authorization: Basic cGx1bWJsaW5lOndyb25n\r\n"), 401);
  EXPECT_EQ(status("Authorization: Bearer secret\r\n"), 200);
  EXPECT_EQ(status("Authorization: Basic cGx1bWJsaW5lOnNlY3JldA==\r\n"), 200);  // plumbline:secret
  EXPECT_THAT(http_get(server.port(), "/").headers.at("www-authenticate"), HasSubstr("Basic"));
}

TEST(Access, another_origin_is_allowed_only_when_named) {
  const TempFolder folder;
  const RunningServer closed(folder.path());
  EXPECT_FALSE(http_get(closed.port(), "/get_info").headers.contains("access-control-allow-origin"));
  const RunningServer open(folder.path(), {.allowed_origin = "https://map.example"});
  EXPECT_EQ(http_get(open.port(), "/get_info").headers.at("access-control-allow-origin"),
            "https://map.example");
}

TEST(Access, every_answer_is_logged_once) {
  const TempFolder folder;
  std::vector<serve::AccessRecord> records;
  {
    const RunningServer server(folder.path(),
                               {.access_log = [&](const auto& record) { records.push_back(record); }});
    http_get(server.port(), "/get_info");
    http_get(server.port(), "/nothing?x=%0a");
  }
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].target, "/get_info");
  EXPECT_EQ(records[0].client, "127.0.0.1");
  EXPECT_EQ(records[0].status, 200U);
  EXPECT_EQ(records[1].target, "/nothing?x=%0a");
  EXPECT_EQ(records[1].status, 404U);
}

TEST(Access, more_requests_than_may_wait_are_503_with_retry_after) {
  const TempFolder folder;
  const RunningServer server(folder.path(), {.max_waiting = 0});
  const auto response = http_get(server.port(), "/health");
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(response.headers.at("retry-after"), "1");
}

}  // namespace
}  // namespace plumbline::test

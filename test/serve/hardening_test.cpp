// SPDX-License-Identifier: MIT
// What the server promises before anybody asks it for data: where it listens, what it tells browsers, how it
// ends.
#include <arpa/inet.h>
#include <fstream>
#include <netinet/in.h>
#include <regex>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "serve/served_store_test.h"

namespace plumbline::test {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

class Hardening : public ServedStore {};

TEST(ServerOptions, are_safe_unless_told_otherwise) {
  const serve::ServerOptions usual;
  EXPECT_EQ(usual.address, "127.0.0.1");
  EXPECT_EQ(usual.allowed_origin, "");
  EXPECT_EQ(usual.idle_timeout, 10s);
  EXPECT_EQ(usual.header_limit_bytes, 8U * 1024);
  EXPECT_EQ(usual.body_limit_bytes, 1024U * 1024);
}

TEST_F(Hardening, it_listens_on_one_address_only) {
  const int client = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in another{};
  another.sin_family = AF_INET;
  another.sin_port = htons(port());
  inet_pton(AF_INET, "127.0.0.2", &another.sin_addr);  // this machine, too
  EXPECT_NE(connect(client, reinterpret_cast<const sockaddr*>(&another), sizeof another), 0);
  close(client);
}

TEST_F(Hardening, every_answer_tells_browsers_to_trust_nothing_else) {
  for (const std::string target : {"/", "/health", "/get_points?zoom=x", "/nothing", "/ogc", "/metrics",
                                   "/ogc/collections/points/items", "/api/v1/points"}) {
    const auto headers = get(target).headers;
    EXPECT_EQ(headers.at("x-content-type-options"), "nosniff") << target;
    EXPECT_EQ(headers.at("referrer-policy"), "no-referrer") << target;
    EXPECT_EQ(headers.at("x-frame-options"), "DENY") << target;
    EXPECT_EQ(headers.at("cross-origin-resource-policy"), "same-origin") << target;
    EXPECT_FALSE(headers.contains("access-control-allow-origin")) << target;
    const std::string& policy = headers.at("content-security-policy");
    for (const std::string rule :
         {"default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"})
      EXPECT_THAT(policy, HasSubstr(rule)) << target;
    // Styles may be inline (Leaflet and uPlot set them), scripts never.
    EXPECT_FALSE(std::regex_search(policy, std::regex("script-src[^;]*unsafe")));
    EXPECT_FALSE(headers.contains("server")) << "what runs here, and in which version, helps attackers only";
  }
}

TEST_F(Hardening, mistakes_of_clients_are_explained_without_names_of_files) {
  for (const std::string target :
       {"/ogc/collections/points/items/x", "/get_timeseries?pid=0000000000", "/../etc"})
    EXPECT_THAT(get(target).body, testing::Not(HasSubstr("/tmp"))) << target;
}

/// Kilobytes of memory of this process that are not pages of files.
long anonymous_kb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("RssAnon:")) return std::stol(line.substr(8));
  }
  return 0;
}

TEST_F(Hardening, memory_does_not_grow_with_the_number_of_requests) {
  const auto ask_all = [&](int rounds) {
    RawConnection connection(port());
    for (int i = 0; i < rounds; ++i) {
      for (const std::string& target :
           {"/api/v1/points?zoom=" + std::to_string(i % 17),
            std::string("/api/v1/series?fit=egms&pids=166ax5Ofja"),
            "/ogc/collections/points/items?limit=" + std::to_string(1 + i % 50), std::string("/get_info"),
            "/nothing/" + std::to_string(i), "/get_points?zoom=y" + std::to_string(i)}) {
        ASSERT_TRUE(
            connection.send("GET " + target + " HTTP/1.1\r\nHost: t\r\nAccept-Encoding: gzip\r\n\r\n"));
        ASSERT_TRUE(connection.read_response()) << target;
      }
    }
  };
  ask_all(200);
  const long before = anonymous_kb();
  ask_all(400);
  EXPECT_LT(anonymous_kb() - before, 1024) << "2,400 requests";
}

TEST(Shutdown, answers_that_are_in_work_are_given_before_the_server_ends) {
  const TempFolder folder;
  make_served_store(folder.path());
  for (int round = 0; round < 5; ++round) {
    auto server = std::make_unique<RunningServer>(folder.path());
    std::vector<std::unique_ptr<RawConnection>> clients;
    for (int i = 0; i < 8; ++i) {
      clients.push_back(std::make_unique<RawConnection>(server->port()));
      clients.back()->send("GET /health HTTP/1.1\r\nHost: t\r\n\r\n");
      ASSERT_TRUE(clients.back()->read_response());
    }
    for (auto& client : clients) client->send("GET /get_points HTTP/1.1\r\nHost: t\r\n\r\n");
    std::this_thread::sleep_for(std::chrono::milliseconds(round));
    server.reset();
    for (auto& client : clients) {
      // Whole, or not begun: the request had not been read yet.
      const auto response = client->read_response();
      if (response) {
        EXPECT_EQ(response->body.back(), ']');
      }
    }
  }
}

}  // namespace
}  // namespace plumbline::test

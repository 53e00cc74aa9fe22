// SPDX-License-Identifier: MIT
// How the server behaves on the wire: methods, limits, time, many connections, shutdown.
#include <algorithm>
#include <chrono>
#include <future>
#include <thread>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "serve/served_store_test.h"

namespace plumbline::test {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

std::string error_code(const HttpResponse& response) {
  return nlohmann::json::parse(response.body)["error"]["code"];
}

std::string get_request(std::string_view target) {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: t\r\n\r\n";
}

class Wire : public ServedStore {};

TEST_F(Wire, head_answers_like_get_without_the_body) {
  for (const std::string target : {"/get_points?zoom=8", "/", "/nothing", "/get_info"}) {
    const auto whole = get(target);
    RawConnection connection(port());
    connection.send("HEAD " + target + " HTTP/1.1\r\nHost: t\r\n\r\n");
    const auto head = connection.read_response(true);
    ASSERT_TRUE(head);
    EXPECT_EQ(head->status, whole.status);
    EXPECT_EQ(head->headers, whole.headers);
    // Nothing but the next answer follows.
    connection.send(get_request("/health"));
    EXPECT_EQ(connection.read_response()->status, 200);
  }
}

TEST_F(Wire, other_methods_are_405) {
  for (const std::string method :
       {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "PROPFIND"}) {
    RawConnection connection(port());
    connection.send(method + " /get_points HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\n\r\nhi");
    const auto response = connection.read_response();
    ASSERT_TRUE(response) << method;
    EXPECT_EQ(response->status, 405) << method;
    EXPECT_EQ(response->headers.at("allow"), "GET, HEAD");
    EXPECT_EQ(error_code(*response), "method_not_allowed");
  }
}

TEST_F(Wire, a_connection_serves_one_request_after_the_other) {
  RawConnection connection(port());
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(connection.send(get_request("/health")));
    EXPECT_EQ(connection.read_response()->status, 200);
  }
}

TEST_F(Wire, pipelined_requests_are_answered_in_order) {
  RawConnection connection(port());
  connection.send(get_request("/health") + get_request("/nothing") + get_request("/get_points?zoom=12") +
                  get_request("/get_points?zoom=x") + get_request("/"));
  for (const int status : {200, 404, 200, 400, 200}) EXPECT_EQ(connection.read_response()->status, status);
}

TEST_F(Wire, a_request_may_arrive_byte_by_byte) {
  RawConnection connection(port());
  for (const char c : get_request("/health")) connection.send(std::string(1, c));
  EXPECT_EQ(connection.read_response()->status, 200);
}

TEST_F(Wire, the_connection_is_closed_when_the_client_asks_for_it) {
  RawConnection connection(port());
  connection.send("GET /health HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(connection.read_response()->headers.at("connection"), "close");
  EXPECT_TRUE(connection.is_closed_within(2s));
  RawConnection old(port());
  old.send("GET /health HTTP/1.0\r\n\r\n");
  EXPECT_EQ(old.read_response()->status, 200);
  EXPECT_TRUE(old.is_closed_within(2s));
}

TEST_F(Wire, a_header_over_8_kB_is_431) {
  RawConnection connection(port());
  connection.send("GET /health HTTP/1.1\r\nHost: t\r\nX-Long: " + std::string(9000, 'a') + "\r\n\r\n");
  const auto response = connection.read_response();
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 431);
  EXPECT_EQ(error_code(*response), "header_too_large");
  EXPECT_TRUE(connection.is_closed_within(2s));
}

TEST_F(Wire, an_endless_header_or_target_is_431_and_cut_off) {
  for (const std::string begin : {"GET /health HTTP/1.1\r\n", "GET /health?"}) {
    RawConnection connection(port());
    connection.send(begin);
    for (int i = 0; i < 300; ++i)
      connection.send(begin.ends_with('?') ? "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                                           : "X-Header: aaaaaaaaaaaaaaaaaaaaaaaaa\r\n");
    const auto response = connection.read_response();
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 431);
    EXPECT_TRUE(connection.is_closed_within(2s));
  }
}

TEST_F(Wire, a_header_just_below_the_limit_is_read) {
  EXPECT_EQ(get("/health", "X-Long: " + std::string(8000, 'a') + "\r\n").status, 200);
}

TEST_F(Wire, a_body_over_1_MB_is_413_announced_or_not) {
  RawConnection announced(port());
  announced.send("GET /health HTTP/1.1\r\nHost: t\r\nContent-Length: 1048577\r\n\r\n");
  EXPECT_EQ(announced.read_response()->status, 413);
  EXPECT_TRUE(announced.is_closed_within(2s));

  RawConnection chunked(port());
  chunked.send("GET /health HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "8000\r\n" + std::string(0x8000, 'a') + "\r\n";
  for (int i = 0; i < 40; ++i) chunked.send(chunk);
  const auto response = chunked.read_response();
  ASSERT_TRUE(response);
  EXPECT_EQ(response->status, 413);
  EXPECT_EQ(error_code(*response), "body_too_large");
}

TEST_F(Wire, a_small_body_of_a_get_is_read_and_ignored) {
  RawConnection connection(port());
  connection.send("GET /health HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\nhello" +
                  get_request("/nothing"));
  EXPECT_EQ(connection.read_response()->status, 200);
  EXPECT_EQ(connection.read_response()->status, 404);
}

TEST_F(Wire, what_is_not_http_is_400_or_closed_and_never_more) {
  for (const std::string& bytes :
       {std::string("hello\r\n\r\n"), std::string("GET\r\n\r\n"), std::string("GET / HTTP/9.9\r\n\r\n"),
        std::string("\x16\x03\x01\x02\x00\x01", 6) + "\r\n\r\n",
        std::string("GET / HTTP/1.1\r\nno colon\r\n\r\n"),
        std::string("GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"),
        std::string("GET /\x01 HTTP/1.1\r\n\r\n"),
        std::string("GET / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n"),
        std::string("GET / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n")}) {
    RawConnection connection(port());
    connection.send(bytes);
    const auto response = connection.read_response();
    ASSERT_TRUE(response) << bytes;
    EXPECT_EQ(response->status, 400) << bytes;
    EXPECT_EQ(error_code(*response), "bad_request");
  }
  EXPECT_EQ(get("/health").status, 200);
}

TEST_F(Wire, random_bytes_do_no_harm) {
  std::uint32_t state = 1;
  for (int round = 0; round < 50; ++round) {
    std::string bytes = round % 2 == 0 ? "GET /get_points?" : "";
    for (int i = 0; i < 300; ++i) bytes += static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
    RawConnection connection(port());
    connection.send(bytes + "\r\n\r\n");
  }
  EXPECT_EQ(get("/health").status, 200);
}

TEST_F(Wire, many_clients_at_once_all_get_their_own_answer) {
  const std::string expected = get("/get_points?zoom=9").body;
  std::vector<std::future<int>> clients;
  for (int client = 0; client < 16; ++client) {
    clients.push_back(std::async(std::launch::async, [&, client] {
      int good = 0;
      RawConnection connection(port());
      for (int i = 0; i < 10; ++i) {
        const bool series = (client + i) % 3 == 0;
        connection.send(get_request(series ? "/get_timeseries?pid=166ax5Ofja" : "/get_points?zoom=9"));
        const auto response = connection.read_response();
        if (!response || response->status != 200) continue;
        good += series ? response->body.starts_with("{\"pid\":\"166ax5Ofja\"") : response->body == expected;
      }
      return good;
    }));
  }
  for (auto& client : clients) EXPECT_EQ(client.get(), 10);
}

// ---- servers with tight limits

class TightServer : public testing::Test {
 protected:
  TempFolder folder_;
};

TEST_F(TightServer, silence_is_closed_after_the_idle_time) {
  const RunningServer server(folder_.path(), {.idle_timeout = 1s});
  RawConnection silent(server.port());
  RawConnection halfway(server.port());
  halfway.send("GET /health HTT");
  RawConnection after_an_answer(server.port());
  after_an_answer.send(get_request("/health"));
  ASSERT_TRUE(after_an_answer.read_response());
  EXPECT_TRUE(silent.is_closed_within(3s));
  EXPECT_TRUE(halfway.is_closed_within(3s));
  EXPECT_TRUE(after_an_answer.is_closed_within(3s));
}

TEST_F(TightServer, a_client_that_drips_its_request_is_closed_although_it_is_never_silent) {
  const RunningServer server(folder_.path(), {.idle_timeout = 1s});
  RawConnection slow(server.port());
  slow.send("GET /health HTTP/1.1\r\n");
  const auto begin = std::chrono::steady_clock::now();
  bool closed = false;
  while (!closed && std::chrono::steady_clock::now() - begin < 5s) {
    slow.send("X: y\r\n");
    closed = slow.is_closed_within(100ms);
  }
  EXPECT_TRUE(closed);
}

TEST_F(TightServer, a_connection_too_many_is_503_with_retry_after_and_others_go_on) {
  const RunningServer server(folder_.path(), {.max_connections = 3});
  std::vector<std::unique_ptr<RawConnection>> held;
  for (int i = 0; i < 3; ++i) {
    held.push_back(std::make_unique<RawConnection>(server.port()));
    held.back()->send(get_request("/health"));
    ASSERT_EQ(held.back()->read_response()->status, 200);
  }
  RawConnection too_many(server.port());
  too_many.send(get_request("/health"));
  const auto refused = too_many.read_response();
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->status, 503);
  EXPECT_EQ(refused->headers.at("retry-after"), "1");
  EXPECT_EQ(error_code(*refused), "too_many_connections");
  EXPECT_TRUE(too_many.is_closed_within(3s));

  held[0]->send(get_request("/health"));
  EXPECT_EQ(held[0]->read_response()->status, 200);
  held.clear();
  // The places are free as soon as the server has seen the closing.
  int status = 503;
  for (int i = 0; i < 100 && status == 503; ++i) status = http_get(server.port(), "/health").status;
  EXPECT_EQ(status, 200);
}

TEST_F(TightServer, slow_clients_do_not_hold_up_others) {
  const RunningServer server(folder_.path(), {.threads = 1});
  std::vector<std::unique_ptr<RawConnection>> slow;
  for (int i = 0; i < 200; ++i) {
    slow.push_back(std::make_unique<RawConnection>(server.port()));
    slow.back()->send("GET /health HTTP/1.1\r\nX-");
  }
  EXPECT_EQ(http_get(server.port(), "/health").status, 200);
}

TEST_F(TightServer, stopping_closes_waiting_connections_and_returns_at_once) {
  auto server = std::make_unique<RunningServer>(folder_.path());
  RawConnection waiting(server->port());
  waiting.send(get_request("/health"));
  ASSERT_TRUE(waiting.read_response());
  const auto begin = std::chrono::steady_clock::now();
  server.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 3s);
  EXPECT_TRUE(waiting.is_closed_within(1s));
}

TEST_F(TightServer, stopping_waits_no_longer_than_the_idle_time_for_a_client_that_does_not_take_its_answer) {
  make_served_store(folder_.path());
  auto server = std::make_unique<RunningServer>(folder_.path(), serve::ServerOptions{.idle_timeout = 2s});
  RawConnection deaf(server->port());
  std::string requests;
  for (int i = 0; i < 100; ++i) requests += get_request("/get_points");  // 35 MB of answers
  deaf.send(requests);
  std::this_thread::sleep_for(1s);  // until the buffers of both sides are full
  EXPECT_EQ(http_get(server->port(), "/get_points").status, 200);
  const auto begin = std::chrono::steady_clock::now();
  server.reset();
  const auto waited = std::chrono::steady_clock::now() - begin;
  EXPECT_GT(waited, 1s);
  EXPECT_LT(waited, 4s);
}

TEST_F(TightServer, a_server_stopped_before_it_runs_does_not_run) {
  const auto store = store::Store::open_or_create(folder_.path());
  serve::Server server(store, {}, {.port = 0});
  server.stop();
  server.run();
}

TEST_F(TightServer, a_port_in_use_and_a_wrong_address_are_errors_that_say_so) {
  const auto store = store::Store::open_or_create(folder_.path());
  const serve::Server first(store, {}, {.port = 0});
  try {
    const serve::Server second(store, {}, {.port = first.port()});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::file_access);
    EXPECT_THAT(error.what(), HasSubstr(std::to_string(first.port())));
  }
  try {
    const serve::Server nowhere(store, {}, {.address = "example"});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::usage);
  }
}

}  // namespace
}  // namespace plumbline::test

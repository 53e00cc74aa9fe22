// SPDX-License-Identifier: MIT
// What happens to an answer that takes long: nobody else waits for it, and it ends when nobody wants it.
#include <atomic>
#include <chrono>
#include <future>
#include <thread>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gmock/gmock.h>

#include "serve/connections.h"
#include "serve/http_client.h"

namespace plumbline::test {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;
using serve::Answer;
using serve::Cancellation;
using serve::Request;

/// Connections that answer "/long" after `release`, or when nobody wants the answer any more, and anything
/// else at once. One thread for each kind.
class LongAnswers {
 public:
  explicit LongAnswers(serve::ServerOptions chosen = {}) : options_(std::move(chosen)) {
    asio::co_spawn(io_, accept(), asio::detached);
    thread_ = std::thread([this] { io_.run(); });
  }
  ~LongAnswers() {
    release = true;
    asio::post(io_, [this] {
      acceptor_.close();
      connections_.stop();
    });
    thread_.join();
    workers_.join();
    long_workers_.join();
  }
  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
  /// Waits up to ten seconds.
  static bool becomes(const std::function<bool()>& condition) {
    for (int i = 0; i < 1000 && !condition(); ++i) std::this_thread::sleep_for(10ms);
    return condition();
  }

  std::atomic<bool> release{false};
  std::atomic<int> begun{0};
  std::atomic<int> given_up{0};
  serve::Metrics metrics;

 private:
  Answer answer(const Request& request, const Cancellation& cancellation) {
    if (request.target != "/long") return serve::json_answer("\"short\"");
    ++begun;
    try {
      for (; !release; std::this_thread::sleep_for(1ms)) cancellation.check();
    } catch (const Error& error) {
      ++given_up;
      return serve::error_answer(error);
    }
    return serve::json_answer("\"long\"");
  }
  asio::awaitable<void> accept() {
    for (;;) connections_.accept(co_await acceptor_.async_accept(asio::use_awaitable));
  }

  serve::ServerOptions options_;
  asio::thread_pool workers_{1};
  asio::thread_pool long_workers_{1};
  serve::Connections connections_{
      {.answer = [this](const Request& request,
                        const Cancellation& cancellation) { return answer(request, cancellation); },
       .takes_long = [](const Request& request) { return request.target == "/long"; },
       .workers = workers_,
       .long_workers = long_workers_},
      options_,
      metrics};
  asio::io_context io_{1};
  tcp::acceptor acceptor_{io_, tcp::endpoint(asio::ip::address_v4::loopback(), 0)};
  std::thread thread_;
};

constexpr std::string_view kLongRequest = "GET /long HTTP/1.1\r\nHost: t\r\n\r\n";

TEST(LongAnswer, ends_soon_after_its_client_has_left) {
  LongAnswers server;
  {
    RawConnection client(server.port());
    client.send(kLongRequest);
    ASSERT_TRUE(server.becomes([&] { return server.begun == 1; }));
    EXPECT_EQ(server.given_up, 0);
  }
  EXPECT_TRUE(server.becomes([&] { return server.given_up == 1; }));
  EXPECT_TRUE(server.becomes([&] { return server.metrics.abandoned_requests == 1; }));
  EXPECT_EQ(server.metrics.refused_requests, 0U);
}

TEST(LongAnswer, whose_client_left_while_it_waited_is_not_begun) {
  LongAnswers server;
  RawConnection first(server.port());
  first.send(kLongRequest);
  ASSERT_TRUE(server.becomes([&] { return server.begun == 1; }));
  {
    RawConnection second(server.port());
    second.send(kLongRequest);
    ASSERT_TRUE(server.becomes([&] { return server.metrics.waiting_long == 2; }));
  }
  std::this_thread::sleep_for(200ms);  // the server looks twenty times a second
  server.release = true;
  EXPECT_EQ(first.read_response()->body, "\"long\"");
  EXPECT_TRUE(server.becomes([&] { return server.metrics.waiting_long == 0; }));
  EXPECT_EQ(server.begun, 1);
}

TEST(LongAnswer, does_not_hold_up_short_ones) {
  LongAnswers server;
  RawConnection client(server.port());
  client.send(kLongRequest);
  ASSERT_TRUE(server.becomes([&] { return server.begun == 1; }));
  EXPECT_EQ(http_get(server.port(), "/short").body, "\"short\"");
  server.release = true;
  EXPECT_EQ(client.read_response()->body, "\"long\"");
}

TEST(LongAnswer, that_takes_longer_than_allowed_is_503_with_advice) {
  LongAnswers server({.longest_answer = 50ms});
  const HttpResponse response = http_get(server.port(), "/long");
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(response.headers.at("retry-after"), "5");
  EXPECT_THAT(response.body, testing::HasSubstr("smaller area"));
  EXPECT_EQ(server.metrics.refused_requests, 1U);
}

TEST(LongAnswer, beyond_those_that_may_wait_is_503) {
  LongAnswers server({.max_waiting_long = 1});
  RawConnection client(server.port());
  client.send(kLongRequest);
  ASSERT_TRUE(server.becomes([&] { return server.begun == 1; }));
  EXPECT_EQ(http_get(server.port(), "/long").status, 503);
  EXPECT_EQ(http_get(server.port(), "/short").status, 200);
}

TEST(LongAnswer, is_given_to_a_client_that_has_sent_its_next_request_already) {
  LongAnswers server;
  RawConnection client(server.port());
  client.send(std::string(kLongRequest) + "GET /short HTTP/1.1\r\nHost: t\r\n\r\n");
  ASSERT_TRUE(server.becomes([&] { return server.begun == 1; }));
  std::this_thread::sleep_for(200ms);
  server.release = true;
  EXPECT_EQ(client.read_response()->body, "\"long\"");
  EXPECT_EQ(client.read_response()->body, "\"short\"");
}

}  // namespace
}  // namespace plumbline::test

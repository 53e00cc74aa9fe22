// SPDX-License-Identifier: MIT
#include "serve/metrics.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace plumbline::serve {
namespace {

void append_metric(std::string& text, std::string_view name, std::string_view type, std::string_view help,
                   std::uint64_t value) {
  fmt::format_to(std::back_inserter(text), "# HELP {0} {1}\n# TYPE {0} {2}\n{0} {3}\n", name, help, type,
                 value);
}

}  // namespace

void Metrics::count_answer(std::string_view endpoint, unsigned status, double seconds, std::size_t bytes) {
  const std::scoped_lock lock(mutex_);
  ++answers_[{std::string(endpoint), status}];
  Times& times = times_[std::string(endpoint)];
  const auto bound = std::lower_bound(kBounds.begin(), kBounds.end(), seconds);
  ++times.counts[static_cast<std::size_t>(bound - kBounds.begin())];
  times.sum += seconds;
  bytes_ += bytes;
}

std::string Metrics::text() const {
  const std::scoped_lock lock(mutex_);
  std::string text;
  const auto now = [](const std::atomic<std::int64_t>& gauge) {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, gauge.load()));
  };
  append_metric(text, "plumbline_connections", "gauge", "Open connections", now(connections));
  append_metric(text, "plumbline_requests_in_work", "gauge",
                "Requests that wait for a worker or are with one", now(waiting_short) + now(waiting_long));
  append_metric(text, "plumbline_long_requests_in_work", "gauge",
                "Those of them that take long and have workers of their own", now(waiting_long));
  append_metric(text, "plumbline_refused_connections_total", "counter", "Connections answered with 503",
                refused_connections.load());
  append_metric(text, "plumbline_refused_requests_total", "counter", "Requests answered with 503",
                refused_requests.load());
  append_metric(text, "plumbline_abandoned_requests_total", "counter",
                "Requests whose clients left before the answer", abandoned_requests.load());
  append_metric(text, "plumbline_answer_bytes_total", "counter", "Bytes of answers, without headers", bytes_);
  text +=
      "# HELP plumbline_answers_total Answers by endpoint and status\n# TYPE plumbline_answers_total "
      "counter\n";
  for (const auto& [key, count] : answers_)
    fmt::format_to(std::back_inserter(text), "plumbline_answers_total{{endpoint=\"{}\",status=\"{}\"}} {}\n",
                   key.first, key.second, count);
  text +=
      "# HELP plumbline_answer_seconds Time to compute an answer\n# TYPE plumbline_answer_seconds "
      "histogram\n";
  for (const auto& [endpoint, times] : times_) {
    std::uint64_t so_far = 0;
    for (std::size_t i = 0; i < times.counts.size(); ++i) {
      so_far += times.counts[i];
      const std::string bound = i < kBounds.size() ? fmt::format("{}", kBounds[i]) : "+Inf";
      fmt::format_to(std::back_inserter(text),
                     "plumbline_answer_seconds_bucket{{endpoint=\"{}\",le=\"{}\"}} {}\n", endpoint, bound,
                     so_far);
    }
    fmt::format_to(std::back_inserter(text),
                   "plumbline_answer_seconds_sum{{endpoint=\"{0}\"}} {1}\n"
                   "plumbline_answer_seconds_count{{endpoint=\"{0}\"}} {2}\n",
                   endpoint, times.sum, so_far);
  }
  return text;
}

}  // namespace plumbline::serve

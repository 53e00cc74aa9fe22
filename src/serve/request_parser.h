// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <utility>  // before any asio header: GCC 12 with Boost 1.74 needs std::exchange

#include <boost/beast/core/buffer_traits.hpp>
#include <boost/beast/http/parser.hpp>

#include "serve/message.h"

namespace plumbline::serve {

/// A body of a request is read, for the next request begins after it, and thrown away.
struct DiscardedBody {
  struct value_type {};
  struct reader {
    template <bool is_request, class Fields>
    reader(boost::beast::http::header<is_request, Fields>&, value_type&) {}
    void init(const boost::optional<std::uint64_t>&, boost::system::error_code& problem) { problem = {}; }
    template <class Buffers>
    std::size_t put(const Buffers& buffers, boost::system::error_code& problem) {
      problem = {};
      return boost::beast::buffer_bytes(buffers);
    }
    void finish(boost::system::error_code& problem) { problem = {}; }
  };
};
using RequestParser = boost::beast::http::request_parser<DiscardedBody>;

/// What endpoints see of a request of which the parser has the header. `is_secure`: it came in TLS.
Request request_of(const RequestParser& parser, bool is_secure);

/// What to say to a request that could not be read; nothing when the other side has left or is too slow.
std::optional<Refusal> refusal_for(boost::system::error_code problem);

}  // namespace plumbline::serve

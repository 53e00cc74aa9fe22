// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace plumbline::test {

struct HttpResponse {
  int status = 0;
  std::map<std::string, std::string> headers;  ///< names in small letters
  std::string body;
};

/// One TCP connection to 127.0.0.1 on which a test sends any bytes it likes.
class RawConnection {
 public:
  explicit RawConnection(std::uint16_t port);
  ~RawConnection();
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  /// False when the other side does not take the bytes any more.
  bool send(std::string_view bytes);
  /// The next response, its body as long as Content-Length says (none after HEAD). Nothing when the
  /// connection ends first, or after ten seconds.
  std::optional<HttpResponse> read_response(bool to_head = false);
  /// True when the other side closes within the time, without another byte.
  bool is_closed_within(std::chrono::milliseconds time);

 private:
  bool receive_more();
  int socket_ = -1;
  std::string received_;
};

/// GET on a connection of its own. Throws when there is no answer.
HttpResponse http_get(std::uint16_t port, std::string_view target, std::string_view further_headers = {});

}  // namespace plumbline::test

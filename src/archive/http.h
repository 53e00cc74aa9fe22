// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace plumbline::archive {

struct HttpRequest {
  std::string url;
  std::vector<std::string> headers;  ///< "Name: value"; may hold secrets: never part of a message
  std::string body;                  ///< with one, the request is a POST
};

struct HttpAnswer {
  int status = 0;
  std::string body;
};

/// One connection to servers of the web, used by one thread at a time. Only https, and http to this machine
/// itself: what is sent holds secrets. Redirections are followed for GET only, and not with the secrets to
/// another host.
class HttpClient {
 public:
  /// Called between pieces; an exception it throws ends the request and is passed on.
  using Wait = std::function<void()>;

  explicit HttpClient(Wait wait = {});
  ~HttpClient();
  HttpClient(HttpClient&&) noexcept;

  /// Throws Error(file_access) when there is no answer, or one of more than 64 MiB.
  HttpAnswer ask(const HttpRequest& request);

  /// Appends the content that lies behind the first `offset` bytes to `part`, which has that many already
  /// (with 0, a new file). A server that cannot go on sends it all: then `part` is written anew. The answer's
  /// body holds what came with another status than 200 and 206. `progress` is given the bytes as they come,
  /// and what was there before as a negative number when it is thrown away. Throws Error(file_access) when
  /// the connection breaks (what has come is kept) or the disk refuses.
  HttpAnswer download(const HttpRequest& request, const std::filesystem::path& part, std::uint64_t offset,
                      const std::function<void(std::int64_t)>& progress);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace plumbline::archive

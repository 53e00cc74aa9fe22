// SPDX-License-Identifier: MIT
#include "serve/http_client.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cctype>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace plumbline::test {

RawConnection::RawConnection(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const timeval ten_seconds{.tv_sec = 10, .tv_usec = 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &ten_seconds, sizeof ten_seconds);
  setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &ten_seconds, sizeof ten_seconds);
  if (connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("cannot connect");
}

RawConnection::~RawConnection() { close(socket_); }

bool RawConnection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool RawConnection::receive_more() {
  std::array<char, 65536> piece{};
  const ssize_t count = recv(socket_, piece.data(), piece.size(), 0);
  if (count <= 0) return false;
  received_.append(piece.data(), static_cast<std::size_t>(count));
  return true;
}

std::optional<HttpResponse> RawConnection::read_response(bool to_head) {
  std::size_t end = std::string::npos;
  while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
    if (!receive_more()) return std::nullopt;
  }
  HttpResponse response;
  response.status = std::stoi(received_.substr(9, 3));
  std::size_t line = received_.find("\r\n") + 2;
  while (line < end + 2) {
    const std::size_t line_end = received_.find("\r\n", line);
    const std::size_t colon = received_.find(": ", line);
    std::string name = received_.substr(line, colon - line);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    response.headers[name] = received_.substr(colon + 2, line_end - colon - 2);
    line = line_end + 2;
  }
  received_.erase(0, end + 4);
  const auto length = response.headers.find("content-length");
  const std::size_t bytes = to_head || length == response.headers.end() ? 0 : std::stoul(length->second);
  while (received_.size() < bytes) {
    if (!receive_more()) return std::nullopt;
  }
  response.body = received_.substr(0, bytes);
  received_.erase(0, bytes);
  return response;
}

bool RawConnection::is_closed_within(std::chrono::milliseconds time) {
  pollfd readable{.fd = socket_, .events = POLLIN, .revents = 0};
  if (!received_.empty() || poll(&readable, 1, static_cast<int>(time.count())) != 1) return false;
  char byte = 0;
  return recv(socket_, &byte, 1, MSG_DONTWAIT) <= 0;
}

HttpResponse http_get(std::uint16_t port, std::string_view target, std::string_view further_headers) {
  RawConnection connection(port);
  connection.send("GET " + std::string(target) + " HTTP/1.1\r\nHost: test\r\n" +
                  std::string(further_headers) + "\r\n");
  const auto response = connection.read_response();
  if (!response) throw std::runtime_error("no answer to " + std::string(target));
  return *response;
}

}  // namespace plumbline::test

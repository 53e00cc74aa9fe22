// SPDX-License-Identifier: MIT
#include "archive/http.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <curl/curl.h>
#include <exception>
#include <mutex>
#include <string_view>

#include <fmt/format.h>

#include "core/error.h"

namespace plumbline::archive {
namespace {

constexpr std::size_t kMostAnswerBytes = std::size_t{64} << 20;
constexpr long kConnectSeconds = 30;
/// A connection that brings less than a byte a second for so long is dead.
constexpr long kSilentSeconds = 60;

/// Without what follows the '?'.
std::string without_query(std::string_view url) { return std::string(url.substr(0, url.find('?'))); }

/// With the reason that the system gave last.
[[noreturn]] void cannot_write(const std::filesystem::path& file) {
  throw Error(ErrorCode::file_access, {.file = file.string()},
              std::string("the file cannot be written: ") + std::strerror(errno));
}

bool is_this_machine(std::string_view url) {
  for (const std::string_view host : {"http://127.0.0.1:", "http://localhost:", "http://[::1]:"}) {
    if (url.starts_with(host)) return true;
  }
  return false;
}

void check_is_safe(const std::string& url) {
  if (!url.starts_with("https://") && !is_this_machine(url))
    throw Error(ErrorCode::usage, {.file = without_query(url)}, "the address does not start with https://",
                "Secrets are sent there: it must be encrypted");
}

using Headers = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

Headers header_list(const std::vector<std::string>& headers) {
  curl_slist* list = nullptr;
  for (const std::string& header : headers) list = curl_slist_append(list, header.c_str());
  return {list, &curl_slist_free_all};
}

using File = std::unique_ptr<std::FILE, decltype(&std::fclose)>;

/// Where the content of an answer goes. C code calls it, so exceptions are kept.
struct Sink {
  CURL* curl = nullptr;
  std::string body;
  const std::filesystem::path* part = nullptr;  ///< of a download
  std::uint64_t offset = 0;
  const std::function<void(std::int64_t)>* progress = nullptr;
  File file{nullptr, &std::fclose};
  std::exception_ptr failure;

  void take(std::string_view bytes);
  void open(long status);
};

/// 206 goes on where `part` ends; 200 is the whole content.
void Sink::open(long status) {
  const bool goes_on = status == 206;
  if (!goes_on && offset > 0) (*progress)(-static_cast<std::int64_t>(offset));
  file.reset(std::fopen(part->c_str(), goes_on ? "ab" : "wb"));
  if (file == nullptr) cannot_write(*part);
}

void Sink::take(std::string_view bytes) {
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  if (part == nullptr || (status != 200 && status != 206)) {
    if (body.size() + bytes.size() > kMostAnswerBytes)
      throw Error(ErrorCode::file_access, {}, "the answer is longer than 64 MiB");
    body += bytes;
    return;
  }
  if (file == nullptr) open(status);
  if (std::fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size()) cannot_write(*part);
  (*progress)(static_cast<std::int64_t>(bytes.size()));
}

std::size_t write_callback(char* data, std::size_t size, std::size_t count, void* user) {
  Sink& sink = *static_cast<Sink*>(user);
  try {
    sink.take({data, size * count});
    return size * count;
  } catch (...) {
    sink.failure = std::current_exception();
    return 0;
  }
}

struct Waiting {
  const HttpClient::Wait* wait = nullptr;
  std::exception_ptr failure;
};

int progress_callback(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  Waiting& waiting = *static_cast<Waiting*>(user);
  try {
    if (*waiting.wait) (*waiting.wait)();
    return 0;
  } catch (...) {
    waiting.failure = std::current_exception();
    return 1;
  }
}

}  // namespace

struct HttpClient::State {
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl{curl_easy_init(), &curl_easy_cleanup};
  Wait wait;

  HttpAnswer perform(const HttpRequest& request, Sink& sink);
};

HttpClient::HttpClient(Wait wait) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  state_ = std::make_unique<State>();
  state_->wait = std::move(wait);
  if (state_->curl == nullptr) throw Error(ErrorCode::internal, {}, "libcurl cannot be started");
}

HttpClient::~HttpClient() = default;
HttpClient::HttpClient(HttpClient&&) noexcept = default;

HttpAnswer HttpClient::State::perform(const HttpRequest& request, Sink& sink) {
  check_is_safe(request.url);
  CURL* const c = curl.get();
  curl_easy_reset(c);
  Waiting waiting{&wait, nullptr};
  std::array<char, CURL_ERROR_SIZE> reason{};
  const Headers headers = header_list(request.headers);
  const char* const protocols = is_this_machine(request.url) ? "http" : "https";
  curl_easy_setopt(c, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, protocols);
  curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, protocols);
  curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(c, CURLOPT_USERAGENT, "plumbline");
  curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, kSilentSeconds);
  curl_easy_setopt(c, CURLOPT_ERRORBUFFER, reason.data());
  curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, &write_callback);
  curl_easy_setopt(c, CURLOPT_WRITEDATA, &sink);
  curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, &progress_callback);
  curl_easy_setopt(c, CURLOPT_XFERINFODATA, &waiting);
  if (request.body.empty()) {
    curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(c, CURLOPT_MAXREDIRS, 5L);
  } else {
    curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, request.body.c_str());
  }
  // Not libcurl's "resume", which takes it for an error when the server sends the whole instead.
  const std::string range = fmt::format("{}-", sink.offset);
  if (sink.offset > 0) curl_easy_setopt(c, CURLOPT_RANGE, range.c_str());
  sink.curl = c;
  const CURLcode result = curl_easy_perform(c);
  if (waiting.failure) std::rethrow_exception(waiting.failure);
  if (sink.failure) std::rethrow_exception(sink.failure);
  if (sink.file != nullptr && std::fclose(sink.file.release()) != 0) cannot_write(*sink.part);
  long status = 0;
  curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
  if (result != CURLE_OK)
    throw Error(
        ErrorCode::file_access, {.file = without_query(request.url)},
        fmt::format("no answer: {}", reason.front() != '\0' ? reason.data() : curl_easy_strerror(result)));
  return {static_cast<int>(status), std::move(sink.body)};
}

HttpAnswer HttpClient::ask(const HttpRequest& request) {
  Sink sink;
  return state_->perform(request, sink);
}

HttpAnswer HttpClient::download(const HttpRequest& request, const std::filesystem::path& part,
                                std::uint64_t offset, const std::function<void(std::int64_t)>& progress) {
  Sink sink{.part = &part, .offset = offset, .progress = &progress};
  return state_->perform(request, sink);
}

}  // namespace plumbline::archive

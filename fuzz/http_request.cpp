// SPDX-License-Identifier: MIT
// Any bytes sent to the server: a request that cannot be read, or an answer that is what it says it is, and
// never a fault of the server's own. All but the sockets: parser, paths, parameters, endpoints, compression.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "serve/compression.h"
#include "serve/request_parser.h"
#include "serve/served_store.h"
#include "serve/service.h"
#include "support/support.h"

using namespace plumbline;

namespace {

/// A service over the store of the server's tests, which never closes: DuckDB cannot be closed any more when
/// main() has ended.
struct FuzzedService {
  explicit FuzzedService(const std::filesystem::path& folder)
      : store((test::make_served_store(folder), store::Store::open(folder))),
        service(store, test::small_viewer(), store::Resources{.threads = 1}, metrics) {}
  serve::Metrics metrics;
  store::Store store;
  serve::Service service;
};

const serve::Service& fuzzed_service() {
  static const test::TempFolder folder;
  static const auto* fuzzed = new FuzzedService(folder.path());
  return fuzzed->service;
}

/// The same path as on a connection: all bytes are there at once.
std::unique_ptr<serve::RequestParser> parsed(const std::uint8_t* data, std::size_t size) {
  auto parser = std::make_unique<serve::RequestParser>();
  parser->header_limit(8 * 1024);
  parser->body_limit(1024 * 1024);
  boost::system::error_code problem;
  const boost::asio::const_buffer bytes(data, size);
  std::size_t used = 0;
  while (!problem && !parser->is_header_done() && used < size) {
    const std::size_t more = parser->put(bytes + used, problem);
    if (more == 0) break;
    used += more;
  }
  if (problem) serve::refusal_for(problem);
  return problem || !parser->is_header_done() ? nullptr : std::move(parser);
}

void check(const serve::Answer& answer) {
  if (answer.status != 200 && answer.status != 304 && answer.status != 400 && answer.status != 404)
    std::abort();
  bool is_packed = false;
  for (const auto& [name, value] : answer.headers) {
    if (value.find_first_of("\r\n") != std::string::npos) std::abort();  // would begin another header
    is_packed = is_packed || name == "Content-Encoding";
  }
  if (answer.file || answer.content_type.find("json") == std::string::npos || answer.content().empty())
    return;
  const std::string text = is_packed ? serve::inflated(answer.content()) : std::string(answer.content());
  if (!nlohmann::json::accept(text)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto parser = parsed(data, size);
  if (parser) check(serve::answer(fuzzed_service(), serve::request_of(*parser, false), {}));
  return 0;
}

// SPDX-License-Identifier: MIT
#include <chrono>
#include <cmath>
#include <ctime>
#include <fstream>
#include <functional>
#include <stop_token>
#include <string>
#include <thread>

#include <fmt/chrono.h>
#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

#include "../interrupt.h"
#include "../stages.h"
#include "core/error.h"
#include "serve/answer_memory.h"
#include "serve/server.h"
#include "serve/view_builder.h"
#include "store/store.h"
#include "web_assets.h"

namespace plumbline::cli {
namespace {

/// Shows how the index of the map is made, where that is needed.
void refresh_view(const store::Store& store, Session& session) {
  std::size_t points = 0;
  for (const store::TileRecord& tile : store.tiles()) points += tile.points;
  session.note(fmt::format("{} points in {} tiles", points, store.tiles().size()));
  Progress progress = session.progress("serve", "points indexed", points);
  if (serve::refresh_view(store, [&](std::size_t done) { progress.advance(done); }))
    session.note(fmt::format("made {}", serve::view_path(store).string()));
}

/// Stops the server soon after Ctrl-C or SIGTERM. A signal handler may do next to nothing, so a thread looks.
class StopOnInterrupt {
 public:
  explicit StopOnInterrupt(serve::Server& server)
      : watch_([&server](const std::stop_token& served) {
          constexpr std::chrono::milliseconds kLookEvery{50};
          while (!interrupted() && !served.stop_requested()) std::this_thread::sleep_for(kLookEvery);
          server.stop();
        }) {}

 private:
  std::jthread watch_;
};

std::string read_token(const std::string& path) {
  if (path.empty()) return {};
  std::ifstream file(path);
  std::string token;
  if (!std::getline(file, token) || token.empty())
    throw Error(ErrorCode::file_missing, {.file = path}, "there is no token in the first line of this file",
                "Make one: openssl rand -hex 32");
  return token;
}

std::ofstream open_log(const std::string& path) {
  if (path.empty()) return {};
  std::ofstream log(path, std::ios::app);
  if (!log) throw Error(ErrorCode::file_access, {.file = path}, "the access log cannot be written");
  return log;
}

std::function<void(const serve::AccessRecord&)> log_to(std::ofstream& log) {
  if (!log.is_open()) return {};
  return [&log](const serve::AccessRecord& record) {
    const nlohmann::ordered_json line{
        {"time", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)))},
        {"client", record.client},
        {"method", record.method},
        {"target", record.target},
        {"status", record.status},
        {"bytes", record.bytes},
        {"ms", std::round(record.milliseconds * 100) / 100}};
    log << line.dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace) << std::endl;
  };
}

std::string url_of(const std::string& scheme, const std::string& address, std::uint16_t port) {
  const bool is_ipv6 = address.find(':') != std::string::npos;
  return fmt::format("{}://{}:{}/", scheme, is_ipv6 ? "[" + address + "]" : address, port);
}

class ServeCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option("--address", address_, "Address to listen on; 0.0.0.0 lets other machines in")
        ->capture_default_str();
    app.add_option("--port", port_, "Port to listen on; 0 takes any free one")
        ->check(CLI::Range(0, 65535))
        ->capture_default_str();
    app.add_option("--token-file", token_file_,
                   "File whose first line clients have to know, as a Bearer token or as password");
    auto* certificate =
        app.add_option("--tls-certificate", tls_certificate_, "Certificate in PEM: the server speaks https")
            ->check(CLI::ExistingFile);
    app.add_option("--tls-key", tls_key_, "Key of the certificate, in PEM, without a passphrase")
        ->check(CLI::ExistingFile)
        ->needs(certificate);
    certificate->needs("--tls-key");
    app.add_option("--allow-origin", allow_origin_,
                   "Origin of other pages that may ask, such as https://map.example; * for any");
    app.add_option("--access-log", access_log_, "File to which a line of JSON is added for every request");
    app.add_flag("--open-hint", open_hint_, "Say how to open the viewer and how to stop");
  }

  Exit run(Session& session) override {
    const auto store = store::Store::open(session.options().store, session.options().resources());
    const std::string token = read_token(token_file_);
    std::ofstream log = open_log(access_log_);
    refresh_view(store, session);
    serve::keep_freed_memory();
    serve::Server server(store, web::assets(),
                         {.address = address_,
                          .port = static_cast<std::uint16_t>(port_),
                          .threads = session.options().threads,
                          .tls_certificate = tls_certificate_,
                          .tls_key = tls_key_,
                          .token = token,
                          .allowed_origin = allow_origin_,
                          .access_log = log_to(log)});
    fmt::print(session.out(), "{}\n",
               url_of(tls_certificate_.empty() ? "http" : "https", address_, server.port()));
    session.out().flush();
    if (open_hint_) session.note("Open this address in a browser. Ctrl-C stops the server");
    {
      const StopOnInterrupt stop(server);
      server.run();
    }
    session.note("stopped");
    return Exit::done;
  }

 private:
  std::string address_ = "127.0.0.1";
  int port_ = 8080;
  std::string tls_certificate_;
  std::string tls_key_;
  std::string token_file_;
  std::string allow_origin_;
  std::string access_log_;
  bool open_hint_ = false;
};

}  // namespace

std::unique_ptr<Command> make_serve() { return std::make_unique<ServeCommand>(); }

}  // namespace plumbline::cli

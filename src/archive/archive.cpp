// SPDX-License-Identifier: MIT
#include "archive/archive.h"

#include <algorithm>
#include <ctime>
#include <fstream>
#include <thread>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.h"

namespace plumbline::archive {
namespace {

using Json = nlohmann::json;

/// Tokens are good for an hour; clocks differ, and a request takes its time.
constexpr std::chrono::minutes kTokenAge{50};
constexpr std::size_t kShortestHidden = 8;

Json json_of(const HttpAnswer& answer) { return Json::parse(answer.body, nullptr, false); }

/// A member that is a text or a number.
std::string text_member(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) return {};
  return found->is_string() ? found->get<std::string>() : found->dump();
}

bool is_false(const Json& object, const char* name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  return object.is_object() && found != object.end() && *found == false;
}

bool says(std::string text, std::string_view words) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text.find(words) != std::string::npos;
}

/// Status 200 and "Please log in": the token is not, or no longer, good.
bool wants_login(const HttpAnswer& answer) {
  const Json json = json_of(answer);
  return answer.status == 200 && is_false(json, "status") && says(text_member(json, "message"), "log in");
}

/// A name that cannot lead out of a folder.
bool is_plain_zip_name(std::string_view name) {
  const auto is_plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
           c == '-' || c == '.';
  };
  return name.size() < 200 && name.ends_with(".zip") && !name.starts_with('.') &&
         std::ranges::all_of(name, is_plain);
}

std::vector<std::pair<double, double>> outline_of(const Json& hit) {
  std::vector<std::pair<double, double>> outline;
  const auto poly = hit.find("poly");
  if (poly == hit.end() || !poly->is_array()) return outline;
  // Some services wrap the ring once more, as GeoJSON does.
  const Json& ring = poly->size() == 1 && poly->front().is_array() ? poly->front() : *poly;
  for (const Json& corner : ring) {
    if (!corner.is_array() || corner.size() < 2 || !corner[0].is_number() || !corner[1].is_number())
      return {};
    outline.emplace_back(corner[0].get<double>(), corner[1].get<double>());
  }
  return outline;
}

std::uint64_t bytes_of(const Json& hit) {
  const std::string text = text_member(hit, "filesize");
  std::uint64_t bytes = 0;
  for (const char c : text) {
    if (c < '0' || c > '9' || text.size() > 15) return 0;
    bytes = bytes * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return bytes;
}

std::string form_encoded(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    const bool is_safe = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                         c == '-' || c == '_' || c == '.' || c == '~';
    encoded += is_safe ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return encoded;
}

std::uint64_t size_of(const std::filesystem::path& file) {
  std::error_code none;
  const auto bytes = std::filesystem::file_size(file, none);
  return none ? 0 : bytes;
}

/// For a message.
std::string start_of(const std::filesystem::path& file) {
  std::string text(std::min<std::uint64_t>(size_of(file), 4096), '\0');
  std::ifstream(file, std::ios::binary).read(text.data(), static_cast<std::streamsize>(text.size()));
  return text;
}

void start_anew(const std::filesystem::path& part, const Archive::Progress& progress) {
  progress(-static_cast<std::int64_t>(size_of(part)));
  std::filesystem::remove(part);
}

bool starts_like_a_zip(const std::filesystem::path& file) {
  std::array<char, 2> start{};
  std::ifstream(file, std::ios::binary).read(start.data(), start.size());
  return start == std::array{'P', 'K'};
}

}  // namespace

Archive::Archive(ServiceKey key, std::string url, Patience patience, std::function<void()> pause)
    : key_(std::move(key)), url_(std::move(url)), patience_(patience), pause_(std::move(pause)) {
  secrets_.push_back(key_.private_key);
}

std::string Archive::token(HttpClient& client) {
  const std::lock_guard lock(mutex_);
  if (!token_.empty() && Clock::now() - token_made_ < kTokenAge) return token_;
  const std::string assertion = signed_assertion(key_, std::time(nullptr));
  secrets_.push_back(assertion);
  const HttpAnswer answer =
      client.ask({.url = key_.token_uri,
                  .headers = {"Accept: application/json", "Content-Type: application/x-www-form-urlencoded"},
                  .body = "grant_type=" + form_encoded("urn:ietf:params:oauth:grant-type:jwt-bearer") +
                          "&assertion=" + form_encoded(assertion)});
  const Json json = json_of(answer);
  const std::string token = json.is_object() ? text_member(json, "access_token") : std::string();
  if (answer.status != 200 || token.empty())
    throw Error(ErrorCode::file_access, {.file = key_.token_uri},
                fmt::format("the service key is not accepted (HTTP {})", answer.status),
                "Is this computer's clock right? Has the key been withdrawn? Then make a new one on the "
                "Copernicus Land site");
  token_ = token;
  token_made_ = Clock::now();
  secrets_.push_back(token);
  return token_;
}

void Archive::forget_token(const std::string& old) {
  const std::lock_guard lock(mutex_);
  if (token_ == old) token_.clear();
}

std::string Archive::hide_secrets(std::string text) {
  const std::lock_guard lock(mutex_);
  for (const std::string& secret : secrets_) {
    if (secret.size() < kShortestHidden) continue;
    for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at))
      text.replace(at, secret.size(), "…");
  }
  return text;
}

void Archive::refuse(const std::string& what, const HttpAnswer& answer) {
  const Json json = json_of(answer);
  const std::string message =
      hide_secrets(json.is_object() && json.contains("message") ? text_member(json, "message") : answer.body);
  throw Error(ErrorCode::file_access, {.file = url_},
              fmt::format("{}: the archive answers {} (HTTP {})", what, quoted(message), answer.status));
}

void Archive::wait(std::chrono::milliseconds unit, int times) const {
  const auto end = Clock::now() + unit * std::min(times, 4);
  while (Clock::now() < end) {
    if (pause_) pause_();
    std::this_thread::sleep_for(
        std::min<Clock::duration>(std::chrono::milliseconds(100), end - Clock::now()));
  }
}

/// With the token, and once more with a fresh one when the archive does not know it.
HttpAnswer Archive::ask_with_token(HttpClient& client, HttpRequest request) {
  for (bool again = true;; again = false) {
    const std::string used = token(client);
    HttpRequest with_token = request;
    with_token.headers.push_back("Authorization: Bearer " + used);
    HttpAnswer answer = client.ask(with_token);
    if (!again || !(answer.status == 401 || wants_login(answer))) return answer;
    forget_token(used);
  }
}

HttpAnswer Archive::ask_patiently(HttpClient& client, const HttpRequest& request) {
  for (int failures = 1;; ++failures) {
    HttpAnswer answer = ask_with_token(client, request);
    const bool is_refused = answer.status == 429 || answer.status >= 500;
    if (!is_refused || failures == patience_.tries) return answer;
    wait(answer.status == 429 ? patience_.too_many : patience_.refused, failures);
  }
}

std::vector<std::string> Archive::releases() {
  HttpClient client(pause_);
  const HttpAnswer answer = ask_patiently(client, {.url = url_ + "/releases", .headers = {}, .body = {}});
  const Json json = json_of(answer);
  if (answer.status != 200 || !json.is_array()) refuse("list of releases", answer);
  std::vector<std::string> releases;
  for (const Json& release : json) {
    if (!release.is_string()) refuse("list of releases", answer);
    releases.push_back(release.get<std::string>());
  }
  if (releases.empty()) refuse("list of releases", answer);
  return releases;
}

/// Adds what is found to `hits`; returns the id that downloads must name.
std::string Archive::run(HttpClient& client, const Query& query, std::vector<Hit>& hits) {
  Json body{{"id", nullptr},
            {"levels", {query.level}},
            {"releases", {query.release}},
            {"bbox", {{query.box[0], query.box[1]}, {query.box[2], query.box[3]}}}};
  if (!query.product_type.empty()) body["productType"] = query.product_type;
  if (!query.direction.empty()) body["direction"] = query.direction;
  const HttpAnswer answer =
      ask_patiently(client, {.url = url_ + "/search",
                             .headers = {"Accept: application/json", "Content-Type: application/json"},
                             .body = body.dump()});
  const Json json = json_of(answer);
  if (answer.status != 200 || !json.is_object()) refuse("search", answer);
  // A tile that lies wholly in the sea is not an error.
  if (is_false(json, "status") && says(text_member(json, "message"), "invalid tile")) return {};
  const auto found = json.find("hits");
  if (is_false(json, "status") || found == json.end() || !found->is_array()) refuse("search", answer);
  for (const Json& hit : *found) {
    if (!hit.is_object()) refuse("search", answer);
    const std::string name = text_member(hit, "filename");
    if (!is_plain_zip_name(name))
      throw Error(ErrorCode::file_access, {.file = url_},
                  fmt::format("search: {} is not the name of a delivery", quoted(hide_secrets(name))));
    hits.push_back({.file_name = name, .bytes = bytes_of(hit), .outline = outline_of(hit)});
  }
  return text_member(json, "id");
}

std::vector<Hit> Archive::search(const Query& query) {
  HttpClient client(pause_);
  std::vector<Hit> hits;
  const std::string id = run(client, query, hits);
  const std::lock_guard lock(mutex_);
  for (Hit& hit : hits) hit.search = searches_.size();
  searches_.push_back({query, id});
  return hits;
}

/// Searches again for a fresh id, unless another thread has done so.
void Archive::renew(HttpClient& client, std::size_t search, const std::string& old_id) {
  const std::lock_guard renewing(renewing_);
  Query query;
  {
    const std::lock_guard lock(mutex_);
    if (searches_[search].id != old_id) return;
    query = searches_[search].query;
  }
  std::vector<Hit> hits;
  const std::string id = run(client, query, hits);
  const std::lock_guard lock(mutex_);
  searches_[search].id = id;
}

/// What became of one request for a delivery.
struct Archive::Attempt {
  HttpAnswer answer;            ///< for status 200 with a message, that message
  std::optional<Error> broken;  ///< the connection broke
  bool is_whole = false;
  std::string token;
  std::string id;
};

Archive::Attempt Archive::attempt(HttpClient& client, const Hit& hit, const std::filesystem::path& part,
                                  const Progress& progress) {
  Attempt attempt{.token = token(client)};
  {
    const std::lock_guard lock(mutex_);
    attempt.id = searches_[hit.search].id;
  }
  try {
    attempt.answer = client.download(
        {.url = fmt::format("{}/download/{}?id={}", url_, hit.file_name, form_encoded(attempt.id)),
         .headers = {"Authorization: Bearer " + attempt.token},
         .body = {}},
        part, size_of(part), progress);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::file_access || error.where().file == part.string()) throw;
    attempt.broken = error;
    return attempt;
  }
  const std::uint64_t bytes = size_of(part);
  if (bytes > 0 && !starts_like_a_zip(part)) {
    // What is wrong is said with status 200, too.
    attempt.answer.body = start_of(part);
    start_anew(part, progress);
  } else {
    const bool has_come = attempt.answer.status == 200 || attempt.answer.status == 206;
    attempt.is_whole = has_come && (hit.bytes == 0 || bytes == hit.bytes);
  }
  return attempt;
}

/// Before another try: throws when another cannot help.
void Archive::prepare_another(HttpClient& client, const Hit& hit, const Attempt& attempt, int failures,
                              const std::filesystem::path& part, const Progress& progress) {
  const HttpAnswer& answer = attempt.answer;
  const bool is_login = !attempt.broken && wants_login(answer);
  const bool is_message = !attempt.broken && answer.status == 200 && !answer.body.empty() && !is_login;
  const bool is_passing = attempt.broken || (answer.status >= 200 && answer.status <= 206) ||
                          answer.status == 401 || answer.status == 416 || answer.status == 429 ||
                          answer.status >= 500;
  if (is_message || !is_passing) refuse(hit.file_name, answer);
  if (failures >= patience_.tries) {
    if (attempt.broken) throw Error(*attempt.broken);
    if (answer.body.empty())
      throw Error(ErrorCode::file_access, {.file = hit.file_name},
                  fmt::format("{} bytes came, and the archive lists {}", size_of(part), hit.bytes));
    refuse(hit.file_name, answer);
  }
  if (answer.status == 416 || (hit.bytes > 0 && size_of(part) > hit.bytes)) start_anew(part, progress);
  wait(answer.status == 429 ? patience_.too_many : patience_.refused, failures);
  if (is_login || answer.status == 401) forget_token(attempt.token);
  if (answer.status == 401) renew(client, hit.search, attempt.id);
}

void Archive::download(const Hit& hit, const std::filesystem::path& part, const Progress& progress) {
  HttpClient client(pause_);
  std::uint64_t most = size_of(part);
  if (hit.bytes > 0 && most == hit.bytes && starts_like_a_zip(part)) return;
  if (most > 0 && !starts_like_a_zip(part)) start_anew(part, progress);
  for (int failures = 1;; ++failures) {
    const Attempt tried = attempt(client, hit, part, progress);
    if (tried.is_whole) return;
    const std::uint64_t bytes = size_of(part);
    if (bytes > most) failures = 1;
    most = std::max(most, bytes);
    prepare_another(client, hit, tried, failures, part, progress);
  }
}

}  // namespace plumbline::archive

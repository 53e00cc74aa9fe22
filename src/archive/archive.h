// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "archive/http.h"
#include "archive/service_key.h"

namespace plumbline::archive {

/// Where EGMS's archive answers.
inline constexpr const char* kArchiveUrl = "https://egms.land.copernicus.eu/insar-api/archive";
/// A side of the box of one search, at most.
inline constexpr double kMostDegrees = 5;

/// What to look for.
struct Query {
  std::string level;            ///< as the archive spells it: L2A, L2B, L3
  std::string release;          ///< as the archive lists it
  std::string product_type;     ///< of L3: ORTHO-UP, ORTHO-EAST; may be empty
  std::string direction;        ///< ascending, descending; may be empty
  std::array<double, 4> box{};  ///< west, south, east, north in degrees; at most kMostDegrees a side
};

/// A delivery that the archive has.
struct Hit {
  std::string file_name;                           ///< a plain name, checked
  std::uint64_t bytes = 0;                         ///< 0 when the archive does not say
  std::vector<std::pair<double, double>> outline;  ///< longitude, latitude; may be empty
  std::size_t search = 0;                          ///< the number of the search that found it
};

/// How long to wait before another try. Times grow with every try, up to four times these.
struct Patience {
  std::chrono::milliseconds refused{
      5'000};  ///< an expired id, a link that is not live yet, a lost connection
  std::chrono::milliseconds too_many{30'000};  ///< more requests than allowed
  int tries = 8;                               ///< without any progress in between
};

/// A user's access to the archive. May be used from several threads. Tokens and keys never appear in a
/// message, whatever the servers answer.
class Archive {
 public:
  /// Is given bytes as they come, and a negative number when some are thrown away.
  using Progress = std::function<void(std::int64_t)>;

  /// `pause` is called often while waiting; an exception that it throws ends the call.
  Archive(ServiceKey key, std::string url, Patience patience, std::function<void()> pause);

  /// All releases, the newest last. Throws Error(file_access) for no answer or one that makes no sense.
  std::vector<std::string> releases();
  /// The deliveries of a box. None for a place without any (at sea). Throws as `releases`.
  std::vector<Hit> search(const Query& query);

  /// Brings a delivery's bytes to `part`, and goes on where an earlier try ended. Their number is the one
  /// that the archive said. Waits and tries again when the archive refuses for now or the connection breaks;
  /// looks for a fresh id when the old one has expired. Throws
  /// Error(file_access) when it gives up; what has come stays in `part` unless it cannot be right.
  void download(const Hit& hit, const std::filesystem::path& part, const Progress& progress);

 private:
  struct Search {
    Query query;
    std::string id;  ///< what downloads of its hits must name; expires
  };
  struct Attempt;
  using Clock = std::chrono::steady_clock;

  HttpAnswer ask_with_token(HttpClient& client, HttpRequest request);
  std::string token(HttpClient& client);
  void forget_token(const std::string& old);
  std::string run(HttpClient& client, const Query& query, std::vector<Hit>& hits);
  Attempt attempt(HttpClient& client, const Hit& hit, const std::filesystem::path& part,
                  const Progress& progress);
  void prepare_another(HttpClient& client, const Hit& hit, const Attempt& attempt, int failures,
                       const std::filesystem::path& part, const Progress& progress);
  void renew(HttpClient& client, std::size_t search, const std::string& old_id);
  void wait(std::chrono::milliseconds unit, int times) const;
  HttpAnswer ask_patiently(HttpClient& client, const HttpRequest& request);
  std::string hide_secrets(std::string text);
  [[noreturn]] void refuse(const std::string& what, const HttpAnswer& answer);

  const ServiceKey key_;
  const std::string url_;
  const Patience patience_;
  const std::function<void()> pause_;
  std::mutex renewing_;  ///< held while an id is renewed: the others wait for it
  std::mutex mutex_;     ///< guards what follows
  std::string token_;
  Clock::time_point token_made_{};
  std::vector<std::string> secrets_;  ///< every token and assertion there was
  std::vector<Search> searches_;
};

}  // namespace plumbline::archive

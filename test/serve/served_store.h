// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "serve/server.h"
#include "store/store.h"
#include "support/support.h"

namespace plumbline::test {

inline const std::string kDescending = "EGMS_L2b_022_0845_IW2_VV_2020_2024_1";  ///< classified, has clusters
inline const std::string kAscending =
    "EGMS_L2b_117_0227_IW2_VV_2020_2024_1";  ///< around (0, 0); not classified
inline const std::string kEast = "EGMS_L3_E45N17_100km_E_2020_2024_1";
inline const std::string kUp = "EGMS_L3_E45N17_100km_U_2020_2024_1";  ///< the pids of kEast

/// A point that the tests ask for by name: the first of kDescending.
inline constexpr std::string_view kKnownPid = "166ax5Ofja";

/// Makes a store with the four tiles above and random points: ties of coherence, points on cell borders,
/// missing velocities and coherences. With polygons of two clusters and one sub-cluster. The same at every
/// call.
void make_served_store(const std::filesystem::path& folder);

/// A viewer of two files with this content, and the contract as it is.
inline constexpr std::string_view kHelloText = "<p>hello</p>\n";
std::span<const serve::Asset> small_viewer();

/// A server over a store, run by a thread of its own until the end of its life.
class RunningServer {
 public:
  explicit RunningServer(const std::filesystem::path& folder, serve::ServerOptions options = {});
  ~RunningServer();
  std::uint16_t port() const { return server_.port(); }
  const store::Store& store() const { return store_; }

 private:
  store::Store store_;
  serve::Server server_;
  std::thread thread_;
};

}  // namespace plumbline::test

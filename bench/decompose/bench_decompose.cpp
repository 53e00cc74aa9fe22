// SPDX-License-Identifier: MIT
// A store of a whole L3 tile, and DuckDB's answer to the same question, for bench/decompose/compare.py.
//   bench_decompose store STORE SIDE_KM POINTS     POINTS a cell and geometry
//   bench_decompose peer STORE OUT.parquet THREADS MEMORY_BYTES
//   bench_decompose check STORE OUT.parquet        holds the tiles of `plumbline decompose` against the peer
//   bench_decompose truth STORE                    and against the rates that were put in
#include <cstdio>
#include <exception>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "peer.h"
#include "scene.h"
#include "store/store.h"

namespace plumbline::bench {
namespace {

void run(const std::vector<std::string>& words) {
  const std::filesystem::path folder = words.at(1);
  if (words[0] == "store") return make_store(folder, std::stoul(words.at(2)), std::stoul(words.at(3)));
  const auto store = store::Store::open(folder);
  if (words[0] == "peer") {
    Peer(std::stoul(words.at(3)), std::stoull(words.at(4)), folder).solve(store, words.at(2));
  } else if (words[0] == "check") {
    fmt::print("{}\n", Peer(2, 0, folder).largest_difference(store, words.at(2)));
  } else if (words[0] == "truth") {
    const auto [bias, rms] = Peer(2, 0, folder).from_truth(store);
    fmt::print("{} {}\n", bias, rms);
  } else {
    throw std::invalid_argument("the verbs are store, peer, check and truth");
  }
}

}  // namespace
}  // namespace plumbline::bench

int main(int argc, char** argv) {
  try {
    plumbline::bench::run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench_decompose: {}\n", error.what());
    return 1;
  }
}

// SPDX-License-Identifier: MIT
// Points clustered per second. Every result is held against the definition first; nothing is timed when one
// is wrong. README.md says what the verbs are for.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <exception>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "cluster/check.h"
#include "cluster/dbscan.h"
#include "scene.h"

namespace plumbline::bench {
namespace {

constexpr cluster::DbscanOptions kOptions{};  // the program's defaults

struct Arguments {
  std::map<std::string, std::string> values;

  Arguments(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
      const std::string argument = argv[i];
      const std::size_t equals = argument.find('=');
      if (equals == std::string::npos) throw std::invalid_argument(argument + " is not NAME=VALUE");
      values[argument.substr(0, equals)] = argument.substr(equals + 1);
    }
  }
  std::string text(const std::string& name, const std::string& otherwise) const {
    const auto found = values.find(name);
    return found == values.end() ? otherwise : found->second;
  }
  std::size_t number(const std::string& name, std::size_t otherwise) const {
    const std::string value = text(name, "");
    std::from_chars(value.data(), value.data() + value.size(), otherwise);
    return otherwise;
  }
};

/// A figure of this process in bytes, from /proc/self/status.
std::size_t memory(const std::string& figure) {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.starts_with(figure + ":")) return std::stoull(line.substr(figure.size() + 1)) * 1024;
  }
  return 0;
}

struct Measured {
  cluster::Clustering clustering;
  double best_seconds = 1e300;
  double peak_bytes_per_point = 0;  // above what the points themselves take; the result is in it
};

void check(const Scene& scene, const cluster::Clustering& clustering, const std::string& whose) {
  const auto fault = clustering_fault(scene.points(), kOptions, clustering);
  if (fault) throw std::runtime_error(whose + " clustering is wrong, nothing is timed: " + *fault);
}

Measured measure(const Scene& scene, std::size_t repetitions, bool checked) {
  Measured measured;
  std::ofstream("/proc/self/clear_refs") << "5";  // the peak starts anew
  const std::size_t before = memory("VmRSS");
  measured.clustering = dbscan(scene.points(), kOptions);
  measured.peak_bytes_per_point =
      static_cast<double>(memory("VmHWM") - before) / static_cast<double>(scene.size());
  if (!checked) check(scene, measured.clustering, "our");
  for (std::size_t i = 0; i < repetitions; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    const cluster::Clustering again = dbscan(scene.points(), kOptions);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    measured.best_seconds = std::min(measured.best_seconds, seconds.count());
    if (again.label != measured.clustering.label) throw std::runtime_error("two runs gave different labels");
  }
  return measured;
}

/// verb=time: one line for a scene.
void time(const Arguments& arguments) {
  const Scene scene = make_scene(arguments.text("scene", "towns"), arguments.number("points", 1'000'000));
  const Measured m =
      measure(scene, arguments.number("repetitions", 5), arguments.text("check", "yes") == "no");
  const auto points = static_cast<double>(scene.size());
  fmt::print(
      "{{\"scene\": \"{}\", \"points\": {}, \"clusters\": {}, \"core\": {}, \"noise\": {}, \"seconds\": "
      "{:.4f}, "
      "\"nanoseconds_per_point\": {:.1f}, \"peak_bytes_per_point\": {:.1f}}}\n",
      scene.name, scene.size(), m.clustering.clusters,
      std::count(m.clustering.core.begin(), m.clustering.core.end(), 1),
      std::count(m.clustering.label.begin(), m.clustering.label.end(), cluster::kNoise), m.best_seconds,
      m.best_seconds * 1e9 / points, m.peak_bytes_per_point);
}

/// verb=write: the places of the points as rows of three float64, velocity in metres, for other programs.
void write(const Arguments& arguments) {
  const Scene scene = make_scene(arguments.text("scene", "towns"), arguments.number("points", 1'000'000));
  std::ofstream file(arguments.text("file", ""), std::ios::binary);
  std::vector<double> rows;
  for (std::size_t i = 0; i < scene.size(); ++i) {
    rows.insert(rows.end(), {scene.easting_m[i], scene.northing_m[i],
                             scene.velocity_mm_per_year[i] * (kOptions.eps_m / kOptions.eps_v_mm_per_year)});
  }
  file.write(reinterpret_cast<const char*>(rows.data()),
             static_cast<std::streamsize>(rows.size() * sizeof(double)));
  if (!file.flush()) throw std::runtime_error("the scene could not be written");
}

/// verb=compare: holds labels (int64) and core flags (uint8) of another program against the definition, and
/// against ours.
void compare(const Arguments& arguments) {
  const Scene scene = make_scene(arguments.text("scene", "towns"), arguments.number("points", 1'000'000));
  cluster::Clustering theirs{std::vector<std::uint8_t>(scene.size()), std::vector<std::int64_t>(scene.size()),
                             0};
  std::ifstream file(arguments.text("file", ""), std::ios::binary);
  file.read(reinterpret_cast<char*>(theirs.label.data()),
            static_cast<std::streamsize>(scene.size() * sizeof(std::int64_t)));
  file.read(reinterpret_cast<char*>(theirs.core.data()), static_cast<std::streamsize>(scene.size()));
  if (!file) throw std::runtime_error("there are too few labels");
  theirs.clusters = *std::max_element(theirs.label.begin(), theirs.label.end()) + 1;
  check(scene, theirs, "their");
  const cluster::Clustering ours = dbscan(scene.points(), kOptions);
  if (ours.core != theirs.core || ours.clusters != theirs.clusters) {
    throw std::runtime_error("the core points or the number of clusters differ");
  }
}

int run(int argc, char** argv) {
  const Arguments arguments(argc, argv);
  const std::string verb = arguments.text("verb", "time");
  if (verb == "write") {
    write(arguments);
  } else if (verb == "compare") {
    compare(arguments);
  } else if (verb == "time") {
    time(arguments);
  } else {
    throw std::invalid_argument("the verbs are time, write and compare");
  }
  return 0;
}

}  // namespace
}  // namespace plumbline::bench

int main(int argc, char** argv) {
  try {
    return plumbline::bench::run(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "bench_dbscan: {}\n", error.what());
    return 1;
  }
}

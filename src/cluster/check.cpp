// SPDX-License-Identifier: MIT
#include "cluster/check.h"

#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "cluster/point_tree.h"
#include "parallel/thread_loop.h"

namespace plumbline::cluster {
namespace {

using Fault = std::optional<std::string>;

constexpr std::size_t kGrain = 1024;

class Checker {
 public:
  Checker(const Points& points, const DbscanOptions& options, const Clustering& clustering)
      : options_(options), clustering_(clustering), squared_eps_(options.eps_m * options.eps_m) {
    const double metres_per_velocity = options.eps_m / options.eps_v_mm_per_year;
    for (std::size_t i = 0; i < points.size(); ++i) {
      positions_.push_back(
          {points.easting_m[i], points.northing_m[i], points.velocity_mm_per_year[i] * metres_per_velocity});
    }
  }

  Fault fault() const {
    if (Fault fault = wrong_shape()) return fault;
    if (Fault fault = wrong_core_point()) return fault;
    if (Fault fault = wrong_partition()) return fault;
    return wrong_border_or_noise();
  }

 private:
  Fault wrong_shape() const {
    const std::size_t count = positions_.size();
    if (clustering_.core.size() != count || clustering_.label.size() != count) {
      return fmt::format("{} core flags and {} labels for {} points", clustering_.core.size(),
                         clustering_.label.size(), count);
    }
    for (std::size_t i = 0; i < count; ++i) {
      const std::int64_t label = clustering_.label[i];
      if (label != kNoise && (label < 0 || label >= clustering_.clusters)) {
        return fmt::format("point {} has the label {}, and there are {} clusters", i, label,
                           clustering_.clusters);
      }
    }
    return {};
  }

  Fault wrong_core_point() const {
    const PointTree tree(positions_);
    const auto enough = static_cast<std::size_t>(options_.min_points);
    std::vector<std::uint8_t> wrong(positions_.size());
    for_each_point([&](std::size_t i) {
      const bool core = tree.count_within(positions_[i], squared_eps_, enough) >= enough;
      wrong[i] = core != (clustering_.core[i] != 0);
    });
    return first_of(wrong, [&](std::size_t i) {
      return clustering_.core[i] != 0
                 ? fmt::format("point {} is marked as core and has fewer than {} neighbours", i, enough)
                 : fmt::format("point {} has {} neighbours or more and is not marked as core", i, enough);
    });
  }

  /// Walks from core point to core point; every walk must meet one label, and no two walks the same one.
  Fault wrong_partition() const {
    const std::vector<Position> core_positions = positions_of_core_points();
    std::vector<std::size_t> core_points;
    for (std::size_t i = 0; i < positions_.size(); ++i) {
      if (clustering_.core[i]) core_points.push_back(i);
    }
    PointTree tree(core_positions);
    std::vector<std::uint8_t> met(core_points.size());
    std::vector<std::uint8_t> label_used(static_cast<std::size_t>(clustering_.clusters));
    std::vector<std::uint32_t> walk;
    for (std::size_t start = 0; start < core_points.size(); ++start) {
      if (met[start]) continue;
      const std::size_t first = core_points[start];
      const std::int64_t label = clustering_.label[first];
      if (label == kNoise) return fmt::format("point {} is core and has no label", first);
      if (label_used[static_cast<std::size_t>(label)]) {
        return fmt::format("point {} cannot be reached from other core points with its label {}", first,
                           label);
      }
      label_used[static_cast<std::size_t>(label)] = 1;
      walk.clear();
      tree.remove_within(core_positions[start], squared_eps_, walk);
      for (std::size_t i = 0; i < walk.size(); ++i) {
        const std::size_t point = core_points[walk[i]];
        met[walk[i]] = 1;
        if (clustering_.label[point] != label) {
          return fmt::format("core points {} and {} are in one cluster and have the labels {} and {}", first,
                             point, label, clustering_.label[point]);
        }
        tree.remove_within(core_positions[walk[i]], squared_eps_, walk);
      }
    }
    return first_of(complement(label_used),
                    [](std::size_t label) { return fmt::format("label {} has no core point", label); });
  }

  Fault wrong_border_or_noise() const {
    const std::vector<Position> core_positions = positions_of_core_points();
    std::vector<std::int64_t> core_labels;
    for (std::size_t i = 0; i < positions_.size(); ++i) {
      if (clustering_.core[i]) core_labels.push_back(clustering_.label[i]);
    }
    const PointTree tree(core_positions);
    std::vector<std::uint8_t> wrong(positions_.size());
    for_each_point([&](std::size_t i) {
      if (clustering_.core[i]) return;
      const std::int64_t label = clustering_.label[i];
      const bool found = tree.any_within(positions_[i], squared_eps_, [&](std::uint32_t core_point) {
        return label == kNoise || core_labels[core_point] == label;
      });
      wrong[i] = found == (label == kNoise);
    });
    return first_of(wrong, [&](std::size_t i) {
      return clustering_.label[i] == kNoise
                 ? fmt::format("point {} is noise and lies within eps of a core point", i)
                 : fmt::format("point {} has the label {} and no core point with that label within eps", i,
                               clustering_.label[i]);
    });
  }

  std::vector<Position> positions_of_core_points() const {
    std::vector<Position> positions;
    for (std::size_t i = 0; i < positions_.size(); ++i) {
      if (clustering_.core[i]) positions.push_back(positions_[i]);
    }
    return positions;
  }

  template <typename Body>
  void for_each_point(Body body) const {
    parallel_ranges(positions_.size(), kGrain, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) body(i);
    });
  }

  static std::vector<std::uint8_t> complement(std::vector<std::uint8_t> flags) {
    for (std::uint8_t& flag : flags) flag = !flag;
    return flags;
  }

  template <typename Describe>
  static Fault first_of(const std::vector<std::uint8_t>& wrong, Describe describe) {
    for (std::size_t i = 0; i < wrong.size(); ++i) {
      if (wrong[i]) return describe(i);
    }
    return {};
  }

  const DbscanOptions& options_;
  const Clustering& clustering_;
  double squared_eps_;
  std::vector<Position> positions_;
};

}  // namespace

std::optional<std::string> clustering_fault(const Points& points, const DbscanOptions& options,
                                            const Clustering& clustering) {
  return Checker(points, options, clustering).fault();
}

}  // namespace plumbline::cluster

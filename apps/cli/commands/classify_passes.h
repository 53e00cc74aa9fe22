// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <exception>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "../progress.h"
#include "../tile_work.h"
#include "class_columns.h"
#include "classify/mixture.h"
#include "core/error.h"
#include "core/placed_file.h"
#include "motion_block.h"
#include "parallel/thread_loop.h"
#include "store/store.h"

namespace plumbline::cli {

/// Calls `consume(first_row, points)` with the points of a tile, block by block, from several threads.
template <typename Consume>
void describe_tile(const store::Store& store, const store::TileRecord& tile, const MotionOptions& options,
                   Progress& progress, const Consume& consume) {
  const Window window(tile.axis, options);
  std::mutex progress_mutex;
  Pool<MotionBlockDescriber> describers;
  const auto make = [&] { return std::make_unique<MotionBlockDescriber>(window.axis(), options); };
  store.scan_series_in_parallel(tile.stem, [&](std::size_t first_row, const SeriesBlockView& block) {
    std::vector<DescribedPoint> points(block.points);
    describers.with_one(make, [&](MotionBlockDescriber& describer) {
      describer.describe(window.of(block), [&](std::size_t point, const Motion& motion) {
        points[point] = described_point(motion);
      });
    });
    consume(first_row, std::span<const DescribedPoint>(points));
    const std::lock_guard lock(progress_mutex);
    progress.advance(block.points);  // and stops where the user asks for it
  });
}

/// How the mixture is drawn and fitted.
struct MixtureArguments {
  std::uint64_t sample_points = 200'000;  ///< 160 bytes each
  std::uint64_t seed = 0;                 ///< of the draw
  classify::MixtureOptions fit;
};

/// What the first pass over the store leaves: every point described, on disk, and a sample of them.
class FirstPass {
 public:
  FirstPass(const std::filesystem::path& folder, std::uint64_t points, const MixtureArguments& mixture)
      : described_(PlacedFile::unnamed_in(folder)),
        key_limit_(classify::sample_key_limit(points, mixture.sample_points)),
        mixture_(mixture) {}

  void describe(const store::Store& store, const store::TileRecord& tile, const MotionOptions& options,
                Progress& progress) {
    const std::array<std::string, 1> pid_column{"pid"};
    const Table columns = store.read_columns(tile.stem, pid_column);
    const auto pids = columns.get<std::string>("pid");
    std::vector<classify::SamplePoint> drawn;
    std::mutex mutex;
    describe_tile(store, tile, options, progress,
                  [&](std::size_t row, std::span<const DescribedPoint> points) {
                    described_.write((end_ + row) * sizeof(DescribedPoint), std::as_bytes(points));
                    std::vector<classify::SamplePoint> here;
                    for (std::size_t i = 0; i < points.size(); ++i) {
                      const std::uint64_t key = classify::sample_key(pids[row + i], mixture_.seed);
                      if (points[i].described() && key <= key_limit_)
                        here.push_back({key, points[i].vector(), points[i].by_rules});
                    }
                    const std::lock_guard lock(mutex);  // in any order: fit_mixture sorts
                    drawn.insert(drawn.end(), here.begin(), here.end());
                  });
    sample_.insert(sample_.end(), drawn.begin(), drawn.end());
    tiles_.push_back({tile.stem, tile.points, end_});
    end_ += tile.points;
  }

  classify::MixtureModel fit() { return classify::fit_mixture(std::move(sample_), mixture_.fit); }

  struct Tile {
    std::string stem;
    std::size_t points;
    std::uint64_t first;  ///< its first point among all that were described
  };
  const std::vector<Tile>& tiles() const { return tiles_; }

  ClassColumns classify(const Tile& tile, const classify::MixtureClassifier& mixture) const {
    ClassColumns columns(tile.points);
    constexpr std::size_t kBlockPoints = 16384;
    parallel_ranges(tile.points, kBlockPoints, [&](std::size_t begin, std::size_t end) {
      std::vector<DescribedPoint> points(end - begin);
      described_.read((tile.first + begin) * sizeof(DescribedPoint),
                      std::as_writable_bytes(std::span(points)));
      for (std::size_t i = 0; i < points.size(); ++i) columns.set(begin + i, points[i], mixture);
    });
    return columns;
  }

 private:
  PlacedFile described_;
  std::uint64_t key_limit_;
  MixtureArguments mixture_;
  std::uint64_t end_ = 0;
  std::vector<Tile> tiles_;
  std::vector<classify::SamplePoint> sample_;
};

/// Tiles whose columns wait to be written, which goes faster for several side by side; and how many points
/// have each class, once they are written.
class PendingTiles {
 public:
  PendingTiles(store::Store& store, TileWork& work) : store_(store), work_(work) {}

  /// Writes what waits when it has become much.
  void add(store::ColumnUpdate update) {
    points_ += update.columns.rows();
    updates_.push_back(std::move(update));
    if (points_ >= kPendingPoints) write();
  }

  /// A tile that cannot be written is reported and does not stop the others.
  void write() {
    const std::vector<std::exception_ptr> failures = write_updates();
    for (std::size_t i = 0; i < updates_.size(); ++i) {
      work_.attempt(updates_[i].stem, [&] {
        if (failures[i]) std::rethrow_exception(failures[i]);
        counts_.add(updates_[i].columns.get<std::string>("class_1"));
      });
    }
    updates_.clear();
    points_ = 0;
  }

  void count_stored(const std::string& stem) {
    const std::array<std::string, 1> class_column{"class_1"};
    counts_.add(store_.read_columns(stem, class_column).get<std::string>("class_1"));
    work_.up_to_date(stem);
  }

  const ClassCounts& counts() const { return counts_; }

 private:
  std::vector<std::exception_ptr> write_updates() {
    if (updates_.empty()) return {};
    try {
      return store_.replace_columns(updates_);
    } catch (const Error&) {
      return std::vector(updates_.size(), std::current_exception());
    }
  }

  static constexpr std::size_t kPendingPoints = 600'000;  ///< about 80 bytes each
  store::Store& store_;
  TileWork& work_;
  ClassCounts counts_;
  std::vector<store::ColumnUpdate> updates_;
  std::size_t points_ = 0;
};

}  // namespace plumbline::cli

// SPDX-License-Identifier: MIT
#include "synth/delivery.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "core/error.h"
#include "parallel/thread_loop.h"
#include "synth/output_file.h"
#include "synth/scene.h"
#include "synth/tile_maker.h"
#include "synth/viewpoint.h"
#include "synth/zip_writer.h"

namespace plumbline::synth {
namespace {

constexpr std::size_t kValuesInAPiece = 600'000;  // some 3 MB of text
constexpr std::uint64_t kFourGigabytes = 0xffffffff;

void check_range(std::string_view what, std::uint64_t value, std::uint64_t low, std::uint64_t high) {
  if (value >= low && value <= high) return;
  throw Error(ErrorCode::usage, {}, fmt::format("{} \"{}\" is out of range", what, value),
              fmt::format("Give a number from {} to {}", low, high));
}

void check(const SceneOptions& options) {
  check_range("number of tiles", options.tiles, 1, kMostTiles);
  check_range("number of points", options.points, 1,
              options.level == Level::L3 ? kMostPointsL3 : kMostPointsL2);
  check_range("number of dates", options.dates, kFewestDates, kMostDates);
  if (!(options.gap_share >= 0 && options.gap_share <= 1)) {
    throw Error(ErrorCode::usage, {}, fmt::format("share of gaps \"{}\" is out of range", options.gap_share),
                "Give a number from 0 to 1");
  }
}

std::vector<Component> components(Level level) {
  if (level == Level::L3) return {Component::east, Component::up};
  return {Component::line_of_sight};
}

/// Where a delivery's table goes: an entry of a zip, or a plain file.
class TableSink {
 public:
  TableSink(const std::filesystem::path& target, const std::string& stem, bool csv,
            std::uint64_t largest_size)
      : file_(target) {
    if (csv) return;
    zip_.emplace(file_);
    zip_->begin_entry(stem + ".csv", largest_size > kFourGigabytes);
  }

  /// Readies text for `append`; may be called by any thread.
  DeflatedPiece prepare(std::string text) const {
    if (zip_) return deflate_piece(text);
    const std::size_t size = text.size();
    return {.bytes = std::move(text), .text_size = size};
  }

  void append(const DeflatedPiece& piece) { zip_ ? zip_->append(piece) : file_.append(piece.bytes); }

  void finish(const std::string& stem, const std::string& xml) {
    if (zip_) {
      zip_->end_entry();
      zip_->begin_entry(stem + ".xml", false);
      zip_->append(deflate_piece(xml));
      zip_->end_entry();
      zip_->finish();
    }
    file_.finish();
  }

 private:
  OutputFile file_;
  std::optional<ZipWriter> zip_;
};

struct Piece {
  DeflatedPiece table;
  std::string truth;
  std::size_t rows = 0;
};

/// Makes rows in pieces of a fixed size, a few at a time in parallel, and writes them in order.
void write_rows(const TileMaker& maker, std::span<const Slot> slots, TableSink& table, OutputFile& truth,
                const std::function<void(std::uint64_t)>& wrote_points) {
  const std::size_t rows = std::clamp<std::size_t>(kValuesInAPiece / maker.axis().size(), 1, 4096);
  const std::size_t pieces = (slots.size() + rows - 1) / rows;
  const std::size_t at_once = 2 * thread_count();
  std::vector<Piece> batch;
  for (std::size_t first = 0; first < pieces; first += at_once) {
    batch.assign(std::min(at_once, pieces - first), {});
    parallel_ranges(batch.size(), 1, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) {
        const std::size_t row = (first + i) * rows;
        const auto part = slots.subspan(row, std::min(rows, slots.size() - row));
        std::string text;
        maker.append_rows(part, text, batch[i].truth);
        batch[i].table = table.prepare(std::move(text));
        batch[i].rows = part.size();
      }
    });
    for (const Piece& piece : batch) {
      table.append(piece.table);
      truth.append(piece.truth);
      if (wrote_points) wrote_points(piece.rows);
    }
  }
}

void write_delivery(const TileMaker& maker, std::span<const Slot> slots, const std::filesystem::path& target,
                    bool csv, const std::function<void(std::uint64_t)>& wrote_points) {
  // No fixed part is longer than 400 characters, and no displacement than 10 ("-12345.6" and its comma).
  const std::uint64_t largest_size = (slots.size() + 1) * (400 + 10 * maker.axis().size());
  const std::string stem = maker.name().text();
  TableSink table(target, stem, csv, largest_size);
  OutputFile truth(truth_file(target));
  table.append(table.prepare(maker.header()));
  truth.append(maker.truth_header());
  write_rows(maker, slots, table, truth, wrote_points);
  truth.finish();
  table.finish(stem, maker.xml());
}

void refuse_existing(std::span<const std::filesystem::path> deliveries) {
  for (const auto& delivery : deliveries) {
    for (const auto& file : {delivery, truth_file(delivery)}) {
      if (!std::filesystem::exists(file)) continue;
      throw Error(ErrorCode::already_exists, {.file = file.string()}, "the file is there already",
                  "Choose another folder, or give --overwrite");
    }
  }
}

}  // namespace

std::filesystem::path truth_file(const std::filesystem::path& delivery) {
  return delivery.parent_path() / (delivery.stem().string() + "_truth.csv");
}

std::vector<std::filesystem::path> planned_deliveries(const SceneOptions& options,
                                                      const std::filesystem::path& folder) {
  check(options);
  std::vector<std::filesystem::path> files;
  for (std::uint32_t tile = 0; tile < options.tiles; ++tile) {
    DeliveryName name = viewpoint(options, tile).name;
    for (const Component component : components(options.level)) {
      name.component = component;
      files.push_back(folder / (name.text() + (options.csv ? ".csv" : ".zip")));
    }
  }
  return files;
}

std::vector<std::filesystem::path> write_deliveries(const SceneOptions& options,
                                                    const std::filesystem::path& folder,
                                                    const std::function<void(std::uint64_t)>& wrote_points) {
  const std::vector<std::filesystem::path> files = planned_deliveries(options, folder);
  if (!options.overwrite) refuse_existing(files);
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) {
    throw Error(ErrorCode::file_access, {.file = folder.string()},
                "cannot make the folder: " + failed.message(), "Choose a folder that may be written to");
  }
  std::size_t next = 0;
  for (std::uint32_t tile = 0; tile < options.tiles; ++tile) {
    const Viewpoint view = viewpoint(options, tile);
    const std::uint32_t place =
        options.level == Level::L3 ? tile : tile / 2;  // both geometries see one landscape
    const Random random(options.seed);
    const Scene scene(random.stream(1).bits(place), view.area);
    const std::vector<Slot> slots = choose_slots(view, scene, options.points, random.stream(2).bits(tile));
    for (const Component component : components(options.level)) {
      write_delivery(TileMaker(options, tile, scene, view, component), slots, files[next++], options.csv,
                     wrote_points);
    }
  }
  return files;
}

}  // namespace plumbline::synth

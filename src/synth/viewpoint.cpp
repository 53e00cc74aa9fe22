// SPDX-License-Identifier: MIT
#include "synth/viewpoint.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/error.h"
#include "synth/portable_math.h"
#include "synth/random.h"

namespace plumbline::synth {
namespace {

// Sampling of an IW burst on flat ground, fitted to two real deliveries of swath 2.
constexpr double kLineSpacing_m = 13.8;
constexpr double kPixelSpacing_m = 3.85;
constexpr int kBurstLines = 1500;
constexpr int kBurstPixels = 22000;
constexpr double kCell_m = 100;
constexpr int kGridCells = 1000;

// Where the Venetian plain meets the Alps, north of Bassano del Grappa.
constexpr double kCentreEasting_m = 4456000;
constexpr double kCentreNorthing_m = 2522000;
constexpr int kEasting_100km = 44;
constexpr int kNorthing_100km = 25;
constexpr std::uint32_t kAreasInARow = 8;

constexpr double kPointsPerKm2 = 250;
constexpr double kSmallestArea_km2 = 20;

/// Twice as wide as high, as far as a burst allows.
Area burst_area(std::uint64_t points, std::uint32_t index) {
  constexpr double kLongest_m = kBurstLines * kLineSpacing_m;
  constexpr double kWidest_m = kBurstPixels * kPixelSpacing_m;
  const double wanted_m2 = std::max(static_cast<double>(points) / kPointsPerKm2, kSmallestArea_km2) * 1e6;
  const double height = std::min(std::sqrt(wanted_m2 / 2), kLongest_m);
  const double width = std::min(wanted_m2 / height, kWidest_m);
  return {kCentreEasting_m + (index % kAreasInARow) * width,
          kCentreNorthing_m - (index / kAreasInARow) * height, width, height};
}

Viewpoint burst_view(const SceneOptions& options, std::uint32_t tile) {
  const bool descending = tile % 2 == 1;
  const std::uint32_t pair = tile / 2;
  Viewpoint view;
  view.area = burst_area(options.points, pair);
  view.name = {.level = options.level,
               .track = descending ? 95 : 117,
               .burst = static_cast<int>((descending ? 288 : 261) + pair),
               .swath = 2,
               .polarisation = "VV"};
  const bool recent = options.release == Release::from_2020_to_2024;
  view.heading_deg = descending ? 191.13 : (recent ? -9.84 : 350.16);
  const int lines = std::clamp(static_cast<int>(view.area.height_m / kLineSpacing_m), 1, kBurstLines);
  const int pixels = std::clamp(static_cast<int>(view.area.width_m / kPixelSpacing_m), 1, kBurstPixels);
  view.lines = static_cast<std::uint16_t>(lines);
  view.pixels = static_cast<std::uint16_t>(pixels);
  view.first_line = static_cast<std::uint16_t>((kBurstLines - lines) / 2);
  view.first_pixel = static_cast<std::uint16_t>((kBurstPixels - pixels) / 2);
  return view;
}

Viewpoint grid_view(std::uint32_t tile) {
  Viewpoint view;
  const int column = static_cast<int>(tile % kAreasInARow);
  const int row = static_cast<int>(tile / kAreasInARow);
  view.name = {.level = Level::L3,
               .component = Component::east,
               .easting_100km = kEasting_100km + column,
               .northing_100km = kNorthing_100km - row};
  view.area = {(view.name.easting_100km + 0.5) * 1e5, (view.name.northing_100km + 0.5) * 1e5, 1e5, 1e5};
  view.lines = view.pixels = kGridCells;
  return view;
}

/// Slots in rectangles of some 220 m; the scene's density is asked once for each.
struct Blocks {
  const Viewpoint& view;
  int block_lines, block_pixels, rows, columns;

  explicit Blocks(const Viewpoint& v)
      : view(v),
        block_lines(v.is_grid() ? 2 : 16),
        block_pixels(v.is_grid() ? 2 : 57),
        rows((v.lines + block_lines - 1) / block_lines),
        columns((v.pixels + block_pixels - 1) / block_pixels) {}

  std::size_t count() const { return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns); }
  int first_line(std::size_t block) const { return static_cast<int>(block) / columns * block_lines; }
  int first_pixel(std::size_t block) const { return static_cast<int>(block) % columns * block_pixels; }
  int lines(std::size_t block) const { return std::min<int>(block_lines, view.lines - first_line(block)); }
  int pixels(std::size_t block) const {
    return std::min<int>(block_pixels, view.pixels - first_pixel(block));
  }
  std::uint64_t slots(std::size_t block) const {
    return static_cast<std::uint64_t>(lines(block) * pixels(block));
  }
  Slot slot(int line, int pixel) const {
    return {static_cast<std::uint16_t>(view.first_line + line),
            static_cast<std::uint16_t>(view.first_pixel + pixel)};
  }
  Position centre(std::size_t block) const {
    return view.position(slot(first_line(block) + lines(block) / 2, first_pixel(block) + pixels(block) / 2));
  }
};

/// Shares `points` among the blocks in proportion to their weights, but never more than they have slots: what
/// does not fit is shared among the others, until all are placed.
std::vector<std::uint64_t> share_out(const Blocks& blocks, const std::vector<double>& weights,
                                     std::uint64_t points) {
  std::vector<std::uint64_t> counts(blocks.count(), 0);
  for (std::uint64_t left = points; left > 0;) {
    double total = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) total += counts[i] < blocks.slots(i) ? weights[i] : 0;
    double sum = 0;
    std::uint64_t given = 0;
    std::uint64_t placed = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] == blocks.slots(i)) continue;
      sum += weights[i];
      const auto target =
          std::min(left, static_cast<std::uint64_t>(sum / total * static_cast<double>(left) + 0.5));
      const std::uint64_t share = std::min(target - given, blocks.slots(i) - counts[i]);
      given = target;
      counts[i] += share;
      placed += share;
    }
    left -= placed;
  }
  return counts;
}

}  // namespace

Position Viewpoint::position(Slot slot) const {
  if (is_grid()) {
    return {name.easting_100km * 1e5 + (slot.pixel + 0.5) * kCell_m,
            name.northing_100km * 1e5 + (slot.line + 0.5) * kCell_m};
  }
  const double along = (slot.line - first_line - 0.5 * (lines - 1)) * kLineSpacing_m;
  const double across = (slot.pixel - first_pixel - 0.5 * (pixels - 1)) * kPixelSpacing_m;
  const double sine = sine_of_turns(heading_deg / 360);
  const double cosine = cosine_of_turns(heading_deg / 360);
  return {area.easting_m + along * sine + across * cosine, area.northing_m + along * cosine - across * sine};
}

LineOfSight Viewpoint::line_of_sight(Slot slot, double height_m) const {
  const double incidence = 36.29 + 2.3e-4 * slot.pixel + 1.1e-4 * height_m;
  const double sine = sine_of_turns(incidence / 360);
  return {-sine * cosine_of_turns(heading_deg / 360), sine * sine_of_turns(heading_deg / 360),
          cosine_of_turns(incidence / 360), incidence};
}

PointId Viewpoint::pid(Slot slot) const {
  if (is_grid()) {
    return point_id(
        GridCell{.producer = '1',
                 .easting_100m = static_cast<std::uint32_t>(name.easting_100km * kGridCells + slot.pixel),
                 .northing_100m = static_cast<std::uint32_t>(name.northing_100km * kGridCells + slot.line)});
  }
  return point_id(BurstPosition{.producer = '1',
                                .track = static_cast<std::uint16_t>(name.track),
                                .burst = static_cast<std::uint16_t>(name.burst),
                                .swath = static_cast<std::uint8_t>(name.swath),
                                .polarisation = Polarisation::VV,
                                .line = slot.line,
                                .pixel = slot.pixel});
}

Viewpoint viewpoint(const SceneOptions& options, std::uint32_t tile) {
  Viewpoint view = options.level == Level::L3 ? grid_view(tile) : burst_view(options, tile);
  if (options.release == Release::from_2020_to_2024) {
    view.name.first_year = 2020;
    view.name.last_year = 2024;
    view.name.sub_release = 1;
  }
  return view;
}

std::vector<Slot> choose_slots(const Viewpoint& view, const Scene& scene, std::uint64_t points,
                               std::uint64_t seed) {
  const Blocks blocks(view);
  const std::uint64_t available = static_cast<std::uint64_t>(view.lines) * view.pixels;
  if (points > available) {
    throw Error(ErrorCode::usage, {},
                fmt::format("{} points do not fit the {} places of a tile", points, available),
                "Ask for fewer points, and more tiles");
  }
  std::vector<double> weights(blocks.count());
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Position centre = blocks.centre(i);
    weights[i] = scene.density(centre.easting_m, centre.northing_m) * static_cast<double>(blocks.slots(i));
  }
  const std::vector<std::uint64_t> counts = share_out(blocks, weights, points);
  std::vector<Slot> chosen;
  chosen.reserve(points);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    // Selection sampling (Knuth, TAOCP 3.4.2, algorithm S): each set of slots is as likely as any other.
    const Random random = Random(seed).stream(i);
    std::uint64_t wanted = counts[i];
    const std::uint64_t slots = blocks.slots(i);
    for (std::uint64_t seen = 0; seen < slots && wanted > 0; ++seen) {
      if (random.uniform(seen) * static_cast<double>(slots - seen) >= static_cast<double>(wanted)) continue;
      const auto width = static_cast<std::uint64_t>(blocks.pixels(i));
      chosen.push_back(blocks.slot(blocks.first_line(i) + static_cast<int>(seen / width),
                                   blocks.first_pixel(i) + static_cast<int>(seen % width)));
      --wanted;
    }
  }
  return chosen;
}

}  // namespace plumbline::synth

// SPDX-License-Identifier: MIT
#include "report/map.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "report/colour.h"
#include "report/frame.h"
#include "report/page.h"

namespace plumbline::report {
namespace {

constexpr double kWidth = 640;
constexpr double kLeft = 84;
constexpr double kTop = 8;
constexpr double kRight = 14;
constexpr double kTallest = 620;
constexpr double kBelowField = 48;  // coordinates and their name
constexpr double kLegendHeight = 52;

/// Where the picture goes: its true shape, within the width of the page.
Box field_of(const MapGrid& grid) {
  const double shape = static_cast<double>(grid.rows()) / static_cast<double>(grid.columns());
  const double width = std::min(kWidth - kLeft - kRight, kTallest / shape);
  return {.left = kLeft, .top = kTop, .width = width, .height = width * shape};
}

/// A bar of a round length, about a quarter of the picture, in its lower left corner.
std::string scale_bar(const MapGrid& grid, const Box& field) {
  const double metres_a_unit = static_cast<double>(grid.columns()) * grid.cell_m() / field.width;
  const double length_m = round_down(field.width / 4 * metres_a_unit);
  const double length = length_m / metres_a_unit;
  const std::string label =
      length_m >= 1000 ? fmt::format("{:g} km", length_m / 1000) : fmt::format("{:g} m", length_m);
  const double x = field.left + 10;
  const double y = field.top + field.height - 12;
  return fmt::format(R"(<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="28" class="backing"/>)", x - 5,
                     y - 21, length + 10) +
         fmt::format(R"(<path d="M{0:.1f} {1:.1f}v5h{2:.1f}v-5" class="edge"/>)", x, y - 3, length) +
         text_at(x + length / 2, y - 7, label, "middle", "tick");
}

/// Everything but the legend, which comes at `legend_top`.
std::string map_drawing(const ChartText& text, const MapGrid& grid, const Image& image,
                        const std::string& legend) {
  const Box field = field_of(grid);
  const double kilometres = grid.cell_m() / 1000.0;
  const double west = grid.west_m() / 1000.0;
  const double south = grid.south_m() / 1000.0;
  const Frame frame({grid.middle().empty() ? "easting, km (EPSG:3035)" : "east, km from " + grid.middle(),
                     west, west + kilometres * static_cast<double>(grid.columns())},
                    {grid.middle().empty() ? "northing, km" : "north, km", south,
                     south + kilometres * static_cast<double>(grid.rows())},
                    field);
  const double below = field.top + field.height + kBelowField;
  std::string svg = drawing_start(kWidth, below + kLegendHeight, text.title, text.description);
  svg += fmt::format(
      R"(<image x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" href="data:image/png;base64,{}"/>)",
      field.left, field.top, field.width, field.height, base64(png(image)));
  svg += frame.axes() + scale_bar(grid, field);
  svg += fmt::format(R"svg(<g transform="translate(0 {:.1f})">{}</g>)svg", below, legend);
  return svg + "</svg>";
}

std::string velocity_legend(double range, const std::string& label) {
  constexpr std::size_t kSteps = 128;
  constexpr double kBar = 300;
  Image strip(kSteps, 1);
  for (std::size_t i = 0; i < kSteps; ++i)
    strip.paint(i, 0, diverging_colour(2.0 * (static_cast<double>(i) + 0.5) / kSteps - 1.0));
  std::string svg =
      fmt::format(R"(<image x="{:.1f}" y="6" width="{:.1f}" height="14" preserveAspectRatio="none" )"
                  R"(href="data:image/png;base64,{}"/>)",
                  kLeft, kBar, base64(png(strip)));
  for (const double share : {-1.0, -0.5, 0.0, 0.5, 1.0})
    svg += text_at(kLeft + kBar * (share + 1) / 2, 36, tick_text(share * range, range / 2), "middle", "tick");
  return svg + text_at(kLeft + kBar + 24, 18, label, "start");
}

std::string class_legend(const ClassMap& map) {
  std::string svg;
  double x = kLeft;
  double y = 4;
  const auto entry = [&](std::optional<MotionClass> motion, std::string_view name) {
    if (!map.holds(motion)) return;
    if (x > kWidth - 110) {
      x = kLeft;
      y += 22;
    }
    svg += fmt::format(R"(<rect x="{:.1f}" y="{:.1f}" width="14" height="14" fill="{}"/>)", x, y,
                       css(class_colour(motion)));
    svg += text_at(x + 19, y + 12, name, "start");
    x += 44 + 7.5 * static_cast<double>(name.size());
  };
  for (std::size_t i = 0; i < kMotionClassNames.size(); ++i)
    entry(static_cast<MotionClass>(i), kMotionClassNames[i]);
  entry(std::nullopt, "unclassified");
  return svg;
}

/// Paints cells, which count from the south, into a picture, which counts from the north.
template <typename Colour>
Image picture(const MapGrid& grid, const Colour& colour_of) {
  Image image(grid.columns(), grid.rows());
  for (std::size_t cell = 0; cell < grid.cells(); ++cell) {
    if (const std::optional<Rgb> colour = colour_of(cell))
      image.paint(cell % grid.columns(), grid.rows() - 1 - cell / grid.columns(), *colour);
  }
  return image;
}

}  // namespace

void Extent::include(double easting_m, double northing_m) {
  if (std::isnan(easting_m) || std::isnan(northing_m)) return;
  west_m = std::min(west_m, easting_m);
  east_m = std::max(east_m, easting_m);
  south_m = std::min(south_m, northing_m);
  north_m = std::max(north_m, northing_m);
}

MapGrid::MapGrid(const Extent& extent, std::size_t points) : middle_(extent.middle) {
  constexpr double kCellsAPoint = 4.0;
  const double width = extent.east_m - extent.west_m;
  const double height = extent.north_m - extent.south_m;
  const double fewest = std::max({width, height, 1.0}) / (kMostCells - 1);
  const double by_density = std::sqrt(width * height / (kCellsAPoint * static_cast<double>(points)));
  cell_m_ = round_up(std::max(fewest, by_density));
  west_m_ = std::floor(extent.west_m / cell_m_) * cell_m_;
  south_m_ = std::floor(extent.south_m / cell_m_) * cell_m_;
  columns_ = static_cast<std::size_t>((extent.east_m - west_m_) / cell_m_) + 1;
  rows_ = static_cast<std::size_t>((extent.north_m - south_m_) / cell_m_) + 1;
}

std::optional<std::size_t> MapGrid::cell_of(double easting_m, double northing_m) const {
  const double column = std::floor((easting_m - west_m_) / cell_m_);
  const double row = std::floor((northing_m - south_m_) / cell_m_);
  // Written so that NaN is outside.
  if (!(column >= 0 && column < static_cast<double>(columns_) && row >= 0 &&
        row < static_cast<double>(rows_)))
    return std::nullopt;
  return static_cast<std::size_t>(row) * columns_ + static_cast<std::size_t>(column);
}

void MeanMap::add(double easting_m, double northing_m, double value) {
  const auto cell = grid_.cell_of(easting_m, northing_m);
  if (!cell || std::isnan(value)) return;
  sum_[*cell] += value;
  ++count_[*cell];
}

double MeanMap::mean(std::size_t cell) const {
  return count_[cell] == 0 ? std::numeric_limits<double>::quiet_NaN() : sum_[cell] / count_[cell];
}

void ClassMap::add(double easting_m, double northing_m, std::optional<MotionClass> motion) {
  const auto cell = grid_.cell_of(easting_m, northing_m);
  if (cell) ++counts_[*cell][motion ? static_cast<std::size_t>(*motion) : kUnclassified];
}

bool ClassMap::is_empty(std::size_t cell) const {
  return std::all_of(counts_[cell].begin(), counts_[cell].end(), [](std::uint32_t n) { return n == 0; });
}

std::optional<MotionClass> ClassMap::winner(std::size_t cell) const {
  const auto& counts = counts_[cell];
  std::size_t best = kUnclassified;
  for (std::size_t i = 0; i < kUnclassified; ++i)
    if (counts[i] > 0 && (counts[i] >= counts[best])) best = i;
  return best == kUnclassified ? std::nullopt : std::optional(static_cast<MotionClass>(best));
}

bool ClassMap::holds(std::optional<MotionClass> motion) const {
  const std::size_t place = motion ? static_cast<std::size_t>(*motion) : kUnclassified;
  return std::any_of(counts_.begin(), counts_.end(), [&](const auto& counts) { return counts[place] != 0; });
}

std::string velocity_map(const ChartText& text, const MeanMap& map, double range_mm_per_year,
                         const std::string& legend_label) {
  const Image image = picture(map.grid(), [&](std::size_t cell) -> std::optional<Rgb> {
    const double mean = map.mean(cell);
    if (std::isnan(mean)) return std::nullopt;
    return diverging_colour(mean / range_mm_per_year);
  });
  return map_drawing(text, map.grid(), image, velocity_legend(range_mm_per_year, legend_label));
}

std::string class_map(const ChartText& text, const ClassMap& map) {
  const Image image = picture(map.grid(), [&](std::size_t cell) -> std::optional<Rgb> {
    if (map.is_empty(cell)) return std::nullopt;
    return class_colour(map.winner(cell));
  });
  return map_drawing(text, map.grid(), image, class_legend(map));
}

}  // namespace plumbline::report

// SPDX-License-Identifier: MIT
#include "report/colour.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include <fmt/format.h>

namespace plumbline::report {
namespace {

constexpr Rgb kMissing{128, 128, 128};

constexpr std::array<Rgb, 8> kSequential{{{40, 20, 90},
                                          {58, 60, 130},
                                          {46, 100, 142},
                                          {36, 136, 140},
                                          {52, 170, 118},
                                          {120, 200, 76},
                                          {196, 220, 50},
                                          {250, 234, 60}}};

// web/src/colour/velocity_scale.ts
constexpr std::array<Rgb, 11> kDiverging{{{122, 14, 30},
                                          {176, 32, 30},
                                          {217, 72, 36},
                                          {240, 132, 54},
                                          {250, 204, 104},
                                          {160, 212, 150},
                                          {126, 204, 214},
                                          {78, 168, 216},
                                          {46, 126, 200},
                                          {32, 84, 168},
                                          {20, 42, 122}}};

// web/src/colour/class_colours.ts
constexpr std::array<Rgb, kMotionClassNames.size()> kClasses{{{60, 170, 130},
                                                              {160, 160, 166},
                                                              {32, 108, 190},
                                                              {206, 32, 42},
                                                              {244, 154, 40},
                                                              {100, 40, 140},
                                                              {90, 80, 20}}};

// web/src/colour/series_colours.ts
constexpr std::array<Rgb, 10> kLines{{{0x1f, 0x78, 0xc8},
                                      {0xd9, 0x48, 0x0f},
                                      {0x2b, 0x8a, 0x3e},
                                      {0xae, 0x3e, 0xc9},
                                      {0xb0, 0x88, 0x00},
                                      {0xe0, 0x31, 0x31},
                                      {0x0c, 0x85, 0x99},
                                      {0x8a, 0x73, 0x59},
                                      {0xd6, 0x33, 0x6c},
                                      {0x6b, 0x72, 0x80}}};

Rgb between(std::span<const Rgb> stops, double share) {
  const double place = std::clamp(share, 0.0, 1.0) * static_cast<double>(stops.size() - 1);
  const std::size_t below = std::min(static_cast<std::size_t>(place), stops.size() - 2);
  const double weight = place - static_cast<double>(below);
  const auto blend = [&](std::uint8_t a, std::uint8_t b) {
    return static_cast<std::uint8_t>(std::lround(a * (1.0 - weight) + b * weight));
  };
  const Rgb& a = stops[below];
  const Rgb& b = stops[below + 1];
  return {blend(a.red, b.red), blend(a.green, b.green), blend(a.blue, b.blue)};
}

}  // namespace

std::string css(Rgb colour) {
  return fmt::format("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue);
}

Rgb sequential_colour(double share) { return std::isnan(share) ? kMissing : between(kSequential, share); }

Rgb diverging_colour(double share) {
  return std::isnan(share) ? kMissing : between(kDiverging, (share + 1.0) / 2.0);
}

Rgb class_colour(std::optional<MotionClass> motion) {
  return motion ? kClasses[static_cast<std::size_t>(*motion)] : Rgb{150, 150, 150};
}

Rgb line_colour(std::size_t line) { return kLines[line % kLines.size()]; }

}  // namespace plumbline::report

// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/colour.h"

namespace plumbline::report {

/// A picture, row by row from the top; places that were not painted are transparent.
class Image {
 public:
  Image(std::size_t width, std::size_t height) : width_(width), height_(height), pixels_(width * height) {}

  std::size_t width() const { return width_; }
  std::size_t height() const { return height_; }
  void paint(std::size_t column, std::size_t row, Rgb colour) { pixels_[row * width_ + column] = colour; }
  const std::optional<Rgb>& at(std::size_t column, std::size_t row) const {
    return pixels_[row * width_ + column];
  }

 private:
  std::size_t width_;
  std::size_t height_;
  std::vector<std::optional<Rgb>> pixels_;
};

/// The bytes of a PNG file, red, green, blue and alpha; the same picture gives the same bytes (with the same
/// zlib). Both sides > 0.
std::string png(const Image& image);

/// RFC 4648, with padding.
std::string base64(std::string_view bytes);

}  // namespace plumbline::report

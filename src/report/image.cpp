// SPDX-License-Identifier: MIT
#include "report/image.h"

#include <cstdint>
#include <png.h>

#include "core/error.h"

namespace plumbline::report {

std::string png(const Image& image) {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(4 * image.width() * image.height());
  for (std::size_t row = 0; row < image.height(); ++row) {
    for (std::size_t column = 0; column < image.width(); ++column) {
      const Rgb colour = image.at(column, row).value_or(Rgb{});
      const std::uint8_t alpha = image.at(column, row) ? 255 : 0;
      bytes.insert(bytes.end(), {colour.red, colour.green, colour.blue, alpha});
    }
  }
  png_image description{};
  description.version = PNG_IMAGE_VERSION;
  description.width = static_cast<png_uint_32>(image.width());
  description.height = static_cast<png_uint_32>(image.height());
  description.format = PNG_FORMAT_RGBA;
  png_alloc_size_t size = 0;
  std::string file;
  const auto write = [&](void* memory) {
    if (png_image_write_to_memory(&description, memory, &size, 0, bytes.data(), 0, nullptr) == 0)
      throw Error(ErrorCode::internal, {},
                  std::string("a picture could not be made: ") + description.message);
  };
  write(nullptr);  // asks for the size
  file.resize(size);
  write(file.data());
  file.resize(size);
  return file;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t here = bytes.size() - i < 3 ? bytes.size() - i : 3;
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (k < here ? static_cast<std::uint8_t>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k) text += k <= here ? kDigits[group >> (18 - 6 * k) & 63U] : '=';
  }
  return text;
}

}  // namespace plumbline::report

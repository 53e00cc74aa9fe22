// SPDX-License-Identifier: MIT
#include "serve/binary_columns.h"

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

#include <nlohmann/json.hpp>

#include "parallel/thread_loop.h"

namespace plumbline::serve {
namespace {

static_assert(std::endian::native == std::endian::little, "the columns are written as they lie in memory");

constexpr std::string_view kMagic = "PLPT";
constexpr std::uint32_t kLayoutVersion = 1;
constexpr std::size_t kAlignment = 4;
constexpr std::size_t kHeaderBegins = 16;
constexpr std::size_t kTogether = 2048;  ///< places

std::size_t aligned(std::size_t bytes) { return (bytes + kAlignment - 1) / kAlignment * kAlignment; }

void append_number(std::string& bytes, std::uint32_t value) {
  bytes.append(std::bit_cast<std::array<char, sizeof value>>(value).data(), sizeof value);
}

}  // namespace

std::size_t BinaryColumns::bytes_of(const Column& column) const {
  return aligned(count_ * column.value_bytes);
}

/// Padded. The offsets in it depend on its own length, which grows with their digits: the length is raised
/// until it fits.
std::string BinaryColumns::header_text(nlohmann::ordered_json header) const {
  std::size_t header_bytes = 0;
  for (;;) {
    std::size_t offset = kHeaderBegins + header_bytes;
    header["columns"] = nlohmann::ordered_json::array();
    for (const Column& column : columns_) {
      header["columns"].push_back({{"name", column.name}, {"type", column.type}, {"offset", offset}});
      offset += bytes_of(column);
    }
    std::string text = header.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    if (text.size() <= header_bytes) {
      text.resize(header_bytes, ' ');
      return text;
    }
    header_bytes = aligned(text.size());
  }
}

std::string BinaryColumns::body(nlohmann::ordered_json header) const {
  const std::string text = header_text(std::move(header));
  std::string body(kMagic);
  append_number(body, kLayoutVersion);
  append_number(body, static_cast<std::uint32_t>(text.size()));
  append_number(body, static_cast<std::uint32_t>(count_));
  body += text;
  std::vector<std::size_t> offsets;
  std::size_t end_of_body = body.size();
  for (const Column& column : columns_) {
    offsets.push_back(end_of_body);
    end_of_body += bytes_of(column);
  }
  body.resize(end_of_body);
  parallel_ranges(count_, kTogether, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = 0; i < columns_.size(); ++i) columns_[i].write(body.data() + offsets[i], begin, end);
  });
  return body;
}

}  // namespace plumbline::serve

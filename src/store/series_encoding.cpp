// SPDX-License-Identifier: MIT
#include "store/series_encoding.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <numeric>
#include <zstd.h>

#include "core/error.h"
#include "store/thrift_compact.h"

namespace plumbline::store {
namespace {

// Parquet's numbers (apache/parquet-format, parquet.thrift).
constexpr int kDataPage = 0;
constexpr int kDictionaryPage = 2;
constexpr int kPlain = 0;
constexpr int kRle = 3;
constexpr int kRleDictionary = 8;

constexpr int kFastLevel = 1;
constexpr int kLevel = 3;
// Places hold no longer repetitions to be found: zstd shall spend its time on the Huffman code.
constexpr int kLongestSearched = 7;
constexpr int kSmallestTable = 6;

// A slot stands for one value: tenths + 32,768, and 0 for -0.0.
constexpr std::size_t kSlots = 65'536;
constexpr int kMostTenths = 32'767;
constexpr std::uint16_t kMinusZero = 0;

int tenths_of(std::uint16_t slot) { return static_cast<int>(slot) - 32'768; }

float value_of(std::uint16_t slot) {
  return slot == kMinusZero ? -0.0f : static_cast<float>(tenths_of(slot)) / 10.0f;
}

void append_plain(std::string& bytes, std::span<const float> values_mm) {
  std::size_t end = bytes.size();
  bytes.resize(end + values_mm.size_bytes());
  for (const float value : values_mm) {
    if (std::isnan(value)) continue;
    std::memcpy(bytes.data() + end, &value, sizeof(float));
    end += sizeof(float);
  }
  bytes.resize(end);
}

void append_varint(std::string& bytes, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) bytes += static_cast<char>(value | 0x80);
  bytes += static_cast<char>(value);
}

void append_length(std::string& bytes, std::size_t length) {
  const auto four = static_cast<std::uint32_t>(length);
  bytes.append(reinterpret_cast<const char*>(&four), sizeof(four));
}

/// Numbers below 2^width, in groups of eight, the lowest bits first: one bit-packed run of Parquet's hybrid.
template <typename NumberAt>
void append_packed(std::string& bytes, std::size_t count, unsigned width, const NumberAt& number_at) {
  const std::size_t groups = (count + 7) / 8;
  append_varint(bytes, groups << 1 | 1);
  const std::size_t begin = bytes.size();
  bytes.resize(begin + groups * width + sizeof(std::uint64_t));
  char* out = bytes.data() + begin;
  std::uint64_t waiting = 0;
  unsigned bits = 0;
  for (std::size_t i = 0; i < count; ++i) {
    waiting |= static_cast<std::uint64_t>(number_at(i)) << bits;
    bits += width;
    if (bits < 32) continue;
    std::memcpy(out, &waiting, sizeof(std::uint32_t));
    out += sizeof(std::uint32_t);
    waiting >>= 32;
    bits -= 32;
  }
  std::memcpy(out, &waiting, sizeof(waiting));
  bytes.resize(begin + groups * width);
}

/// The numbers of up to twelve bits by the frequency of what they shall stand for, the most frequent first.
///
/// zstd's Huffman code sees bytes one by one. Ranks of a few hundred values, packed in nine bits, give it
/// bytes that begin anywhere in a rank, and a bit a value is lost. Three half-bytes fill whole bytes, and
/// numbers in order of the sum of their cubes give all three about the same distribution, which is what makes
/// one code fit them all: on real bursts 7.51 bits a value, where the entropy of the values is 7.40.
std::vector<std::uint16_t> numbers_of_twelve_bits() {
  constexpr std::uint16_t kEnd = 1 << 12;
  const auto cost = [](unsigned number) {
    const auto cube = [](unsigned half_byte) { return half_byte * half_byte * half_byte; };
    return cube(number & 15) + cube(number >> 4 & 15) + cube(number >> 8);
  };
  std::vector<std::uint16_t> numbers(kEnd);
  std::iota(numbers.begin(), numbers.end(), std::uint16_t{0});
  std::ranges::stable_sort(numbers, {}, cost);
  return numbers;
}

/// Which values are there: 1, or 0 for a missing one.
void append_definition_levels(std::string& bytes, std::span<const float> values_mm, std::size_t missing) {
  std::string levels;
  if (missing == 0) {
    append_varint(levels, values_mm.size() << 1);
    levels += '\1';
  } else {
    append_packed(levels, values_mm.size(), 1, [&](std::size_t i) { return !std::isnan(values_mm[i]); });
  }
  append_length(bytes, levels.size());
  bytes += levels;
}

std::string page_header(bool is_dictionary, std::size_t values, int encoding, std::size_t bytes,
                        std::size_t packed_bytes) {
  ThriftWriter header;
  header.integer32(1, is_dictionary ? kDictionaryPage : kDataPage);
  header.integer32(2, static_cast<std::int64_t>(bytes));
  header.integer32(3, static_cast<std::int64_t>(packed_bytes));
  header.begin_struct(is_dictionary ? 7 : 5);
  header.integer32(1, static_cast<std::int64_t>(values));
  header.integer32(2, encoding);
  if (!is_dictionary) {
    header.integer32(3, kRle);
    header.integer32(4, kRle);
  }
  header.end_struct();
  return header.take();
}

}  // namespace

void SeriesEncoder::Free::operator()(ZSTD_CCtx_s* context) const { ZSTD_freeCCtx(context); }

SeriesEncoder::SeriesEncoder()
    : places_zstd_(ZSTD_createCCtx()), zstd_(ZSTD_createCCtx()), counts_(kSlots), places_(kSlots) {
  if (places_zstd_ == nullptr || zstd_ == nullptr) throw std::bad_alloc();
  ZSTD_CCtx_setParameter(places_zstd_.get(), ZSTD_c_compressionLevel, kFastLevel);
  ZSTD_CCtx_setParameter(places_zstd_.get(), ZSTD_c_minMatch, kLongestSearched);
  ZSTD_CCtx_setParameter(places_zstd_.get(), ZSTD_c_hashLog, kSmallestTable);
  ZSTD_CCtx_setParameter(zstd_.get(), ZSTD_c_compressionLevel, kLevel);
}

/// Fills `slots_` with one slot a value that is there. False when a value is not in whole tenths.
bool SeriesEncoder::find_slots(std::span<const float> values_mm) {
  slots_.resize(values_mm.size());
  std::uint32_t other = 0;
  for (std::size_t i = 0; i < values_mm.size(); ++i) {
    const float value = values_mm[i];
    // Adding and subtracting 1.5 · 2^23 rounds to a whole number.
    const float tenths = (value * 10.0f + 12'582'912.0f) - 12'582'912.0f;
    const bool fits = std::fabs(tenths) <= static_cast<float>(kMostTenths);  // NaN does not
    const auto whole = static_cast<std::int32_t>(fits ? tenths : 0.0f);
    const float printed = std::copysign(static_cast<float>(whole) / 10.0f, value);
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(value);
    other |= static_cast<std::uint32_t>(value == value) & (std::bit_cast<std::uint32_t>(printed) != bits);
    slots_[i] = static_cast<std::uint16_t>(bits == 0x8000'0000u ? kMinusZero : whole + 32'768);
  }
  return other == 0;
}

/// Orders the slots in use by frequency.
void SeriesEncoder::rank_slots() {
  by_rank_.clear();
  for (const std::uint16_t slot : slots_) {
    if (counts_[slot]++ == 0) by_rank_.push_back(slot);
  }
  // One number a slot: the frequency, turned round, then the size of the value, then the slot.
  std::vector<std::uint64_t> keys;
  keys.reserve(by_rank_.size());
  for (const std::uint16_t slot : by_rank_)
    keys.push_back(static_cast<std::uint64_t>(~counts_[slot]) << 32 |
                   static_cast<std::uint64_t>(std::abs(tenths_of(slot))) << 16 | slot);
  std::ranges::sort(keys);
  std::ranges::transform(keys, by_rank_.begin(),
                         [](std::uint64_t key) { return static_cast<std::uint16_t>(key); });
  for (const std::uint16_t slot : by_rank_) counts_[slot] = 0;
}

/// Gives each slot its place in the dictionary.
void SeriesEncoder::choose_places() {
  static const std::vector<std::uint16_t> twelve_bits = numbers_of_twelve_bits();
  const std::size_t different = by_rank_.size();
  width_ = different <= 256                  ? 8
           : different <= twelve_bits.size() ? 12
                                             : static_cast<unsigned>(std::bit_width(different - 1));
  dictionary_size_ = 0;
  for (std::size_t rank = 0; rank < different; ++rank) {
    const std::uint16_t place = width_ == 12 ? twelve_bits[rank] : static_cast<std::uint16_t>(rank);
    places_[by_rank_[rank]] = place;
    dictionary_size_ = std::max<std::size_t>(dictionary_size_, place + std::size_t{1});
  }
}

void SeriesEncoder::append_places(std::string& bytes) const {
  bytes += static_cast<char>(width_);
  append_packed(bytes, slots_.size(), width_, [&](std::size_t i) { return places_[slots_[i]]; });
}

/// Places that no value has hold the most frequent one.
std::string SeriesEncoder::dictionary() const {
  std::vector<float> values(dictionary_size_, value_of(by_rank_.front()));
  for (const std::uint16_t slot : by_rank_) values[places_[slot]] = value_of(slot);
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)};
}

void SeriesEncoder::append_page(ColumnChunk& chunk, const std::string& content, bool is_dictionary,
                                std::size_t values, int encoding) {
  const auto& zstd = encoding == kRleDictionary ? places_zstd_ : zstd_;
  packed_.resize(std::max(packed_.size(), ZSTD_compressBound(content.size())));
  const std::size_t size =
      ZSTD_compress2(zstd.get(), packed_.data(), packed_.size(), content.data(), content.size());
  if (ZSTD_isError(size) != 0) throw Error(ErrorCode::internal, {}, ZSTD_getErrorName(size));
  const std::string header = page_header(is_dictionary, values, encoding, content.size(), size);
  chunk.bytes += header;
  chunk.bytes.append(packed_, 0, size);
  chunk.uncompressed_bytes += header.size() + content.size();
  if (is_dictionary) chunk.dictionary_bytes = chunk.bytes.size();
}

ColumnChunk SeriesEncoder::floats(std::span<const float> values_mm) {
  ColumnChunk chunk{.values = values_mm.size()};
  chunk.missing = static_cast<std::size_t>(
      std::count_if(values_mm.begin(), values_mm.end(), [](float value) { return std::isnan(value); }));
  content_.clear();
  append_definition_levels(content_, values_mm, chunk.missing);
  if (chunk.missing == values_mm.size() || !find_slots(values_mm)) {
    append_plain(content_, values_mm);
    append_page(chunk, content_, false, values_mm.size(), kPlain);
    return chunk;
  }
  if (chunk.missing != 0) {
    std::size_t end = 0;
    for (std::size_t i = 0; i < values_mm.size(); ++i) {
      if (!std::isnan(values_mm[i])) slots_[end++] = slots_[i];
    }
    slots_.resize(end);
  }
  rank_slots();
  choose_places();
  append_page(chunk, dictionary(), true, dictionary_size_, kPlain);
  append_places(content_);
  append_page(chunk, content_, false, values_mm.size(), kRleDictionary);
  return chunk;
}

ColumnChunk SeriesEncoder::texts(std::span<const std::string> values) {
  ColumnChunk chunk{.values = values.size()};
  content_.clear();
  for (const std::string& value : values) {
    append_length(content_, value.size());
    content_ += value;
  }
  append_page(chunk, content_, false, values.size(), kPlain);
  if (values.empty()) return chunk;
  const auto [lowest, highest] = std::ranges::minmax_element(values);
  chunk.lowest = *lowest;
  chunk.highest = *highest;
  return chunk;
}

}  // namespace plumbline::store

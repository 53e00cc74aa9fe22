// SPDX-License-Identifier: MIT
// Numbers are those of parquet.thrift (Apache Parquet format 2.11).
#include "store/parquet_page.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <new>
#include <zstd.h>

#include "core/error.h"
#include "store/thrift_reader.h"

namespace plumbline::store {
namespace {

constexpr int kPlain = 0;
constexpr int kRleDictionary = 8;
constexpr int kDictionaryPage = 2;
constexpr std::int64_t kLargestPage = std::int64_t{1} << 26;

[[noreturn]] void refuse(const char* what) { throw Error(ErrorCode::bad_store, {}, what); }

template <typename T>
T value_at(std::string_view bytes, std::size_t offset) {
  if (offset > bytes.size() || bytes.size() - offset < sizeof(T)) refuse("a page ends too early");
  T value{};
  std::memcpy(&value, bytes.data() + offset, sizeof(T));
  return value;
}

/// Made once a thread: that takes longer than to unpack a page.
ZSTD_DCtx* thread_context() {
  thread_local const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(),
                                                                                  &ZSTD_freeDCtx);
  if (context == nullptr) throw std::bad_alloc();
  return context.get();
}

struct PageHeader {
  ParquetPage page;
  std::int64_t bytes = 0;
  std::int64_t packed_bytes = 0;
};

PageHeader read_header(ThriftReader& from) {
  PageHeader header;
  const auto facts = [&] {
    from.structure([&](int field, int type) {
      if (field == 1) {
        header.page.values = static_cast<std::size_t>(from.integer());
      } else if (field == 2) {
        header.page.encoding = static_cast<int>(from.integer());
      } else {
        from.skip(type);
      }
    });
  };
  from.structure([&](int field, int type) {
    if (field == 1) {
      header.page.is_dictionary = from.integer() == kDictionaryPage;
    } else if (field == 2) {
      header.bytes = from.integer();
    } else if (field == 3) {
      header.packed_bytes = from.integer();
    } else if (field == 5 || field == 7) {
      facts();
    } else {
      from.skip(type);
    }
  });
  return header;
}

/// Numbers of one width in Parquet's hybrid of packed and repeated runs; what write_series_file makes is a
/// single run.
class OneRun {
 public:
  OneRun(std::string_view bytes, unsigned width) : bytes_(bytes), width_(width) {
    std::uint64_t head = 0;
    unsigned shift = 0;
    for (std::uint8_t next = 128; next >= 128 && shift < 64; shift += 7) {
      next = value_at<std::uint8_t>(bytes_, 0);
      bytes_.remove_prefix(1);
      head |= static_cast<std::uint64_t>(next & 127) << shift;
    }
    is_packed_ = (head & 1) != 0;
    count_ = is_packed_ ? (head >> 1) * 8 : head >> 1;
  }
  std::uint32_t at(std::size_t place) const {
    if (place >= count_) refuse("a page has fewer values than it says");
    const std::size_t bit = is_packed_ ? place * width_ : 0;
    std::uint32_t value = 0;
    for (unsigned k = 0; k < width_; ++k) {
      const std::size_t i = bit + k;
      value |= static_cast<std::uint32_t>(value_at<std::uint8_t>(bytes_, i / 8) >> i % 8 & 1) << k;
    }
    return value;
  }

  /// Of numbers of one bit.
  std::size_t ones_before(std::size_t place) const {
    if (!is_packed_) return place * at(0);
    std::size_t ones = 0;
    for (std::size_t i = 0; i < place / 8; ++i)
      ones += static_cast<std::size_t>(std::popcount(value_at<std::uint8_t>(bytes_, i)));
    for (std::size_t i = place / 8 * 8; i < place; ++i) ones += at(i);
    return ones;
  }

 private:
  std::string_view bytes_;
  unsigned width_;
  bool is_packed_ = false;
  std::uint64_t count_ = 0;
};

}  // namespace

ParquetPage take_page(std::string_view& bytes) {
  ThriftReader reader(bytes);
  PageHeader header = read_header(reader);
  const std::string_view packed = bytes.substr(reader.position());
  if (header.bytes < 0 || header.bytes > kLargestPage || header.packed_bytes < 0 ||
      static_cast<std::uint64_t>(header.packed_bytes) > packed.size())
    refuse("a page is longer than its column");
  header.page.content.resize(static_cast<std::size_t>(header.bytes));
  const auto packed_bytes = static_cast<std::size_t>(header.packed_bytes);
  const std::size_t size = ZSTD_decompressDCtx(thread_context(), header.page.content.data(),
                                               header.page.content.size(), packed.data(), packed_bytes);
  if (ZSTD_isError(size) != 0 || size != header.page.content.size()) refuse("a page cannot be unpacked");
  bytes = packed.substr(packed_bytes);
  return std::move(header.page);
}

float float_of_row(std::string_view chunk, std::size_t row) {
  ParquetPage dictionary;
  ParquetPage page = take_page(chunk);
  if (page.is_dictionary) {
    dictionary = std::move(page);
    page = take_page(chunk);
  }
  const std::string_view content = page.content;
  const auto level_bytes = value_at<std::uint32_t>(content, 0);
  const OneRun is_there(content.substr(sizeof level_bytes), 1);
  if (is_there.at(row) == 0) return std::numeric_limits<float>::quiet_NaN();
  const std::size_t place = is_there.ones_before(row);
  if (level_bytes > content.size() - sizeof level_bytes) refuse("a page ends too early");
  const std::string_view values = content.substr(sizeof level_bytes + level_bytes);
  if (page.encoding == kPlain) return value_at<float>(values, place * sizeof(float));
  if (page.encoding != kRleDictionary) refuse("a page is encoded in another way than Plumbline's");
  const auto width = value_at<std::uint8_t>(values, 0);
  if (width > 16) refuse("a page has places of more than sixteen bits");
  return value_at<float>(dictionary.content, OneRun(values.substr(1), width).at(place) * sizeof(float));
}

std::string texts_of_chunk(std::string_view chunk) {
  ParquetPage page = take_page(chunk);
  if (page.is_dictionary || page.encoding != kPlain)
    refuse("texts are encoded in another way than Plumbline's");
  return std::move(page.content);
}

}  // namespace plumbline::store

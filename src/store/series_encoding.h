// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

struct ZSTD_CCtx_s;

namespace plumbline::store {

/// A column of one row group as Parquet keeps it: its pages, one after the other.
struct ColumnChunk {
  std::string bytes;
  std::size_t uncompressed_bytes = 0;
  std::size_t dictionary_bytes = 0;  ///< of the first page when it is a dictionary, otherwise 0
  std::size_t values = 0;            ///< with the missing ones
  std::size_t missing = 0;
  std::string lowest;  ///< of texts, ordered by bytes
  std::string highest;
};

/// Packs columns of displacements for Parquet. Not thread-safe: one a thread. The bytes depend on the values
/// alone.
///
/// EGMS prints one decimal, so a column of 20,000 points holds a few hundred different values. Each becomes a
/// place in a dictionary; places are chosen by frequency so that zstd's Huffman code, which sees bytes, comes
/// near to the entropy of the values. 0.0 and -0.0 are two values. Columns that are not in whole tenths are
/// kept plain.
class SeriesEncoder {
 public:
  SeriesEncoder();

  /// Missing = NaN, written as NULL. At most 2^31 values.
  ColumnChunk floats(std::span<const float> values_mm);
  /// Texts as they are; none is missing.
  ColumnChunk texts(std::span<const std::string> values);

 private:
  bool find_slots(std::span<const float> values_mm);
  void rank_slots();
  void choose_places();
  void append_places(std::string& bytes) const;
  std::string dictionary() const;
  void append_page(ColumnChunk& chunk, const std::string& content, bool is_dictionary, std::size_t values,
                   int encoding);

  struct Free {
    void operator()(ZSTD_CCtx_s* context) const;
  };
  std::unique_ptr<ZSTD_CCtx_s, Free> places_zstd_;  ///< for places
  std::unique_ptr<ZSTD_CCtx_s, Free> zstd_;         ///< for all else
  std::string content_;                             ///< of the page that is being made
  std::string packed_;
  std::vector<std::uint16_t> slots_;    ///< of the values that are there
  std::vector<std::uint32_t> counts_;   ///< by slot; all 0 between columns
  std::vector<std::uint16_t> places_;   ///< by slot
  std::vector<std::uint16_t> by_rank_;  ///< slots, the most frequent first
  unsigned width_ = 0;                  ///< bits of a place
  std::size_t dictionary_size_ = 0;
};

}  // namespace plumbline::store

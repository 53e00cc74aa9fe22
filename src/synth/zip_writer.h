// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "synth/output_file.h"

namespace plumbline::synth {

/// A piece of deflated text that can stand anywhere in a stream: it ends at a byte, refers to nothing before
/// it, and does not end the stream. Pieces are made by any thread and put together in order.
struct DeflatedPiece {
  std::string bytes;
  std::uint64_t text_size = 0;
  std::uint32_t crc = 0;
};

/// Fastest level of zlib; `text` below 4 GB. The result depends on the text and the version of zlib alone.
DeflatedPiece deflate_piece(std::string_view text);

/// Writes a zip, entry after entry (PKWARE APPNOTE 6.3.10). Entries of more than 4 GB need `large`, which
/// gives them zip64 sizes; small archives are as any zip. All entries carry one fixed time, so that bytes
/// repeat.
class ZipWriter {
 public:
  explicit ZipWriter(OutputFile& file) : file_(file) {}

  void begin_entry(std::string name, bool large);
  void append(const DeflatedPiece& piece);
  void end_entry();
  /// Writes the directory. The file is still to be finished.
  void finish();

 private:
  struct Entry {
    std::string name;
    bool large = false;
    std::uint64_t offset = 0, compressed = 0, size = 0;
    std::uint32_t crc = 0;
  };
  static std::string local_header(const Entry& entry);
  static std::string directory_header(const Entry& entry);

  OutputFile& file_;
  std::vector<Entry> entries_;
};

}  // namespace plumbline::synth

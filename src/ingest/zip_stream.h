// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "ingest/byte_source.h"
#include "ingest/zip_reader.h"

struct inflate_state;  // ISA-L's

namespace plumbline::ingest {

inline constexpr std::uint16_t kStored = 0;
inline constexpr std::uint16_t kDeflated = 8;

/// The unpacked bytes of a stored or deflated entry whose packed bytes start at `data_offset`. Memory: about
/// 0.4 MB. Made by open_zip_entry, which has checked the entry.
class ZipStream final : public ByteStream {
 public:
  ZipStream(const ByteSource& zip, const ZipEntry& entry, std::uint64_t data_offset);
  ~ZipStream() override;

  const std::string& name() const override { return packed_.name(); }
  std::uint64_t total_bytes() const override { return entry_.bytes; }
  std::size_t read(std::span<char> out) override;

 private:
  std::size_t unpack(std::span<char> out);
  void feed();
  void check_end();
  [[noreturn]] void damaged(const std::string& problem) const;

  SourceStream packed_;
  ZipEntry entry_;
  std::unique_ptr<inflate_state> inflate_;  ///< none for a stored entry
  std::vector<char> input_;
  std::uint64_t produced_ = 0;
  std::uint32_t crc32_ = 0;
};

}  // namespace plumbline::ingest

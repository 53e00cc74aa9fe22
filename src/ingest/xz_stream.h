// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "ingest/byte_source.h"

namespace plumbline::ingest {

/// Whether the file starts as .xz files do.
bool is_xz(const ByteSource& source);

/// The unpacked bytes of an .xz file, its checksums verified on the way. Memory: the dictionary of the file,
/// at most 64 MB (xz -9), and 0.1 MB.
class XzStream final : public ByteStream {
 public:
  /// `packed` must outlive this. Throws Error(bad_archive).
  explicit XzStream(const ByteSource& packed);
  ~XzStream() override;

  const std::string& name() const override { return packed_.name(); }
  std::uint64_t total_bytes() const override { return total_bytes_; }
  std::size_t read(std::span<char> out) override;

 private:
  struct Decoder;
  std::uint64_t declared_bytes() const;
  [[noreturn]] void damaged(const std::string& problem) const;

  SourceStream packed_;
  const ByteSource& source_;
  std::uint64_t total_bytes_ = 0;
  std::unique_ptr<Decoder> decoder_;
  std::array<char, 65'536> input_{};
  bool is_at_end_ = false;
};

}  // namespace plumbline::ingest

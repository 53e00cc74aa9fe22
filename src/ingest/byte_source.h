// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace plumbline::ingest {

/// Bytes that can be read at any offset, under a name for messages.
class ByteSource {
 public:
  explicit ByteSource(std::string name) : name_(std::move(name)) {}
  virtual ~ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  const std::string& name() const { return name_; }
  virtual std::uint64_t size() const = 0;
  /// Fills `out` with the bytes from `offset` on, which must lie inside. Throws Error(file_access) when the
  /// system refuses.
  virtual void read_at(std::uint64_t offset, std::span<char> out) const = 0;

 private:
  std::string name_;
};

/// A regular file. Throws Error(file_missing) or Error(file_access).
class FileBytes final : public ByteSource {
 public:
  explicit FileBytes(const std::filesystem::path& file);
  ~FileBytes() override;

  std::uint64_t size() const override { return size_; }
  void read_at(std::uint64_t offset, std::span<char> out) const override;

 private:
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

/// Bytes in memory, which must outlive this: for tests and fuzz targets.
class MemoryBytes final : public ByteSource {
 public:
  MemoryBytes(std::string name, std::string_view bytes) : ByteSource(std::move(name)), bytes_(bytes) {}

  std::uint64_t size() const override { return bytes_.size(); }
  void read_at(std::uint64_t offset, std::span<char> out) const override;

 private:
  std::string_view bytes_;
};

/// Bytes that come one after the other, under a name for messages.
class ByteStream {
 public:
  ByteStream() = default;
  virtual ~ByteStream() = default;
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;

  virtual const std::string& name() const = 0;
  /// How many bytes there are in all, as declared; more never come.
  virtual std::uint64_t total_bytes() const = 0;
  /// Fills `out` from its start and returns how much was filled: less than `out.size()` at the end only. A
  /// damaged stream throws Error(bad_archive) at the latest by the call that returns less.
  virtual std::size_t read(std::span<char> out) = 0;
};

/// The bytes [offset, offset + bytes) of a source, which must outlive this.
class SourceStream final : public ByteStream {
 public:
  SourceStream(const ByteSource& source, std::uint64_t offset, std::uint64_t bytes)
      : source_(source), offset_(offset), remaining_(bytes), total_(bytes) {}
  explicit SourceStream(const ByteSource& source) : SourceStream(source, 0, source.size()) {}

  const std::string& name() const override { return source_.name(); }
  std::uint64_t total_bytes() const override { return total_; }
  std::size_t read(std::span<char> out) override;

 private:
  const ByteSource& source_;
  std::uint64_t offset_;
  std::uint64_t remaining_;
  std::uint64_t total_;
};

/// SHA-256 of all bytes of the source, as 64 hexadecimal digits.
std::string sha256_of(const ByteSource& source);

}  // namespace plumbline::ingest

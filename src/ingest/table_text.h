// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>

#include "core/error.h"
#include "ingest/byte_source.h"
#include "ingest/table_header.h"

namespace plumbline::ingest {

/// The text of a table's file: a CSV as it is, or the one CSV of a zip, or what an .xz holds, unpacked on
/// the way.
class TableText final : public ByteStream {
 public:
  /// Throws Error(file_missing), Error(file_access) or Error(bad_archive).
  explicit TableText(const std::filesystem::path& file);

  const FileBytes& source() const { return source_; }
  const TableName& table_name() const { return table_name_; }
  const std::string& name() const override { return source_.name(); }
  std::uint64_t total_bytes() const override { return text_->total_bytes(); }
  std::uint64_t bytes_read() const { return bytes_read_; }
  std::size_t read(std::span<char> out) override;

  /// Runs `action`, which reads this text. A value or header that makes no sense may be the sign of a damaged
  /// zip, which its checksum tells only at the end: then that is the error.
  template <typename Action>
  decltype(auto) reading(Action&& action) {
    try {
      return action();
    } catch (const Error& error) {
      if (error.code() == ErrorCode::bad_value || error.code() == ErrorCode::bad_header) read_to_the_end();
      throw;
    }
  }

 private:
  void read_to_the_end();

  FileBytes source_;
  TableName table_name_;
  std::unique_ptr<ByteStream> text_;
  std::uint64_t bytes_read_ = 0;
};

}  // namespace plumbline::ingest

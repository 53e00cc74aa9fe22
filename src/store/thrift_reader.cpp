// SPDX-License-Identifier: MIT
#include "store/thrift_reader.h"

#include "core/error.h"

namespace plumbline::store {
namespace {

// Types of the compact protocol (thrift, doc/specs/thrift-compact-protocol.md).
enum Type : int {
  kTrue = 1,
  kFalse = 2,
  kByte = 3,
  kInteger16 = 4,
  kInteger32 = 5,
  kInteger64 = 6,
  kDouble = 7,
  kBinary = 8,
  kList = 9,
  kStruct = 12
};

constexpr int kDeepest = 16;  // Parquet's footer has six levels

[[noreturn]] void refuse(const char* what) { throw Error(ErrorCode::bad_store, {}, what); }

}  // namespace

int ThriftReader::byte() {
  if (at_ >= bytes_.size()) refuse("the description of the file ends too early");
  return static_cast<unsigned char>(bytes_[at_++]);
}

std::uint64_t ThriftReader::varint() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const auto next = static_cast<std::uint64_t>(byte());
    value |= (next & 127) << shift;
    if (next < 128) return value;
  }
  refuse("a number in the description of the file never ends");
}

std::int64_t ThriftReader::integer() {
  const std::uint64_t zigzag = varint();
  return static_cast<std::int64_t>(zigzag >> 1) ^ -static_cast<std::int64_t>(zigzag & 1);
}

std::string_view ThriftReader::text() {
  const std::uint64_t size = varint();
  const std::size_t begin = at_;
  skip_bytes(size);
  return bytes_.substr(begin, at_ - begin);
}

void ThriftReader::skip_bytes(std::uint64_t count) {
  if (count > bytes_.size() - at_) refuse("the description of the file ends too early");
  at_ += count;
}

void ThriftReader::skip(int type, int depth) {
  if (depth > kDeepest) refuse("the description of the file is nested too deeply");
  switch (type) {
    case kTrue:
    case kFalse:
      return;  // the type says it
    case kByte:
      return skip_bytes(1);
    case kInteger16:
    case kInteger32:
    case kInteger64:
      varint();
      return;
    case kDouble:
      return skip_bytes(sizeof(double));
    case kBinary:
      text();
      return;
    case kList:
      return list([&](int element) {
        // In a list a truth value takes a byte.
        if (element == kTrue || element == kFalse) return skip_bytes(1);
        skip(element, depth + 1);
      });
    case kStruct:
      return structure([&](int, int field) { skip(field, depth + 1); });
    default:
      refuse("the description of the file has a field of a type that Parquet does not use");
  }
}

}  // namespace plumbline::store

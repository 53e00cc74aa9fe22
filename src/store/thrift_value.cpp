// SPDX-License-Identifier: MIT
#include "store/thrift_value.h"

#include <algorithm>
#include <memory>
#include <thrift/protocol/TCompactProtocol.h>
#include <thrift/transport/TBufferTransports.h>

#include "core/error.h"

namespace plumbline::store {
namespace {

using apache::thrift::protocol::TCompactProtocol;
using apache::thrift::protocol::TType;
using apache::thrift::transport::TMemoryBuffer;
namespace protocol = apache::thrift::protocol;

constexpr int kDeepest = 16;  // Parquet's footer has six levels

[[noreturn]] void refuse(const char* what) { throw Error(ErrorCode::bad_store, {}, what); }

template <typename T, typename Content>
auto& get(Content& content) {
  auto* value = std::get_if<T>(&content);
  if (value == nullptr) refuse("a field of the footer has another type than Parquet's");
  return *value;
}

class Reader {
 public:
  explicit Reader(TCompactProtocol& from) : from_(from) {}

  ThriftStruct structure(int depth) {
    if (depth > kDeepest) refuse("the footer is nested too deeply");
    ThriftStruct all;
    std::string name;
    from_.readStructBegin(name);
    while (true) {
      TType type{};
      std::int16_t id = 0;
      from_.readFieldBegin(name, type, id);
      if (type == protocol::T_STOP) break;
      all.append(id, value(type, depth));
      from_.readFieldEnd();
    }
    from_.readStructEnd();
    return all;
  }

 private:
  template <typename T>
  T number(std::uint32_t (TCompactProtocol::*read)(T&)) {
    T result{};
    (from_.*read)(result);
    return result;
  }

  ThriftValue value(TType type, int depth) {
    const auto own = static_cast<std::uint8_t>(type);
    switch (type) {
      case protocol::T_BOOL:
        return {own, number<bool>(&TCompactProtocol::readBool)};
      case protocol::T_BYTE:
        return {own, std::int64_t{number<std::int8_t>(&TCompactProtocol::readByte)}};
      case protocol::T_I16:
        return {own, std::int64_t{number<std::int16_t>(&TCompactProtocol::readI16)}};
      case protocol::T_I32:
        return {own, std::int64_t{number<std::int32_t>(&TCompactProtocol::readI32)}};
      case protocol::T_I64:
        return {own, number<std::int64_t>(&TCompactProtocol::readI64)};
      case protocol::T_DOUBLE:
        return {own, number<double>(&TCompactProtocol::readDouble)};
      case protocol::T_STRING:
        return {own, number<std::string>(&TCompactProtocol::readBinary)};
      case protocol::T_LIST:
        return {own, list(depth)};
      case protocol::T_STRUCT:
        return {own, structure(depth + 1)};
      default:
        refuse("the footer has a field of a type that Parquet does not use");
    }
  }

  ThriftList list(int depth) {
    if (depth > kDeepest) refuse("the footer is nested too deeply");
    TType type{};
    std::uint32_t size = 0;
    from_.readListBegin(type, size);
    ThriftList all{static_cast<std::uint8_t>(type), {}};
    for (std::uint32_t i = 0; i < size; ++i) all.values.push_back(value(type, depth + 1));
    from_.readListEnd();
    return all;
  }

  TCompactProtocol& from_;
};

class Writer {
 public:
  explicit Writer(TCompactProtocol& to) : to_(to) {}

  void write(const ThriftStruct& structure) {
    to_.writeStructBegin("");
    for (const auto& [id, value] : structure.fields()) {
      to_.writeFieldBegin("", static_cast<TType>(value.type()), id);
      write(value);
      to_.writeFieldEnd();
    }
    to_.writeFieldStop();
    to_.writeStructEnd();
  }

 private:
  void write(const ThriftValue& value) {
    switch (static_cast<TType>(value.type())) {
      case protocol::T_BOOL:
        to_.writeBool(std::get<bool>(value.content()));
        break;
      case protocol::T_BYTE:
        to_.writeByte(static_cast<std::int8_t>(value.integer()));
        break;
      case protocol::T_I16:
        to_.writeI16(static_cast<std::int16_t>(value.integer()));
        break;
      case protocol::T_I32:
        to_.writeI32(static_cast<std::int32_t>(value.integer()));
        break;
      case protocol::T_I64:
        to_.writeI64(value.integer());
        break;
      case protocol::T_DOUBLE:
        to_.writeDouble(std::get<double>(value.content()));
        break;
      case protocol::T_STRING:
        to_.writeBinary(value.text());
        break;
      case protocol::T_LIST:
        write(std::get<ThriftList>(value.content()));
        break;
      default:
        write(value.structure());
    }
  }

  void write(const ThriftList& list) {
    to_.writeListBegin(static_cast<TType>(list.element_type), static_cast<std::uint32_t>(list.values.size()));
    for (const ThriftValue& value : list.values) write(value);
    to_.writeListEnd();
  }

  TCompactProtocol& to_;
};

}  // namespace

const ThriftValue* ThriftStruct::find(std::int16_t id) const {
  const auto found = std::ranges::find(fields_, id, &std::pair<std::int16_t, ThriftValue>::first);
  return found == fields_.end() ? nullptr : &found->second;
}

ThriftValue* ThriftStruct::find(std::int16_t id) {
  return const_cast<ThriftValue*>(std::as_const(*this).find(id));
}

void ThriftStruct::erase(std::int16_t id) {
  std::erase_if(fields_, [id](const auto& field) { return field.first == id; });
}

void ThriftStruct::append(std::int16_t id, ThriftValue value) { fields_.emplace_back(id, std::move(value)); }

std::int64_t& ThriftValue::integer() { return get<std::int64_t>(content_); }
std::int64_t ThriftValue::integer() const { return get<std::int64_t>(content_); }
const std::string& ThriftValue::text() const { return get<std::string>(content_); }
std::vector<ThriftValue>& ThriftValue::list() { return get<ThriftList>(content_).values; }
const std::vector<ThriftValue>& ThriftValue::list() const { return get<ThriftList>(content_).values; }
ThriftStruct& ThriftValue::structure() { return get<ThriftStruct>(content_); }
const ThriftStruct& ThriftValue::structure() const { return get<ThriftStruct>(content_); }

ThriftStruct from_compact(std::string_view bytes) {
  // The buffer only looks at the bytes, but its constructor takes them as changeable.
  std::string copy(bytes);
  auto buffer = std::make_shared<TMemoryBuffer>(reinterpret_cast<std::uint8_t*>(copy.data()),
                                                static_cast<std::uint32_t>(copy.size()));
  TCompactProtocol from(buffer);
  try {
    return Reader(from).structure(0);
  } catch (const apache::thrift::TException& problem) {
    throw Error(ErrorCode::bad_store, {}, std::string("the footer cannot be read: ") + problem.what());
  }
}

std::string to_compact(const ThriftStruct& structure) {
  auto buffer = std::make_shared<TMemoryBuffer>();
  TCompactProtocol to(buffer);
  Writer(to).write(structure);
  return buffer->getBufferAsString();
}

}  // namespace plumbline::store

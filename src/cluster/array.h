// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <span>
#include <sys/mman.h>
#include <type_traits>

namespace plumbline::cluster {

/// A fixed number of plain values that are not set to anything at first: whoever fills them, in parallel, is
/// the first to touch their memory. Large arrays ask for huge pages, without which random access to hundreds
/// of megabytes spends most of its time looking pages up.
template <typename T>
class Array {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  Array() = default;
  explicit Array(std::size_t size) : values_(allocate(size)), size_(size) {}

  std::size_t size() const { return size_; }
  T& operator[](std::size_t i) { return values_.get()[i]; }
  const T& operator[](std::size_t i) const { return values_.get()[i]; }
  T* begin() { return values_.get(); }
  T* end() { return values_.get() + size_; }
  const T* begin() const { return values_.get(); }
  const T* end() const { return values_.get() + size_; }

  /// Gives the memory back.
  void clear() {
    values_.reset();
    size_ = 0;
  }

 private:
  static constexpr std::size_t kHugePage = std::size_t{1} << 21;

  struct Free {
    void operator()(T* values) const { std::free(values); }
  };

  static T* allocate(std::size_t size) {
    if (size == 0) return nullptr;
    const std::size_t page = size * sizeof(T) < 2 * kHugePage ? 64 : kHugePage;
    const std::size_t bytes = (size * sizeof(T) + page - 1) / page * page;
    void* memory = std::aligned_alloc(page, bytes);
    if (memory == nullptr) throw std::bad_alloc();
    if (page == kHugePage) madvise(memory, bytes, MADV_HUGEPAGE);  // only advice: it may fail
    return static_cast<T*>(memory);
  }

  std::unique_ptr<T, Free> values_;
  std::size_t size_ = 0;
};

}  // namespace plumbline::cluster

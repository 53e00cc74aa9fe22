// SPDX-License-Identifier: MIT
#include "serve/answer_memory.h"

#include <cstddef>
#include <cstdlib>
#include <malloc.h>
#include <memory>
#include <sys/mman.h>

namespace plumbline::serve {
namespace {

constexpr std::size_t kLargePage = std::size_t{2} << 20U;

/// Asks the system for large pages where the allocator will put the next so many bytes. None is taken before
/// it is used.
void ask_for_large_pages(std::size_t bytes) {
  void* const all = std::malloc(bytes);  // from the end of the heap, to which it goes back
  void* begin = all;
  std::size_t room = bytes;
  if (all != nullptr && std::align(kLargePage, kLargePage, begin, room) != nullptr)
    ::madvise(begin, room / kLargePage * kLargePage, MADV_HUGEPAGE);  // without them all works as well
  std::free(all);
}

}  // namespace

void keep_freed_memory(int most_megabytes) {
  ::mallopt(M_ARENA_MAX, 1);  // what one thread frees serves the others
  ::mallopt(M_MMAP_THRESHOLD, most_megabytes << 20);
  ::mallopt(M_TRIM_THRESHOLD, most_megabytes << 20);
  ::mallopt(M_TOP_PAD, 1 << 20);
  constexpr int kLeft = 8;  // less than what is given back
  ask_for_large_pages(static_cast<std::size_t>(most_megabytes - kLeft) << 20U);
}

}  // namespace plumbline::serve

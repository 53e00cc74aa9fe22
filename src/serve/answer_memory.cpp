// SPDX-License-Identifier: MIT
#include "serve/answer_memory.h"

#include <malloc.h>

namespace plumbline::serve {

void keep_freed_memory() {
  constexpr int kLargestAnswer = 64 << 20;  // bytes
  ::mallopt(M_MMAP_THRESHOLD, 32 << 20);    // the most that it takes
  ::mallopt(M_TRIM_THRESHOLD, 2 * kLargestAnswer);
  ::mallopt(M_TOP_PAD, 1 << 20);
}

}  // namespace plumbline::serve

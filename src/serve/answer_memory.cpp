// SPDX-License-Identifier: MIT
#include "serve/answer_memory.h"

#include <malloc.h>

namespace plumbline::serve {

void keep_freed_memory(int most_megabytes) {
  ::mallopt(M_MMAP_THRESHOLD, most_megabytes << 20);
  ::mallopt(M_TRIM_THRESHOLD, most_megabytes << 20);
  ::mallopt(M_TOP_PAD, 1 << 20);
}

}  // namespace plumbline::serve

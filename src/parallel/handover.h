// SPDX-License-Identifier: MIT
#pragma once

#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#endif

namespace plumbline {

/// Says to ThreadSanitizer what TBB guarantees: what was written before work is handed to a thread, or before
/// a part of it ends, is there for whoever goes on with it. TBB itself is built without the sanitizer, which
/// does not see how it hands over. In any other build this is nothing.
class Handover {
 public:
  void give() {
#if defined(__SANITIZE_THREAD__)
    __tsan_release(this);
#endif
  }
  void take() {
#if defined(__SANITIZE_THREAD__)
    __tsan_acquire(this);
#endif
  }
};

/// Takes at its start, gives at its end.
class Turn {
 public:
  explicit Turn(Handover& handover) : handover_(handover) { handover_.take(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() { handover_.give(); }

 private:
  Handover& handover_;
};

}  // namespace plumbline

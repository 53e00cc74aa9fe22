// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <sys/types.h>
#include <vector>

namespace plumbline::test {

/// What goes wrong at a call.
enum class Fault {
  none,
  kill,            ///< the process ends before the call, as by kill -9
  kill_mid_write,  ///< the same, but half of the bytes of a write have been written
  power_cut,       ///< as kill, and what was written and not synced is gone
  no_space,        ///< the call fails with ENOSPC
  io_error,        ///< the call fails with EIO
  full_disk,  ///< a write ends half way; then no byte can be written and no name made, as long as it runs
  dead_disk,  ///< this call and all that follow fail with EIO
};

/// One change to a file or a folder.
struct Call {
  std::string name;  ///< make, write, sync, resize, rename, remove
  std::string path;
  std::string to = {};      ///< of a rename
  std::uint64_t bytes = 0;  ///< of a write
  friend bool operator==(const Call&, const Call&) = default;
};

/// Sees every call of this process that changes what is below a folder, counts them, and says which goes
/// wrong.
class FaultPlan {
 public:
  static FaultPlan& of_this_process();

  /// From now on: the fault is at the call of this number, from 1.
  void watch(const std::filesystem::path& folder, Fault fault, std::size_t at);
  const std::vector<Call>& calls() const { return calls_; }

  struct Verdict {
    int fail_with = 0;  ///< errno; 0: the call is to be made
    bool half = false;  ///< of the bytes only
  };
  /// To be asked before every change. Does not return when the process has to end.
  Verdict look_at(Call call);
  /// To be told after a write or a sync that was made.
  void wrote(int descriptor);
  void synced(int descriptor);

 private:
  bool is_below(const std::string& path) const;
  Verdict first(const Call& call);
  Verdict later(const Call& call) const;
  void lose_unsynced() const;
  [[noreturn]] void end() const;

  std::string folder_;
  Fault fault_ = Fault::none;
  std::size_t at_ = 0;
  bool ends_after_write_ = false;
  std::vector<Call> calls_;
  std::map<ino_t, off_t> synced_bytes_;  ///< of the files that were written
  std::mutex mutex_;
};

/// The file behind a descriptor, and a path as the system takes it.
std::string path_of(int descriptor);
std::string absolute_path(int folder, const char* path);

}  // namespace plumbline::test

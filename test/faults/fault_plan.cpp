// SPDX-License-Identifier: MIT
#include "faults/fault_plan.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <utility>

namespace plumbline::test {

namespace fs = std::filesystem;

std::string path_of(int descriptor) {
  std::error_code ignored;
  return fs::read_symlink("/proc/self/fd/" + std::to_string(descriptor), ignored).string();
}

std::string absolute_path(int folder, const char* path) {
  if (path[0] == '/') return path;
  std::error_code ignored;
  const fs::path base = folder == AT_FDCWD ? fs::current_path(ignored) : fs::path(path_of(folder));
  return (base / path).lexically_normal().string();
}

FaultPlan& FaultPlan::of_this_process() {
  static FaultPlan plan;
  return plan;
}

void FaultPlan::watch(const fs::path& folder, Fault fault, std::size_t at) {
  folder_ = folder.string();
  fault_ = fault;
  at_ = at;
}

FaultPlan::Verdict FaultPlan::look_at(Call call) {
  if (!is_below(call.path) && !is_below(call.to)) return {};
  const std::lock_guard lock(mutex_);
  calls_.push_back(std::move(call));
  if (fault_ == Fault::none || calls_.size() < at_) return {};
  return calls_.size() == at_ ? first(calls_.back()) : later(calls_.back());
}

bool FaultPlan::is_below(const std::string& path) const {
  return !folder_.empty() && (path == folder_ || path.starts_with(folder_ + "/"));
}

FaultPlan::Verdict FaultPlan::first(const Call& call) {
  switch (fault_) {
    case Fault::none:
      break;
    case Fault::kill:
    case Fault::power_cut:
      end();
    case Fault::kill_mid_write:
      if (call.name != "write") end();
      ends_after_write_ = true;
      return {.half = true};
    case Fault::full_disk:
      return call.name == "write" ? Verdict{.half = true} : later(call);
    case Fault::no_space:
      return {.fail_with = ENOSPC};
    case Fault::io_error:
    case Fault::dead_disk:
      return {.fail_with = EIO};
  }
  return {};
}

FaultPlan::Verdict FaultPlan::later(const Call& call) const {
  if (fault_ == Fault::dead_disk) return {.fail_with = EIO};
  const bool needs_space = call.name != "rename" && call.name != "remove";
  return fault_ == Fault::full_disk && needs_space ? Verdict{.fail_with = ENOSPC} : Verdict{};
}

void FaultPlan::wrote(int descriptor) {
  if (ends_after_write_) end();
  struct stat status {};
  if (fault_ != Fault::power_cut || !is_below(path_of(descriptor)) || ::fstat(descriptor, &status) != 0)
    return;
  const std::lock_guard lock(mutex_);
  synced_bytes_.try_emplace(status.st_ino, 0);
}

void FaultPlan::synced(int descriptor) {
  struct stat status {};
  if (fault_ != Fault::power_cut || ::fstat(descriptor, &status) != 0) return;
  const std::lock_guard lock(mutex_);
  synced_bytes_[status.st_ino] = status.st_size;
}

// By number, as is `end`: the C library's functions lead back to here.
void FaultPlan::lose_unsynced() const {
  std::error_code ignored;
  for (const auto& entry : fs::recursive_directory_iterator(folder_, ignored)) {
    struct stat status {};
    if (!entry.is_regular_file(ignored) || ::stat(entry.path().c_str(), &status) != 0) continue;
    const auto synced = synced_bytes_.find(status.st_ino);
    if (synced != synced_bytes_.end() && status.st_size > synced->second)
      ::syscall(SYS_truncate, entry.path().c_str(), synced->second);
  }
}

void FaultPlan::end() const {
  if (fault_ == Fault::power_cut) lose_unsynced();
  for (;;) ::syscall(SYS_kill, ::getpid(), SIGKILL);
}

}  // namespace plumbline::test

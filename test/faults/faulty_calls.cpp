// SPDX-License-Identifier: MIT
// The C library's calls that change files. Those here come first, for the program and for every library that
// it uses, and ask the plan before they make the true one. What the C library calls inside itself is not
// seen (fwrite of a FILE, for one): a test says whether every byte of the results was.
#include <algorithm>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <sys/uio.h>
#include <type_traits>
#include <unistd.h>
#include <utility>

#include "faults/fault_plan.h"

namespace {

using plumbline::test::absolute_path;
using plumbline::test::Call;
using plumbline::test::FaultPlan;
using plumbline::test::path_of;

/// The C library's own function of this name and type.
template <typename Function>
Function* real(Function*, const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

/// Makes the call unless the plan lets it fail.
template <typename Make>
auto ask(Call call, const Make& make) -> decltype(make()) {
  using Answer = decltype(make());
  const auto verdict = FaultPlan::of_this_process().look_at(std::move(call));
  if (verdict.fail_with == 0) return make();
  errno = verdict.fail_with;
  if constexpr (std::is_pointer_v<Answer>) {
    return nullptr;
  } else {
    return Answer{-1};
  }
}

/// `write_some(count)` writes the first `count` bytes.
template <typename Write>
ssize_t ask_to_write(int descriptor, std::size_t bytes, const Write& write_some) {
  FaultPlan& plan = FaultPlan::of_this_process();
  const auto verdict = plan.look_at({.name = "write", .path = path_of(descriptor), .bytes = bytes});
  if (verdict.fail_with != 0) {
    errno = verdict.fail_with;
    return -1;
  }
  const std::size_t count = verdict.half ? bytes / 2 : bytes;
  const bool none_fits = verdict.half && count == 0;
  const ssize_t written = none_fits ? -1 : write_some(count);
  plan.wrote(descriptor);
  if (none_fits) errno = ENOSPC;
  return written;
}

template <typename Sync>
int ask_to_sync(int descriptor, const Sync& sync) {
  const int answer = ask({.name = "sync", .path = path_of(descriptor)}, sync);
  if (answer == 0) FaultPlan::of_this_process().synced(descriptor);
  return answer;
}

template <typename Open>
int ask_to_open(const char* path, int folder, int flags, const Open& open_it) {
  if ((flags & (O_CREAT | O_TRUNC)) == 0) return open_it();
  return ask({.name = "make", .path = absolute_path(folder, path)}, open_it);
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  static const auto call = real(&open, "open");
  return ask_to_open(path, AT_FDCWD, flags, [&] { return call(path, flags, mode); });
}

int openat(int folder, const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  static const auto call = real(&openat, "openat");
  return ask_to_open(path, folder, flags, [&] { return call(folder, path, flags, mode); });
}

FILE* fopen(const char* path, const char* mode) {
  static const auto call = real(&fopen, "fopen");
  const auto open_it = [&] { return call(path, mode); };
  if (std::strpbrk(mode, "wa+") == nullptr) return open_it();
  return ask({.name = "make", .path = absolute_path(AT_FDCWD, path)}, open_it);
}

int mkostemps(char* name, int ending, int flags) {
  static const auto call = real(&mkostemps, "mkostemps");
  return ask({.name = "make", .path = absolute_path(AT_FDCWD, name)},
             [&] { return call(name, ending, flags); });
}

ssize_t write(int descriptor, const void* bytes, size_t count) {
  static const auto call = real(&write, "write");
  return ask_to_write(descriptor, count, [&](std::size_t n) { return call(descriptor, bytes, n); });
}

ssize_t pwrite(int descriptor, const void* bytes, size_t count, off_t offset) {
  static const auto call = real(&pwrite, "pwrite");
  return ask_to_write(descriptor, count, [&](std::size_t n) { return call(descriptor, bytes, n, offset); });
}

ssize_t writev(int descriptor, const iovec* pieces, int count) {
  static const auto call = real(&writev, "writev");
  static const auto write_one = real(&write, "write");
  std::size_t bytes = 0;
  for (int i = 0; i < count; ++i) bytes += pieces[i].iov_len;
  return ask_to_write(descriptor, bytes, [&](std::size_t n) {
    return n == bytes ? call(descriptor, pieces, count)
                      : write_one(descriptor, pieces->iov_base, std::min(n, pieces->iov_len));
  });
}

int fsync(int descriptor) {
  static const auto call = real(&fsync, "fsync");
  return ask_to_sync(descriptor, [&] { return call(descriptor); });
}

int fdatasync(int descriptor) {
  static const auto call = real(&fdatasync, "fdatasync");
  return ask_to_sync(descriptor, [&] { return call(descriptor); });
}

int ftruncate(int descriptor, off_t size) noexcept {
  static const auto call = real(&ftruncate, "ftruncate");
  return ask({.name = "resize", .path = path_of(descriptor)}, [&] { return call(descriptor, size); });
}

int fallocate(int descriptor, int mode, off_t offset, off_t size) {
  static const auto call = real(&fallocate, "fallocate");
  return ask({.name = "resize", .path = path_of(descriptor)},
             [&] { return call(descriptor, mode, offset, size); });
}

int mkdir(const char* path, mode_t mode) noexcept {
  static const auto call = real(&mkdir, "mkdir");
  return ask({.name = "make", .path = absolute_path(AT_FDCWD, path)}, [&] { return call(path, mode); });
}

int rename(const char* from, const char* to) noexcept {
  static const auto call = real(&rename, "rename");
  return ask({.name = "rename", .path = absolute_path(AT_FDCWD, from), .to = absolute_path(AT_FDCWD, to)},
             [&] { return call(from, to); });
}

int unlink(const char* path) noexcept {
  static const auto call = real(&unlink, "unlink");
  return ask({.name = "remove", .path = absolute_path(AT_FDCWD, path)}, [&] { return call(path); });
}

int unlinkat(int folder, const char* path, int flags) noexcept {
  static const auto call = real(&unlinkat, "unlinkat");
  return ask({.name = "remove", .path = absolute_path(folder, path)},
             [&] { return call(folder, path, flags); });
}

int remove(const char* path) noexcept {
  static const auto call = real(&remove, "remove");
  return ask({.name = "remove", .path = absolute_path(AT_FDCWD, path)}, [&] { return call(path); });
}

int rmdir(const char* path) noexcept {
  static const auto call = real(&rmdir, "rmdir");
  return ask({.name = "remove", .path = absolute_path(AT_FDCWD, path)}, [&] { return call(path); });
}

// The same functions by the names they have for large files.
int open64(const char* path, int flags, ...) __attribute__((alias("open")));
int openat64(int folder, const char* path, int flags, ...) __attribute__((alias("openat")));
FILE* fopen64(const char* path, const char* mode) __attribute__((alias("fopen")));
int mkostemps64(char* name, int ending, int flags) __attribute__((alias("mkostemps")));
ssize_t pwrite64(int descriptor, const void* bytes, size_t count, off64_t offset)
    __attribute__((alias("pwrite")));
int ftruncate64(int descriptor, off64_t size) noexcept __attribute__((alias("ftruncate")));

}  // extern "C"

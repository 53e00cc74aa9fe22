// SPDX-License-Identifier: MIT
#include "serve/body_file.h"

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.h"

namespace plumbline::serve {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& file, const std::string& doing) {
  throw Error(ErrorCode::file_access, {.file = file.string()},
              "cannot " + doing + ": " + std::strerror(errno));
}

/// A new folder that nobody else may look into; removed with what is in it.
class PrivateFolder {
 public:
  PrivateFolder() {
    std::string name = (fs::temp_directory_path() / "plumbline_export-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) fail(name, "make a temporary folder");
    path_ = name;
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  ~PrivateFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// Of all files of answers that there are.
std::atomic<std::uint64_t> bytes_in_all{0};

}  // namespace

/// Keeps the file, which has no name any more, and counts its bytes.
struct BodyFile::Opened {
  explicit Opened(const fs::path& file) : descriptor(open(file.c_str(), O_RDONLY | O_CLOEXEC)) {
    struct stat status {};
    if (descriptor < 0 || fstat(descriptor, &status) != 0) fail(file, "read what was written");
    bytes = static_cast<std::uint64_t>(status.st_size);
    bytes_in_all += bytes;
  }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  ~Opened() {
    bytes_in_all -= bytes;
    close(descriptor);
  }
  int descriptor;
  std::uint64_t bytes = 0;
};

BodyFile::BodyFile(const fs::path& file) : opened_(std::make_shared<Opened>(file)) {}

std::uint64_t BodyFile::bytes() const { return opened_->bytes; }

BodyFile BodyFile::written_by(const std::function<void(const fs::path& file)>& write,
                              const std::string& ending, std::uint64_t most_bytes) {
  if (bytes_in_all > most_bytes)
    throw Error(ErrorCode::interrupted, {}, "too many files wait for their clients to fetch them",
                "Ask again in a minute");
  const PrivateFolder folder;
  const fs::path file = folder.path() / ("points" + ending);
  write(file);
  return BodyFile(file);
}

int BodyFile::reopen() const {
  // By way of /proc, so that each reader has a place in the file of its own.
  const std::string name = "/proc/self/fd/" + std::to_string(opened_->descriptor);
  const int descriptor = open(name.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) fail(name, "read what was written");
  return descriptor;
}

}  // namespace plumbline::serve

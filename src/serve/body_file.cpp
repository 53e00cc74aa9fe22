// SPDX-License-Identifier: MIT
#include "serve/body_file.h"

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

std::shared_ptr<const int> shared_descriptor(const fs::path& file) {
  const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) fail(file, "read what was written");
  return {new int(descriptor), [](const int* open_one) {
            close(*open_one);
            delete open_one;
          }};
}

}  // namespace

BodyFile::BodyFile(const fs::path& file) : descriptor_(shared_descriptor(file)) {
  struct stat status {};
  if (fstat(*descriptor_, &status) != 0) fail(file, "read what was written");
  bytes_ = static_cast<std::uint64_t>(status.st_size);
}

BodyFile BodyFile::written_by(const std::function<void(const fs::path& file)>& write,
                              const std::string& ending) {
  const PrivateFolder folder;
  const fs::path file = folder.path() / ("points" + ending);
  write(file);
  return BodyFile(file);
}

int BodyFile::reopen() const {
  // By way of /proc, so that each reader has a place in the file of its own.
  const std::string name = "/proc/self/fd/" + std::to_string(*descriptor_);
  const int descriptor = open(name.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) fail(name, "read what was written");
  return descriptor;
}

}  // namespace plumbline::serve

// SPDX-License-Identifier: MIT
// Any bytes read as a zip: either an entry of the declared size, or an Error(bad_archive).
#include <array>
#include <cstdint>
#include <cstdlib>

#include "core/error.h"
#include "ingest/zip_reader.h"

using namespace plumbline::ingest;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const MemoryBytes zip("fuzz.zip", {reinterpret_cast<const char*>(data), size});
  try {
    const ZipDirectory directory = read_zip_directory(zip);
    const auto stream = open_zip_entry(zip, directory, only_csv(directory, zip.name()));
    std::array<char, 4096> buffer{};
    std::uint64_t total = 0;
    for (std::size_t got = buffer.size(); got == buffer.size(); total += got) got = stream->read(buffer);
    if (total != stream->total_bytes()) std::abort();
  } catch (const plumbline::Error& error) {
    if (error.code() != plumbline::ErrorCode::bad_archive) std::abort();
  }
  return 0;
}

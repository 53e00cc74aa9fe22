// SPDX-License-Identifier: MIT
// Any bytes read as a profile, and what follows a line "====" as a table that the profile describes: either a
// tile that holds together, or an Error with a message.
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "../apps/cli/profile_file.h"
#include "core/error.h"
#include "memory_file.h"

using namespace plumbline;

namespace {

/// Other texts lead into PROJ, which is not ours to test.
bool is_known(std::string_view crs) { return crs == "EPSG:4326" || crs == "EPSG:3035"; }

void read_both(std::string_view profile_text, std::string_view table_text) {
  const fuzz::MemoryFile profile_file(profile_text);
  const ingest::TableProfile profile = cli::read_profile(profile_file.path());
  if (profile.columns.empty()) std::abort();  // no profile is without coordinates
  if (!is_known(profile.crs)) return;
  const fuzz::MemoryFile table_file(table_text);
  std::vector<std::string> left_out;
  const ingest::Tile tile = ingest::read_profiled_table(table_file.path(), profile, left_out);
  if (tile.points() == 0 || tile.series_mm.size() != tile.points() * tile.axis.size()) std::abort();
  for (const auto& column : tile.columns.columns()) {
    if (column.size() != tile.points()) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::string_view kBetween = "\n====\n";
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t end = text.find(kBetween);
  try {
    read_both(text.substr(0, end), end == text.npos ? "" : text.substr(end + kBetween.size()));
  } catch (const Error& error) {
    if (error.code() == ErrorCode::internal || error.problem().empty()) std::abort();
  }
  return 0;
}

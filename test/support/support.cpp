// SPDX-License-Identifier: MIT
#include "support/support.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <stdlib.h>

namespace plumbline::test {

TempFolder::TempFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "plumbline_test_XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a folder for the test");
  path_ = pattern;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void write_file(const std::filesystem::path& path, std::string_view content) {
  std::ofstream file(path, std::ios::binary);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

std::filesystem::path source_folder() { return PLUMBLINE_SOURCE_DIR; }

std::optional<std::filesystem::path> shared_data(std::string_view name) {
  const char* chosen = std::getenv("PLUMBLINE_SHARED");
  const std::filesystem::path folder =
      chosen != nullptr ? std::filesystem::path(chosen) : source_folder().parent_path() / "shared";
  const auto file = folder / "data" / name;
  if (!std::filesystem::exists(file)) return std::nullopt;
  return file;
}

std::size_t Csv::column(std::string_view name) const {
  const auto found = std::find(header.begin(), header.end(), name);
  if (found == header.end()) throw std::runtime_error("no column " + std::string(name));
  return static_cast<std::size_t>(found - header.begin());
}

Csv read_csv(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  const auto fields = [](const std::string& line) {
    std::vector<std::string> out(1);
    for (const char c : line) {
      if (c == ',') {
        out.emplace_back();
      } else if (c != '\r') {
        out.back() += c;
      }
    }
    return out;
  };
  Csv csv;
  std::string line;
  std::getline(file, line);
  csv.header = fields(line);
  while (std::getline(file, line)) csv.rows.push_back(fields(line));
  return csv;
}

}  // namespace plumbline::test

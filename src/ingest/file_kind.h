// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>

namespace plumbline::ingest {

/// The extension in lower case, with its dot.
inline std::string extension_of(const std::filesystem::path& file) {
  std::string extension = file.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return extension;
}

inline bool is_zip_name(const std::filesystem::path& file) { return extension_of(file) == ".zip"; }

/// Whether a file of a folder is meant to be a delivery. Names with a dot in front are leftovers of systems;
/// `<stem>_truth.csv` is what `plumbline synth` writes beside a delivery.
inline bool is_delivery_name(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  const std::string extension = extension_of(file);
  return (extension == ".zip" || extension == ".csv") && !name.starts_with('.') &&
         !name.ends_with("_truth.csv");
}

}  // namespace plumbline::ingest

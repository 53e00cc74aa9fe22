// SPDX-License-Identifier: MIT
#include "ingest/pid_index.h"

#include <algorithm>
#include <functional>

namespace plumbline::ingest {

std::uint32_t& PidIndex::slot_of(std::span<const std::string> pids, const std::string& pid) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = std::hash<std::string>{}(pid)&mask;
  while (slots_[at] != 0 && pids[slots_[at] - 1] != pid) at = (at + 1) & mask;
  return slots_[at];
}

void PidIndex::grow(std::span<const std::string> pids, std::size_t rows) {
  slots_.assign(std::max<std::size_t>(64, slots_.size() * 2), 0);
  for (std::size_t row = 0; row < rows; ++row) slot_of(pids, pids[row]) = static_cast<std::uint32_t>(row + 1);
}

std::optional<std::size_t> PidIndex::insert(std::span<const std::string> pids, std::size_t row) {
  if (2 * (row + 1) > slots_.size()) grow(pids, row);
  std::uint32_t& slot = slot_of(pids, pids[row]);
  if (slot != 0) return slot - 1;
  slot = static_cast<std::uint32_t>(row + 1);
  return std::nullopt;
}

}  // namespace plumbline::ingest

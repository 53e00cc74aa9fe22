// SPDX-License-Identifier: MIT
#include "ingest/pid_index.h"

#include <algorithm>

#include "core/point_number.h"

namespace plumbline::ingest {
namespace {

// The multiplicative hash of Knuth (TAOCP 6.4): the upper bits depend on all bits of the number.
std::uint64_t mixed(std::uint64_t number) {
  number *= 0x9e3779b97f4a7c15u;
  return number ^ number >> 32;
}

}  // namespace

PidIndex::Slot& PidIndex::slot_of(std::uint64_t number) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = mixed(number) & mask;
  while (slots_[at].number != kFree && slots_[at].number != number) at = (at + 1) & mask;
  return slots_[at];
}

void PidIndex::grow() {
  std::vector<Slot> old(std::max<std::size_t>(64, slots_.size() * 2));
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.number != kFree) slot_of(slot.number) = slot;
  }
}

std::optional<std::size_t> PidIndex::insert(std::string_view pid, std::size_t row) {
  const auto point = PointId::from_text(pid);
  if (!point) {
    const auto [place, is_new] = others_.emplace(pid, static_cast<std::uint32_t>(row));
    return is_new ? std::nullopt : std::optional<std::size_t>(place->second);
  }
  if (4 * (used_ + 1) > 3 * slots_.size()) grow();
  Slot& slot = slot_of(point_number(*point));
  if (slot.number != kFree) return slot.row;
  slot = {point_number(*point), static_cast<std::uint32_t>(row)};
  ++used_;
  return std::nullopt;
}

}  // namespace plumbline::ingest

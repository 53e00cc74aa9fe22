// SPDX-License-Identifier: MIT
#include "serve/block_encoder.h"

#include <algorithm>

#include "serve/combinations.h"
#include "serve/compact_values.h"
#include "serve/packed_numbers.h"

namespace plumbline::serve {

BlockFigures BlockEncoder::encode(ColumnStretch& stretch) {
  figures_.points = static_cast<std::uint16_t>(numbers_.size());
  figures_.first = static_cast<std::uint32_t>(to_.points);
  figures_.clustered = static_cast<std::uint32_t>(to_.clustered.size());
  take_values();
  take_origins();
  take_kinds();
  take_places();
  count_cells();
  add_columns(stretch);
  add_clustered();
  to_.points += numbers_.size();
  return figures_;
}

void BlockEncoder::add_combinations(unsigned dataset, std::vector<KeyedNumber>& to) {
  const PointRanges& r = figures_.ranges;
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    const ViewRecord& point = record(i);
    const CombinationKey key{
        .dataset = dataset,
        .orbit = point.orbit,
        .velocity = r.min_velocity + static_cast<std::uint32_t>(values(PointColumn::velocity)[i]),
        .coherence = r.min_coherence + static_cast<std::uint32_t>(values(PointColumn::coherence)[i]),
        .motion_class = point.motion_class,
        .flags = point.flags & 15U};
    to.push_back({key.number(), 1});
  }
}

template <typename Get>
std::pair<std::uint64_t, std::uint64_t> BlockEncoder::take(PointColumn column, const Get& get) {
  Values& to = values(column);
  for (std::size_t i = 0; i < numbers_.size(); ++i) to[i] = get(i);
  const auto [least, greatest] =
      std::minmax_element(to.begin(), to.begin() + static_cast<std::ptrdiff_t>(numbers_.size()));
  const std::pair range{*least, *greatest};
  for (std::size_t i = 0; i < numbers_.size(); ++i) to[i] -= range.first;
  const std::uint64_t span = range.second - range.first;
  const bool is_identity =
      column == PointColumn::origin || column == PointColumn::row || column == PointColumn::pid;
  width(column) = static_cast<std::uint8_t>(is_identity ? bytes_of(span) : lane_bytes_of(span));
  return range;
}

template <typename Get>
void BlockEncoder::take_codes(PointColumn column, const Get& get, std::uint32_t& least,
                              std::uint32_t& greatest) {
  const auto range = take(column, get);
  least = static_cast<std::uint32_t>(range.first);
  greatest = static_cast<std::uint32_t>(range.second);
}

void BlockEncoder::take_values() {
  PointRanges& r = figures_.ranges;
  take_codes(
      PointColumn::velocity, [&](auto i) { return codes_.velocities.code_of(record(i).velocity); },
      r.min_velocity, r.max_velocity);
  take_codes(
      PointColumn::coherence, [&](auto i) { return codes_.coherences.code_of(record(i).coherence); },
      r.min_coherence, r.max_coherence);
  take_codes(
      PointColumn::height, [&](auto i) { return codes_.heights.code_of(record(i).height); }, r.min_height,
      r.max_height);
}

void BlockEncoder::take_origins() {
  const auto [first, last] = take(PointColumn::origin, [&](auto i) { return origins_.number_of(record(i)); });
  figures_.first_origin = static_cast<std::uint32_t>(to_.origins.size() + first);
  figures_.end_origin = static_cast<std::uint32_t>(to_.origins.size() + last + 1);
  const auto of_block = origins_.all().subspan(first);
  const Values& numbers = values(PointColumn::origin);
  figures_.least_row = static_cast<std::uint32_t>(
      take(PointColumn::row, [&](auto i) { return record(i).row - of_block[numbers[i]].least_row; }).first);
  figures_.least_pid =
      take(PointColumn::pid, [&](auto i) { return record(i).pid - of_block[numbers[i]].least_pid; }).first;
}

void BlockEncoder::take_kinds() {
  unsigned classes = 0, orbits = 0, some_flags = 0, all_flags = 0x0f;
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    const unsigned flags = record(i).flags & 0x0fU;
    classes |= 1U << record(i).motion_class;
    orbits |= 1U << record(i).orbit;
    some_flags |= flags;
    all_flags &= flags;
    values(PointColumn::kind)[i] =
        PointKind::pack(record(i).motion_class, static_cast<Orbit>(record(i).orbit), flags);
  }
  width(PointColumn::kind) = 1;
  figures_.ranges.classes = static_cast<std::uint16_t>(classes);
  figures_.ranges.orbits = static_cast<std::uint8_t>(orbits);
  figures_.ranges.some_flags = static_cast<std::uint8_t>(some_flags);
  figures_.ranges.all_flags = static_cast<std::uint8_t>(all_flags);
}

void BlockEncoder::take_places() {
  const PointRanges& r = figures_.ranges;
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    values(PointColumn::latitude)[i] =
        static_cast<std::uint64_t>(std::int64_t{millionths(record(i).latitude)} - r.min_latitude);
    values(PointColumn::longitude)[i] =
        static_cast<std::uint64_t>(std::int64_t{millionths(record(i).longitude)} - r.min_longitude);
  }
  const auto bytes = [](std::int32_t least, std::int32_t greatest) {
    return static_cast<std::uint8_t>(
        lane_bytes_of(static_cast<std::uint64_t>(std::int64_t{greatest} - least)));
  };
  width(PointColumn::latitude) = bytes(r.min_latitude, r.max_latitude);
  width(PointColumn::longitude) = bytes(r.min_longitude, r.max_longitude);
  if (std::none_of(numbers_.begin(), numbers_.end(), [&](auto n) { return is_rounded(records_[n]); })) return;
  figures_.exact_places = static_cast<std::uint32_t>(to_.exact_places.size());
  for (std::size_t i = 0; i < numbers_.size(); ++i)
    to_.exact_places.push_back({record(i).latitude, record(i).longitude});
}

void BlockEncoder::count_cells() {
  least_ = greatest_ = {record(0).latitude, record(0).longitude};
  for (const std::uint32_t number : numbers_) {
    least_.latitude = std::min(least_.latitude, records_[number].latitude);
    least_.longitude = std::min(least_.longitude, records_[number].longitude);
    greatest_.latitude = std::max(greatest_.latitude, records_[number].latitude);
    greatest_.longitude = std::max(greatest_.longitude, records_[number].longitude);
  }
  for (std::size_t zoom = 0; zoom < figures_.cells.size(); ++zoom)
    figures_.cells[zoom] = static_cast<std::uint8_t>(cells_of_size(kCellDegrees[zoom]));
}

std::size_t BlockEncoder::cells_of_size(double size) const {
  const std::int32_t first_row = cell_number(least_.latitude, size);
  const std::int32_t first_column = cell_number(least_.longitude, size);
  const std::int32_t last_column = cell_number(greatest_.longitude, size);
  if (first_row == cell_number(greatest_.latitude, size) && first_column == last_column) return 1;
  std::array<bool, 256> seen{};
  const std::int32_t columns = last_column - first_column + 1;
  for (const std::uint32_t number : numbers_) {
    const std::int32_t row = cell_number(records_[number].latitude, size) - first_row;
    const std::int32_t column = cell_number(records_[number].longitude, size) - first_column;
    seen[static_cast<std::size_t>(row * columns + column)] = true;
  }
  return static_cast<std::size_t>(std::count(seen.begin(), seen.end(), true));
}

void BlockEncoder::add_columns(ColumnStretch& stretch) {
  for (std::size_t column = 0; column < kColumns; ++column)
    figures_.begins[column] =
        stretch.add(column, std::span(values_[column]).first(numbers_.size()), figures_.widths[column]);
}

void BlockEncoder::add_clustered() {
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    const ViewRecord& p = record(i);
    if (p.cluster == kNoCluster && p.subcluster == kNoCluster) continue;
    to_.clustered.push_back({static_cast<std::uint32_t>(to_.points + i), p.cluster, p.subcluster});
  }
}

}  // namespace plumbline::serve

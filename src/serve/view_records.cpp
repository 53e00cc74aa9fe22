// SPDX-License-Identifier: MIT
#include "serve/view_records.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "serve/digit_sort.h"

namespace plumbline::serve {

RecordsByCell::RecordsByCell(std::filesystem::path folder, std::size_t run_points)
    : folder_(std::move(folder)), run_points_(run_points) {}

void RecordsByCell::add(std::span<const ViewRecord> records) {
  size_ += records.size();
  while (!records.empty()) {
    if (run_.size() == run_points_) put_aside();
    const std::size_t count = std::min(records.size(), run_points_ - run_.size());
    run_.insert(run_.end(), records.begin(), records.begin() + static_cast<std::ptrdiff_t>(count));
    records = records.subspan(count);
  }
}

void RecordsByCell::sort_run() {
  std::vector<KeyedNumber> order;
  order.reserve(run_.size());
  for (std::uint32_t i = 0; i < run_.size(); ++i) order.push_back({run_[i].cell, i});
  sort_by_digits(order);
  std::vector<ViewRecord> sorted;
  sorted.reserve(run_.size());
  for (const KeyedNumber& item : order) {
    const ViewRecord& record = run_[item.number];
    if (sorted.empty() || sorted.back().cell != record.cell)
      slices_.push_back({.cell = record.cell, .first = put_aside_ + sorted.size()});
    ++slices_.back().points;
    sorted.push_back(record);
  }
  run_.swap(sorted);
}

void RecordsByCell::put_aside() {
  if (!file_) file_.emplace(PlacedFile::unnamed_in(folder_));
  sort_run();
  file_->write(put_aside_ * sizeof(ViewRecord), std::as_bytes(std::span(run_)));
  put_aside_ += run_.size();
  run_.clear();
}

void RecordsByCell::finish() {
  if (!file_) {
    sort_run();
  } else {
    put_aside();
    run_.shrink_to_fit();
  }
  std::sort(slices_.begin(), slices_.end(), [](const Slice& a, const Slice& b) {
    return std::tuple(a.cell, a.first) < std::tuple(b.cell, b.first);
  });
  for (std::size_t i = 0; i < slices_.size(); ++i) {
    if (i == 0 || slices_[i].cell != slices_[i - 1].cell) first_slice_.push_back(i);
  }
  first_slice_.push_back(slices_.size());
}

std::size_t RecordsByCell::points_of(std::size_t cell) const {
  std::size_t points = 0;
  for (std::size_t i = first_slice_[cell]; i < first_slice_[cell + 1]; ++i) points += slices_[i].points;
  return points;
}

std::vector<ViewRecord> RecordsByCell::read(std::size_t cell) const {
  std::vector<ViewRecord> records(points_of(cell));
  std::span<ViewRecord> rest(records);
  for (std::size_t i = first_slice_[cell]; i < first_slice_[cell + 1]; ++i) {
    const auto [unused, points, first] = slices_[i];
    const auto to = rest.first(points);
    if (file_) {
      file_->read(first * sizeof(ViewRecord), std::as_writable_bytes(to));
    } else {
      std::copy_n(run_.begin() + static_cast<std::ptrdiff_t>(first), points, to.begin());
    }
    rest = rest.subspan(points);
  }
  return records;
}

}  // namespace plumbline::serve

// SPDX-License-Identifier: MIT
#include "serve/view_records.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "parallel/thread_loop.h"
#include "serve/compact_values.h"
#include "serve/digit_sort.h"

namespace plumbline::serve {

bool is_rounded(const ViewRecord& point) {
  return degrees(millionths(point.latitude)) != point.latitude ||
         degrees(millionths(point.longitude)) != point.longitude;
}

RecordsByCell::RecordsByCell(std::filesystem::path folder, std::size_t run_points)
    : folder_(std::move(folder)), run_points_(run_points) {}

std::span<ViewRecord> RecordsByCell::room(std::size_t wanted) {
  if (run_.size() == run_points_) put_aside();
  const std::size_t before = run_.size();
  run_.resize(std::min(run_points_, before + wanted));
  return std::span(run_).subspan(before);
}

/// By cell. Where the records of each lie then, counted from `first`.
std::vector<RecordsByCell::Slice> RecordsByCell::sort_piece(std::span<ViewRecord> piece, std::size_t first) {
  std::vector<KeyedNumber> order;
  order.reserve(piece.size());
  for (std::uint32_t i = 0; i < piece.size(); ++i) order.push_back({piece[i].cell, i});
  sort_by_digits(order);
  std::vector<ViewRecord> sorted;
  sorted.reserve(piece.size());
  std::vector<Slice> slices;
  for (const KeyedNumber& item : order) {
    const ViewRecord& record = piece[item.number];
    if (slices.empty() || slices.back().cell != record.cell)
      slices.push_back({.cell = record.cell, .first = first + sorted.size()});
    ++slices.back().points;
    sorted.push_back(record);
  }
  std::copy(sorted.begin(), sorted.end(), piece.begin());
  return slices;
}

/// In pieces that fit in a processor's cache; calls `body(piece, first)` with each, on several threads.
template <typename Body>
void RecordsByCell::sort_run(const Body& body) {
  constexpr std::size_t kPiece = std::size_t{1} << 16U;
  std::vector<std::vector<Slice>> slices((run_.size() + kPiece - 1) / kPiece);
  parallel_ranges(run_.size(), kPiece, [&](std::size_t begin, std::size_t end) {
    const auto piece = std::span(run_).subspan(begin, end - begin);
    slices[begin / kPiece] = sort_piece(piece, put_aside_ + begin);
    body(piece, put_aside_ + begin);
  });
  for (const std::vector<Slice>& some : slices) slices_.insert(slices_.end(), some.begin(), some.end());
}

void RecordsByCell::put_aside() {
  if (!file_) file_.emplace(PlacedFile::unnamed_in(folder_));
  sort_run([this](std::span<const ViewRecord> piece, std::size_t first) {
    file_->write(first * sizeof(ViewRecord), std::as_bytes(piece));
  });
  put_aside_ += run_.size();
  run_.clear();
}

void RecordsByCell::finish() {
  if (!file_) {
    sort_run([](auto, auto) {});
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

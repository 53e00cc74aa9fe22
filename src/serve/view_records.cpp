// SPDX-License-Identifier: MIT
#include "serve/view_records.h"

#include <algorithm>
#include <queue>
#include <span>
#include <utility>

namespace plumbline::serve {
namespace {

constexpr std::size_t kReadAtOnce = 4096;

}  // namespace

/// Gives the records of one run, one after the other.
class ViewRecordSorter::RunReader {
 public:
  RunReader(const PlacedFile& file, Run run) : file_(&file), run_(run) {}

  const ViewRecord* next() {
    if (place_ == buffer_.size() && !fill()) return nullptr;
    return &buffer_[place_++];
  }

 private:
  bool fill() {
    buffer_.resize(std::min(kReadAtOnce, run_.end - run_.first));
    if (buffer_.empty()) return false;
    file_->read(run_.first * sizeof(ViewRecord), std::as_writable_bytes(std::span(buffer_)));
    run_.first += buffer_.size();
    place_ = 0;
    return true;
  }
  const PlacedFile* file_;
  Run run_;
  std::vector<ViewRecord> buffer_;
  std::size_t place_ = 0;
};

ViewRecordSorter::ViewRecordSorter(std::filesystem::path folder, std::size_t run_points)
    : folder_(std::move(folder)), run_points_(run_points) {}

void ViewRecordSorter::add(const ViewRecord& record) {
  if (records_.size() == run_points_) put_aside();
  records_.push_back(record);
  ++size_;
}

std::vector<ViewRecord> ViewRecordSorter::sorted_run() {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
  order.reserve(records_.size());
  for (std::uint32_t i = 0; i < records_.size(); ++i) order.emplace_back(records_[i].curve, i);
  std::sort(order.begin(), order.end());
  std::vector<ViewRecord> sorted;
  sorted.reserve(order.size());
  for (const auto& [curve, i] : order) sorted.push_back(records_[i]);
  records_.clear();
  return sorted;
}

void ViewRecordSorter::put_aside() {
  if (!file_) file_.emplace(PlacedFile::unnamed_in(folder_));
  const auto sorted = sorted_run();
  const std::size_t first = runs_.empty() ? 0 : runs_.back().end;
  file_->write(first * sizeof(ViewRecord), std::as_bytes(std::span(sorted)));
  runs_.push_back({first, first + sorted.size()});
}

void ViewRecordSorter::in_order(const std::function<void(const ViewRecord&)>& take) {
  if (runs_.empty()) {
    for (const ViewRecord& record : sorted_run()) take(record);
    return;
  }
  put_aside();
  records_.shrink_to_fit();
  std::vector<RunReader> readers;
  for (const Run& run : runs_) readers.emplace_back(*file_, run);
  using Head = std::tuple<std::uint64_t, std::size_t, const ViewRecord*>;  // curve, run, record
  std::priority_queue<Head, std::vector<Head>, std::greater<>> heads;
  const auto advance = [&](std::size_t run) {
    if (const ViewRecord* record = readers[run].next()) heads.emplace(record->curve, run, record);
  };
  for (std::size_t run = 0; run < readers.size(); ++run) advance(run);
  while (!heads.empty()) {
    const auto [curve, run, record] = heads.top();
    heads.pop();
    take(*record);
    advance(run);
  }
}

}  // namespace plumbline::serve

// SPDX-License-Identifier: MIT
#include "ingest/spilled_rows.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

namespace plumbline::ingest {
namespace {

/// Values of our own memory as bytes, one array after the other; read back by this same process.
class FrameWriter {
 public:
  template <typename T>
  void numbers(std::span<const T> values) {
    const std::uint64_t count = values.size();
    append(&count, sizeof(count));
    append(values.data(), values.size_bytes());
  }
  void texts(std::span<const std::string> values) {
    std::vector<std::uint32_t> lengths;
    std::string all;
    for (const std::string& value : values) {
      lengths.push_back(static_cast<std::uint32_t>(value.size()));
      all += value;
    }
    numbers<std::uint32_t>(lengths);
    numbers<char>(all);
  }
  std::span<const std::byte> bytes() const { return bytes_; }

 private:
  void append(const void* from, std::size_t size) {
    const auto* const begin = static_cast<const std::byte*>(from);
    bytes_.insert(bytes_.end(), begin, begin + size);
  }
  std::vector<std::byte> bytes_;
};

class FrameReader {
 public:
  explicit FrameReader(std::span<const std::byte> bytes) : bytes_(bytes) {}
  template <typename T>
  void numbers(std::vector<T>& values) {
    std::uint64_t count = 0;
    copy(&count, sizeof(count));
    values.resize(count);
    copy(values.data(), count * sizeof(T));
  }
  void texts(std::vector<std::string>& values) {
    std::vector<std::uint32_t> lengths;
    std::vector<char> all;
    numbers(lengths);
    numbers(all);
    values.clear();
    std::size_t at = 0;
    for (const std::uint32_t length : lengths) {
      values.emplace_back(all.data() + at, length);
      at += length;
    }
  }

 private:
  void copy(void* to, std::size_t size) {
    if (size != 0) std::memcpy(to, bytes_.data(), size);
    bytes_ = bytes_.subspan(size);
  }
  std::span<const std::byte> bytes_;
};

}  // namespace

void SpilledRows::add(const RowFrame& frame) {
  FrameWriter writer;
  writer.numbers<RowPlace>(frame.places);
  for (const Column& column : frame.columns) {
    std::visit(
        [&]<typename T>(const std::vector<T>& values) {
          if constexpr (std::is_same_v<T, std::string>) {
            writer.texts(values);
          } else {
            writer.numbers<T>(values);
          }
        },
        column.values);
  }
  writer.numbers<std::int16_t>(frame.tenths);
  writer.numbers<float>(frame.values_mm);
  file_.write(size_, writer.bytes());
  runs_.back().push_back({size_, writer.bytes().size()});
  size_ += writer.bytes().size();
}

MergedRows::MergedRows(const SpilledRows& rows, std::vector<Column> shape)
    : rows_(rows), shape_(std::move(shape)), runs_(rows.runs_.size()) {
  for (std::size_t run = 0; run < runs_.size(); ++run) {
    if (!advance(run)) continue;
    heap_.push_back(run);
    std::ranges::push_heap(heap_, [this](std::size_t a, std::size_t b) { return later(a, b); });
  }
}

bool MergedRows::later(std::size_t a, std::size_t b) const {
  const auto place = [this](std::size_t run) { return runs_[run].frame.places[runs_[run].at]; };
  return place(a) > place(b);
}

/// Goes to the next row of a run, reading a frame where needed. False at its end.
bool MergedRows::advance(std::size_t number) {
  Run& run = runs_[number];
  if (++run.at < run.frame.places.size()) return true;
  run.at = 0;
  run.frame.places.clear();
  const auto& frames = rows_.runs_[number];
  if (run.next_frame == frames.size()) return false;
  const auto [offset, size] = frames[run.next_frame++];
  std::vector<std::byte> bytes(size);
  rows_.file_.read(offset, bytes);
  FrameReader reader(bytes);
  if (run.frame.columns.empty()) run.frame.columns = shape_;
  reader.numbers(run.frame.places);
  for (Column& column : run.frame.columns) {
    std::visit(
        [&]<typename T>(std::vector<T>& values) {
          if constexpr (std::is_same_v<T, std::string>) {
            reader.texts(values);
          } else {
            reader.numbers(values);
          }
        },
        column.values);
  }
  reader.numbers(run.frame.tenths);
  reader.numbers(run.frame.values_mm);
  return true;
}

std::pair<const RowFrame*, std::size_t> MergedRows::next() {
  const auto order = [this](std::size_t a, std::size_t b) { return later(a, b); };
  if (std::exchange(top_is_used_, true)) {
    std::ranges::pop_heap(heap_, order);
    if (advance(heap_.back())) {
      std::ranges::push_heap(heap_, order);
    } else {
      heap_.pop_back();
    }
  }
  const Run& first = runs_[heap_.front()];
  return {&first.frame, first.at};
}

}  // namespace plumbline::ingest

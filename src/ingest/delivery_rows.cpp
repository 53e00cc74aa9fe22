// SPDX-License-Identifier: MIT
#include "ingest/delivery_rows.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <utility>

#include "ingest/packed_series.h"
#include "ingest/spatial_order.h"
#include "ingest/spilled_rows.h"
#include "ingest/table_text.h"
#include "parallel/pipeline.h"
#include "parallel/thread_loop.h"

namespace plumbline::ingest {
namespace {

constexpr std::size_t kFrameRows = 256;
constexpr std::size_t kRowsAtOnce = 16;  // floats in a cache line

/// Rows in memory, as they came. Their series lie in a SeriesMemory.
struct HeldRows {
  std::size_t first_row = 0;
  std::vector<Column> columns;
  PackedSeries series;              ///< point after point
  std::vector<std::uint64_t> keys;  ///< along the curve; none when the rows are sorted
};

std::uint64_t bytes_of(const HeldRows& rows) {
  std::uint64_t bytes = 0;
  for (const Column& column : rows.columns) {
    std::visit([&]<typename T>(const std::vector<T>& values) { bytes += values.capacity() * sizeof(T); },
               column.values);
  }
  return bytes;
}

/// Column `number` of the rows at `order`.
Column gathered(std::span<const HeldRows> blocks, std::size_t number, const auto& order) {
  const Column& shape = blocks.front().columns[number];
  return {shape.name, std::visit(
                          [&]<typename T>(const std::vector<T>&) -> ColumnValues {
                            std::vector<const T*> values;
                            for (const HeldRows& block : blocks)
                              values.push_back(std::get<std::vector<T>>(block.columns[number].values).data());
                            std::vector<T> result;
                            result.reserve(order.size());
                            for (const auto& at : order) result.push_back(values[at.block][at.row]);
                            return result;
                          },
                          shape.values)};
}

void append_value(Column& to, const Column& from, std::size_t row) {
  std::visit([&]<typename T>(
                 std::vector<T>& values) { values.push_back(std::get<std::vector<T>>(from.values)[row]); },
             to.values);
}

/// Writes some series, at most kRowsAtOnce, into the columns of a block: line by line of the cache.
void transpose(std::span<const float* const> series, SeriesBlock& block, std::size_t first_row) {
  for (std::size_t i = 0; i < block.acquisitions(); ++i) {
    float* const out = block.acquisition(i).data() + first_row;
    for (std::size_t row = 0; row < series.size(); ++row) out[row] = series[row][i];
  }
}

}  // namespace

struct DeliveryRows::State {
  explicit State(DeliveryOptions asked) : options(std::move(asked)) {}

  void read(const std::filesystem::path& file);
  void prepare(RowBlock& block);
  void take(RowBlock& block);
  void sort();
  void spill();
  std::vector<Column> empty_columns() const;
  std::vector<Column> next_columns(std::size_t first, std::size_t count);

  struct Place {
    std::uint64_t key;
    std::uint32_t block;
    std::uint32_t row;
    friend auto operator<=>(const Place&, const Place&) = default;
  };
  void gather_series(std::span<const Place> places, RowFrame& frame) const;

  DeliveryOptions options;
  TableFacts facts;
  const TableHeader* header = nullptr;
  std::uint64_t source_bytes = 0;
  std::string source_sha256;
  Extent extent;
  std::vector<Column> shape;  ///< the columns, without rows

  std::vector<HeldRows> held;
  SeriesMemory memory;  ///< of the rows held
  std::uint64_t held_bytes = 0;
  std::vector<Place> order;  ///< of the rows held

  std::optional<SpilledRows> spilled_columns;
  std::optional<SpilledRows> spilled_series;
  std::optional<MergedRows> merged_columns;
  std::optional<MergedRows> merged_series;
};

void DeliveryRows::State::read(const std::filesystem::path& file) {
  TableText text(file);
  source_bytes = text.source().size();
  both_at_once(
      [&] {
        facts = text.reading([&] {
          return read_table_blocks(
              text, text.table_name(), TableShape::delivery, [&](const TableHeader& read) { header = &read; },
              [&](RowBlock& block) { prepare(block); }, [&](RowBlock& block) { take(block); });
        });
      },
      [&] { source_sha256 = sha256_of(text.source()); });
  header = &facts.header;
  if (!spilled_columns) return sort();
  spill();
  memory = {};
  merged_columns.emplace(*spilled_columns, shape);
  merged_series.emplace(*spilled_series, std::vector<Column>{shape.front()});
}

/// Side by side.
void DeliveryRows::State::prepare(RowBlock& block) {
  if (!options.add_columns) return;
  for (Column& column : options.add_columns(block, header->axis)) block.columns.push_back(std::move(column));
}

void DeliveryRows::State::take(RowBlock& block) {
  const auto longitude = block.values<double>("longitude");
  const auto latitude = block.values<double>("latitude");
  std::vector<std::uint64_t> keys(block.rows);
  for (std::size_t row = 0; row < block.rows; ++row) {
    keys[row] = hilbert_key(longitude[row], latitude[row]);
    extent.west = std::min(extent.west, longitude[row]);
    extent.east = std::max(extent.east, longitude[row]);
    extent.south = std::min(extent.south, latitude[row]);
    extent.north = std::max(extent.north, latitude[row]);
  }
  if (shape.empty()) {
    for (const Column& column : block.columns) shape.push_back(make_column(column.name, column.type()));
  }
  held.push_back({block.first_row, std::move(block.columns), memory.pack(block.series_mm), std::move(keys)});
  held_bytes += bytes_of(held.back()) + block.rows * (sizeof(std::uint64_t) + sizeof(Place));
  if (held_bytes + memory.bytes() > options.memory_bytes) spill();
}

void DeliveryRows::State::sort() {
  order.clear();
  for (std::size_t block = 0; block < held.size(); ++block) {
    const std::vector<std::uint64_t> keys = std::move(held[block].keys);
    for (std::size_t row = 0; row < keys.size(); ++row)
      order.push_back({keys[row], static_cast<std::uint32_t>(block), static_cast<std::uint32_t>(row)});
  }
  std::ranges::sort(order);
}

/// Puts the rows held aside as a sorted run.
void DeliveryRows::State::spill() {
  if (held.empty()) return;
  if (!spilled_columns) {
    spilled_columns.emplace(options.spill_folder);
    spilled_series.emplace(options.spill_folder);
  }
  sort();
  spilled_columns->begin_run();
  spilled_series->begin_run();
  for (std::size_t first = 0; first < order.size(); first += kFrameRows) {
    const auto some = std::span(order).subspan(first, std::min(kFrameRows, order.size() - first));
    RowFrame frame;
    for (const Place& place : some)
      frame.places.push_back(
          {place.key, static_cast<std::uint32_t>(held[place.block].first_row + place.row)});
    for (std::size_t i = 0; i < shape.size(); ++i) frame.columns.push_back(gathered(held, i, some));
    spilled_columns->add(frame);
    frame.columns.resize(1);
    gather_series(some, frame);
    spilled_series->add(frame);
  }
  held.clear();
  memory.clear();
  order = {};
  held_bytes = 0;
}

void DeliveryRows::State::gather_series(std::span<const Place> places, RowFrame& frame) const {
  const std::size_t acquisitions = header->axis.size();
  frame.values_mm.resize(places.size() * acquisitions);
  for (std::size_t i = 0; i < places.size(); ++i)
    unpack(held[places[i].block].series, places[i].row * acquisitions,
           std::span(frame.values_mm).subspan(i * acquisitions, acquisitions));
  frame.tenths.resize(frame.values_mm.size());
  if (pack_tenths(frame.values_mm, frame.tenths)) {
    frame.values_mm.clear();
  } else {
    frame.tenths.clear();
  }
}

std::vector<Column> DeliveryRows::State::next_columns(std::size_t first, std::size_t count) {
  if (count == 0) return shape;
  std::vector<Column> columns;
  if (!merged_columns) {
    const auto some = std::span(order).subspan(first, count);
    for (std::size_t i = 0; i < shape.size(); ++i) columns.push_back(gathered(held, i, some));
    return columns;
  }
  columns = shape;
  for (std::size_t i = 0; i < count; ++i) {
    const auto [frame, row] = merged_columns->next();
    for (std::size_t k = 0; k < columns.size(); ++k) append_value(columns[k], frame->columns[k], row);
  }
  return columns;
}

DeliveryRows::DeliveryRows(const std::filesystem::path& file, DeliveryOptions options)
    : state_(std::make_unique<State>(std::move(options))) {
  state_->read(file);
}

DeliveryRows::~DeliveryRows() = default;

Level DeliveryRows::level() const { return state_->facts.header.level; }
Component DeliveryRows::component() const { return state_->facts.header.component; }
const TimeAxis& DeliveryRows::axis() const { return state_->facts.header.axis; }
std::size_t DeliveryRows::points() const { return state_->facts.rows; }
std::uint64_t DeliveryRows::source_bytes() const { return state_->source_bytes; }
const std::string& DeliveryRows::source_sha256() const { return state_->source_sha256; }
const DeliveryRows::Extent& DeliveryRows::extent() const { return state_->extent; }

Table DeliveryRows::columns(std::size_t first, std::size_t count) {
  std::vector<Column> columns = state_->next_columns(first, count);
  for (const UnknownColumn& unknown : state_->facts.unknown) {
    Column& column = columns[unknown.column];
    column.values = unknown.typed(std::get<std::vector<std::string>>(column.values));
  }
  return Table(std::move(columns));
}

void DeliveryRows::series(std::size_t first, std::span<std::string> pids, SeriesBlock& values_mm) {
  State& state = *state_;
  const std::size_t acquisitions = axis().size();
  // `take(row, out)` unpacks a row's series and returns its pid.
  const auto fill = [&](std::size_t begin, std::size_t end, const auto& take) {
    std::vector<float> copies(kRowsAtOnce * acquisitions);
    std::vector<const float*> series;
    for (std::size_t at = begin; at < end; at += kRowsAtOnce) {
      series.clear();
      for (std::size_t row = at; row < std::min(end, at + kRowsAtOnce); ++row) {
        const auto copy = std::span(copies).subspan(series.size() * acquisitions, acquisitions);
        pids[row] = take(row, copy);
        series.push_back(copy.data());
      }
      transpose(series, values_mm, at);
    }
  };
  const auto pid = [](const std::vector<Column>& columns, std::size_t row) -> const std::string& {
    return std::get<std::vector<std::string>>(columns.front().values)[row];
  };
  if (state.merged_series) {
    fill(0, pids.size(), [&](std::size_t, std::span<float> out) -> const std::string& {
      const auto [frame, at] = state.merged_series->next();
      unpack(frame->series(), at * acquisitions, out);
      return pid(frame->columns, at);
    });
    return;
  }
  parallel_ranges(pids.size(), 32 * kRowsAtOnce, [&](std::size_t begin, std::size_t end) {
    fill(begin, end, [&](std::size_t row, std::span<float> out) -> const std::string& {
      const State::Place& place = state.order[first + row];
      unpack(state.held[place.block].series, place.row * acquisitions, out);
      return pid(state.held[place.block].columns, place.row);
    });
  });
}

}  // namespace plumbline::ingest

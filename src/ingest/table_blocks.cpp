// SPDX-License-Identifier: MIT
#include "ingest/table_blocks.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "core/error.h"
#include "geodesy/projection.h"
#include "ingest/number_text.h"
#include "ingest/pid_index.h"
#include "ingest/row_batch.h"
#include "ingest/text_cutter.h"
#include "parallel/pipeline.h"
#include "parallel/thread_loop.h"

namespace plumbline::ingest {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{1} << 20;
constexpr std::size_t kLongestLine = std::size_t{8} << 20;
constexpr std::size_t kMostRows = UINT32_MAX - 1;
constexpr std::size_t kHeaderLines = 1;

/// Descending tracks look back to the south: track_angle, in degrees from north, is written as -9 or 351
/// (ascending) and 191 (descending).
Column orbit_column(std::span<const float> track_angle) {
  std::vector<std::string> orbit;
  orbit.reserve(track_angle.size());
  for (const float angle : track_angle) {
    const float turned = std::fmod(angle + 360.0f, 360.0f);
    orbit.emplace_back(turned > 90.0f && turned < 270.0f ? "D" : "A");
  }
  return {"orbit", std::move(orbit)};
}

template <typename T>
std::span<const T> values_of(const TableHeader& header, const RowBlock& block, std::string_view name) {
  return std::get<std::vector<T>>(block.columns[header.find(name)->target].values);
}

void add_derived_columns(RowBlock& block, const TableHeader& header) {
  if (header.level != Level::L3) {
    block.columns.push_back(orbit_column(values_of<float>(header, block, "track_angle")));
  } else if (header.find("latitude") == nullptr) {
    geodesy::Geographic places = geodesy::geographic_from_laea(values_of<double>(header, block, "easting"),
                                                               values_of<double>(header, block, "northing"));
    block.columns.push_back({"latitude", std::move(places.latitude)});
    block.columns.push_back({"longitude", std::move(places.longitude)});
  }
}

/// A block on its way through the pipeline.
struct Slot {
  TextBlock text;
  RowBlock block;
  std::optional<Error> error;  ///< of the first line that is wrong; the rows before it are good
};

/// Reads the header line off the first block.
TableHeader take_header(TextCutter& cutter, TextBlock& first, const TableName& name, TableShape shape) {
  if (!cutter.next(first)) throw Error(ErrorCode::bad_header, {.file = name.file}, "the table is empty");
  TableHeader header = read_header(first.take_line(), name, shape);
  if (shape == TableShape::delivery && header.level == Level::L3 &&
      (header.find("latitude") == nullptr) != (header.find("longitude") == nullptr))
    throw Error(ErrorCode::bad_header, {.file = name.file, .line = 1},
                "the table has only one of latitude and longitude");
  return header;
}

/// The steps of the pipeline.
class BlockReader {
 public:
  BlockReader(ByteStream& stream, const TableName& name, TableShape shape)
      : shape_(shape),
        file_(name.file),
        cutter_(stream, kBlockBytes, kLongestLine),
        slots_(2 + 2 * thread_count()),
        header_(take_header(cutter_, slots_.front().text, name, shape)),
        parser_(header_, name.file) {
    for (const Field& field : header_.fields) {
      if (field.kind == FieldKind::other) unknown_.push_back({.column = field.target});
    }
  }

  const TableHeader& header() const { return header_; }
  std::size_t slots() const { return slots_.size(); }

  /// The first block has been read with the header.
  bool next(std::size_t item) { return item == 0 || cutter_.next(slot(item).text); }

  /// The rows of the item's block; none when one of its lines is wrong.
  RowBlock* parse(std::size_t item) {
    Slot& slot = this->slot(item);
    parse_lines(slot);
    if (slot.error || slot.block.rows == 0) return nullptr;
    if (shape_ == TableShape::delivery) add_derived_columns(slot.block, header_);
    return &slot.block;
  }

  /// Checks what depends on the rows before.
  RowBlock* settle(std::size_t item) {
    Slot& slot = this->slot(item);
    check_pids_are_new(slot.block);
    if (slot.error) throw *slot.error;
    if (slot.block.rows == 0) return nullptr;
    for (UnknownColumn& unknown : unknown_)
      unknown.look_at(std::get<std::vector<std::string>>(slot.block.columns[unknown.column].values));
    rows_ += slot.block.rows;
    return &slot.block;
  }

  TableFacts facts() const {
    if (rows_ == 0)
      throw Error(ErrorCode::bad_value, {.file = file_, .line = 2}, "the table has a header and no rows",
                  "The file may be cut off here");
    return {header_, rows_, unknown_};
  }

 private:
  Slot& slot(std::size_t item) { return slots_[item % slots_.size()]; }

  /// Parses all lines of a block, or those before the first that is wrong.
  void parse_lines(Slot& slot) const {
    const std::size_t first_line = slot.text.first_line;
    TableValues values(header_);
    values.series_mm = std::move(slot.block.series_mm);  // whose memory is used again
    const std::size_t rows = std::min(slot.text.lines, parser_.most_rows(slot.text.text().size()));
    values.resize(rows, header_.axis.size());
    std::size_t row = 0;
    try {
      for (; slot.text.lines > 0; ++row) parser_.parse(slot.text.take_line(), first_line + row, values, row);
    } catch (const Error& error) {
      slot.error = error;
      values.resize(row, header_.axis.size());
    }
    slot.block.first_row = first_line - kHeaderLines - 1;
    slot.block.rows = row;
    slot.block.columns = std::move(values.columns);
    slot.block.series_mm = std::move(values.series_mm);
  }

  void check_pids_are_new(const RowBlock& block) {
    const auto& pids = std::get<std::vector<std::string>>(block.columns.front().values);
    for (std::size_t i = 0; i < block.rows; ++i) {
      const std::size_t row = block.first_row + i;
      if (row > kMostRows)
        throw Error(ErrorCode::bad_value, {.file = file_}, "the table has more than 4 billion rows");
      if (const auto earlier = pids_.insert(pids[i], row))
        throw point_twice(file_, header_.find("pid")->name_in_file, pids[i], row, *earlier);
    }
  }

  TableShape shape_;
  std::string file_;
  TextCutter cutter_;
  std::vector<Slot> slots_;
  TableHeader header_;
  RowParser parser_;
  PidIndex pids_;
  std::vector<UnknownColumn> unknown_;
  std::size_t rows_ = 0;
};

}  // namespace

void UnknownColumn::look_at(std::span<const std::string> texts) {
  for (std::size_t i = 0; i < texts.size() && is_number; ++i) {
    double number = 0;
    const FieldText kind = read_number(texts[i], number);
    if (kind == FieldText::missing) continue;
    is_number = kind == FieldText::value;
    fits_float = fits_float && significant_digits(texts[i]) <= 7 &&
                 std::abs(number) <= std::numeric_limits<float>::max();
  }
}

ColumnValues UnknownColumn::typed(const std::vector<std::string>& texts) const {
  if (!is_number) return texts;
  const auto read_all = [&]<typename Float>(std::vector<Float> numbers) {
    for (std::size_t i = 0; i < texts.size(); ++i) read_number(texts[i], numbers[i]);
    return numbers;
  };
  if (!fits_float) return read_all(std::vector<double>(texts.size()));
  return read_all(std::vector<float>(texts.size()));
}

TableFacts read_table_blocks(ByteStream& stream, const TableName& name, TableShape shape,
                             const std::function<void(const TableHeader&)>& begin,
                             const std::function<void(RowBlock&)>& work,
                             const std::function<void(RowBlock&)>& take) {
  BlockReader reader(stream, name, shape);
  begin(reader.header());
  ordered_pipeline(
      reader.slots(), [&](std::size_t item) { return reader.next(item); },
      [&](std::size_t item) {
        if (RowBlock* const block = reader.parse(item)) work(*block);
      },
      [&](std::size_t item) {
        if (RowBlock* const block = reader.settle(item)) take(*block);
      });
  return reader.facts();
}

}  // namespace plumbline::ingest

// SPDX-License-Identifier: MIT
#include "ingest/table_blocks.h"

#include <cmath>
#include <optional>
#include <utility>

#include "core/error.h"
#include "ingest/number_text.h"
#include "ingest/pid_index.h"
#include "ingest/projection.h"
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
    Geographic places = geographic_from_laea(values_of<double>(header, block, "easting"),
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

/// Parses all lines of a block, or those before the first that is wrong.
void parse_lines(const RowParser& parser, const TableHeader& header, Slot& slot) {
  const std::size_t first_line = slot.text.first_line;
  TableValues values(header);
  values.resize(slot.text.lines, header.axis.size());
  std::size_t row = 0;
  try {
    for (; slot.text.lines > 0; ++row) parser.parse(slot.text.take_line(), first_line + row, values, row);
  } catch (const Error& error) {
    slot.error = error;
    values.resize(row, header.axis.size());
  }
  slot.block.first_row = first_line - kHeaderLines - 1;
  slot.block.rows = row;
  slot.block.columns = std::move(values.columns);
  slot.block.series_mm = std::move(values.series_mm);
}

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

void check_pids_are_new(PidIndex& index, const RowBlock& block, const std::string& file,
                        const TableHeader& header) {
  const auto& pids = std::get<std::vector<std::string>>(block.columns.front().values);
  for (std::size_t i = 0; i < block.rows; ++i) {
    const std::size_t row = block.first_row + i;
    if (row > kMostRows)
      throw Error(ErrorCode::bad_value, {.file = file}, "the table has more than 4 billion rows");
    if (const auto earlier = index.insert(pids[i], row))
      throw point_twice(file, header.find("pid")->name_in_file, pids[i], row, *earlier);
  }
}

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
                             const std::function<void(RowBlock&&)>& take) {
  TextCutter cutter(stream, kBlockBytes, kLongestLine);
  std::vector<Slot> slots(2 + 2 * thread_count());
  TableFacts facts{.header = take_header(cutter, slots.front().text, name, shape)};
  const TableHeader& header = facts.header;
  for (const Field& field : header.fields) {
    if (field.kind == FieldKind::other) facts.unknown.push_back({.column = field.target});
  }
  begin(header);
  const RowParser parser(header, name.file);
  PidIndex pids;
  ordered_pipeline(
      slots.size(), [&](std::size_t i) { return i == 0 || cutter.next(slots[i % slots.size()].text); },
      [&](std::size_t i) {
        Slot& slot = slots[i % slots.size()];
        parse_lines(parser, header, slot);
        if (slot.error || slot.block.rows == 0) return;
        if (shape == TableShape::delivery) add_derived_columns(slot.block, header);
        work(slot.block);
      },
      [&](std::size_t i) {
        Slot& slot = slots[i % slots.size()];
        check_pids_are_new(pids, slot.block, name.file, header);
        if (slot.error) throw *slot.error;
        for (UnknownColumn& unknown : facts.unknown)
          unknown.look_at(std::get<std::vector<std::string>>(slot.block.columns[unknown.column].values));
        facts.rows += slot.block.rows;
        if (slot.block.rows > 0) take(std::exchange(slot.block, {}));
      });
  if (facts.rows == 0)
    throw Error(ErrorCode::bad_value, {.file = name.file, .line = 2}, "the table has a header and no rows",
                "The file may be cut off here");
  return facts;
}

}  // namespace plumbline::ingest

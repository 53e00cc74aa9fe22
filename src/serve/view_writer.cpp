// SPDX-License-Identifier: MIT
#include "serve/view_writer.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <tuple>

#include "serve/compact_values.h"
#include "serve/space_curve.h"

namespace plumbline::serve {
namespace {

constexpr std::uint64_t kAlignment = 64;
constexpr std::size_t kBufferBytes = std::size_t{1} << 20U;

/// A cell of zoom 5 is quartered three times down to zoom 8.
constexpr unsigned kLargeCellBits = kCellBits + 3 * 2;

constexpr std::uint64_t aligned(std::uint64_t offset) {
  return (offset + kAlignment - 1) / kAlignment * kAlignment;
}

/// Codes as bytes of a width.
void append_codes(std::span<const std::uint32_t> codes, std::size_t width, SectionWriter& to) {
  std::array<std::byte, kBlockPoints * sizeof(std::uint32_t)> bytes{};
  for (std::size_t i = 0; i < codes.size(); ++i)
    std::memcpy(bytes.data() + i * width, &codes[i], width);  // little-endian: the low bytes come first
  to.append(std::span<const std::byte>(bytes.data(), codes.size() * width));
}

template <typename T>
std::pair<T, T> least_and_greatest(std::span<const T> values) {
  const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
  return {*least, *greatest};
}

void sort_by_falling_coherence(std::span<ViewRecord> block) {
  const auto rank = [](float coherence) {
    return std::isnan(coherence) ? std::numeric_limits<float>::infinity() : -coherence;
  };
  std::sort(block.begin(), block.end(), [&](const ViewRecord& a, const ViewRecord& b) {
    return std::tuple(rank(a.coherence), a.pid, a.tile, a.row) <
           std::tuple(rank(b.coherence), b.pid, b.tile, b.row);
  });
}

}  // namespace

void SectionWriter::append_bytes(std::span<const std::byte> bytes) {
  buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
  if (buffer_.size() >= kBufferBytes) flush();
}

void SectionWriter::flush() {
  file_->write(place_.offset + place_.bytes, buffer_);
  place_.crc32 = crc32_of(place_.crc32, buffer_);
  place_.bytes += buffer_.size();
  buffer_.clear();
}

std::uint16_t CellCounter::count(std::span<const ViewRecord> points, double cell) {
  ++round_;
  unsigned cells = 0;
  std::uint64_t previous = ~std::uint64_t{0};  // no cell has this key
  for (const ViewRecord& point : points) {
    const std::uint64_t key = cell_key(point.latitude, point.longitude, cell);
    if (key == previous) continue;  // neighbours on the curve mostly share their cell
    previous = key;
    cells += is_new(key) ? 1U : 0U;
  }
  return static_cast<std::uint16_t>(cells);
}

bool CellCounter::is_new(std::uint64_t key) {
  std::size_t i = (key * 0x9e3779b97f4a7c15ULL) >> 53U;
  while (places_[i].round == round_ && places_[i].key != key) i = (i + 1) % places_.size();
  if (places_[i].round == round_) return false;
  places_[i] = {key, round_};
  return true;
}

ViewWriter::ViewWriter(PlacedFile& file, const ViewContents& contents)
    : contents_(contents),
      file_(file),
      velocities_(contents.velocities.values(), MissingPlace::at_zero),
      coherences_(contents.coherences.values(), MissingPlace::before_all),
      heights_(contents.heights.values(), MissingPlace::before_all) {
  const std::size_t n = contents.points;
  lay_out(Section::latitude, 4 * n);
  lay_out(Section::longitude, 4 * n);
  lay_out(Section::velocity, velocities_.width() * n);
  lay_out(Section::coherence, coherences_.width() * n);
  lay_out(Section::height, heights_.width() * n);
  lay_out(Section::kind, n);
  lay_out(Section::flags, n);
  lay_out(Section::row, 4 * n);
  lay_out(Section::tile, 2 * n);
  lay_out(Section::pid, 8 * n);
  lay_out(Section::clustered, sizeof(ClusteredPoint) * contents.clustered);
  lay_out(Section::exact_places,
          0);  // of a length that is not known yet: what follows is laid out at the end
}

void ViewWriter::lay_out(Section section, std::size_t bytes) {
  sections_.emplace_back(file_, end_);
  order_.push_back(section);
  end_ += aligned(bytes);
}

SectionWriter& ViewWriter::writer(Section section) {
  const auto place = std::find(order_.begin(), order_.end(), section);
  return sections_[static_cast<std::size_t>(place - order_.begin())];
}

void ViewWriter::add(const ViewRecord& record) {
  const auto cell = [](const ViewRecord& r) { return r.curve >> kLargeCellBits; };
  if (!cell_.empty() && cell(cell_.back()) != cell(record)) {
    divide(cell_, kLargeCellBits);
    cell_.clear();
  }
  cell_.push_back(record);
}

/// Quarters a cell until its points fit a block, or it is one of zoom 8.
void ViewWriter::divide(std::span<ViewRecord> records, unsigned cell_bits) {
  if (records.size() <= kBlockPoints) {
    if (!records.empty()) write_block(records);
    return;
  }
  if (cell_bits == kCellBits) {
    write_block(records.first(kBlockPoints));
    divide(records.subspan(kBlockPoints), cell_bits);
    return;
  }
  const unsigned quarter_bits = cell_bits - 2;
  while (!records.empty()) {
    const std::uint64_t quarter = records.front().curve >> quarter_bits;
    const auto end = std::find_if(records.begin(), records.end(),
                                  [&](const ViewRecord& r) { return r.curve >> quarter_bits != quarter; });
    const auto count = static_cast<std::size_t>(end - records.begin());
    divide(records.first(count), quarter_bits);
    records = records.subspan(count);
  }
}

std::array<SectionPlace, kSections> ViewWriter::finish(const std::string& names) {
  divide(cell_, kLargeCellBits);
  std::array<SectionPlace, kSections> places{};
  for (std::size_t i = 0; i < order_.size(); ++i) {
    sections_[i].flush();
    places[static_cast<std::size_t>(order_[i])] = sections_[i].place();
  }
  end_ = sections_.back().place().offset + sections_.back().place().bytes;
  const auto append = [&](Section section, auto values) {
    SectionWriter last(file_, aligned(end_));
    last.append(values);
    last.flush();
    places[static_cast<std::size_t>(section)] = last.place();
    end_ = last.place().offset + last.place().bytes;
  };
  append(Section::blocks, std::span<const BlockFigures>(figures_));
  append(Section::tiles, std::span<const TileFigures>(contents_.tiles));
  append(Section::velocities, velocities_.values());
  append(Section::coherences, coherences_.values());
  append(Section::heights, heights_.values());
  append(Section::names, std::span<const char>(names));
  return places;
}

template <typename Value, typename Get>
void ViewWriter::write_column(Section section, const Get& get) {
  std::array<Value, kBlockPoints> values{};
  for (std::size_t i = 0; i < block_.size(); ++i) values[i] = get(block_[i]);
  writer(section).append(std::span<const Value>(values.data(), block_.size()));
}

template <typename Get>
void ViewWriter::write_codes(Section section, const ValueCodes& codes, const Get& get, std::uint32_t& least,
                             std::uint32_t& greatest) {
  std::array<std::uint32_t, kBlockPoints> values{};
  for (std::size_t i = 0; i < block_.size(); ++i) values[i] = codes.code_of(get(block_[i]));
  const std::span<const std::uint32_t> used(values.data(), block_.size());
  std::tie(least, greatest) = least_and_greatest(used);
  append_codes(used, codes.width(), writer(section));
}

void ViewWriter::write_block(std::span<ViewRecord> records) {
  block_ = records;
  BlockFigures figures;
  figures.first = written_;
  figures.points = static_cast<std::uint32_t>(block_.size());
  for (std::size_t zoom = 0; zoom < kCellDegrees.size(); ++zoom)
    figures.cells[zoom] = counter_.count(block_, kCellDegrees[zoom]);
  sort_by_falling_coherence(block_);
  write_places(figures);
  write_codes(
      Section::velocity, velocities_, [](const auto& r) { return r.velocity; }, figures.min_velocity,
      figures.max_velocity);
  write_codes(
      Section::coherence, coherences_, [](const auto& r) { return r.coherence; }, figures.min_coherence,
      figures.max_coherence);
  write_codes(
      Section::height, heights_, [](const auto& r) { return r.height; }, figures.min_height,
      figures.max_height);
  write_column<std::uint32_t>(Section::row, [](const auto& r) { return r.row; });
  write_column<std::uint16_t>(Section::tile, [](const auto& r) { return r.tile; });
  write_column<std::uint64_t>(Section::pid, [](const auto& r) { return r.pid; });
  write_kinds(figures);
  write_clusters(figures);
  figures_.push_back(figures);
  written_ += figures.points;
}

void ViewWriter::write_places(BlockFigures& figures) {
  std::array<std::int32_t, kBlockPoints> latitude{};
  std::array<std::int32_t, kBlockPoints> longitude{};
  bool is_exact = true;
  for (std::size_t i = 0; i < block_.size(); ++i) {
    latitude[i] = millionths(block_[i].latitude);
    longitude[i] = millionths(block_[i].longitude);
    is_exact = is_exact && degrees(latitude[i]) == block_[i].latitude &&
               degrees(longitude[i]) == block_[i].longitude;
  }
  const std::span<const std::int32_t> latitudes(latitude.data(), block_.size());
  const std::span<const std::int32_t> longitudes(longitude.data(), block_.size());
  writer(Section::latitude).append(latitudes);
  writer(Section::longitude).append(longitudes);
  std::tie(figures.min_latitude, figures.max_latitude) = least_and_greatest(latitudes);
  std::tie(figures.min_longitude, figures.max_longitude) = least_and_greatest(longitudes);
  if (!is_exact) write_exact_places(figures);
}

void ViewWriter::write_exact_places(BlockFigures& figures) {
  figures.exact_places = exact_places_;
  exact_places_ += figures.points;
  write_column<ExactPlace>(Section::exact_places, [](const auto& r) {
    return ExactPlace{r.latitude, r.longitude};
  });
}

void ViewWriter::write_kinds(BlockFigures& figures) {
  write_column<std::uint8_t>(Section::kind, [](const auto& r) { return r.kind; });
  write_column<std::uint8_t>(Section::flags, [](const auto& r) { return r.flags; });
  unsigned classes = 0, orbits = 0, components = 0, some_flags = 0, all_flags = 0x0f;
  for (const ViewRecord& record : block_) {
    classes |= 1U << PointKind::motion_class(record.kind);
    orbits |= 1U << PointKind::orbit(record.kind);
    components |= 1U << PointKind::component(record.kind);
    some_flags |= record.flags;
    all_flags &= record.flags;
  }
  figures.classes = static_cast<std::uint16_t>(classes);
  figures.orbits = static_cast<std::uint8_t>(orbits);
  figures.components = static_cast<std::uint8_t>(components);
  figures.some_flags = static_cast<std::uint8_t>(some_flags & 0x0fU);
  figures.all_flags = static_cast<std::uint8_t>(all_flags);
}

void ViewWriter::write_clusters(BlockFigures& figures) {
  figures.clustered = clustered_;
  for (std::size_t i = 0; i < block_.size(); ++i) {
    const ViewRecord& record = block_[i];
    if (record.cluster == kNoCluster && record.subcluster == kNoCluster) continue;
    const ClusteredPoint point{written_ + static_cast<std::uint32_t>(i), record.cluster, record.subcluster};
    writer(Section::clustered).append(std::span<const ClusteredPoint>(&point, 1));
    ++clustered_;
  }
}

}  // namespace plumbline::serve

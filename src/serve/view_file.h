// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "serve/point_filter.h"

namespace plumbline::serve {

// STORE/view/points.view: a header of one page, then one section a column, each at a multiple of 64 bytes,
// all little-endian (docs/file-format.md). It is made from the store, and again whenever the store is newer.

inline constexpr std::string_view kViewFolder = "view";
inline constexpr std::string_view kViewFile = "points.view";
inline constexpr std::uint32_t kViewVersion = 2;
inline constexpr std::size_t kBlockPoints = 1024;  ///< at most

enum class Section : std::uint8_t {
  names,         ///< JSON: stems and components of tiles, ids of clusters and sub-clusters
  tiles,         ///< TileFigures, one a tile
  velocities,    ///< float32: the different values of a column, see ValueCodes
  coherences,    ///< likewise
  heights,       ///< likewise
  latitude,      ///< int32, one a point from here: millionths of a degree, rounded
  longitude,     ///< likewise
  velocity,      ///< code, 1, 2 or 4 bytes
  coherence,     ///< likewise
  height,        ///< likewise
  kind,          ///< uint8, see PointKind
  flags,         ///< uint8, see kFlagNames
  row,           ///< uint32: row in the tile
  tile,          ///< uint16
  pid,           ///< uint64: the ten characters as a number of base 62
  clustered,     ///< ClusteredPoint, for points in a cluster only, ascending
  exact_places,  ///< ExactPlace, for the points of blocks that hold some of more than six decimals
  blocks         ///< BlockFigures
};
inline constexpr std::size_t kSections = static_cast<std::size_t>(Section::blocks) + 1;

/// Class, orbit and component in one byte.
struct PointKind {
  static constexpr std::uint8_t kNoClass = 15;
  static constexpr std::uint8_t pack(std::uint8_t motion_class, Orbit orbit, unsigned component) {
    const unsigned motion = motion_class == kUnclassified ? kNoClass : motion_class;
    return static_cast<std::uint8_t>(motion | static_cast<unsigned>(orbit) << 4U | component << 6U);
  }
  static constexpr unsigned motion_class(std::uint8_t kind) { return kind & 15U; }
  static constexpr unsigned orbit(std::uint8_t kind) { return (kind >> 4U) & 3U; }
  static constexpr unsigned component(std::uint8_t kind) { return kind >> 6U; }
};

/// What all points of a tile have in common. The window is empty (NaN) for a tile without points.
struct TileFigures {
  std::uint64_t points = 0;
  double min_latitude = 0, max_latitude = 0, min_longitude = 0, max_longitude = 0;
  std::array<std::uint64_t, 16> of_class{};  ///< by PointKind::motion_class
  float min_velocity = 0, max_velocity = 0;  ///< NaN where there is none
};

struct ClusteredPoint {
  std::uint32_t point = 0;
  std::uint32_t cluster = kNoCluster;
  std::uint32_t subcluster = kNoCluster;
};

struct ExactPlace {
  double latitude = 0;
  double longitude = 0;
};
inline constexpr std::uint32_t kNoExactPlaces = 0xffffffff;

/// Up to 1,024 points, all in one cell of zoom 5, and in one of zoom 6, 7 or 8 where a cell of zoom 5, 6 or 7
/// holds more. Enough to pass over a block, or to take all of it, without looking at its points.
struct BlockFigures {
  std::int32_t min_latitude = 0, max_latitude = 0, min_longitude = 0, max_longitude = 0;  ///< of the sections
  std::uint32_t min_velocity = 0, max_velocity = 0;                                       ///< codes
  std::uint32_t min_coherence = 0, max_coherence = 0;
  std::uint32_t min_height = 0, max_height = 0;
  std::uint32_t exact_places = kNoExactPlaces;  ///< where those of the block begin
  std::uint32_t clustered = 0;                  ///< points in a cluster before this block
  std::uint32_t first = 0;                      ///< point
  std::uint32_t points = 0;
  std::uint16_t classes = 0;  ///< bit by PointKind::motion_class
  std::uint8_t orbits = 0;
  std::uint8_t components = 0;
  std::uint8_t some_flags = 0;                             ///< known and set for some point
  std::uint8_t all_flags = 0;                              ///< known and set for every point
  std::array<std::uint16_t, kCellDegrees.size()> cells{};  ///< cells of each zoom that hold a point
  std::uint16_t unused = 0;
};
static_assert(sizeof(BlockFigures) == 88 && sizeof(TileFigures) == 176 && sizeof(ClusteredPoint) == 12);

struct SectionPlace {
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
  std::uint32_t crc32 = 0;
  std::uint32_t unused = 0;
};

/// The first bytes of the file.
struct ViewHeader {
  std::array<char, 8> magic{'P', 'L', 'U', 'M', 'V', 'I', 'E', 'W'};
  std::uint32_t version = kViewVersion;
  std::uint32_t crc32 = 0;  ///< of the header with 0 here
  std::uint64_t points = 0;
  std::array<char, 64> made_from{};  ///< SHA-256 of what the store said of its tiles
  std::array<SectionPlace, kSections> sections{};
};
inline constexpr std::size_t kHeaderBytes = 4096;
static_assert(sizeof(ViewHeader) <= kHeaderBytes);

std::uint32_t crc32_of(std::uint32_t so_far, std::span<const std::byte> bytes);
/// Of the header as it is to be written.
std::uint32_t crc32_of(const ViewHeader& header);

/// A whole file in memory as it lies on disk. Immutable; the pages come and go with use.
class MappedFile {
 public:
  /// Throws Error(file_missing), Error(file_access).
  explicit MappedFile(const std::filesystem::path& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&&) = delete;
  ~MappedFile();
  std::span<const std::byte> bytes() const { return {data_, size_}; }

 private:
  const std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

/// The index of a store as a file: its sections as spans.
class ViewFile {
 public:
  /// Reads every byte once, to compare the checksums: a damaged file never answers. Throws Error(bad_store)
  /// for a file that is damaged or of another version, Error(file_missing), Error(file_access).
  explicit ViewFile(const std::filesystem::path& path);

  std::size_t points() const { return header_.points; }

  template <typename T>
  std::span<const T> section(Section which) const {
    const auto bytes = section_bytes(which);
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
  }
  std::span<const std::byte> section_bytes(Section which) const;

 private:
  MappedFile file_;
  ViewHeader header_;
};

/// Whether the file is there, of this version, and made from this store (`made_from`). Reads its header only.
bool is_current_view(const std::filesystem::path& path, std::string_view made_from);

}  // namespace plumbline::serve

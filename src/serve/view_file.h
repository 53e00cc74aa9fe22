// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "core/motion_class.h"
#include "serve/point_filter.h"

namespace plumbline::serve {

// STORE/view/points.view: a header of one page, then the sections, each at a multiple of 64 bytes, all
// little-endian (docs/file-format.md). It is made from the store, and again whenever the store is newer.

static_assert(kMotionClassNames.size() <= 7, "PointKind has three bits for them");

inline constexpr std::string_view kViewFolder = "view";
inline constexpr std::string_view kViewFile = "points.view";
inline constexpr std::uint32_t kViewVersion = 7;
inline constexpr std::size_t kBlockPoints = 1024;  ///< at most
/// Bytes of nothing after the last column, so that a vector may be loaded from any place in it.
inline constexpr std::size_t kColumnsPadding = 4096;

enum class Section : std::uint8_t {
  columns,       ///< see BlockFigures and CountBlock
  clustered,     ///< ClusteredPoint, for points in a cluster only, ascending
  exact_places,  ///< ExactPlace, for the points of blocks that hold some of more than six decimals
  blocks,        ///< BlockFigures
  trees,         ///< TreeFigures
  origins,       ///< Origin
  count_nodes,   ///< CountNode
  count_blocks,  ///< CountBlock
  finder,        ///< uint32: the block of every 64th point
  tiles,         ///< TileFigures, one a tile
  velocities,    ///< float32: the different values of a column, see ValueCodes
  coherences,    ///< likewise
  heights,       ///< likewise
  names          ///< JSON: stems of tiles, datasets, ids of clusters and sub-clusters
};
inline constexpr std::size_t kSections = static_cast<std::size_t>(Section::names) + 1;
inline constexpr std::size_t kFinderPoints = 64;

/// The columns of a block, each value less the least of the block in as few bytes as hold the greatest.
/// Blocks that follow one another have their columns in one stretch: the velocities of all of them, then the
/// kinds of all, and so on, so that a condition reads memory from one end to the other.
enum class PointColumn : std::uint8_t {
  velocity,
  kind,
  coherence,
  latitude,
  longitude,
  height,
  origin,
  row,
  pid
};
inline constexpr std::size_t kColumns = static_cast<std::size_t>(PointColumn::pid) + 1;

/// Class, orbit and flags in one byte. One bit tells descending from ascending: points without orbit have
/// trees of their own.
struct PointKind {
  static constexpr unsigned kNoClass = 15;
  static constexpr std::uint8_t pack(unsigned motion_class, Orbit orbit, unsigned flags) {
    const unsigned is_descending = orbit == Orbit::descending ? 8U : 0U;
    return static_cast<std::uint8_t>((motion_class & 7U) | is_descending | flags << 4U);
  }
  static constexpr unsigned motion_class(std::uint8_t kind) {
    return (kind & 7U) == (kNoClass & 7U) ? kNoClass : kind & 7U;
  }
  /// As columns of classes have it: kUnclassified where there is none.
  static constexpr std::uint8_t column_class(std::uint8_t kind) {
    const unsigned motion = motion_class(kind);
    return motion == kNoClass ? kUnclassified : static_cast<std::uint8_t>(motion);
  }
  static constexpr unsigned flags(std::uint8_t kind) { return unsigned{kind} >> 4U; }
};

/// What all points of a tile have in common. The window is empty (NaN) for a tile without points.
struct TileFigures {
  std::uint64_t points = 0;
  double min_latitude = 0, max_latitude = 0, min_longitude = 0, max_longitude = 0;
  std::array<std::uint64_t, 16> of_class{};  ///< by PointKind::motion_class
  float min_velocity = 0, max_velocity = 0;  ///< NaN where there is none
  std::uint8_t component = 0;
  std::uint8_t dataset = 0;  ///< index in the list of datasets
  std::array<std::uint8_t, 6> unused{};
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

/// Between which values some points lie: enough to pass over them, or to take them all, without a look.
struct PointRanges {
  std::int32_t min_latitude = 0, max_latitude = 0, min_longitude = 0, max_longitude = 0;  ///< millionths
  std::uint32_t min_velocity = 0, max_velocity = 0;                                       ///< codes
  std::uint32_t min_coherence = 0, max_coherence = 0;
  std::uint32_t min_height = 0, max_height = 0;
  std::uint16_t classes = 0;    ///< bit by PointKind::motion_class
  std::uint8_t some_flags = 0;  ///< set for some point
  std::uint8_t all_flags = 0;   ///< set for every point
  std::uint8_t is_rounded = 0;  ///< 1 where a place may lie half a millionth beside its number
  std::uint8_t orbits = 0;      ///< bit by Orbit
  std::array<std::uint8_t, 2> unused{};
};

/// What the points of a tree have in common that come from one tile, with one orbit and the same flags that
/// are not known.
struct Origin {
  std::uint64_t least_pid = 0;  ///< the ten characters as a number of base 62
  std::uint32_t least_row = 0;  ///< in the tile
  std::uint16_t tile = 0;
  std::uint8_t orbit = 0;
  std::uint8_t unknown_flags = 0;  ///< bit by flag
};

/// Up to 1,024 points, by falling coherence. A block is a node of a tree: all points of the blocks below it
/// come after its own in that order. The blocks below a block follow it.
struct BlockFigures {
  PointRanges ranges;              ///< of its points; its window, of those below as well
  std::uint64_t columns = 0;       ///< where those of its stretch begin
  std::uint64_t least_pid = 0;     ///< each counted from the least of its origin
  std::uint32_t least_row = 0;     ///< likewise
  std::uint32_t first_origin = 0;  ///< that the column of origins counts from
  std::uint32_t end_origin = 0;
  std::uint32_t first = 0;                       ///< point
  std::uint32_t clustered = 0;                   ///< points in a cluster before this block
  std::uint32_t exact_places = kNoExactPlaces;   ///< where those of the block begin
  std::uint32_t end = 0;                         ///< the block after the last that is below this one
  std::array<std::uint32_t, kColumns> begins{};  ///< of each column, counted from `columns`
  std::uint16_t points = 0;
  std::uint8_t depth = 0;                       ///< 0 for the first of a tree
  std::array<std::uint8_t, kColumns> widths{};  ///< bytes of a value in each column; 0 where all are 0
  std::array<std::uint8_t, 9> cells{};          ///< cells of zoom 0 to 8 that hold a point of its own
  std::array<std::uint8_t, 3> unused{};

  std::uint8_t width(PointColumn column) const { return widths[static_cast<std::size_t>(column)]; }
};

/// The points of one dataset in one cell of zoom 5, from any of its tiles: those with an orbit, or those
/// without.
struct TreeFigures {
  PointRanges ranges;
  std::uint64_t points = 0;
  std::uint32_t first_block = 0;
  std::uint32_t end_block = 0;
  std::int32_t cell_row = 0;  ///< of zoom 5
  std::int32_t cell_column = 0;
  std::uint8_t dataset = 0;
  std::array<std::uint8_t, 7> unused{};
};

/// Up to 1,024 of the combinations of velocity, coherence, class and flags that occur among points of one
/// orbit and dataset, ascending in that order, and how many points have each. Its columns are those of the
/// three values, and of the counts.
struct CountBlock {
  PointRanges ranges;         ///< the window and the heights are not set
  std::uint64_t columns = 0;  ///< where they begin
  std::uint64_t points = 0;   ///< of all its combinations
  std::uint16_t combinations = 0;
  std::uint8_t orbit = 0;
  std::uint8_t dataset = 0;
  std::uint8_t velocity_bytes = 0;
  std::uint8_t coherence_bytes = 0;
  std::uint8_t count_bytes = 0;
  std::uint8_t unused = 0;
};

/// A square of cells of zoom 5: 2^kCountLevels[i] of them a side. The squares inside it follow it. Counts are
/// kept where they are much shorter than the points: by class without regard for flags, and by both.
struct CountNode {
  PointRanges ranges;
  std::uint32_t first_tree = 0;
  std::uint32_t end_tree = 0;
  std::uint32_t end = 0;       ///< the node after the last that is inside this one
  std::uint32_t by_class = 0;  ///< its first count block whose flags are all 0; up to `by_kind`
  std::uint32_t by_kind = 0;   ///< its first count block that tells flags apart; up to `end_block`
  std::uint32_t end_block = 0;
};
inline constexpr std::array<unsigned, 3> kCountLevels{5, 3, 1};
static_assert(sizeof(CountBlock) == 72 && sizeof(CountNode) == 72);
static_assert(sizeof(PointRanges) == 48 && sizeof(BlockFigures) == 152 && sizeof(TreeFigures) == 80);
static_assert(sizeof(TileFigures) == 184 && sizeof(ClusteredPoint) == 12 && sizeof(Origin) == 16);

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

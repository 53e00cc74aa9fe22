// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "../interrupt.h"
#include "../stages.h"
#include "../tile_work.h"
#include "archive/archive.h"
#include "core/delivery_name.h"
#include "core/error.h"
#include "ingest/table_text.h"
#include "store/area.h"
#include "store/durable_file.h"

namespace plumbline::cli {
namespace {

/// The archive allows no more.
constexpr std::size_t kAtOnce = 2;

/// A polygon of one ring as WKB.
store::Wkb polygon(std::vector<std::pair<double, double>> ring) {
  if (ring.front() != ring.back()) ring.push_back(ring.front());
  store::Wkb wkb{1, 3, 0, 0, 0, 1, 0, 0, 0};  // little endian, polygon, one ring
  const auto append = [&](const auto& value) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(&value);
    wkb.insert(wkb.end(), bytes, bytes + sizeof(value));
  };
  append(static_cast<std::uint32_t>(ring.size()));
  for (const auto& [longitude, latitude] : ring) {
    append(longitude);
    append(latitude);
  }
  return wkb;
}

/// Boxes that the archive accepts and that cover `box` together.
std::vector<std::array<double, 4>> search_boxes(const store::GeographicBox& box) {
  const auto parts = [](double low, double high) {
    return std::max(1.0, std::ceil((high - low) / archive::kMostDegrees));
  };
  const double columns = parts(box.west, box.east);
  const double rows = parts(box.south, box.north);
  const double width = (box.east - box.west) / columns;
  const double height = (box.north - box.south) / rows;
  std::vector<std::array<double, 4>> boxes;
  for (double row = 0; row < rows; ++row) {
    for (double column = 0; column < columns; ++column) {
      const double west = box.west + column * width;
      const double south = box.south + row * height;
      boxes.push_back({west, south, west + width, south + height});
    }
  }
  return boxes;
}

/// Reads a delivery's zip to its end, which compares its content with its checksums.
void check_zip(const std::filesystem::path& file) {
  ingest::TableText text(file);
  std::vector<char> buffer(std::size_t{1} << 20);
  while (text.read(buffer) == buffer.size()) check_interrupted();
}

std::string size_text(std::uint64_t bytes) {
  const auto size = static_cast<double>(bytes);
  return bytes < 1'000'000 ? fmt::format("{:.1f} kB", size / 1e3) : fmt::format("{:.1f} MB", size / 1e6);
}

class DownloadCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    auto* bbox = app.add_option("--bbox", bbox_, "Longitudes and latitudes: west,south,east,north")
                     ->delimiter(',')
                     ->expected(4)
                     ->type_name("W,S,E,N");
    app.add_option("--area", area_file_, "Polygons: GeoJSON, GeoPackage, Shapefile or WKT")
        ->type_name("FILE")
        ->excludes(bbox);
    app.add_option("--level", level_, "L2a, L2b (default) or L3")
        ->check(CLI::IsMember({"L2a", "L2b", "L3"}))
        ->type_name("LEVEL");
    app.add_option("--release", release_, "Like 2020-2024; default the newest that the archive has")
        ->type_name("YEARS");
    app.add_option("--orbit", orbit_, "Only A (ascending) or D (descending)")
        ->check(CLI::IsMember({"A", "D"}))
        ->type_name("A|D");
    app.add_option("--track", track_, "Only this track (relative orbit)")->check(CLI::Range(1, 175));
    app.add_option("--component", component_, "Of L3: only E or U")
        ->check(CLI::IsMember({"E", "U"}))
        ->type_name("E|U");
    app.add_option("--to", folder_, "Folder for the deliveries; default here")->type_name("DIR");
    app.add_option("--key", key_file_, "The service key's JSON file; default $PLUMBLINE_EGMS_KEY")
        ->envname("PLUMBLINE_EGMS_KEY")
        ->type_name("FILE");
    app.add_option("--url", url_, "Address of the archive's service")
        ->type_name("URL")
        ->capture_default_str();
    app.add_option("--retry-wait", retry_wait_,
                   "Seconds before another try; it grows with each, and is six times that when the archive "
                   "says that requests are too many")
        ->check(CLI::Range(0.0, 600.0))
        ->type_name("S")
        ->capture_default_str();
  }

  Exit run(Session& session) override {
    const store::Area area = chosen_area();
    if (!component_.empty() && level_ != "L3")
      throw Error(ErrorCode::usage, {}, "--component is for --level L3");
    if (level_ == "L3" && (!orbit_.empty() || track_ != 0))
      throw Error(ErrorCode::usage, {}, "--orbit and --track are for --level L2a and L2b");
    if (key_file_.empty())
      throw Error(ErrorCode::usage, {}, "the archive wants a service key",
                  "Name its JSON file by --key; docs/commands/download.md says where it comes from");
    const auto milliseconds = [&](double seconds) {
      return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
    };
    archive::Archive archive(
        archive::read_service_key(key_file_), url_,
        {.refused = milliseconds(retry_wait_), .too_many = milliseconds(6 * retry_wait_)}, check_interrupted);
    const std::string release = chosen_release(archive);
    const std::vector<archive::Hit> hits = find(session, archive, area, release);
    if (session.options().dry_run) return list(session, hits, release);
    if (hits.empty()) {
      session.note(fmt::format("the archive has no {} deliveries of release {} there", level_, release));
      return Exit::done;
    }
    store::make_folder(folder_);
    return fetch_all(session, archive, hits);
  }

 private:
  store::Area chosen_area() const {
    if (!area_file_.empty()) return store::Area::from_file(area_file_);
    if (bbox_.empty())
      throw Error(ErrorCode::usage, {}, "no area is given", "Give --bbox W,S,E,N or --area FILE");
    const store::GeographicBox box{bbox_[0], bbox_[1], bbox_[2], bbox_[3], false};
    if (!(box.west < box.east && box.south < box.north))
      throw Error(ErrorCode::usage, {},
                  "--bbox has to be west,south,east,north, each less than its opposite");
    return store::Area::from_box(box);
  }

  std::string chosen_release(archive::Archive& archive) const {
    const std::vector<std::string> releases = archive.releases();
    if (release_.empty()) return releases.back();
    if (std::ranges::find(releases, release_) == releases.end())
      throw Error(ErrorCode::usage, {}, fmt::format("--release: the archive has no {}", quoted(release_)),
                  fmt::format("It has {}", fmt::join(releases, ", ")));
    return release_;
  }

  archive::Query query(const std::string& release, const std::array<double, 4>& box) const {
    static const std::map<std::string, std::string> kLevels{{"L2a", "L2A"}, {"L2b", "L2B"}, {"L3", "L3"}};
    archive::Query query{.level = kLevels.at(level_), .release = release, .box = box};
    if (!component_.empty()) query.product_type = component_ == "E" ? "ORTHO-EAST" : "ORTHO-UP";
    if (!orbit_.empty()) query.direction = orbit_ == "A" ? "ascending" : "descending";
    return query;
  }

  /// By name, each once; only those whose outline touches the area.
  std::vector<archive::Hit> find(Session& session, archive::Archive& archive, const store::Area& area,
                                 const std::string& release) const {
    std::map<std::string, archive::Hit> hits;
    const auto boxes = search_boxes(area.box());
    Progress progress = session.progress("search", "boxes", boxes.size());
    for (const auto& box : boxes) {
      for (archive::Hit& hit : archive.search(query(release, box))) {
        const bool is_there = hit.outline.size() < 3 || area.intersects(polygon(hit.outline));
        if (is_there && is_of_the_track(hit)) hits.emplace(hit.file_name, std::move(hit));
      }
      progress.advance(1);
    }
    std::vector<archive::Hit> list;
    for (auto& [name, hit] : hits) list.push_back(std::move(hit));
    return list;
  }

  bool is_of_the_track(const archive::Hit& hit) const {
    if (track_ == 0) return true;
    const auto name = delivery_name(std::filesystem::path(hit.file_name).stem().string());
    return name && name->track == track_;
  }

  static Exit list(Session& session, const std::vector<archive::Hit>& hits, const std::string& release) {
    std::uint64_t bytes = 0;
    for (const archive::Hit& hit : hits) {
      session.out() << fmt::format("{} {}\n", hit.file_name, size_text(hit.bytes));
      bytes += hit.bytes;
    }
    session.out() << fmt::format("{} deliveries of release {}, {}\n", hits.size(), release, size_text(bytes));
    return Exit::done;
  }

  /// What the threads that fetch share with the one that tells the user.
  struct Fetching {
    std::atomic<std::size_t> next = 0;
    std::atomic<std::int64_t> bytes = 0;
    std::mutex mutex;
    std::vector<std::size_t> ended;            ///< in order of time
    std::vector<std::exception_ptr> failures;  ///< by hit
  };

  Exit fetch_all(Session& session, archive::Archive& archive, const std::vector<archive::Hit>& hits) const {
    TileWork work(session);
    std::vector<archive::Hit> wanted;
    std::uint64_t bytes = 0;
    for (const archive::Hit& hit : hits) {
      if (!session.options().overwrite && is_here(hit)) {
        work.up_to_date(hit.file_name);
      } else {
        wanted.push_back(hit);
        bytes += hit.bytes;
      }
    }
    Fetching fetching;
    fetching.failures.resize(wanted.size());
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < std::min(kAtOnce, wanted.size()); ++i)
      threads.emplace_back([&] { fetch_some(archive, wanted, fetching); });
    Progress progress = session.progress("download", "bytes", bytes);
    tell(session, work, wanted, fetching, progress);
    threads.clear();
    check_interrupted();
    return work.finish();
  }

  bool is_here(const archive::Hit& hit) const {
    std::error_code none;
    const auto bytes = std::filesystem::file_size(folder_ / hit.file_name, none);
    return !none && (hit.bytes == 0 || bytes == hit.bytes);
  }

  void fetch_some(archive::Archive& archive, const std::vector<archive::Hit>& hits,
                  Fetching& fetching) const {
    for (std::size_t i = fetching.next++; i < hits.size() && !interrupted(); i = fetching.next++) {
      std::exception_ptr failure;
      try {
        fetch(archive, hits[i], fetching);
      } catch (...) {
        failure = std::current_exception();
      }
      const std::lock_guard lock(fetching.mutex);
      fetching.failures[i] = failure;
      fetching.ended.push_back(i);
    }
  }

  /// The file has its name when it is whole and was read to its end; until then it is NAME.part.
  void fetch(archive::Archive& archive, const archive::Hit& hit, Fetching& fetching) const {
    const std::filesystem::path target = folder_ / hit.file_name;
    const std::filesystem::path part = target.string() + ".part";
    archive.download(hit, part, [&](std::int64_t bytes) { fetching.bytes += bytes; });
    try {
      check_zip(part);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::bad_archive) throw;
      std::filesystem::remove(part);  // going on with it would not help
      throw Error(ErrorCode::bad_archive, {.file = hit.file_name}, error.problem(),
                  "It came damaged and was thrown away: run the command again");
    }
    store::sync_file(part);
    store::rename_file(part, target);
    store::sync_folder(folder_.empty() ? "." : folder_);
  }

  static void tell(Session& session, TileWork& work, const std::vector<archive::Hit>& hits,
                   Fetching& fetching, Progress& progress) {
    std::int64_t shown = 0;
    for (std::size_t told = 0; told < hits.size();) {
      check_interrupted();
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      if (const std::int64_t now = fetching.bytes; now > shown) {
        progress.advance(static_cast<std::uint64_t>(now - shown));
        shown = now;
      }
      const std::lock_guard lock(fetching.mutex);
      for (; told < fetching.ended.size(); ++told) {
        const archive::Hit& hit = hits[fetching.ended[told]];
        work.attempt(hit.file_name, [&] {
          if (fetching.failures[fetching.ended[told]])
            std::rethrow_exception(fetching.failures[fetching.ended[told]]);
          session.note(fmt::format("{}: {}", hit.file_name, size_text(hit.bytes)));
        });
      }
    }
  }

  std::vector<double> bbox_;
  std::filesystem::path area_file_;
  std::string level_ = "L2b";
  std::string release_;
  std::string orbit_;
  std::string component_;
  int track_ = 0;
  std::filesystem::path folder_ = ".";
  std::filesystem::path key_file_;
  std::string url_ = archive::kArchiveUrl;
  double retry_wait_ = 5;
};

}  // namespace

std::unique_ptr<Command> make_download() { return std::make_unique<DownloadCommand>(); }

}  // namespace plumbline::cli

// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <mutex>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "../interrupt.h"
#include "../stages.h"
#include "../tile_work.h"
#include "calibrate_controls.h"
#include "calibrate_tile.h"
#include "core/error.h"
#include "derived_tile.h"
#include "ingest/tile.h"
#include "metres.h"
#include "store/durable_file.h"

namespace plumbline::cli {
namespace {

constexpr const char* kControlsFile = "calibrate_controls.parquet";
constexpr double kMetresPerKilometre = 1000;
constexpr std::uint32_t kAbsent = UINT32_MAX;

/// Smallest and largest value; both NaN for none.
std::pair<double, double> range_of(std::span<const float> values) {
  std::pair<double, double> range{std::nan(""), std::nan("")};
  for (const float value : values) {
    if (std::isnan(value)) continue;
    range.first = std::fmin(range.first, static_cast<double>(value));
    range.second = std::fmax(range.second, static_cast<double>(value));
  }
  return range;
}

/// The rows of a tile that can be calibrated, in order.
std::vector<std::uint32_t> calibrated_rows(const std::vector<float>& rates) {
  std::vector<std::uint32_t> rows;
  for (std::size_t row = 0; row < rates.size(); ++row)
    if (!std::isnan(rates[row])) rows.push_back(static_cast<std::uint32_t>(row));
  return rows;
}

/// The series of a tile less rate · time, put aside on disk in the order of `rows`.
void put_aside(const store::Store& from, const store::TileRecord& tile, std::span<const float> rates,
               std::span<const std::uint32_t> rows, SpilledSeries& aside, Progress& progress) {
  std::vector<std::uint32_t> new_row(tile.points, kAbsent);
  for (std::size_t i = 0; i < rows.size(); ++i) new_row[rows[i]] = static_cast<std::uint32_t>(i);
  aside.make_room(rows.size());
  std::mutex mutex;
  from.scan_series_in_parallel(tile.stem, [&](std::size_t first_row, const SeriesBlockView& block) {
    std::vector<float> series(tile.axis.size());
    for (std::size_t point = 0; point < block.points; ++point) {
      const std::uint32_t row = new_row[first_row + point];
      if (row == kAbsent) continue;
      block.copy_series(point, series);
      const auto rate = static_cast<double>(rates[first_row + point]);
      for (std::size_t i = 0; i < series.size(); ++i)
        series[i] = static_cast<float>(static_cast<double>(series[i]) - rate * tile.axis.years(i));
      aside.write(row, 0, series);
    }
    const std::lock_guard lock(mutex);
    progress.advance(block.points);
  });
}

Column subtracted(const Table& columns, std::span<const float> rates) {
  const auto velocities = columns.get<float>("mean_velocity");
  std::vector<float> values(velocities.begin(), velocities.end());
  for (std::size_t row = 0; row < values.size(); ++row) values[row] -= rates[row];
  return {"mean_velocity", std::move(values)};
}

class CalibrateCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option("--out", out_, "Folder of the store to write; another one than --store")
        ->required()
        ->type_name("DIR");
    auto* gnss = app.add_option("--gnss", gnss_file_,
                                "Velocities of GNSS stations, or EGMS's model (EGMS_AEPND_*.csv), in mm/yr "
                                "relative to stable Eurasia")
                     ->check(CLI::ExistingFile)
                     ->type_name("FILE");
    app.add_flag("--remove-gnss", remove_gnss_,
                 "Take the motion of the reference model (gnss_velocity) out instead, to see local motion")
        ->excludes(gnss);
    auto* degree = app.add_option("--degree", options_.surface.degree,
                                  "Degree of the surface in easting and northing that is removed")
                       ->check(CLI::Range(0, 3))
                       ->capture_default_str()
                       ->type_name("N");
    app.add_option("--low-pass", low_pass_km_,
                   "A low-pass surface instead: differences of twice this wavelength (km) mostly pass, half "
                   "the amplitude at it")
        ->check(CLI::PositiveNumber)
        ->excludes(degree)
        ->type_name("KM");
    app.add_option("--radius-m", options_.radius_m, "Points this near to a station are compared with it")
        ->check(CLI::PositiveNumber)
        ->capture_default_str()
        ->type_name("M");
    app.add_option("--min-coherence", options_.least_coherence,
                   "Temporal coherence of points that are compared with GNSS")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str()
        ->type_name("C");
    app.add_option("--max-std", most_std_,
                   "Leave out stations whose east or up velocity has a larger standard deviation (mm/yr)")
        ->check(CLI::PositiveNumber)
        ->capture_default_str()
        ->type_name("S");
    app.add_flag("--with-north", with_north_,
                 "Keep GNSS's motion to the north in the line of sight; EGMS leaves it out");
  }

  Exit run(Session& session) override {
    if (gnss_file_.empty() && !remove_gnss_)
      throw Error(ErrorCode::usage, {}, "calibrate needs --gnss FILE or --remove-gnss");
    options_.surface.low_pass_m = low_pass_km_ * kMetresPerKilometre;
    const auto& folder = session.options().store;
    const auto from = store::Store::open(folder, session.options().resources());
    check_other_store(folder, out_);
    const GnssReference gnss = remove_gnss_ ? GnssReference{} : read_gnss(gnss_file_, with_north_, most_std_);
    if (session.options().dry_run) return say(session, from);
    auto to = store::Store::open_or_create(out_, session.options().resources());
    TileWork work(session);
    Table controls = empty_controls();
    for (const store::TileRecord& tile : from.tiles()) {
      check_interrupted();
      if (!remove_gnss_ && tile.component != Component::line_of_sight) {
        session.note(fmt::format("{}: left alone: it has no line of sight", tile.stem));
        continue;
      }
      Calibration calibration;
      if (!work.prepare(tile.stem, [&] {
            calibration = remove_gnss_ ? model_of(from, tile) : calibration_of(from, tile, gnss, options_);
          }))
        continue;
      say_surfaces(session, tile, gnss, calibration);
      append_controls(tile.stem, gnss, calibration, controls);
      if (is_done(session, to, tile, calibration)) {
        work.up_to_date(out_stem(tile));
      } else {
        work.attempt(tile.stem, [&] { write(session, from, to, tile, calibration); });
      }
    }
    if (!remove_gnss_ && controls.rows() > 0) put_controls(to, controls);
    return work.finish();
  }

 private:
  std::string out_stem(const store::TileRecord& tile) const {
    return tile.stem + (remove_gnss_ ? "_local" : "_calibrated");
  }

  store::StageRecord record_of(const store::TileRecord& tile, const Calibration& calibration) const {
    nlohmann::json options{{"degree", options_.surface.degree},
                           {"gnss", remove_gnss_ ? "" : ingest::source_sha256(gnss_file_)},
                           {"low_pass_m", options_.surface.low_pass_m},
                           {"max_std", most_std_},
                           {"min_coherence", options_.least_coherence},
                           {"radius_m", options_.radius_m},
                           {"remove_gnss", remove_gnss_},
                           {"with_north", with_north_}};
    if (!calibration.plane.empty()) options["metres"] = calibration.plane;
    return {.stage = "calibrate",
            .method_version = find_stage("calibrate")->method_version,
            .options = options.dump(),
            .inputs = tile.series.sha256};
  }

  bool is_done(const Session& session, const store::Store& to, const store::TileRecord& tile,
               const Calibration& calibration) const {
    const store::TileRecord* known = to.find_tile(out_stem(tile));
    const store::StageRecord* stage = known == nullptr ? nullptr : known->stage("calibrate");
    return stage != nullptr && *stage == record_of(tile, calibration) && !session.options().overwrite;
  }

  Exit say(Session& session, const store::Store& from) const {
    for (const store::TileRecord& tile : from.tiles())
      if (remove_gnss_ || tile.component == Component::line_of_sight)
        session.out() << fmt::format("would write {}\n", out_stem(tile));
    return Exit::done;
  }

  void say_surfaces(Session& session, const store::TileRecord& tile, const GnssReference& gnss,
                    const Calibration& calibration) const {
    const std::size_t points = calibrated_rows(calibration.rates).size();
    if (points > 0) {
      const auto [lowest, highest] = range_of(calibration.rates);
      session.out() << fmt::format("{}: {} points, {:.2f} to {:.2f} mm/yr removed\n", out_stem(tile), points,
                                   lowest, highest);
    }
    if (!calibration.plane.empty()) session.out() << "  " << note_of_metres(calibration.plane) << '\n';
    for (const ClusterSurface& cluster : calibration.clusters) {
      const std::string name = cluster.label == 0 ? "" : fmt::format("cluster {}: ", cluster.label);
      if (!cluster.surface) {
        session.warn(fmt::format("{}: {}no {} to compare {} points with; they are left out", tile.stem, name,
                                 gnss.grid ? "cells of 1 km" : "stations", cluster.points));
        continue;
      }
      session.out() << "  " << name << text_of(cluster, gnss, options_.surface);
    }
  }

  void write(Session& session, const store::Store& from, store::Store& to, const store::TileRecord& tile,
             const Calibration& calibration) const {
    const auto rows = calibrated_rows(calibration.rates);
    if (rows.empty())
      throw Error(ErrorCode::not_found, {.file = tile.stem}, "no point of the tile can be calibrated",
                  "Is there GNSS near it? --radius-m and --max-std widen the choice of stations");
    Progress progress = session.progress(out_stem(tile), "points", tile.points + rows.size());
    SpilledSeries aside(to.folder(), tile.axis.size());
    put_aside(from, tile, calibration.rates, rows, aside, progress);
    to.put_tile(
        {.stem = out_stem(tile),
         .level = tile.level == Level::L2a && !remove_gnss_ ? Level::L2b : tile.level,
         .component = tile.component,
         .source_file = tile.source_file,
         .source_bytes = tile.source_bytes,
         .source_sha256 = tile.source_sha256},
        tile.axis, columns_of(from, tile, calibration, rows),
        [&](std::size_t first_row, SeriesBlock& block) {
          std::vector<float> series(block.points() * aside.row_length());
          aside.read(first_row, series);
          for (std::size_t row = 0; row < block.points(); ++row)
            for (std::size_t i = 0; i < block.acquisitions(); ++i)
              block.acquisition(i)[row] = series[row * aside.row_length() + i];
          progress.advance(block.points());
        },
        record_of(tile, calibration));
  }

  /// As delivered, but for the velocity, and with what was removed. Whatever is not linear in time stays.
  Table columns_of(const store::Store& from, const store::TileRecord& tile, const Calibration& calibration,
                   std::span<const std::uint32_t> rows) const {
    const std::string model = gnss_column(tile.component);
    std::vector<std::string> names;
    for (const auto& [name, type] : delivered_columns(from, tile.stem))
      if (name != model) names.push_back(name);
    Table columns = from.read_columns(tile.stem, names);
    put_column(columns, subtracted(columns, calibration.rates));
    if (!calibration.gnss_velocity.empty()) put_column(columns, {model, calibration.gnss_velocity});
    put_column(columns, {"calibration_velocity", calibration.rates});
    for (Column& column : columns.columns()) column = ingest::reordered(column, rows);
    return columns;
  }

  void put_controls(store::Store& to, const Table& controls) const {
    std::string inputs;
    for (const store::TileRecord& tile : to.tiles())
      if (const store::StageRecord* stage = tile.stage("calibrate")) inputs += stage->fingerprint() + " ";
    const store::StageRecord record{.stage = "calibrate_controls",
                                    .method_version = find_stage("calibrate")->method_version,
                                    .options = "{}",
                                    .inputs = store::sha256_of(inputs)};
    const store::StageRecord* known = to.stage(record.stage);
    if (known == nullptr || *known != record) to.put_table(kControlsFile, record, rows_of(controls));
  }

  std::filesystem::path out_;
  std::filesystem::path gnss_file_;
  bool remove_gnss_ = false;
  bool with_north_ = false;
  double low_pass_km_ = 0;
  double most_std_ = 1.0;
  CalibrateOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_calibrate() { return std::make_unique<CalibrateCommand>(); }

}  // namespace plumbline::cli

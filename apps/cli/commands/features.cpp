// SPDX-License-Identifier: MIT
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "../interrupt.h"
#include "../stages.h"
#include "core/error.h"
#include "features/egms_statistics.h"
#include "ingest/series_table.h"
#include "motion.h"
#include "parallel/thread_loop.h"
#include "store/durable_file.h"

namespace plumbline::cli {
namespace {

constexpr std::size_t kRangeRows = 128;

/// A text file that appears under its name only when it is complete.
class NewFile {
 public:
  explicit NewFile(std::filesystem::path path) : path_(std::move(path)), beside_(path_) {
    beside_ += ".part";
    stream_.open(beside_, std::ios::binary | std::ios::trunc);
    check("the file cannot be made");
  }
  ~NewFile() {
    std::error_code ignored;
    if (!finished_) std::filesystem::remove(beside_, ignored);
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  void write(std::string_view text) {
    stream_.write(text.data(), static_cast<std::streamsize>(text.size()));
    check("the file cannot be written");
  }
  void finish() {
    stream_.close();
    check("the file cannot be written");
    store::sync_file(beside_);
    store::rename_file(beside_, path_);
    finished_ = true;
    store::sync_folder(std::filesystem::absolute(path_).parent_path());
  }

 private:
  void check(std::string_view problem) const {
    if (stream_) return;
    throw Error(ErrorCode::file_access, {.file = path_.string()},
                fmt::format("{}: {}", problem, std::generic_category().message(errno)));
  }
  std::filesystem::path path_;
  std::filesystem::path beside_;
  std::ofstream stream_;
  bool finished_ = false;
};

std::string header(bool egms_statistics) {
  std::string text = "pid";
  for (const auto name : features::kFeatureNames) (text += ',') += name;
  text += ",r2_harmonic,class_rule,periodic,jumpy,variable_flag,noisy_trend";
  if (egms_statistics) {
    for (const auto name : features::kEgmsStatisticNames) (text += ",egms_") += name;
  }
  return text + '\n';
}

/// A pid may be any text: in quotes where a CSV needs them.
void append_text(std::string& line, std::string_view text) {
  if (text.find_first_of(",\"") == std::string_view::npos) {
    line += text;
    return;
  }
  line += '"';
  for (const char c : text) line.append(c == '"' ? 2 : 1, c);
  line += '"';
}

/// The shortest digits that read back as the same number.
void append_number(std::string& line, double value) {
  fmt::format_to(std::back_inserter(line), ",{}", value);
}

void append_motion(std::string& line, const std::optional<Motion>& motion) {
  if (!motion) {
    line.append(features::kFeatureNames.size() + 6, ',');
    return;
  }
  for (const double value : motion->features.values()) append_number(line, value);
  append_number(line, motion->features.r2_harmonic);
  (line += ',') += name_of(motion->motion_class);
  const classify::MotionFlags& flags = motion->flags;
  for (const bool flag : {flags.periodic, flags.jumpy, flags.variable, flags.noisy_trend})
    line += flag ? ",1" : ",0";
}

void append_statistics(std::string& line, const std::optional<features::EgmsStatistics>& statistics) {
  if (!statistics) {
    line.append(features::kEgmsStatisticNames.size(), ',');
    return;
  }
  for (const double value : statistics->values()) append_number(line, value);
}

class FeaturesCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option("SERIES", series_, "CSV with a column pid and date columns, or an EGMS zip")
        ->required()
        ->type_name("FILE");
    app.add_option("--out", out_, "The CSV to write")->required()->type_name("FILE");
    app.add_flag(
        "--egms-statistics", egms_statistics_,
        "Append EGMS's own statistics, re-derived from the series (from its own values, no gap filled)");
    motion_.declare(app);
  }

  Exit run(Session& session) override {
    motion_.settle();
    ingest::SeriesTable table(series_);
    const Window window(table.axis(), motion_.options());
    if (window.axis().empty() && !table.axis().empty())
      throw Error(ErrorCode::usage, {.file = series_.string()}, "no acquisition lies between --from and --to",
                  fmt::format("The file has {} to {}", table.axis().dates().front().iso(),
                              table.axis().dates().back().iso()));
    if (std::filesystem::exists(out_) && !session.options().overwrite)
      throw Error(ErrorCode::already_exists, {.file = out_.string()}, "this file exists already",
                  "Give --overwrite to replace it");
    NewFile file(out_);
    file.write(header(egms_statistics_));
    Progress progress = session.progress("features", "bytes", table.total_bytes());
    ingest::SeriesRows rows;
    std::size_t points = 0;
    for (std::uint64_t shown = 0; table.read(rows); shown = table.bytes_read()) {
      check_interrupted();
      for (const std::string& lines : describe(rows, window)) file.write(lines);
      points += rows.size();
      progress.advance(table.bytes_read() - shown);
    }
    file.finish();
    session.note(fmt::format("features: {} series of {} acquisitions in {}", points, window.axis().size(),
                             out_.string()));
    return Exit::done;
  }

 private:
  /// The lines of the result, in the order of the rows: one text a range.
  std::vector<std::string> describe(ingest::SeriesRows& rows, const Window& window) const {
    std::vector<std::string> texts((rows.size() + kRangeRows - 1) / kRangeRows);
    const std::size_t acquisitions = rows.size() == 0 ? 0 : rows.series_mm.size() / rows.size();
    parallel_ranges(rows.size(), kRangeRows, [&](std::size_t begin, std::size_t end) {
      MotionDescriber describer(window.axis(), motion_.options());
      features::EgmsFitter fitter(window.axis());
      std::string& lines = texts[begin / kRangeRows];
      for (std::size_t row = begin; row < end; ++row) {
        const auto series = window.of(std::span(rows.series_mm).subspan(row * acquisitions, acquisitions));
        const auto statistics = egms_statistics_ ? fitter.fit(series) : std::nullopt;
        append_text(lines, rows.pids[row]);
        append_motion(lines, describer.describe(series));
        if (egms_statistics_) append_statistics(lines, statistics);
        lines += '\n';
      }
    });
    return texts;
  }

  std::filesystem::path series_;
  std::filesystem::path out_;
  bool egms_statistics_ = false;
  MotionArguments motion_;
};

}  // namespace

std::unique_ptr<Command> make_features() { return std::make_unique<FeaturesCommand>(); }

}  // namespace plumbline::cli

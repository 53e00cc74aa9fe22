// SPDX-License-Identifier: MIT
#include <map>
#include <string>
#include <vector>

#include <fmt/ostream.h>

#include "../stages.h"
#include "synth/delivery.h"
#include "truth_file.h"

namespace plumbline::cli {
namespace {

using synth::Release;

const std::map<std::string, Level> kLevels{{"L2a", Level::L2a}, {"L2b", Level::L2b}, {"L3", Level::L3}};
const std::map<std::string, Release> kReleases{{"2015_2021", Release::from_2015_to_2021},
                                               {"2020_2024", Release::from_2020_to_2024}};

class SynthCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option("--out", folder_, "Folder for the deliveries and their truth; made when absent")
        ->required()
        ->type_name("DIR");
    app.add_option(
           "--tiles", scene_.tiles,
           "Bursts, alternately ascending and descending over the same ground; with L3, 100 km tiles of two "
           "files each")
        ->capture_default_str();
    app.add_option("--points", scene_.points, "Points a tile")->capture_default_str();
    app.add_option("--dates", scene_.dates, "Acquisitions a tile")->capture_default_str();
    app.add_option("--seed", scene_.seed, "The same seed gives the same deliveries")->capture_default_str();
    app.add_flag("--csv", scene_.csv, "Write plain CSV files, not zips");
    app.add_option("--level", level_, "Product level")
        ->check(CLI::IsMember({"L2a", "L2b", "L3"}))
        ->capture_default_str();
    app.add_option("--release", release_, "Whose column names, number format and years to imitate")
        ->check(CLI::IsMember({"2015_2021", "2020_2024"}))
        ->capture_default_str();
    app.add_option("--gaps", scene_.gap_share,
                   "Share of the points that lose whole winters (empty fields; real deliveries have none)")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    app.add_flag("--noise-free", scene_.noise_free,
                 "The same points moving the same way, without noise: what a perfect method would see");
  }

  Exit run(Session& session) override {
    scene_.level = kLevels.at(level_);
    scene_.release = kReleases.at(release_);
    scene_.overwrite = session.options().overwrite;
    scene_.truth_columns = truth_columns();
    if (session.options().dry_run) {
      for (const auto& file : synth::planned_deliveries(scene_, folder_)) {
        session.note(fmt::format("would write {} with {} points", file.string(), scene_.points));
      }
      return Exit::done;
    }
    const std::uint64_t files = synth::planned_deliveries(scene_, folder_).size();
    std::vector<std::filesystem::path> written;
    {
      Progress progress = session.progress("synth", "points", files * scene_.points);
      written =
          synth::write_deliveries(scene_, folder_, [&](std::uint64_t points) { progress.advance(points); });
    }
    for (const auto& file : written) fmt::print(session.out(), "{}\n", file.string());
    return Exit::done;
  }

 private:
  synth::SceneOptions scene_;
  std::filesystem::path folder_;
  std::string level_ = "L2b";
  std::string release_ = "2020_2024";
};

}  // namespace

std::unique_ptr<Command> make_synth() { return std::make_unique<SynthCommand>(); }

}  // namespace plumbline::cli

// SPDX-License-Identifier: MIT
#include "synth/tile_maker.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "synth/acquisitions.h"
#include "synth/laea_europe.h"
#include "synth/number_text.h"
#include "synth/portable_math.h"

namespace plumbline::synth {
namespace {

// Names of the streams of random numbers of a point.
enum Purpose : std::uint64_t { kPlace = 1, kQuality, kMotion, kNoise, kWinters };

struct Quantile {
  double share;
  double value;
};

/// The value below which `share` of a distribution lies, linear between the places given; any such table.
double at_share(std::span<const Quantile> quantiles, double share) {
  std::size_t i = 1;
  while (i + 1 < quantiles.size() && quantiles[i].share < share) ++i;
  const Quantile& low = quantiles[i - 1];
  const Quantile& high = quantiles[i];
  return low.value + (share - low.share) / (high.share - low.share) * (high.value - low.value);
}

// Of two real deliveries (022_0845 and 117_0227, 2020–2024).
constexpr std::array<Quantile, 10> kCoherence{{{0, 0.18},
                                               {0.0005, 0.40},
                                               {0.008, 0.51},
                                               {0.05, 0.58},
                                               {0.25, 0.665},
                                               {0.5, 0.755},
                                               {0.75, 0.855},
                                               {0.95, 0.94},
                                               {0.999, 0.98},
                                               {1, 0.99}}};
/// Standard deviation of the noise, mm, by coherence; a little above the rmse there, as the fit takes some.
constexpr std::array<Quantile, 8> kNoiseAtCoherence{
    {{0.18, 4.8}, {0.5, 4.8}, {0.55, 4.7}, {0.65, 4.4}, {0.75, 3.6}, {0.85, 2.6}, {0.95, 1.5}, {0.99, 0.8}}};
constexpr std::array<Quantile, 7> kAmplitudeDispersion{
    {{0, 0.09}, {0.05, 0.29}, {0.25, 0.42}, {0.5, 0.48}, {0.75, 0.51}, {0.95, 0.56}, {1, 1.2}}};

double gaussian(const Random& random, std::uint64_t counter) {
  return static_cast<double>(QuantileTable::normal()(static_cast<std::uint32_t>(random.bits(counter) >> 32)));
}

TimeAxis axis_of(const SceneOptions& options, std::uint32_t tile) {
  return TimeAxis(acquisition_dates(options, tile));
}

DeliveryName named(DeliveryName name, Component component) {
  name.component = component;
  return name;
}

std::string_view fixed_columns(Level level, bool recent) {
  if (level == Level::L3) {
    return recent ? "pid,easting,northing,height_ortho,rmse_ts,mean_velocity,mean_velocity_std,acceleration,"
                    "acceleration_std,seasonality,seasonality_std,gnss_velocity_n,gnss_velocity_e,gnss_"
                    "velocity_u"
                  : "pid,easting,northing,height,rmse,mean_velocity,mean_velocity_std,acceleration,"
                    "acceleration_std,"
                    "seasonality,seasonality_std";
  }
  return recent
             ? "mp_type,latitude,longitude,easting,northing,height_ortho,height_ellipse,line,pixel,rmse_ts,"
               "temporal_coherence,amplitude_dispersion,incidence_angle,track_angle,los_east,los_north,los_"
               "up,"
               "mean_velocity,mean_velocity_std,acceleration,acceleration_std,seasonality,seasonality_std"
             : "mp_type,latitude,longitude,easting,northing,height,height_wgs84,line,pixel,rmse,"
               "temporal_coherence,amplitude_dispersion,incidence_angle,track_angle,los_east,los_north,los_"
               "up,"
               "mean_velocity,mean_velocity_std,acceleration,acceleration_std,seasonality,seasonality_std";
}

}  // namespace

struct TileMaker::Point {
  PointId pid;
  Slot slot;
  Position position;
  double height_m = 0;
  LineOfSight look;
  RegionalVelocity regional;
  int cluster = 0;  ///< of L2a
  double coherence = 0;
  double amplitude_dispersion = 0;
  Phenomenon phenomenon = Phenomenon::stable;
  Signal signal;
  Noise noise;
  double step_years = -1;
};

struct TileMaker::Scratch {
  std::vector<double> values;
  std::vector<double> present_years, present_values;
  std::vector<bool> present;
};

TileMaker::TileMaker(const SceneOptions& options, std::uint32_t tile, const Scene& scene,
                     const Viewpoint& view, Component component)
    : options_(options),
      scene_(scene),
      view_(view),
      name_(named(view.name, component)),
      axis_(axis_of(options, tile)),
      series_(axis_),
      fit_(axis_.years()),
      random_(Random(options.seed).stream(4).stream(tile)) {}

std::string TileMaker::header() const {
  std::string header;
  if (name_.level == Level::L3) {
    header = fixed_columns(name_.level, recent());
  } else {
    header = name_.level == Level::L2a ? "pid,cluster_label," : "pid,";
    header += fixed_columns(name_.level, recent());
    if (recent() && name_.level == Level::L2b) header += ",gnss_velocity";
  }
  for (const Date date : axis_.dates()) header.append(1, ',').append(date.yyyymmdd());
  return header + "\n";
}

std::string TileMaker::truth_header() const {
  return "pid,phenomenon,velocity_mm_per_year,acceleration_mm_per_year2,seasonal_amplitude_mm,step_mm,"
         "step_date,noise_sigma_mm,noise_correlated_share,winter_gaps" +
         options_.truth_columns.names + "\n";
}

TileMaker::Point TileMaker::point(Slot slot) const {
  const Random random = random_.stream(static_cast<std::uint64_t>(slot.line) << 16 | slot.pixel);
  const Random place = random.stream(kPlace);
  Point point{.pid = view_.pid(slot), .slot = slot, .position = view_.position(slot)};
  if (!view_.is_grid()) {  // a scatterer lies where it likes within its pixel, and above the ground
    point.position.easting_m += place.uniform(0, -1.8, 1.8);
    point.position.northing_m += place.uniform(1, -1.8, 1.8);
  }
  const auto [easting, northing] = point.position;
  point.height_m = scene_.height_m(easting, northing) + place.uniform(2, 0, 12);
  point.look = view_.line_of_sight(slot, point.height_m);
  point.regional = scene_.regional_velocity(easting, northing);
  if (name_.level == Level::L2a) point.cluster = easting < view_.area.easting_m ? 1 : 2;

  const Random quality = random.stream(kQuality);
  const double rank = quality.uniform(0);
  point.coherence = at_share(kCoherence, rank);
  const double opposite = std::fabs(1 - rank + quality.uniform(1, -0.25, 0.25));
  point.amplitude_dispersion = at_share(kAmplitudeDispersion, opposite > 1 ? 2 - opposite : opposite);
  const double averaged = view_.is_grid() ? 0.6 : 1;  // a cell of L3 is a mean of points
  point.noise.sigma_mm =
      averaged * at_share(kNoiseAtCoherence, point.coherence) * quality.uniform(2, 0.88, 1.12);
  point.noise.correlated_share =
      std::clamp(0.42 + 1.1 * (0.95 - point.coherence) + quality.uniform(3, -0.2, 0.2), 0.05, 0.95);
  add_motion(point, Random(random).stream(kMotion).stream(static_cast<std::uint64_t>(name_.component)));
  return point;
}

void TileMaker::add_motion(Point& point, const Random& random) const {
  const GroundMotion ground = scene_.motion(point.position.easting_m, point.position.northing_m);
  point.phenomenon = ground.phenomenon;
  double east = point.look.east;
  double up = point.look.up;
  if (view_.is_grid()) {
    east = name_.component == Component::east ? 1 : 0;
    up = 1 - east;
  }
  const double seen =
      ground.east_share * east + ground.up_share * up;  // one millimetre of the ground, from here
  Signal& signal = point.signal;
  signal.velocity_mm_per_year = ground.velocity_mm_per_year * seen;
  // L2a is not tied to GNSS: each cluster of points moves as its own reference does.
  if (name_.level == Level::L2a) {
    signal.velocity_mm_per_year += point.cluster == 1 ? 0.7 : -1.1;
  } else {
    signal.velocity_mm_per_year += point.regional.east * east + point.regional.up * up;
  }
  signal.final_mm = ground.final_mm * seen;
  signal.early = ground.phenomenon == Phenomenon::deceleration;
  // What each scatterer does by itself: settling, and warming in summer.
  signal.offset_mm = 0.5 * gaussian(random, 0);
  signal.acceleration_mm_per_year2 = 0.45 * gaussian(random, 4);
  signal.velocity_mm_per_year += 0.45 * gaussian(random, 1);
  signal.cosine_mm =
      0.75 * gaussian(random, 2) + ground.seasonal_mm * seen * cosine_of_turns(ground.seasonal_peak_years);
  signal.sine_mm =
      0.75 * gaussian(random, 3) + ground.seasonal_mm * seen * sine_of_turns(ground.seasonal_peak_years);
  signal.step_mm = ground.step_mm * seen;
  if (ground.phenomenon == Phenomenon::step) point.step_years = ground.step_share * series_.duration_years();
  signal.step_at = point.step_years < 0 ? series_.size() : series_.first_after(point.step_years);
}

bool TileMaker::lose_winters(const Random& random, std::vector<bool>& present) const {
  present.assign(axis_.size(), true);
  if (random.uniform(0) >= options_.gap_share) return false;
  constexpr double kDecember = 335.0 / 365.25;
  std::size_t lost = 0;
  const double first_year = static_cast<double>(axis_.date(0).days_since_1970()) / TimeAxis::kDaysPerYear;
  for (std::size_t i = 1; i + 1 < axis_.size(); ++i) {            // the first and the last stay
    const double year = first_year + axis_.years(i) - kDecember;  // winters begin at whole numbers
    const auto winter = static_cast<std::uint64_t>(year);
    const double since = year - static_cast<double>(winter);
    const double begin = random.uniform(10 * winter, 0, 0.08);
    const bool snow = random.uniform(10 * winter + 1) < 0.7 && since >= begin &&
                      since < begin + random.uniform(10 * winter + 2, 0.16, 0.33);
    if (!snow) continue;
    present[i] = false;
    ++lost;
  }
  if (axis_.size() - lost >= kFewestDates) return lost > 0;
  present.assign(axis_.size(), true);
  return false;
}

OfficialStatistics TileMaker::round_and_fit(Scratch& scratch, bool gaps) const {
  if (!gaps) {
    scratch.present_values.clear();
    for (const double value : scratch.values) scratch.present_values.push_back(rounded_to_tenths(value));
    return fit_(scratch.present_values);
  }
  scratch.present_years.clear();
  scratch.present_values.clear();
  for (std::size_t i = 0; i < scratch.values.size(); ++i) {
    if (!scratch.present[i]) continue;
    scratch.present_years.push_back(axis_.years(i));
    scratch.present_values.push_back(rounded_to_tenths(scratch.values[i]));
  }
  return OfficialFit(scratch.present_years)(scratch.present_values);
}

void TileMaker::append_fixed_columns(const Point& p, const OfficialStatistics& statistics,
                                     std::string& rows) const {
  NumberText out(rows, !recent());
  const auto integer = [&](std::int64_t value) { out.comma(), out.integer(value); };
  const auto fixed = [&](double value, int decimals) { out.comma(), out.fixed(value, decimals); };
  const bool grid = view_.is_grid();
  out.text(p.pid.text());
  if (grid) {
    integer(static_cast<std::int64_t>(p.position.easting_m));
    integer(static_cast<std::int64_t>(p.position.northing_m));
    fixed(p.height_m, 1);
    fixed(statistics.rmse, 1);
  } else {
    if (name_.level == Level::L2a) integer(p.cluster);
    integer(0);  // mp_type: a persistent scatterer
    const LatitudeLongitude geographic = from_laea_europe(p.position.easting_m, p.position.northing_m);
    fixed(geographic.latitude_deg, 6);
    fixed(geographic.longitude_deg, 6);
    fixed(p.position.easting_m, 2);
    fixed(p.position.northing_m, 2);
    fixed(p.height_m, 1);
    fixed(p.height_m + Scene::geoid_m(p.position.easting_m, p.position.northing_m), 1);
    integer(p.slot.line);
    integer(p.slot.pixel);
    fixed(statistics.rmse, 1);
    fixed(p.coherence, 2);
    fixed(p.amplitude_dispersion, 2);
    fixed(p.look.incidence_deg, 2);
    fixed(view_.heading_deg, 2);
    fixed(p.look.east, 3);
    fixed(p.look.north, 3);
    fixed(p.look.up, 3);
  }
  fixed(statistics.velocity, 1);
  fixed(statistics.velocity_std, 1);
  fixed(statistics.acceleration, 2);
  fixed(statistics.acceleration_std, 2);
  fixed(statistics.seasonality, 1);
  fixed(statistics.seasonality_std, 1);
  if (!recent()) return;
  if (grid) {
    fixed(p.regional.north, 1);
    fixed(p.regional.east, 1);
    fixed(p.regional.up, 1);
  } else if (name_.level == Level::L2b) {
    fixed(p.regional.east * p.look.east + p.regional.up * p.look.up, 1);
  }
}

void TileMaker::append_series(const Scratch& scratch, bool gaps, std::string& rows) const {
  constexpr std::size_t kLongest = 24;
  const std::size_t before = rows.size();
  rows.resize(before + scratch.values.size() * kLongest);
  char* at = rows.data() + before;
  for (std::size_t i = 0; i < scratch.values.size(); ++i) {
    *at++ = ',';
    if (!gaps || scratch.present[i]) at = tenths_text(scratch.values[i], at);
  }
  rows.resize(static_cast<std::size_t>(at - rows.data()));
}

void TileMaker::append_truth(const Point& p, const OfficialStatistics& noise_free, bool gaps,
                             std::string_view further, std::string& truth) const {
  NumberText out(truth, true);
  const auto fixed = [&](double value, int decimals) { out.comma(), out.fixed(value, decimals); };
  out.text(p.pid.text());
  out.comma();
  out.text(kPhenomenonNames[static_cast<std::size_t>(p.phenomenon)]);
  fixed(noise_free.velocity, 3);
  fixed(noise_free.acceleration, 3);
  fixed(std::sqrt(p.signal.cosine_mm * p.signal.cosine_mm + p.signal.sine_mm * p.signal.sine_mm), 3);
  fixed(p.signal.step_mm, 3);
  out.comma();
  if (p.signal.step_at < axis_.size()) out.text(axis_.date(p.signal.step_at).yyyymmdd());
  fixed(p.noise.sigma_mm, 3);
  fixed(p.noise.correlated_share, 3);
  out.text(gaps ? ",1" : ",0");
  out.text(further);
  out.end_row();
}

void TileMaker::append_rows(std::span<const Slot> slots, std::string& rows, std::string& truth) const {
  Scratch scratch;
  scratch.values.resize(axis_.size());
  const TruthColumns& further_columns = options_.truth_columns;
  TruthColumns::Append append_further;
  if (further_columns.make_append) append_further = further_columns.make_append(axis_);
  std::string further;
  for (const Slot slot : slots) {
    const Point p = point(slot);
    const Random random = random_.stream(static_cast<std::uint64_t>(slot.line) << 16 | slot.pixel);
    series_.signal(p.signal, scratch.values);
    const OfficialStatistics noise_free = fit_(scratch.values);
    further.clear();
    if (append_further) append_further(scratch.values, further);
    if (!options_.noise_free)
      series_.add_noise(p.noise, random.stream(kNoise).stream(static_cast<std::uint64_t>(name_.component)),
                        scratch.values);
    const bool gaps = options_.gap_share > 0 && lose_winters(random.stream(kWinters), scratch.present);
    append_fixed_columns(p, round_and_fit(scratch, gaps), rows);
    append_series(scratch, gaps, rows);
    rows += '\n';
    append_truth(p, noise_free, gaps, further, truth);
  }
}

std::string TileMaker::xml() const {
  std::string xml = "<?xml version='1.0' encoding='UTF-8'?>\n";
  if (view_.is_grid()) {
    return xml + fmt::format(
                     "<TILE>\n  <product_level>L3</product_level>\n  <tile_id>E{:02}N{:02}</tile_id>\n"
                     "  <production_facility>1</production_facility>\n"
                     "  <production_date>06/11/2025</production_date>\n  <gnss>\n    <version>2.0</version>\n"
                     "  </gnss>\n</TILE>\n",
                     name_.easting_100km, name_.northing_100km);
  }
  const auto image = [&](std::size_t i) {
    const std::string day = axis_.date(i).yyyymmdd();
    const int second = name_.track % 60;
    return fmt::format(
        "    <image>\n      <orbit_type>FILTERED</orbit_type>\n"
        "      "
        "<product_id>S1A_IW_SLC__1SDV_{0}T0512{1:02}_{0}T0513{1:02}_{2:06}_{3:06X}_{4:04X}</product_id>\n"
        "    </image>\n",
        day, second, 30000 + i, 0x38000 + i, Random(options_.seed).bits(i) & 0xffff);
  };
  xml += fmt::format(
      "<BURST>\n  <product_level>{}</product_level>\n  <track>{:03}</track>\n  <burst_id>{:04}</burst_id>\n"
      "  <sub_swath>{}</sub_swath>\n  <production_facility>1</production_facility>\n"
      "  <production_date>06/11/2025</production_date>\n  <dem>\n    "
      "<version>COP-DEM_GLO-30/2020_1</version>\n"
      "  </dem>\n  <gnss>\n    <version>2.0</version>\n  </gnss>\n  <reference>\n{}  </reference>\n  "
      "<dataset>\n",
      name_of(name_.level), name_.track, name_.burst, name_.swath, image(0));
  for (std::size_t i = 0; i < axis_.size(); ++i) xml += image(i);
  return xml + "  </dataset>\n</BURST>\n";
}

}  // namespace plumbline::synth

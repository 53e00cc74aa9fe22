// SPDX-License-Identifier: MIT
// /api/v1/legends: what colours and words mean, for any program that draws the points.
#include <array>
#include <span>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/motion_class.h"
#include "serve/endpoints/endpoints.h"

namespace plumbline::serve {
namespace {

using Json = nlohmann::ordered_json;

/// EGMS calls a velocity within ± this of no significant motion for a single point.
constexpr double kNotSignificantMmPerYear = 2;

/// Red away from the satellite or down, blue towards it or up, a pale green between; both arms grow darker
/// from the middle.
constexpr std::array<std::string_view, 11> kTwoArms{"#7a0e1e", "#b0201e", "#d94824", "#f08436",
                                                    "#facc68", "#a0d496", "#7eccd6", "#4ea8d8",
                                                    "#2e7ec8", "#2054a8", "#142a7a"};
/// batlow: Crameri, F. (2021), Scientific colour maps 7.0.1, doi:10.5281/zenodo.5501399, MIT licence; nine of
/// its 256 colours.
constexpr std::array<std::string_view, 9> kOneArm{"#011959", "#114360", "#226061", "#4d734d", "#828231",
                                                  "#be9035", "#f19d6b", "#fdb4b4", "#faccfa"};

struct Scale {
  std::string_view name;
  std::string_view title;
  std::string_view unit;
  double least;
  double greatest;
  std::span<const std::string_view> colours;  ///< equally spaced
};

constexpr std::array kScales{
    Scale{"mean_velocity", "Mean velocity", "mm/yr", -10, 10, kTwoArms},
    Scale{"velocity", "Velocity in a window of time", "mm/yr", -10, 10, kTwoArms},
    Scale{"displacement", "Displacement", "mm", -50, 50, kTwoArms},
    Scale{"acceleration", "Acceleration", "mm/yr²", -2, 2, kTwoArms},
    Scale{"gnss_velocity", "Velocity of the GNSS model", "mm/yr", -10, 10, kTwoArms},
    Scale{"temporal_coherence", "Temporal coherence", "", 0.5, 1, kOneArm},
    Scale{"class_prob_1", "Probability of the class", "", 0, 1, kOneArm},
    Scale{"seasonality", "Amplitude of the season", "mm", 0, 10, kOneArm},
    Scale{"rmse", "Deviation from the model", "mm", 0, 10, kOneArm},
    Scale{"mean_velocity_std", "Standard deviation of the velocity", "mm/yr", 0, 1, kOneArm},
    Scale{"amplitude_dispersion", "Amplitude dispersion", "", 0, 0.5, kOneArm},
    Scale{"height", "Height above the geoid", "m", 0, 1000, kOneArm},
    Scale{"height_wgs84", "Height above the ellipsoid", "m", 0, 1000, kOneArm},
    Scale{"incidence_angle", "Incidence angle", "°", 30, 46, kOneArm},
    Scale{"max_gap_days", "Longest time without an acquisition", "d", 0, 100, kOneArm},
    Scale{"n_acquisitions", "Acquisitions", "", 0, 400, kOneArm},
};

struct Kind {
  std::string_view name;
  std::string_view colour;
  std::string_view description;
};

/// In the order of MotionClass, then points without one.
constexpr std::array kClasses{
    Kind{"stable", "#3caa82", "Slow, and close to its trend"},
    Kind{"noisy", "#a0a0a6", "Slow, and scattered about its trend"},
    Kind{"linear", "#206cbe", "Moves at a constant velocity"},
    Kind{"accel", "#ce202a", "Moves faster and faster"},
    Kind{"decel", "#f49a28", "Moves slower and slower"},
    Kind{"variable", "#64288c", "Slow on the whole, with velocities that change"},
    Kind{"other", "#5a5014", "Moves in a way that no rule describes"},
    Kind{"unclassified", "#969696", "Not classified, or with fewer than ten values"},
};
static_assert(kClasses.size() == kMotionClassNames.size() + 1);

/// In the order of kFlagNames, which is that of the bits.
constexpr std::array kFlags{
    Kind{"periodic", "#206cbe", "A season explains much of the motion"},
    Kind{"jumpy", "#ce202a", "Steps of five millimetres or more, beside trend and season"},
    Kind{"variable_flag", "#64288c", "The velocity changes with time"},
    Kind{"noisy_trend", "#d69628", "Fast, and scattered about trend and season"},
};
static_assert(kFlags.size() == kFlagNames.size());

Json json_of(const Scale& scale) {
  Json stops = Json::array();
  const auto last = static_cast<double>(scale.colours.size() - 1);
  for (std::size_t i = 0; i < scale.colours.size(); ++i)
    stops.push_back({scale.least + (scale.greatest - scale.least) * static_cast<double>(i) / last,
                     std::string(scale.colours[i])});
  return {{"name", scale.name},
          {"title", scale.title},
          {"unit", scale.unit},
          {"stops", stops},
          {"colour_blind_safe", true}};
}

Json json_of(std::span<const Kind> kinds) {
  Json list = Json::array();
  for (const Kind& kind : kinds)
    list.push_back({{"name", kind.name}, {"colour", kind.colour}, {"description", kind.description}});
  return list;
}

}  // namespace

Answer legends(const Service&, const Question& question) {
  const Parameters none(question.query, {});
  Json scales = Json::array();
  for (const Scale& scale : kScales) scales.push_back(json_of(scale));
  const Json legends{{"scales", scales},
                     {"missing_colour", "#808080"},
                     {"classes", json_of(kClasses)},
                     {"flags", json_of(kFlags)},
                     {"not_significant",
                      {{"property", "mean_velocity"},
                       {"unit", "mm/yr"},
                       {"from", -kNotSignificantMmPerYear},
                       {"to", kNotSignificantMmPerYear}}}};
  return json_answer(legends.dump());
}

}  // namespace plumbline::serve

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/delivery_name.h"
#include "core/time_axis.h"
#include "synth/delivery.h"
#include "synth/official_fit.h"
#include "synth/random.h"
#include "synth/scene.h"
#include "synth/series.h"
#include "synth/viewpoint.h"

namespace plumbline::synth {

/// One delivery's text: header and rows of the table, of the truth, and the XML. Rows depend on their slot
/// alone, so they can be made in any order and by any thread.
class TileMaker {
 public:
  TileMaker(const SceneOptions& options, std::uint32_t tile, const Scene& scene, const Viewpoint& view,
            Component component);

  const DeliveryName& name() const { return name_; }
  const TimeAxis& axis() const { return axis_; }
  std::string header() const;
  std::string xml() const;
  std::string truth_header() const;
  /// Appends one line a slot to each of the two.
  void append_rows(std::span<const Slot> slots, std::string& rows, std::string& truth) const;

 private:
  struct Point;
  struct Scratch;
  Point point(Slot slot) const;
  void add_motion(Point& point, const Random& random) const;
  bool lose_winters(const Random& random, std::vector<bool>& present) const;
  OfficialStatistics round_and_fit(Scratch& scratch, bool gaps) const;
  void append_fixed_columns(const Point& point, const OfficialStatistics& statistics,
                            std::string& rows) const;
  void append_series(const Scratch& scratch, bool gaps, std::string& rows) const;
  void append_truth(const Point& point, const OfficialStatistics& noise_free, bool gaps,
                    std::string_view further, std::string& truth) const;
  bool recent() const { return options_.release == Release::from_2020_to_2024; }

  SceneOptions options_;
  const Scene& scene_;
  const Viewpoint& view_;
  DeliveryName name_;
  TimeAxis axis_;
  SeriesMaker series_;
  OfficialFit fit_;
  Random random_;
};

}  // namespace plumbline::synth

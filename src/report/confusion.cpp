// SPDX-License-Identifier: MIT
#include "report/confusion.h"

#include <limits>

namespace plumbline::report {
namespace {

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? std::numeric_limits<double>::quiet_NaN()
                    : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

void Detection::add(bool is_found, bool holds) {
  ++points;
  if (is_found) ++found;
  if (holds) ++is_true;
  if (is_found && holds) ++found_and_true;
}

double Detection::precision() const { return share(found_and_true, found); }
double Detection::recall() const { return share(found_and_true, is_true); }

void Confusion::add(MotionClass truth, std::optional<MotionClass> given) {
  ++counts_[static_cast<std::size_t>(truth)][given ? static_cast<std::size_t>(*given) : kUnclassified];
  ++points_;
}

Detection Confusion::detection(std::size_t motion) const {
  Detection detection{.found_and_true = counts_[motion][motion], .points = points_};
  for (std::size_t i = 0; i < counts_.size(); ++i) detection.found += counts_[i][motion];
  for (const std::size_t count : counts_[motion]) detection.is_true += count;
  return detection;
}

}  // namespace plumbline::report

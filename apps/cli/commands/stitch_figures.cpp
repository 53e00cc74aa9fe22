// SPDX-License-Identifier: MIT
#include "stitch_figures.h"

#include <limits>
#include <string>

#include <fmt/format.h>

#include "derived_tile.h"

namespace plumbline::cli {
namespace {

constexpr float kMissing = std::numeric_limits<float>::quiet_NaN();

}  // namespace

StitchFigures::StitchFigures(std::size_t points, std::size_t releases) : joins_(releases - 1) {
  for (Join& join : joins_) {
    join.dates.assign(points, kMissingInt32);
    for (auto* values : {&join.offset, &join.rate, &join.rmse, &join.error}) values->assign(points, kMissing);
  }
  for (auto& values : statistics_) values.assign(points, kMissing);
  max_gap_days_.resize(points);
  n_acquisitions_.resize(points);
}

void StitchFigures::set(std::size_t point, std::span<const std::optional<correct::ReleaseJoin>> found) {
  for (std::size_t r = 0; r < found.size(); ++r) {
    if (!found[r]) continue;
    const correct::RobustLine& line = found[r]->line;
    joins_[r].dates[point] = static_cast<std::int32_t>(line.count);
    joins_[r].offset[point] = static_cast<float>(line.value);
    joins_[r].rate[point] = static_cast<float>(line.slope);
    joins_[r].rmse[point] = static_cast<float>(line.rmse);
    joins_[r].error[point] = static_cast<float>(found[r]->error_mm);
  }
}

void StitchFigures::set(std::size_t point, const std::optional<features::EgmsStatistics>& fitted) {
  if (!fitted) return;
  const auto values = fitted->values();
  for (std::size_t i = 0; i < values.size(); ++i) statistics_[i][point] = static_cast<float>(values[i]);
}

void StitchFigures::set(std::size_t point, const correct::GapSummary& gaps) {
  max_gap_days_[point] = gaps.max_gap_days;
  n_acquisitions_[point] = gaps.n_acquisitions;
}

void StitchFigures::put_into(Table& table) {
  for (std::size_t i = 0; i < statistics_.size(); ++i)
    put_column(table, {std::string(features::kEgmsStatisticNames[i]), std::move(statistics_[i])});
  put_column(table, {"max_gap_days", std::move(max_gap_days_)});
  put_column(table, {"n_acquisitions", std::move(n_acquisitions_)});
  for (std::size_t r = 0; r < joins_.size(); ++r) {
    const auto name = [&](const char* what) { return fmt::format("join_{}_{}", r + 1, what); };
    put_column(table, {name("dates"), std::move(joins_[r].dates)});
    put_column(table, {name("offset"), std::move(joins_[r].offset)});
    put_column(table, {name("rate"), std::move(joins_[r].rate)});
    put_column(table, {name("rmse"), std::move(joins_[r].rmse)});
    put_column(table, {name("error"), std::move(joins_[r].error)});
  }
}

}  // namespace plumbline::cli

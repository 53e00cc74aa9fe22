// SPDX-License-Identifier: MIT
#include "truth_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "core/error.h"
#include "csv_lines.h"
#include "features/features.h"
#include "store/durable_file.h"

namespace plumbline::cli {
namespace {

using features::Features;

constexpr std::string_view kEnding = "_truth.csv";

struct FeatureColumn {
  std::string_view name;
  double Features::*value;
};

constexpr std::array<FeatureColumn, 9> kFeatures{{{"v_robust", &Features::v_robust},
                                                  {"v_diff", &Features::v_diff},
                                                  {"rmse_detrended", &Features::rmse_detrended},
                                                  {"rmse_deseason", &Features::rmse_deseason},
                                                  {"quad_coeff", &Features::quad_coeff},
                                                  {"quad_r2", &Features::quad_r2},
                                                  {"cusum_score", &Features::cusum_score},
                                                  {"velocity_r2", &Features::velocity_r2},
                                                  {"r2_harmonic", &Features::r2_harmonic}}};

struct TruthColumn {
  std::string_view name;
  double classify::Truth::*value;
};

constexpr std::array<TruthColumn, 3> kOthers{
    {{"step_mm", &classify::Truth::step_mm},
     {"seasonal_amplitude_mm", &classify::Truth::seasonal_amplitude_mm},
     {"noise_sigma_mm", &classify::Truth::noise_mm}}};

/// Describes the series of one thread.
class FeatureText {
 public:
  explicit FeatureText(const TimeAxis& axis)
      : describer_(std::make_shared<features::Describer>(axis)), series_mm_(axis.size()) {}

  void operator()(std::span<const double> series_mm, std::string& row) {
    std::transform(series_mm.begin(), series_mm.end(), series_mm_.begin(),
                   [](double value) { return static_cast<float>(value); });
    const auto features = describer_->describe(series_mm_, {});
    for (const FeatureColumn& column : kFeatures) {
      row += ',';
      if (features) fmt::format_to(std::back_inserter(row), "{:.6f}", (*features).*column.value);
    }
  }

 private:
  std::shared_ptr<features::Describer> describer_;  // std::function wants a copy
  std::vector<float> series_mm_;
};

class TruthTable {
 public:
  TruthTable(const std::filesystem::path& file, std::span<const std::string_view> header)
      : file_(file.string()), header_(header.begin(), header.end()) {
    pid_ = place("pid");
    for (std::size_t i = 0; i < kFeatures.size(); ++i) features_[i] = place(kFeatures[i].name);
    for (std::size_t i = 0; i < kOthers.size(); ++i) others_[i] = place(kOthers[i].name);
  }

  void read(std::size_t line, std::span<const std::string_view> fields, TruthOfPoints& truth) const {
    if (fields.size() != header_.size())
      throw Error(ErrorCode::bad_value, {.file = file_, .line = line},
                  fmt::format("the row has {} fields and the header {}", fields.size(), header_.size()));
    classify::Truth point;
    for (std::size_t i = 0; i < kFeatures.size(); ++i)
      point.features.*kFeatures[i].value = number(line, fields[features_[i]], kFeatures[i].name);
    for (std::size_t i = 0; i < kOthers.size(); ++i)
      point.*kOthers[i].value = number(line, fields[others_[i]], kOthers[i].name);
    truth.emplace(fields[pid_], point);
  }

 private:
  std::size_t place(std::string_view name) const {
    const auto found = std::find(header_.begin(), header_.end(), name);
    if (found == header_.end())
      throw Error(ErrorCode::bad_header, {.file = file_, .line = 1, .column = std::string(name)},
                  "the truth lacks this column",
                  "Make the delivery again with this version's plumbline synth");
    return static_cast<std::size_t>(found - header_.begin());
  }

  double number(std::size_t line, std::string_view text, std::string_view column) const {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
      throw Error(ErrorCode::bad_value, {.file = file_, .line = line, .column = std::string(column)},
                  fmt::format("{} is not a number", quoted(text)));
    return value;
  }

  std::string file_;
  std::vector<std::string> header_;
  std::size_t pid_ = 0;
  std::array<std::size_t, kFeatures.size()> features_{};
  std::array<std::size_t, kOthers.size()> others_{};
};

}  // namespace

synth::TruthColumns truth_columns() {
  synth::TruthColumns columns;
  for (const FeatureColumn& column : kFeatures) (columns.names += ',') += column.name;
  columns.make_append = [](const TimeAxis& axis) { return FeatureText(axis); };
  return columns;
}

TruthOfPoints read_truth(const std::filesystem::path& file) {
  const std::string content = store::read_whole_file(file);
  CsvLines lines(content);
  std::string_view line;
  std::vector<std::string_view> fields;
  if (!lines.next(line)) throw Error(ErrorCode::bad_header, {.file = file.string()}, "the file is empty");
  split_csv(line, fields);
  const TruthTable table(file, fields);
  TruthOfPoints truth;
  while (lines.next(line)) {
    split_csv(line, fields);
    table.read(lines.number(), fields, truth);
  }
  return truth;
}

std::string truth_stem(const std::filesystem::path& file) {
  std::string name = file.filename().string();
  if (!name.ends_with(kEnding))
    throw Error(ErrorCode::usage, {.file = file.string()}, "the name of a truth file ends in _truth.csv",
                "plumbline synth writes one beside each delivery");
  name.resize(name.size() - kEnding.size());
  return name;
}

}  // namespace plumbline::cli

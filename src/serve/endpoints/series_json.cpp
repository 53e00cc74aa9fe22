// SPDX-License-Identifier: MIT
#include "serve/endpoints/series_json.h"

#include <cmath>

#include <fmt/format.h>

#include "store/json_text.h"

namespace plumbline::serve {
namespace {

void append_number(std::string& text, std::string_view name, std::optional<double> value) {
  text += fmt::format(",\"{}\":", name);
  store::append_json(text, value.value_or(std::nan("")));
}

void append_estimate(std::string& text, std::string_view name,
                     const std::optional<features::Estimate>& estimate) {
  append_number(text, name, estimate ? std::optional(estimate->value) : std::nullopt);
  append_number(text, std::string(name) + "_std", estimate ? std::optional(estimate->std) : std::nullopt);
}

}  // namespace

void append_dates(std::string& text, std::span<const Date> dates) {
  text += '[';
  for (const Date date : dates) {
    text += text.back() == '[' ? "\"" : ",\"";
    text += date.iso();
    text += '"';
  }
  text += ']';
}

void append_numbers(std::string& text, std::span<const float> values) {
  text += '[';
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i != 0) text += ',';
    store::append_json(text, values[i]);
  }
  text += ']';
}

void append_thousandths(std::string& text, std::span<const double> values_mm) {
  std::vector<float> rounded;
  for (const double value : values_mm) rounded.push_back(static_cast<float>(std::round(value * 1000) / 1000));
  append_numbers(text, rounded);
}

void append_fit(std::string& text, std::span<const float> series_mm, const TimeAxis& axis,
                std::optional<features::MotionModel> model) {
  const auto fit = model ? features::fit_motion(series_mm, axis, *model) : std::nullopt;
  if (!fit) {
    text += "null";
    return;
  }
  text += fmt::format("{{\"model\":\"{}\",\"values\":{}",
                      features::kMotionModelNames[static_cast<std::size_t>(*model)], fit->values);
  append_estimate(text, "offset", fit->offset_mm);
  append_estimate(text, "velocity", fit->velocity_mm_per_year);
  append_number(text, "velocity_std_correlated", fit->correlated_velocity_std);
  append_estimate(text, "acceleration", fit->acceleration);
  append_estimate(text, "cubic", fit->cubic);
  append_estimate(text, "amplitude", fit->amplitude_mm);
  append_number(text, "peak_year", fit->peak_year);
  append_number(text, "rmse", fit->rmse_mm);
  append_number(text, "r2", fit->r2);
  text += ",\"curve\":";
  append_thousandths(text, fit->model_mm);
  text += ",\"residuals\":";
  append_thousandths(text, fit->residual_mm);
  text += '}';
}

}  // namespace plumbline::serve

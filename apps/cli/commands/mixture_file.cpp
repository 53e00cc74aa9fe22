// SPDX-License-Identifier: MIT
#include "mixture_file.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "features/features.h"

namespace plumbline::cli {
namespace {

using nlohmann::json;

constexpr const char* kFormat = "plumbline mixture";
constexpr int kVersion = 1;

/// Options that change what a feature means. The window is left out: a model may serve other years.
json meaning_of_features(const MotionOptions& options) {
  json all = feature_options_json(options);
  all.erase("from");
  all.erase("to");
  return all;
}

classify::FeatureVector vector_from(const json& values) {
  const auto read = values.get<std::vector<double>>();
  classify::FeatureVector vector{};
  if (read.size() != vector.size() || !std::ranges::all_of(read, [](double x) { return std::isfinite(x); }))
    throw json::other_error::create(501, "there must be 18 numbers", &values);
  std::ranges::copy(read, vector.begin());
  return vector;
}

classify::MixtureComponent component_from(const json& component) {
  const auto motion = motion_class(component.at("class").get<std::string>());
  if (!motion || std::ranges::find(classify::kMixtureClasses, *motion) == classify::kMixtureClasses.end())
    throw json::other_error::create(501, "no component has this class", &component);
  classify::MixtureComponent result{.motion_class = *motion,
                                    .weight = component.at("weight").get<double>(),
                                    .mean = vector_from(component.at("mean"))};
  for (const json& row : component.at("covariance")) {
    const auto values = vector_from(row);
    result.covariance.insert(result.covariance.end(), values.begin(), values.end());
  }
  return result;
}

classify::MixtureModel model_from(const json& file) {
  classify::MixtureModel model{.centre = vector_from(file.at("centre")),
                               .scale = vector_from(file.at("scale"))};
  for (const json& component : file.at("components")) model.components.push_back(component_from(component));
  if (model.components.size() > classify::kMixtureClasses.size())
    throw json::other_error::create(501, "there are too many components", &file);
  const json& sample = file.at("sample");
  model.sample_points = sample.at("points").get<std::size_t>();
  model.undecided_points = sample.at("undecided").get<std::size_t>();
  model.iterations = sample.at("iterations").get<int>();
  model.mean_log_likelihood = sample.at("mean_log_likelihood").get<double>();
  classify::MixtureClassifier{model};  // refuses what is not positive
  return model;
}

}  // namespace

std::string mixture_text(const classify::MixtureModel& model, const MotionOptions& options) {
  json components = json::array();
  for (const classify::MixtureComponent& component : model.components) {
    json rows = json::array();
    for (auto row = component.covariance.begin(); row != component.covariance.end();
         row += classify::kMixtureFeatures)
      rows.push_back(std::vector<double>(row, row + classify::kMixtureFeatures));
    components.push_back({{"class", name_of(component.motion_class)},
                          {"weight", component.weight},
                          {"mean", component.mean},
                          {"covariance", std::move(rows)}});
  }
  const json file{{"format", kFormat},
                  {"format_version", kVersion},
                  {"features", features::kFeatureNames},
                  {"options", meaning_of_features(options)},
                  {"centre", model.centre},
                  {"scale", model.scale},
                  {"components", std::move(components)},
                  {"sample",
                   {{"points", model.sample_points},
                    {"undecided", model.undecided_points},
                    {"iterations", model.iterations},
                    {"mean_log_likelihood", model.mean_log_likelihood}}}};
  return file.dump(1) + "\n";
}

classify::MixtureModel read_mixture(std::string_view text, const std::string& file,
                                    const MotionOptions& options) {
  constexpr const char* kAdvice = "plumbline classify writes such a file into a store: classify_model.json";
  try {
    const json content = json::parse(text);
    if (content.at("format") != kFormat || content.at("format_version") != kVersion ||
        content.at("features") != json(features::kFeatureNames))
      throw Error(ErrorCode::bad_value, {.file = file}, "this is not a mixture of this program's version",
                  kAdvice);
    const json expected = meaning_of_features(options);
    if (content.at("options") != expected)
      throw Error(ErrorCode::usage, {.file = file},
                  fmt::format("the model was fitted on features with {}, not {}",
                              content.at("options").dump(), expected.dump()),
                  "Give the options of the model, or fit another one");
    return model_from(content);
  } catch (const json::exception& problem) {
    throw Error(ErrorCode::bad_value, {.file = file},
                fmt::format("this is not a mixture: {}", problem.what()), kAdvice);
  } catch (const Error& error) {
    if (!error.where().file.empty()) throw;
    throw Error(error.code(), {.file = file}, error.problem(), kAdvice);
  }
}

}  // namespace plumbline::cli

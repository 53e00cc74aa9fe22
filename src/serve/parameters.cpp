// SPDX-License-Identifier: MIT
#include "serve/parameters.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/error.h"
#include "serve/percent_encoding.h"

namespace plumbline::serve {
namespace {

[[noreturn]] void throw_bad(std::string_view name, std::string_view value, std::string_view expected) {
  throw Error(ErrorCode::usage, {},
              fmt::format("parameter {}: {} is not {}", quoted(name), quoted(value), expected));
}

/// As browsers encode forms: `+` is a space, too.
std::string decoded(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return percent_decoded(spaced);
}

void check_known(std::string_view name, std::span<const std::string_view> allowed) {
  if (std::find(allowed.begin(), allowed.end(), name) != allowed.end()) return;
  const std::string nearest = nearest_name(name, allowed);
  std::string advice;
  if (!nearest.empty()) {
    advice = fmt::format("Did you mean {}?", quoted(nearest));
  } else if (!allowed.empty()) {
    advice = fmt::format("Parameters are {}", fmt::join(allowed, ", "));
  } else {
    advice = "There are none here";
  }
  throw Error(ErrorCode::usage, {}, "there is no parameter " + quoted(name), advice);
}

template <typename Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

template <typename Number>
Number bounded(std::string_view name, std::string_view text, std::string_view kind, Number least,
               Number greatest) {
  const auto value = number<Number>(text);
  if (value && *value >= least && *value <= greatest) return *value;  // false for NaN
  if (least == std::numeric_limits<Number>::lowest()) throw_bad(name, text, fmt::format("a finite {}", kind));
  if (greatest == std::numeric_limits<Number>::max())
    throw_bad(name, text, fmt::format("a {} of {} or more", kind, least));
  throw_bad(name, text, fmt::format("a {} from {} to {}", kind, least, greatest));
}

}  // namespace

Target split_target(std::string_view target) {
  const std::size_t mark = target.find('?');
  if (mark == std::string_view::npos) return {target, {}};
  return {target.substr(0, mark), target.substr(mark + 1)};
}

Parameters::Parameters(std::string_view query, std::span<const std::string_view> allowed) {
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    std::string name = decoded(pair.substr(0, equals));
    check_known(name, allowed);
    if (text(name)) throw Error(ErrorCode::usage, {}, "parameter " + quoted(name) + " is given twice");
    values_.emplace_back(std::move(name), decoded(pair.substr(std::min(equals + 1, pair.size()))));
  }
}

std::optional<std::string_view> Parameters::text(std::string_view name) const {
  for (const auto& [key, value] : values_) {
    if (key == name) return value;
  }
  return std::nullopt;
}

double Parameters::float64(std::string_view name, double fallback, double least, double greatest) const {
  const auto value = text(name);
  return value ? bounded(name, *value, "number", least, greatest) : fallback;
}

float Parameters::float32(std::string_view name, float fallback, float least, float greatest) const {
  const auto value = text(name);
  return value ? bounded(name, *value, "number", least, greatest) : fallback;
}

std::int64_t Parameters::integer(std::string_view name, std::int64_t fallback, std::int64_t least,
                                 std::int64_t greatest) const {
  const auto value = text(name);
  return value ? bounded(name, *value, "whole number", least, greatest) : fallback;
}

std::vector<double> Parameters::numbers(std::string_view name, std::size_t fewest, std::size_t most) const {
  const auto list = text(name);
  if (!list) return {};
  std::vector<double> values;
  for (std::size_t begin = 0; begin <= list->size() && values.size() <= most;) {
    const std::size_t end = std::min(list->find(',', begin), list->size());
    const std::string_view member = list->substr(begin, end - begin);
    const auto value = number<double>(member);
    if (!value || !std::isfinite(*value)) throw_bad(name, member, "a finite number");
    values.push_back(*value);
    begin = end + 1;
  }
  if (values.size() < fewest || values.size() > most)
    throw_bad(name, *list,
              fewest == most ? fmt::format("{} numbers", most)
                             : fmt::format("a list of {} to {} numbers", fewest, most));
  return values;
}

bool Parameters::boolean(std::string_view name, bool fallback) const {
  const auto value = text(name);
  if (!value) return fallback;
  if (*value == "1" || *value == "true") return true;
  if (*value == "0" || *value == "false") return false;
  throw_bad(name, *value, "1, 0, true or false");
}

}  // namespace plumbline::serve

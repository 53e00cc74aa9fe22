// SPDX-License-Identifier: MIT
#include "store/json_text.h"

#include <cmath>
#include <iterator>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace plumbline::store {
namespace {

template <typename Number>
void append_number(std::string& text, Number value) {
  if (!std::isfinite(value)) {
    text += "null";
    return;
  }
  const std::size_t begin = text.size();
  fmt::format_to(std::back_inserter(text), "{}", value);
  if (std::string_view(text).substr(begin).find_first_of(".e") == std::string_view::npos) text += ".0";
}

struct AppendValue {
  std::string& text;
  std::size_t row;

  void operator()(const std::vector<double>& values) const { append_json(text, values[row]); }
  void operator()(const std::vector<float>& values) const { append_json(text, values[row]); }
  void operator()(const std::vector<std::int32_t>& values) const {
    text += values[row] == kMissingInt32 ? "null" : std::to_string(values[row]);
  }
  void operator()(const std::vector<std::int64_t>& values) const {
    text += values[row] == kMissingInt64 ? "null" : std::to_string(values[row]);
  }
  void operator()(const std::vector<std::string>& values) const { append_json_or_null(text, values[row]); }
  void operator()(const std::vector<Flag>& values) const {
    text += values[row] == Flag::missing ? "null" : values[row] == Flag::yes ? "true" : "false";
  }
};

}  // namespace

void append_json(std::string& text, float value) { append_number(text, value); }
void append_json(std::string& text, double value) { append_number(text, value); }

void append_json(std::string& text, std::string_view value) {
  text += nlohmann::json(value).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void append_json_or_null(std::string& text, std::string_view value) {
  if (value.empty()) {
    text += "null";
  } else {
    append_json(text, value);
  }
}

void append_json(std::string& text, const Column& column, std::size_t row) {
  std::visit(AppendValue{text, row}, column.values);
}

}  // namespace plumbline::store

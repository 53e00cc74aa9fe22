// SPDX-License-Identifier: MIT
#include "gap_method.h"

#include <map>
#include <string>

namespace plumbline::cli {

std::string_view name_of(correct::GapMethod method) {
  return method == correct::GapMethod::harmonic ? "harmonic" : "linear";
}

void declare_gap_method(CLI::App& app, const char* option, correct::GapMethod& method) {
  app.add_option_function<std::string>(
         option,
         [&method](const std::string& name) {
           method = name == "harmonic" ? correct::GapMethod::harmonic : correct::GapMethod::linear;
         },
         "How gaps are filled: linear, straight lines; harmonic, the point's own trend and season")
      ->default_str(std::string(name_of(method)))
      ->check(CLI::IsMember({"linear", "harmonic"}))
      ->type_name("METHOD");
}

}  // namespace plumbline::cli

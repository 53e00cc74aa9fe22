// SPDX-License-Identifier: MIT
#include "json_usage.h"

#include <nlohmann/json.hpp>

#include "stages.h"
#include "version.h"

namespace plumbline::cli {
namespace {

nlohmann::ordered_json describe(const CLI::Option& option) {
  const bool positional = option.get_positional();
  nlohmann::ordered_json json{{"name", positional ? option.get_name() : "--" + option.get_lnames().front()},
                              {"summary", option.get_description()},
                              {"kind", positional                             ? "argument"
                                       : option.get_items_expected_max() == 0 ? "flag"
                                                                              : "option"},
                              {"required", option.get_required()},
                              {"repeatable", option.get_items_expected_max() > 1},
                              {"group", option.get_group()}};
  if (!option.get_snames().empty()) json["short"] = "-" + option.get_snames().front();
  if (option.get_items_expected_max() != 0 && !option.get_type_name().empty())
    json["type"] = option.get_type_name();
  if (!option.get_default_str().empty()) json["default"] = option.get_default_str();
  return json;
}

}  // namespace

void print_json_usage(const CLI::App& app, std::ostream& out) {
  nlohmann::ordered_json commands = nlohmann::ordered_json::array();
  for (const Stage& stage : stages()) {
    const CLI::App* sub = app.get_subcommand(std::string(stage.name));
    nlohmann::ordered_json options = nlohmann::ordered_json::array();
    for (const CLI::Option* option : sub->get_options()) {
      if (!option->get_positional() &&
          (option->get_lnames().empty() || option->get_lnames().front() == "help"))
        continue;
      options.push_back(describe(*option));
    }
    commands.push_back({{"name", stage.name},
                        {"summary", stage.summary},
                        {"in_pipeline", stage.in_pipeline},
                        {"reads", stage.reads},
                        {"writes", stage.writes},
                        {"method_version", stage.method_version},
                        {"options", options}});
  }
  out << nlohmann::ordered_json{{"program", "plumbline"}, {"version", kVersion}, {"commands", commands}}.dump(
             2)
      << '\n';
}

}  // namespace plumbline::cli

// SPDX-License-Identifier: MIT
#include "pipeline.h"

#include <algorithm>
#include <charconv>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>

#include "core/error.h"

namespace plumbline::cli {
namespace {

bool is_part(const Stage& stage) { return stage.in_pipeline || runs_on_request(stage); }

[[noreturn]] void wrong(const std::filesystem::path& file, const toml::source_region& where,
                        std::string problem, std::string advice = {}) {
  throw Error(ErrorCode::usage, {.file = file.string(), .line = where.begin.line}, std::move(problem),
              std::move(advice));
}

std::string text_of(const std::filesystem::path& file, const toml::node& node, std::string_view key) {
  if (const auto text = node.value_exact<std::string>()) return *text;
  if (const auto flag = node.value_exact<bool>()) return *flag ? "true" : "false";
  if (const auto whole = node.value_exact<std::int64_t>()) return fmt::format("{}", *whole);
  if (const auto number = node.value_exact<double>()) return fmt::format("{}", *number);
  wrong(file, node.source(), fmt::format("{} must be a text, a number, or true or false", quoted(key)));
}

std::vector<std::string> stage_arguments(const std::filesystem::path& file, const toml::table& section) {
  std::vector<std::string> arguments;
  for (const auto& [key, node] : section)
    arguments.push_back(fmt::format("--{}={}", key.str(), text_of(file, node, key.str())));
  return arguments;
}

std::vector<std::string> texts_of(const std::filesystem::path& file, const toml::node& node,
                                  std::string_view key) {
  const toml::array* list = node.as_array();
  if (list == nullptr) wrong(file, node.source(), fmt::format("{} must be a list of texts", quoted(key)));
  std::vector<std::string> texts;
  for (const toml::node& entry : *list) texts.push_back(text_of(file, entry, key));
  return texts;
}

const Stage& pipeline_stage(const std::filesystem::path& file, const toml::node& node,
                            std::string_view name) {
  const Stage* stage = find_stage(name);
  if (stage != nullptr && is_part(*stage)) return *stage;
  std::vector<std::string_view> names{"store", "inputs", "until", "with"};
  for (const Stage& known : stages()) {
    if (is_part(known)) names.push_back(known.name);
  }
  const std::string nearest = nearest_name(name, names);
  wrong(file, node.source(), fmt::format("{} is neither a key nor a stage of the pipeline", quoted(name)),
        nearest.empty() ? "Run plumbline init for a file to start from"
                        : fmt::format("Did you mean \"{}\"?", nearest));
}

/// A default as TOML writes it: numbers as they are, words in quotes.
std::string toml_value(const std::string& text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc{} && end == text.data() + text.size();
  return is_number ? text : fmt::format("\"{}\"", text);
}

}  // namespace

bool runs_on_request(const Stage& stage) { return stage.name == "decompose"; }

Pipeline read_pipeline(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file))
    throw Error(ErrorCode::file_missing, {.file = file.string()}, "there is no such file",
                "Run plumbline init to make one");
  toml::table root;
  try {
    root = toml::parse_file(file.string());
  } catch (const toml::parse_error& error) {
    wrong(file, error.source(), std::string(error.description()));
  }
  Pipeline pipeline;
  for (const auto& [key, node] : root) {
    if (key == "store") {
      pipeline.store = file.parent_path() / text_of(file, node, "store");
    } else if (key == "inputs") {
      for (const std::string& input : texts_of(file, node, key.str()))
        pipeline.inputs.push_back((file.parent_path() / input).string());
    } else if (key == "until") {
      pipeline.until = pipeline_stage(file, node, text_of(file, node, "until")).name;
    } else if (key == "with") {
      for (const std::string& name : texts_of(file, node, key.str())) {
        const Stage& stage = pipeline_stage(file, node, name);
        if (!runs_on_request(stage))
          wrong(file, node.source(), fmt::format("{} is always part of the pipeline", quoted(name)),
                "Leave it out");
        pipeline.with.insert(name);
      }
    } else {
      const Stage& stage = pipeline_stage(file, node, key.str());
      if (!node.is_table())
        wrong(file, node.source(), fmt::format("\"{}\" must be a section", stage.name),
              fmt::format("Write [{}]", stage.name));
      pipeline.arguments[std::string(stage.name)] = stage_arguments(file, *node.as_table());
    }
  }
  return pipeline;
}

std::string pipeline_template() {
  std::string text =
      "# A pipeline for `plumbline run pipeline.toml`. Paths are relative to this file.\n"
      "# Lines behind # show the defaults; take the # away to change one.\n\n"
      "store = \"store\"\n"
      "inputs = [\"EGMS_L2b_*.zip\"]\n"
      "# until = \"cluster\"     # stop after this stage\n"
      "# with = [\"decompose\"]     # stages that run only when asked for\n";
  for (const Stage& stage : stages()) {
    if (!is_part(stage)) continue;
    text += fmt::format("\n# {}{}\n[{}]\n", stage.summary, runs_on_request(stage) ? " (on request)" : "",
                        stage.name);
    CLI::App app;
    const auto command = stage.make();
    command->declare(app);
    for (const CLI::Option* option : app.get_options()) {
      if (option->get_positional() || option->get_lnames().empty() || option->get_default_str().empty())
        continue;
      text += fmt::format("# {} = {}     # {}\n", option->get_lnames().front(),
                          toml_value(option->get_default_str()), option->get_description());
    }
  }
  return text;
}

}  // namespace plumbline::cli

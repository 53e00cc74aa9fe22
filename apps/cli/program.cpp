// SPDX-License-Identifier: MIT
#include "program.h"

#include <algorithm>
#include <exception>
#include <new>

#include <CLI/CLI.hpp>
#include <fmt/ostream.h>

#include "common_options.h"
#include "core/error.h"
#include "interrupt.h"
#include "json_usage.h"
#include "parallel/thread_loop.h"
#include "stages.h"
#include "version.h"

namespace plumbline::cli {
namespace {

struct Declared {
  const Stage* stage;
  CLI::App* app;
  std::unique_ptr<Command> command;
};

void print_error(std::ostream& err, std::string_view text) { fmt::print(err, "plumbline: {}\n", text); }

std::string footer_of(const Stage& stage) {
  std::string text = "Examples:\n";
  std::string_view rest = stage.examples;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    text += "  " + std::string(rest.substr(0, end)) + "\n";
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  }
  return text;
}

std::vector<Declared> declare_commands(CLI::App& app, CommonOptions& common) {
  std::vector<Declared> declared;
  for (const Stage& stage : stages()) {
    CLI::App* sub = app.add_subcommand(std::string(stage.name), std::string(stage.summary));
    sub->footer(footer_of(stage));
    auto command = stage.make();
    command->declare(*sub);
    declare_common_options(*sub, stage.common, common);
    declared.push_back({&stage, sub, std::move(command)});
  }
  return declared;
}

std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates) {
  const std::string nearest = nearest_name(name, candidates);
  return nearest.empty() ? "" : fmt::format("Did you mean \"{}\"? ", nearest);
}

/// What CLI11 reports as "arguments not expected": a command, an option or a word that is none.
[[noreturn]] void refuse_extra_argument(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  const std::string extra = chosen.empty() ? app.remaining().front() : chosen.front()->remaining().front();
  std::vector<std::string_view> names;
  if (chosen.empty() && !extra.starts_with("-")) {
    for (const Stage& stage : stages()) names.push_back(stage.name);
    throw Error(ErrorCode::usage, {}, fmt::format("there is no command {}", quoted(extra)),
                did_you_mean(extra, names) + "plumbline --help lists the commands");
  }
  const CLI::App& asked = chosen.empty() ? app : *chosen.front();
  std::vector<std::string> options;
  for (const CLI::Option* option : asked.get_options()) {
    for (const std::string& name : option->get_lnames()) options.push_back("--" + name);
  }
  names.assign(options.begin(), options.end());
  const std::string option_name = extra.substr(0, extra.find('='));
  throw Error(ErrorCode::usage, {}, fmt::format("{} takes no {}", asked.get_name(), quoted(extra)),
              fmt::format("{}{} --help lists its options", did_you_mean(option_name, names),
                          chosen.empty() ? "plumbline" : "plumbline " + asked.get_name()));
}

int run_command(Declared& chosen, const CommonOptions& common, std::ostream& out, std::ostream& err) {
  const ThreadLimit threads(common.threads);
  const InterruptGuard interrupts;
  Session session(common, out, err);
  const int code = static_cast<int>(chosen.command->run(session));
  out.flush();
  if (!out)
    throw Error(ErrorCode::file_access, {.file = "standard output"}, "the results could not be written");
  return code;
}

/// Runs `work` and turns every exception into a message and an exit code.
template <typename Work>
int guarded(std::ostream& err, const Work& work) {
  try {
    return work();
  } catch (const Error& error) {
    print_error(err, error.what());
    return error_kind(error.code()).exit_code;
  } catch (const std::bad_alloc&) {
    print_error(err, "out of memory. Give fewer --threads, or work on smaller tiles");
  } catch (const std::exception& error) {
    print_error(err, fmt::format("unexpected: {}. Please report this", error.what()));
  }
  return static_cast<int>(Exit::failed);
}

}  // namespace

int run_program(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  CLI::App app("Plumbline turns ground-motion deliveries of the Copernicus EGMS into answers.", "plumbline");
  app.set_version_flag("--version", std::string("plumbline ") + kVersion);
  bool json_usage = false;
  app.add_flag("--json-usage", json_usage, "Describe all commands and options as JSON");
  app.require_subcommand(0, 1);
  app.get_formatter()->column_width(34);
  CommonOptions common;
  std::vector<Declared> declared = declare_commands(app, common);

  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app.parse(std::move(reversed));
  } catch (const CLI::ExtrasError&) {
    return guarded(err, [&]() -> int { refuse_extra_argument(app); });
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error, out, err);
    const auto chosen = app.get_subcommands();
    print_error(err, fmt::format("{}. plumbline{} --help says more", error.what(),
                                 chosen.empty() ? "" : " " + chosen.front()->get_name()));
    return static_cast<int>(Exit::usage);
  }
  return guarded(err, [&] {
    if (json_usage) {
      print_json_usage(app, out);
      return 0;
    }
    const auto chosen =
        std::find_if(declared.begin(), declared.end(), [](const Declared& d) { return d.app->parsed(); });
    if (chosen == declared.end()) {
      fmt::print(err, "{}", app.help());
      return static_cast<int>(Exit::usage);
    }
    return run_command(*chosen, common, out, err);
  });
}

}  // namespace plumbline::cli

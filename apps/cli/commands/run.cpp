// SPDX-License-Identifier: MIT
#include <algorithm>
#include <fstream>

#include <fmt/format.h>

#include "../pipeline.h"
#include "core/error.h"

namespace plumbline::cli {
namespace {

/// Parses `arguments` for one stage and runs it in the session.
Exit run_stage(const Stage& stage, std::vector<std::string> arguments, Session& session) {
  CLI::App app(std::string(stage.summary), "plumbline " + std::string(stage.name));
  const auto command = stage.make();
  command->declare(app);
  try {
    std::reverse(arguments.begin(), arguments.end());
    app.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    throw Error(ErrorCode::usage, {}, fmt::format("stage {}: {}", stage.name, error.what()),
                fmt::format("See plumbline {} --help", stage.name));
  }
  return command->run(session);
}

class RunCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option(
           "INPUT", inputs_,
           "Deliveries (.zip, .csv, folders, patterns, @list.txt), or one pipeline.toml; without, the "
           "store's tiles")
        ->type_name("PATH");
    std::vector<std::string> names, on_request;
    for (const Stage& stage : stages()) {
      if (runs_on_request(stage)) on_request.emplace_back(stage.name);
      if (stage.in_pipeline || runs_on_request(stage)) names.emplace_back(stage.name);
    }
    app.add_option("--until", until_, "Last stage to run")->check(CLI::IsMember(names))->type_name("STAGE");
    app.add_option("--with", with_, "A stage that runs only when asked for")
        ->check(CLI::IsMember(on_request))
        ->allow_extra_args(false)
        ->type_name("STAGE");
  }

  Exit run(Session& session) override {
    const Pipeline pipeline = effective_pipeline(session);
    session.use_store(pipeline.store);
    Exit worst = Exit::done;
    for (const Stage& stage : stages()) {
      if (is_wanted(pipeline, stage)) {
        const Exit result = run_or_tell(pipeline, stage, session);
        if (result == Exit::failed) return Exit::failed;
        if (result == Exit::some_tiles_failed) worst = result;
      }
      if (stage.name == pipeline.until) break;
    }
    return worst;
  }

 private:
  static bool is_wanted(const Pipeline& pipeline, const Stage& stage) {
    if (stage.name == "ingest") return !pipeline.inputs.empty();
    if (runs_on_request(stage))
      return stage.name == pipeline.until || pipeline.with.contains(std::string(stage.name));
    return stage.in_pipeline;
  }

  static Exit run_or_tell(const Pipeline& pipeline, const Stage& stage, Session& session) {
    if (session.options().dry_run && stage.name != "ingest" && !store::Store::exists(pipeline.store)) {
      session.out() << fmt::format("would run {}\n", stage.name);
      return Exit::done;
    }
    return run_stage(stage, arguments_of(pipeline, stage), session);
  }

  Pipeline effective_pipeline(const Session& session) const {
    Pipeline pipeline;
    if (inputs_.size() == 1 && inputs_.front().ends_with(".toml")) {
      pipeline = read_pipeline(inputs_.front());
    } else {
      pipeline.inputs = inputs_;
    }
    if (!session.options().store.empty()) pipeline.store = session.options().store;
    if (!until_.empty()) pipeline.until = until_;
    pipeline.with.insert(with_.begin(), with_.end());
    if (pipeline.store.empty())
      throw Error(ErrorCode::usage, {}, "no store is named",
                  "Give --store DIR, or store = \"DIR\" in the pipeline file");
    if (pipeline.inputs.empty() && !store::Store::exists(pipeline.store))
      throw Error(ErrorCode::usage, {.file = pipeline.store.string()},
                  "no inputs are named, and this is no store", "Name deliveries, or a store with tiles");
    return pipeline;
  }

  static std::vector<std::string> arguments_of(const Pipeline& pipeline, const Stage& stage) {
    std::vector<std::string> arguments;
    const auto found = pipeline.arguments.find(std::string(stage.name));
    if (found != pipeline.arguments.end()) arguments = found->second;
    if (stage.name == "ingest") {
      arguments.emplace_back("--");
      arguments.insert(arguments.end(), pipeline.inputs.begin(), pipeline.inputs.end());
    }
    return arguments;
  }

  std::vector<std::string> inputs_;
  std::string until_;
  std::vector<std::string> with_;
};

}  // namespace

std::unique_ptr<Command> make_run() { return std::make_unique<RunCommand>(); }

}  // namespace plumbline::cli

// SPDX-License-Identifier: MIT
#include <algorithm>
#include <fstream>

#include <fmt/format.h>

#include "../pipeline.h"
#include "../stages.h"
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
    app.add_option("INPUT", inputs_,
                   "Deliveries (.zip, .csv, folders, patterns, @list.txt), or one pipeline.toml")
        ->required()
        ->type_name("PATH");
    std::vector<std::string> names;
    for (const Stage& stage : stages()) {
      if (stage.in_pipeline) names.emplace_back(stage.name);
    }
    app.add_option("--until", until_, "Last stage to run")->check(CLI::IsMember(names))->type_name("STAGE");
  }

  Exit run(Session& session) override {
    const Pipeline pipeline = effective_pipeline(session);
    session.use_store(pipeline.store);
    Exit worst = Exit::done;
    for (const Stage& stage : stages()) {
      if (!stage.in_pipeline) continue;
      if (session.options().dry_run && stage.name != "ingest" && !store::Store::exists(pipeline.store)) {
        session.out() << fmt::format("would run {}\n", stage.name);
      } else {
        const Exit result = run_stage(stage, arguments_of(pipeline, stage), session);
        if (result == Exit::failed) return Exit::failed;
        if (result == Exit::some_tiles_failed) worst = result;
      }
      if (stage.name == pipeline.until) break;
    }
    return worst;
  }

 private:
  Pipeline effective_pipeline(const Session& session) const {
    Pipeline pipeline;
    if (inputs_.size() == 1 && inputs_.front().ends_with(".toml")) {
      pipeline = read_pipeline(inputs_.front());
    } else {
      pipeline.inputs = inputs_;
    }
    if (!session.options().store.empty()) pipeline.store = session.options().store;
    if (!until_.empty()) pipeline.until = until_;
    if (pipeline.store.empty())
      throw Error(ErrorCode::usage, {}, "no store is named",
                  "Give --store DIR, or store = \"DIR\" in the pipeline file");
    if (pipeline.inputs.empty())
      throw Error(ErrorCode::usage, {.file = inputs_.front()}, "no inputs are named", "Add inputs = [\"…\"]");
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
};

}  // namespace

std::unique_ptr<Command> make_run() { return std::make_unique<RunCommand>(); }

}  // namespace plumbline::cli

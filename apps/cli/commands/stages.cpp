// SPDX-License-Identifier: MIT
#include <string>

#include <fmt/ostream.h>

#include "../pipeline.h"

namespace plumbline::cli {
namespace {

std::string role(const Stage& stage) {
  const bool on_request = runs_on_request(stage);
  if (!stage.in_pipeline && !on_request) return {};
  return fmt::format("  (pipeline{}, method version {})", on_request ? " on request" : "",
                     stage.method_version);
}

class StagesCommand final : public Command {
 public:
  void declare(CLI::App&) override {}

  Exit run(Session& session) override {
    for (const Stage& stage : stages()) {
      fmt::print(session.out(), "{}{}\n    {}\n", stage.name, role(stage), stage.summary);
      if (!stage.reads.empty()) fmt::print(session.out(), "    reads   {}\n", stage.reads);
      if (!stage.writes.empty()) fmt::print(session.out(), "    writes  {}\n", stage.writes);
    }
    return Exit::done;
  }
};

}  // namespace

std::unique_ptr<Command> make_stages() { return std::make_unique<StagesCommand>(); }

}  // namespace plumbline::cli

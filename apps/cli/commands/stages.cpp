// SPDX-License-Identifier: MIT
#include "../stages.h"

#include <fmt/ostream.h>

namespace plumbline::cli {
namespace {

class StagesCommand final : public Command {
 public:
  void declare(CLI::App&) override {}

  Exit run(Session& session) override {
    for (const Stage& stage : stages()) {
      fmt::print(
          session.out(), "{}{}\n    {}\n", stage.name,
          stage.in_pipeline ? fmt::format("  (pipeline, method version {})", stage.method_version) : "",
          stage.summary);
      if (!stage.reads.empty()) fmt::print(session.out(), "    reads   {}\n", stage.reads);
      if (!stage.writes.empty()) fmt::print(session.out(), "    writes  {}\n", stage.writes);
    }
    return Exit::done;
  }
};

}  // namespace

std::unique_ptr<Command> make_stages() { return std::make_unique<StagesCommand>(); }

}  // namespace plumbline::cli

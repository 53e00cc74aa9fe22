// SPDX-License-Identifier: MIT
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "../pipeline.h"
#include "../stages.h"
#include "core/error.h"

namespace plumbline::cli {
namespace {

class InitCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option("FILE", file_, "Where to write it")->type_name("FILE")->capture_default_str();
  }

  Exit run(Session& session) override {
    if (std::filesystem::exists(file_) && !session.options().overwrite)
      throw Error(ErrorCode::already_exists, {.file = file_.string()}, "the file is there already",
                  "Give --overwrite to replace it");
    std::ofstream file(file_);
    file << pipeline_template();
    if (!file.flush())
      throw Error(ErrorCode::file_access, {.file = file_.string()}, "the file cannot be written",
                  "Check the folder and its permissions");
    session.note(fmt::format("wrote {}; edit it, then: plumbline run {}", file_.string(), file_.string()));
    return Exit::done;
  }

 private:
  std::filesystem::path file_ = "pipeline.toml";
};

}  // namespace

std::unique_ptr<Command> make_init() { return std::make_unique<InitCommand>(); }

}  // namespace plumbline::cli

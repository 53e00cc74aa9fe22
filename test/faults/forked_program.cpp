// SPDX-License-Identifier: MIT
#include "faults/forked_program.h"

#include <csignal>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "program.h"
#include "support/support.h"

namespace plumbline::test {
namespace {

using Json = nlohmann::json;

[[noreturn]] void run_and_report(const std::vector<std::string>& arguments, const FaultAt& fault,
                                 const std::filesystem::path& report) {
  FaultPlan& plan = FaultPlan::of_this_process();
  plan.watch(fault.folder, fault.fault, fault.call);
  std::ostringstream out, err;
  const int code = cli::run_program(arguments, out, err);
  Json calls = Json::array();
  for (const Call& call : plan.calls()) calls.push_back({call.name, call.path, call.to, call.bytes});
  write_file(report, Json{{"out", out.str()}, {"err", err.str()}, {"calls", calls}}.dump());
  ::_exit(code);
}

}  // namespace

Ended run_forked(const std::vector<std::string>& arguments, const FaultAt& fault) {
  const TempFolder folder;
  const std::filesystem::path report = folder / "report.json";
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("cannot fork");
  if (child == 0) run_and_report(arguments, fault, report);
  int status = 0;
  if (::waitpid(child, &status, 0) != child) throw std::runtime_error("the child is lost");
  if (WIFSIGNALED(status)) return {.killed = WTERMSIG(status) == SIGKILL};
  const Json json = Json::parse(read_file(report));
  Ended ended{.exit_code = WEXITSTATUS(status), .out = json.at("out"), .err = json.at("err")};
  for (const Json& call : json.at("calls"))
    ended.calls.push_back({call.at(0), call.at(1), call.at(2), call.at(3)});
  return ended;
}

}  // namespace plumbline::test

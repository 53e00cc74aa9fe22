// SPDX-License-Identifier: MIT
#include "interrupt.h"

#include <csignal>

#include "core/error.h"

namespace plumbline::cli {
namespace {

volatile std::sig_atomic_t g_interrupted = 0;

void ask_to_stop(int signal) {
  g_interrupted = 1;
  std::signal(signal, SIG_DFL);
}

}  // namespace

InterruptGuard::InterruptGuard() {
  g_interrupted = 0;
  std::signal(SIGINT, ask_to_stop);
  std::signal(SIGTERM, ask_to_stop);
}

InterruptGuard::~InterruptGuard() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

bool interrupted() { return g_interrupted != 0; }

void check_interrupted() {
  if (interrupted())
    throw Error(ErrorCode::interrupted, {}, "stopped",
                "What is finished is kept; run the same command again to go on");
}

}  // namespace plumbline::cli

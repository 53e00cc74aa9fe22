// SPDX-License-Identifier: MIT
#pragma once

namespace plumbline::cli {

/// While it lives, the first Ctrl-C (or SIGTERM) asks the work to stop at the next safe place; a second one
/// ends the program at once. Nothing half-written stays either way: files are renamed only when complete.
class InterruptGuard {
 public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;
};

bool interrupted();
/// Throws Error(interrupted) once Ctrl-C was pressed.
void check_interrupted();

}  // namespace plumbline::cli

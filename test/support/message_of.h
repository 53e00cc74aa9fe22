// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <gtest/gtest.h>

#include "core/error.h"

namespace plumbline::test {

/// What the Error says that `action` throws. A test fails that expects one and gets none.
std::string message_of(const auto& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  ADD_FAILURE() << "no error";
  return "no error";
}

}  // namespace plumbline::test

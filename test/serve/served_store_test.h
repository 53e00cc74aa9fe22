// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include <gtest/gtest.h>

#include "serve/http_client.h"
#include "serve/served_store.h"

namespace plumbline::test {

/// Tests that ask one server over one store, which none of them changes.
class ServedStore : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::make_unique<TempFolder>();
    make_served_store(folder_->path());
    server_ = std::make_unique<RunningServer>(folder_->path());
  }
  static void TearDownTestSuite() {
    server_.reset();
    folder_.reset();
  }
  static HttpResponse get(std::string_view target, std::string_view headers = {}) {
    return http_get(server_->port(), target, headers);
  }
  static const store::Store& store() { return server_->store(); }
  static std::uint16_t port() { return server_->port(); }

 private:
  static inline std::unique_ptr<TempFolder> folder_;
  static inline std::unique_ptr<RunningServer> server_;
};

}  // namespace plumbline::test

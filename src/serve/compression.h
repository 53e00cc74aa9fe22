// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace plumbline::serve {

/// A whole gzip member, compressed fast rather than well.
std::string gzipped(std::string_view content);
/// The content of one. Throws Error(internal) where it is damaged.
std::string inflated(std::string_view gzip);

}  // namespace plumbline::serve

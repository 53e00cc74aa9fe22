// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "command.h"

namespace plumbline::cli {

/// Declares on `app` the common options that `bits` (stages.h, Common) names, and those that every command
/// has.
void declare_common_options(CLI::App& app, unsigned bits, CommonOptions& options);

/// "400M", "2G", "1.5GiB", "1000000": bytes, in powers of 1024. Throws CLI::ValidationError.
std::uint64_t parse_size(std::string_view text);

}  // namespace plumbline::cli

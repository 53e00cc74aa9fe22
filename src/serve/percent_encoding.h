// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace plumbline::serve {

/// Every %XX as its byte. Throws Error(usage) for a % without two hexadecimal digits.
std::string percent_decoded(std::string_view text);
/// All bytes but letters, digits and -._~ as %XX: what can stand between two slashes of a path.
std::string percent_encoded(std::string_view text);

}  // namespace plumbline::serve

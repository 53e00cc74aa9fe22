// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace plumbline::serve {

/// Whether an Authorization header shows the token: as `Bearer <token>`, or, so that browsers can ask for it,
/// as the password of the user `plumbline` (`Basic`). Always true for an empty token. The time does not tell
/// how much of the token was right.
bool shows_token(std::string_view authorization, const std::string& token);

}  // namespace plumbline::serve

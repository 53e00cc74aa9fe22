// SPDX-License-Identifier: MIT
#include "serve/access.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace plumbline::serve {
namespace {

std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::string_view three = bytes.substr(i, 3);
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k)
      bits = bits << 8U | (k < three.size() ? static_cast<unsigned char>(three[k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k) text += k <= three.size() ? kDigits[bits >> (18 - 6 * k) & 63U] : '=';
  }
  return text;
}

/// Looks at every character of `expected`, whatever was received.
bool same(std::string_view received, std::string_view expected) {
  std::size_t different = received.size() ^ expected.size();
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const char c = i < received.size() ? received[i] : '\0';
    different |= static_cast<std::size_t>(static_cast<unsigned char>(c ^ expected[i]));
  }
  return different == 0;
}

}  // namespace

bool shows_token(std::string_view authorization, const std::string& token) {
  if (token.empty()) return true;
  const bool bearer = same(authorization, "Bearer " + token);
  const bool basic = same(authorization, "Basic " + base64("plumbline:" + token));
  return bearer || basic;
}

}  // namespace plumbline::serve

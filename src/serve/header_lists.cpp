// SPDX-License-Identifier: MIT
#include "serve/header_lists.h"

#include <algorithm>
#include <cctype>
#include <optional>

namespace plumbline::serve {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// Cuts the first member off a list that `separator` divides.
std::string_view next_member(std::string_view& list, char separator) {
  const std::size_t end = std::min(list.find(separator), list.size());
  const std::string_view member = trimmed(list.substr(0, end));
  list.remove_prefix(std::min(end + 1, list.size()));
  return member;
}

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

/// "q=0", "q=0.0", …
bool is_zero_weight(std::string_view parameter) {
  if (parameter.size() < 3 || !same_word(parameter.substr(0, 2), "q=")) return false;
  return parameter.substr(2).find_first_not_of("0.") == std::string_view::npos;
}

}  // namespace

bool accepts_gzip(std::string_view list) {
  std::optional<bool> by_name;
  std::optional<bool> by_star;
  while (!list.empty()) {
    std::string_view member = next_member(list, ',');
    const std::string_view coding = next_member(member, ';');
    bool allowed = true;
    while (!member.empty()) {
      if (is_zero_weight(next_member(member, ';'))) allowed = false;
    }
    if (same_word(coding, "gzip") || same_word(coding, "x-gzip")) by_name = allowed;
    if (coding == "*") by_star = allowed;
  }
  return by_name.value_or(by_star.value_or(false));
}

bool lists_etag(std::string_view list, std::string_view etag) {
  while (!list.empty()) {
    std::string_view member = next_member(list, ',');
    if (member == "*") return true;
    if (member.starts_with("W/")) member.remove_prefix(2);
    if (member == etag && !etag.empty()) return true;
  }
  return false;
}

}  // namespace plumbline::serve

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace plumbline::archive {

/// What the Copernicus Land site gives a user for programs. Its members never appear in a message.
struct ServiceKey {
  std::string client_id;
  std::string user_id;
  std::string token_uri;
  std::string private_key;  ///< PEM
};

/// Reads the JSON file of a key. Throws Error(file_missing), or Error(usage) naming the file and what it
/// lacks, without any of its content.
ServiceKey read_service_key(const std::filesystem::path& file);

/// What proves to `token_uri` that we have the key: a JSON web token (RFC 7519), signed with RS256, that is
/// good from `now` (seconds since 1970) for an hour. Throws Error(usage) when the private key is none.
std::string signed_assertion(const ServiceKey& key, std::int64_t now);

}  // namespace plumbline::archive

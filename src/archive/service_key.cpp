// SPDX-License-Identifier: MIT
#include "archive/service_key.h"

#include <fstream>
#include <memory>
#include <sstream>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "core/error.h"

namespace plumbline::archive {
namespace {

constexpr std::int64_t kLifetimeSeconds = 3600;

/// Base 64 for addresses, without padding (RFC 7515).
std::string base64url(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  while (text.ends_with('=')) text.pop_back();
  for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
  return text;
}

/// RSASSA-PKCS1-v1_5 with SHA-256; empty when the key is none or not RSA.
std::string signature(const std::string& private_key, std::string_view text) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(
      BIO_new_mem_buf(private_key.data(), static_cast<int>(private_key.size())), &BIO_free);
  // A password is never asked for.
  const auto no_password = [](char*, int, int, void*) { return -1; };
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
      PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr), &EVP_PKEY_free);
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  std::size_t size = 0;
  std::string result;
  if (key != nullptr && EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_RSA &&
      EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
      EVP_DigestSign(context.get(), nullptr, &size, bytes, text.size()) == 1) {
    result.resize(size);
    if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(result.data()), &size, bytes,
                       text.size()) != 1)
      size = 0;
    result.resize(size);
  }
  ERR_clear_error();
  return result;
}

}  // namespace

ServiceKey read_service_key(const std::filesystem::path& file) {
  if (!std::filesystem::is_regular_file(file))
    throw Error(ErrorCode::file_missing, {.file = file.string()}, "there is no such file",
                "docs/commands/download.md says where the service key comes from");
  std::ifstream stream(file, std::ios::binary);
  // Without exceptions: theirs quote what they could not read.
  const auto json = nlohmann::json::parse(stream, nullptr, false);
  if (!json.is_object())
    throw Error(ErrorCode::usage, {.file = file.string()}, "this is not the JSON file of a service key");
  const auto member = [&](const char* name) {
    const auto found = json.find(name);
    if (found == json.end() || !found->is_string() || found->get_ref<const std::string&>().empty())
      throw Error(ErrorCode::usage, {.file = file.string()}, "the service key has no " + quoted(name),
                  "Make a new one on the Copernicus Land site");
    return found->get<std::string>();
  };
  return {member("client_id"), member("user_id"), member("token_uri"), member("private_key")};
}

std::string signed_assertion(const ServiceKey& key, std::int64_t now) {
  const nlohmann::json header{{"alg", "RS256"}, {"typ", "JWT"}};
  const nlohmann::json claims{{"iss", key.client_id},
                              {"sub", key.user_id},
                              {"aud", key.token_uri},
                              {"iat", now},
                              {"exp", now + kLifetimeSeconds}};
  const std::string text = base64url(header.dump()) + "." + base64url(claims.dump());
  const std::string signed_text = signature(key.private_key, text);
  if (signed_text.empty())
    throw Error(ErrorCode::usage, {},
                "the private key in the service key cannot sign: it is no RSA key in PEM",
                "Make a new one on the Copernicus Land site");
  return text + "." + base64url(signed_text);
}

}  // namespace plumbline::archive

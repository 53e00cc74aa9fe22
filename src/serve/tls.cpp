// SPDX-License-Identifier: MIT
#include "serve/tls.h"

#include <fstream>
#include <string>

#include "core/error.h"

namespace plumbline::serve {
namespace {

using Context = boost::asio::ssl::context;
using boost::system::error_code;

void check_readable(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file))
    throw Error(ErrorCode::file_missing, {.file = file.string()}, "there is no such file");
  if (!std::ifstream(file)) throw Error(ErrorCode::file_access, {.file = file.string()}, "it cannot be read");
}

void check(const error_code& problem, const std::filesystem::path& file, const char* what,
           const char* advice) {
  if (problem)
    throw Error(ErrorCode::bad_value, {.file = file.string()}, std::string(what) + ": " + problem.message(),
                advice);
}

}  // namespace

Context tls_context(const std::filesystem::path& certificate, const std::filesystem::path& key) {
  check_readable(certificate);
  check_readable(key);
  Context context(Context::tls_server);
  context.set_options(Context::default_workarounds | Context::no_sslv2 | Context::no_sslv3 |
                      Context::no_tlsv1 | Context::no_tlsv1_1 | Context::no_compression);
  // Without this OpenSSL would ask on the terminal.
  context.set_password_callback([](std::size_t, Context::password_purpose) { return std::string(); });
  error_code problem;
  context.use_certificate_chain_file(certificate.string(), problem);
  check(problem, certificate, "this is not a certificate", "It has to be in PEM, its own certificate first");
  context.use_private_key_file(key.string(), Context::pem, problem);
  check(problem, key, "this is not the key of the certificate",
        "It has to be in PEM, without a passphrase, and belong to the certificate");
  return context;
}

}  // namespace plumbline::serve

// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <utility>  // before any asio header: GCC 12 with Boost 1.74 needs std::exchange

#include <boost/asio/ssl/context.hpp>

namespace plumbline::serve {

/// Of a server that speaks TLS 1.2 and later. Both files are PEM: the certificate, followed by those of its
/// issuers; and the key, without a passphrase. Throws Error(file_missing), Error(file_access),
/// Error(bad_value).
boost::asio::ssl::context tls_context(const std::filesystem::path& certificate,
                                      const std::filesystem::path& key);

}  // namespace plumbline::serve

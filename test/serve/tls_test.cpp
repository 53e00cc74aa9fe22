// SPDX-License-Identifier: MIT
// The server speaks https, as libcurl sees it, with a certificate that is made here.
#include <chrono>
#include <cstdio>
#include <curl/curl.h>
#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "core/error.h"
#include "serve/http_client.h"
#include "serve/served_store.h"

namespace plumbline::test {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

/// A key and a certificate for 127.0.0.1 that signs itself, valid for an hour, as PEM files.
void make_certificate(const std::filesystem::path& certificate_file, const std::filesystem::path& key_file) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), X509_free);
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key.get());
  X509_NAME* name = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("test"), -1, -1,
                             0);
  X509_set_issuer_name(certificate.get(), name);
  X509_EXTENSION* address = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
  X509_add_ext(certificate.get(), address, -1);
  X509_EXTENSION_free(address);
  X509_sign(certificate.get(), key.get(), EVP_sha256());
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> certificate_out(
      std::fopen(certificate_file.c_str(), "w"), std::fclose);
  PEM_write_X509(certificate_out.get(), certificate.get());
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> key_out(std::fopen(key_file.c_str(), "w"),
                                                                std::fclose);
  PEM_write_PrivateKey(key_out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
}

std::size_t append(char* bytes, std::size_t size, std::size_t count, void* text) {
  static_cast<std::string*>(text)->append(bytes, size * count);
  return size * count;
}

class Tls : public testing::Test {
 protected:
  Tls() {
    make_certificate(certificate_, key_);
    make_served_store(store_.path());
    server_ = std::make_unique<RunningServer>(
        store_.path(),
        serve::ServerOptions{.tls_certificate = certificate_, .tls_key = key_, .idle_timeout = 1s});
  }

  struct Got {
    CURLcode result = CURLE_OK;
    long status = 0;
    std::string body;
  };
  /// `more` sets further options.
  template <typename More>
  Got get(const std::string& target, const More& more) const {
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), curl_easy_cleanup);
    const std::string url = "https://127.0.0.1:" + std::to_string(server_->port()) + target;
    Got got;
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl.get(), CURLOPT_CAINFO, certificate_.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &got.body);
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 20L);
    more(curl.get());
    got.result = curl_easy_perform(curl.get());
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &got.status);
    return got;
  }
  Got get(const std::string& target) const {
    return get(target, [](CURL*) {});
  }

  TempFolder files_;
  TempFolder store_;
  std::filesystem::path certificate_ = files_.path() / "certificate.pem";
  std::filesystem::path key_ = files_.path() / "key.pem";
  std::unique_ptr<RunningServer> server_;
};

TEST_F(Tls, a_client_that_knows_the_certificate_gets_every_answer) {
  const Got health = get("/health");
  EXPECT_EQ(health.result, CURLE_OK) << curl_easy_strerror(health.result);
  EXPECT_EQ(health.status, 200);
  const Got points = get("/get_points");  // more than fits a record
  EXPECT_GT(points.body.size(), 200'000U);
  EXPECT_EQ(points.body.back(), ']');
  EXPECT_EQ(get("/nothing").status, 404);
  EXPECT_THAT(get("/ogc").body, HasSubstr("https://127.0.0.1:" + std::to_string(server_->port()) + "/ogc"));
}

TEST_F(Tls, a_client_that_does_not_know_the_certificate_refuses_it) {
  const Got got = get("/health", [](CURL* curl) { curl_easy_setopt(curl, CURLOPT_CAINFO, "/dev/null"); });
  EXPECT_NE(got.result, CURLE_OK);
}

TEST_F(Tls, versions_before_1_2_are_refused_and_1_2_is_spoken) {
  // What curl calls MAX_… is the version in the upper half.
  const auto from_to = [](long least, long greatest) { return least | greatest << 16; };
  const auto with_version = [&](long version) {
    return get("/health",
               [version](CURL* curl) {
                 curl_easy_setopt(curl, CURLOPT_SSLVERSION, version);
                 curl_easy_setopt(curl, CURLOPT_SSL_CIPHER_LIST, "DEFAULT@SECLEVEL=0");
               })
        .result;
  };
  EXPECT_EQ(with_version(from_to(CURL_SSLVERSION_TLSv1_0, CURL_SSLVERSION_TLSv1_1)), CURLE_SSL_CONNECT_ERROR);
  EXPECT_EQ(with_version(from_to(CURL_SSLVERSION_TLSv1_2, CURL_SSLVERSION_TLSv1_2)), CURLE_OK);
}

TEST_F(Tls, plain_http_and_silence_are_closed_and_others_go_on) {
  RawConnection plain(server_->port());
  plain.send("GET /health HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_FALSE(plain.read_response());
  RawConnection silent(server_->port());
  EXPECT_TRUE(silent.is_closed_within(5s));
  EXPECT_EQ(get("/health").status, 200);
}

TEST_F(Tls, files_that_are_not_a_certificate_and_its_key_are_errors_that_say_so) {
  const auto store = store::Store::open(store_.path());
  const auto code = [&](const std::filesystem::path& certificate, const std::filesystem::path& key) {
    try {
      const serve::Server server(store, {}, {.port = 0, .tls_certificate = certificate, .tls_key = key});
    } catch (const Error& error) {
      return error.code();
    }
    return ErrorCode::internal;
  };
  EXPECT_EQ(code(files_.path() / "none.pem", key_), ErrorCode::file_missing);
  EXPECT_EQ(code(key_, key_), ErrorCode::bad_value);
  EXPECT_EQ(code(certificate_, certificate_), ErrorCode::bad_value);
  make_certificate(files_.path() / "other.pem", files_.path() / "other_key.pem");
  EXPECT_EQ(code(certificate_, files_.path() / "other_key.pem"), ErrorCode::bad_value);
}

}  // namespace
}  // namespace plumbline::test

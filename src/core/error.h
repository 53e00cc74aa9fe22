// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace plumbline {

/// What kind of thing went wrong. One table (`error_table`) gives each its name, exit code and HTTP status,
/// so that the command line, the server and docs/errors.md agree.
enum class ErrorCode {
  usage,           ///< the command line or a request parameter is wrong
  file_missing,    ///< a file or folder that was named is not there
  file_access,     ///< the system refused: permission, full disk, input/output error
  already_exists,  ///< would overwrite; needs --overwrite
  bad_archive,     ///< a zip that cannot be trusted or read
  bad_header,      ///< a table's header lacks a column, or a column is not understood
  bad_value,       ///< a value in a table is not what its column says
  bad_store,       ///< a store or a file in it is damaged or of another version
  missing_stage,   ///< a stage needs columns that an earlier stage writes
  not_found,       ///< an id that the store does not hold
  interrupted,     ///< the user stopped the program
  internal         ///< our own mistake
};

struct ErrorKind {
  ErrorCode code;
  std::string_view name;
  int exit_code;
  int http_status;
  std::string_view meaning;
};

/// All error codes, in the order of the enumeration.
std::span<const ErrorKind> error_table();
const ErrorKind& error_kind(ErrorCode code);

/// Where in the input. Empty parts are left out of the message; lines count from 1 and include the header.
struct Where {
  std::string file;
  std::size_t line = 0;
  std::string column;
};

/// The one exception of the program. `what()` reads `file:line: column "name": problem. Advice.`
class Error : public std::runtime_error {
 public:
  /// `problem` says what is wrong and quotes the value received; `advice` says what to do (may be empty).
  /// Neither ends with a full stop.
  Error(ErrorCode code, Where where, std::string problem, std::string advice = {});

  ErrorCode code() const { return code_; }
  const Where& where() const { return where_; }
  const std::string& problem() const { return problem_; }
  const std::string& advice() const { return advice_; }

 private:
  ErrorCode code_;
  Where where_;
  std::string problem_;
  std::string advice_;
};

/// `"received"` in quotes, control characters escaped, cut after 60 characters: safe in a message.
std::string quoted(std::string_view received);
// So that argument-dependent lookup does not find std::quoted instead.
inline std::string quoted(const std::string& received) { return quoted(std::string_view(received)); }
inline std::string quoted(std::string& received) { return quoted(std::string_view(received)); }
inline std::string quoted(const char* received) { return quoted(std::string_view(received)); }

/// The candidate most like `name` (by edits), or empty when none is near: for "did you mean".
std::string nearest_name(std::string_view name, std::span<const std::string_view> candidates);

}  // namespace plumbline

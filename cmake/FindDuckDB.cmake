# Finds DuckDB's shared library and the header of its C API: the system's, or those that tools/setup fetched
# from npm. Defines the target DuckDB::DuckDB.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64|arm64")
  set(_duckdb_platform linux-arm64)
else()
  set(_duckdb_platform linux-x64)
endif()
set(_duckdb_npm "${PROJECT_SOURCE_DIR}/tools/npm/node_modules")
find_library(DUCKDB_LIBRARY duckdb HINTS "${_duckdb_npm}/@duckdb/node-bindings-${_duckdb_platform}")
find_path(DUCKDB_INCLUDE_DIR duckdb.h HINTS "${_duckdb_npm}/duckdb/src/duckdb/src/include")

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(DuckDB REQUIRED_VARS DUCKDB_LIBRARY DUCKDB_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "run tools/setup first")

if(DuckDB_FOUND AND NOT TARGET DuckDB::DuckDB)
  # Only duckdb.h is wanted: the folder beside it holds C++ headers of another version.
  file(COPY "${DUCKDB_INCLUDE_DIR}/duckdb.h" DESTINATION "${PROJECT_BINARY_DIR}/duckdb_header")
  add_library(DuckDB::DuckDB SHARED IMPORTED GLOBAL)
  set_target_properties(DuckDB::DuckDB PROPERTIES
    IMPORTED_LOCATION "${DUCKDB_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${PROJECT_BINARY_DIR}/duckdb_header")
endif()

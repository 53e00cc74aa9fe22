# Compiler settings that every target of this project shares, on one interface target; nothing is global
# but the language standard.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

# RelWithAssert: optimised, with debug information, assertions kept.
set(CMAKE_CXX_FLAGS_RELWITHASSERT "-O2 -g1")
set(CMAKE_C_FLAGS_RELWITHASSERT "-O2 -g1")
set(CMAKE_CXX_FLAGS_RELEASE "-O3 -DNDEBUG")

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE}")
endif()

add_library(plumbline_compiler INTERFACE)
target_compile_options(plumbline_compiler INTERFACE
  -Wall -Wextra -Wpedantic
  -Wshadow              # a name that hides another is read wrongly
  -Wconversion          # millimetres lose digits silently
  -Wsign-conversion
  -Wnon-virtual-dtor
  -Wold-style-cast
  -Woverloaded-virtual
  -Wno-missing-field-initializers  # options are given by name, the rest keeps its default
  -ffp-contract=off)    # the same digits on every processor
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(plumbline_compiler INTERFACE -Wduplicated-cond -Wlogical-op)
endif()
if(PLUMBLINE_WARNINGS_AS_ERRORS)
  target_compile_options(plumbline_compiler INTERFACE -Werror)
endif()
if(PLUMBLINE_SANITIZE)
  target_compile_options(plumbline_compiler INTERFACE -fsanitize=${PLUMBLINE_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all)
  target_link_options(plumbline_compiler INTERFACE -fsanitize=${PLUMBLINE_SANITIZE})
endif()
if(PLUMBLINE_FUZZ)
  target_compile_options(plumbline_compiler INTERFACE -fsanitize=fuzzer-no-link)
endif()

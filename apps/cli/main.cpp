// SPDX-License-Identifier: MIT
#include <iostream>
#include <string>
#include <vector>

#include "program.h"

int main(int argc, char** argv) {
  return plumbline::cli::run_program(std::vector<std::string>(argv + 1, argv + argc), std::cout, std::cerr);
}

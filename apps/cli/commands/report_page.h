// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "report_figures.h"

namespace plumbline::cli {

/// The report as one self-contained HTML page.
std::string report_page(const StoreFigures& figures);

}  // namespace plumbline::cli

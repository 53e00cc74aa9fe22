// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "report_figures.h"

namespace plumbline::cli {

/// The figures of the report as JSON (docs/commands/report.md); what is not known is null.
std::string report_json(const StoreFigures& figures);

}  // namespace plumbline::cli

// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plumbline::report {

/// Text as HTML and SVG want it: & < > " ' escaped.
std::string escaped(std::string_view text);

/// A table of texts; every row has one text a heading.
struct DataTable {
  struct Heading {
    std::string text;
    bool is_number = true;  ///< set flush right
  };
  std::string caption;
  std::vector<Heading> headings;
  std::vector<std::vector<std::string>> rows;
  std::string remark;  ///< below the table; may be empty
};

/// A drawing (the markup that chart.h and map.h give) and what it shows.
struct Figure {
  std::string drawing;
  std::string caption;
};

/// A self-contained HTML page: no script, nothing from elsewhere, light and dark, for screen and paper.
/// Texts are given plain and are escaped here. The same calls give the same bytes.
class Page {
 public:
  /// `lead` is the line below the title; may be empty.
  Page(std::string title, std::string lead);

  /// A heading, which the list of contents names. `id` is a word that no other section has.
  Page& section(std::string_view id, std::string_view heading);
  /// A smaller heading within a section.
  Page& subsection(std::string_view heading);
  Page& paragraph(std::string_view text);
  /// A paragraph set apart: what is missing, what to beware of.
  Page& notice(std::string_view text);
  /// Throws Error(internal) for a row that does not fit the headings.
  Page& table(const DataTable& table);
  /// Figures side by side where there is room.
  Page& figures(std::span<const Figure> figures);
  Page& figure(const Figure& figure) { return figures({&figure, 1}); }

  std::string html() const;

 private:
  std::string title_;
  std::string lead_;
  std::vector<std::pair<std::string, std::string>> contents_;  ///< id and heading
  std::string body_;
  bool in_section_ = false;
};

}  // namespace plumbline::report

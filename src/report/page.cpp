// SPDX-License-Identifier: MIT
#include "report/page.h"

#include <fmt/format.h>

#include "core/error.h"

namespace plumbline::report {
namespace {

constexpr std::string_view kStyle = R"(
:root{color-scheme:light dark;--ink:#1b2126;--paper:#fff;--faint:#55606b;--rule:#d5dade;--band:#f3f5f7;--accent:#1f6fb8;--notice:#fff6df}
@media (prefers-color-scheme:dark){:root{--ink:#e4e8eb;--paper:#14181c;--faint:#a3adb7;--rule:#363e46;--band:#1c2228;--accent:#5aa5e6;--notice:#352c12}}
*{box-sizing:border-box}
body{margin:0 auto;padding:2rem 1.25rem 4rem;max-width:72rem;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,"Segoe UI","DejaVu Sans",sans-serif}
h1{font-size:1.9rem;line-height:1.2;margin:0}
h2{font-size:1.35rem;margin:2.6rem 0 .6rem;padding-top:.6rem;border-top:1px solid var(--rule)}
h3{font-size:1.08rem;margin:1.8rem 0 .4rem}
p{margin:.6rem 0;max-width:60rem}
a{color:var(--accent)}
.lead{color:var(--faint)}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;padding:0;margin:1rem 0 0}
.notice{background:var(--notice);border-left:4px solid #c98a00;padding:.6rem .9rem}
.wide{overflow-x:auto;margin:1rem 0}
table{border-collapse:collapse;font-size:.88rem;min-width:min(100%,26rem);font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding-bottom:.4rem}
th,td{padding:.25rem .55rem;text-align:left;border-bottom:1px solid var(--rule);vertical-align:top}
thead th{border-bottom:2px solid var(--faint);background:var(--band);vertical-align:bottom}
tbody th{font-weight:400}
.n{text-align:right}
td.n{white-space:nowrap}
.remark,figcaption{color:var(--faint);font-size:.9rem;max-width:60rem}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,27rem),1fr));gap:1.2rem;margin:1rem 0}
figure{margin:0;break-inside:avoid}
.figures:has(> figure:only-child){max-width:46rem}
svg{display:block;width:100%;height:auto;overflow:visible}
svg text{fill:var(--ink);font:14px system-ui,"Segoe UI","DejaVu Sans",sans-serif}
svg .tick{fill:var(--faint);font-size:13px}
svg .grid{stroke:var(--rule);stroke-width:1}
svg .edge{stroke:var(--faint);stroke-width:1;fill:none}
svg .backing{fill:var(--paper);opacity:.85}
svg .bar{fill:var(--accent)}
svg .guide{stroke:var(--ink);stroke-width:1.2;stroke-dasharray:5 4;fill:none}
svg .line{fill:none;stroke-width:1.8}
svg image{image-rendering:pixelated}
@page{size:A4;margin:16mm 14mm}
@media print{:root{color-scheme:light;--ink:#000;--paper:#fff;--faint:#444;--rule:#bbb;--band:#f3f5f7;--accent:#1f6fb8;--notice:#fff}
body{padding:0;max-width:none;font-size:10pt}nav{display:none}h2,h3{break-after:avoid}.wide{overflow:visible}
table{font-size:8.5pt}thead{display:table-header-group}tr{break-inside:avoid}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
)";

}  // namespace

std::string escaped(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

Page::Page(std::string title, std::string lead) : title_(std::move(title)), lead_(std::move(lead)) {}

Page& Page::section(std::string_view id, std::string_view heading) {
  if (in_section_) body_ += "</section>\n";
  in_section_ = true;
  contents_.emplace_back(escaped(id), escaped(heading));
  body_ += fmt::format("<section aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">{1}</h2>\n", contents_.back().first,
                       contents_.back().second);
  return *this;
}

Page& Page::subsection(std::string_view heading) {
  body_ += fmt::format("<h3>{}</h3>\n", escaped(heading));
  return *this;
}

Page& Page::paragraph(std::string_view text) {
  body_ += fmt::format("<p>{}</p>\n", escaped(text));
  return *this;
}

Page& Page::notice(std::string_view text) {
  body_ += fmt::format("<p class=\"notice\">{}</p>\n", escaped(text));
  return *this;
}

Page& Page::table(const DataTable& table) {
  const std::string caption = escaped(table.caption);
  body_ += fmt::format(
      "<div class=\"wide\" role=\"region\" tabindex=\"0\" "
      "aria-label=\"{0}\"><table>\n<caption>{0}</caption>\n"
      "<thead><tr>",
      caption);
  for (const DataTable::Heading& heading : table.headings)
    body_ += fmt::format("<th scope=\"col\"{}>{}</th>", heading.is_number ? " class=\"n\"" : "",
                         escaped(heading.text));
  body_ += "</tr></thead>\n<tbody>\n";
  for (const auto& row : table.rows) {
    if (row.size() != table.headings.size())
      throw Error(ErrorCode::internal, {}, fmt::format("a row of {} does not fit it", quoted(table.caption)));
    body_ += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string_view tag = i == 0 ? "th" : "td";
      body_ += fmt::format("<{0}{1}{2}>{3}</{0}>", tag, i == 0 ? " scope=\"row\"" : "",
                           table.headings[i].is_number ? " class=\"n\"" : "", escaped(row[i]));
    }
    body_ += "</tr>\n";
  }
  body_ += "</tbody></table></div>\n";
  if (!table.remark.empty()) body_ += fmt::format("<p class=\"remark\">{}</p>\n", escaped(table.remark));
  return *this;
}

Page& Page::figures(std::span<const Figure> figures) {
  body_ += "<div class=\"figures\">\n";
  for (const Figure& figure : figures)
    body_ += fmt::format("<figure>{}<figcaption>{}</figcaption></figure>\n", figure.drawing,
                         escaped(figure.caption));
  body_ += "</div>\n";
  return *this;
}

std::string Page::html() const {
  std::string contents;
  for (const auto& [id, heading] : contents_)
    contents += fmt::format("<li><a href=\"#{}\">{}</a></li>", id, heading);
  // The policy keeps the promise that nothing is fetched from anywhere.
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
      "img-src data:\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{0}</title>\n<style>{1}</style>\n</head>\n<body>\n<header>\n<h1>{0}</h1>\n{2}</header>\n"
      "{3}<main>\n{4}{5}</main>\n</body>\n</html>\n",
      escaped(title_), kStyle, lead_.empty() ? "" : fmt::format("<p class=\"lead\">{}</p>\n", escaped(lead_)),
      contents.empty() ? "" : fmt::format("<nav aria-label=\"Contents\"><ul>{}</ul></nav>\n", contents),
      body_, in_section_ ? "</section>\n" : "");
}

}  // namespace plumbline::report

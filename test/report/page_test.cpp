// SPDX-License-Identifier: MIT
#include "report/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"

namespace plumbline::report {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Page, escapes_what_html_would_read) {
  EXPECT_EQ(escaped(R"(a<b & "c" > 'd')"), "a&lt;b &amp; &quot;c&quot; &gt; &#39;d&#39;");
  EXPECT_EQ(escaped("v̄ ≥ 2.5"), "v̄ ≥ 2.5");
}

TEST(Page, names_its_sections_in_the_contents_and_closes_them) {
  Page page("A <store>", "two tiles");
  page.section("one", "First & last").paragraph("text");
  page.section("two", "Second").notice("beware");
  const std::string html = page.html();
  EXPECT_THAT(html, HasSubstr("<title>A &lt;store&gt;</title>"));
  EXPECT_THAT(html, HasSubstr("<a href=\"#one\">First &amp; last</a>"));
  EXPECT_THAT(html, HasSubstr("<h2 id=\"two\">Second</h2>"));
  EXPECT_THAT(html, HasSubstr("<p class=\"notice\">beware</p>\n</section>\n</main>"));
}

TEST(Page, needs_nothing_from_elsewhere) {
  Page page("T", "");
  page.section("s", "S").paragraph("text");
  const std::string html = page.html();
  EXPECT_THAT(html, HasSubstr("default-src 'none'"));
  EXPECT_THAT(html, Not(HasSubstr("http:")));
  EXPECT_THAT(html, Not(HasSubstr("https:")));
  EXPECT_THAT(html, Not(HasSubstr("<script")));
}

TEST(Page, tables_have_a_caption_and_say_what_their_headings_head) {
  Page page("T", "");
  page.table({.caption = "Classes",
              .headings = {{"class", false}, {"N"}},
              .rows = {{"stable", "12"}},
              .remark = "of all points"});
  const std::string html = page.html();
  EXPECT_THAT(html, HasSubstr("<caption>Classes</caption>"));
  EXPECT_THAT(html, HasSubstr("<th scope=\"col\">class</th><th scope=\"col\" class=\"n\">N</th>"));
  EXPECT_THAT(html, HasSubstr("<th scope=\"row\">stable</th><td class=\"n\">12</td>"));
  EXPECT_THAT(html, HasSubstr("<p class=\"remark\">of all points</p>"));
}

TEST(Page, refuses_a_row_that_does_not_fit) {
  Page page("T", "");
  EXPECT_THROW(page.table({.caption = "C", .headings = {{"a"}, {"b"}}, .rows = {{"1"}}}), Error);
}

}  // namespace
}  // namespace plumbline::report

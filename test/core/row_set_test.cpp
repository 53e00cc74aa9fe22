// SPDX-License-Identifier: MIT
#include "core/row_set.h"

#include <gtest/gtest.h>

namespace plumbline {
namespace {

TEST(RowSet, holds_what_was_inserted_and_nothing_else) {
  RowSet set(200);
  for (const std::size_t row : {0U, 63U, 64U, 130U, 199U}) set.insert(row);
  set.insert(63);
  EXPECT_EQ(set.count(), 5U);
  EXPECT_EQ(set.rows(), 200U);
  EXPECT_TRUE(set.contains(199));
  EXPECT_FALSE(set.contains(198));
}

TEST(RowSet, any_in_agrees_with_looking_at_every_row) {
  RowSet set(300);
  for (const std::size_t row : {5U, 64U, 127U, 256U}) set.insert(row);
  for (std::size_t first = 0; first <= 300; first += 7) {
    for (std::size_t last = first; last <= 300; last += 3) {
      bool any = false;
      for (std::size_t row = first; row < last; ++row) any = any || set.contains(row);
      EXPECT_EQ(set.any_in(first, last), any) << first << " to " << last;
    }
  }
}

TEST(RowSet, rows_can_be_taken_out) {
  RowSet set(100);
  RowSet others(100);
  for (std::size_t row = 0; row < 100; row += 2) set.insert(row);
  for (std::size_t row = 0; row < 100; row += 3) others.insert(row);
  set.remove(others);
  for (std::size_t row = 0; row < 100; ++row) EXPECT_EQ(set.contains(row), row % 2 == 0 && row % 3 != 0);
  set.remove(RowSet());
  EXPECT_EQ(set.count(), 33U);
}

TEST(RowSet, of_no_rows_is_empty) { EXPECT_EQ(RowSet(0).count(), 0U); }

}  // namespace
}  // namespace plumbline

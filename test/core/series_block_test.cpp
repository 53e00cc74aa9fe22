// SPDX-License-Identifier: MIT
#include "core/series_block.h"

#include <array>

#include <gtest/gtest.h>

namespace plumbline {
namespace {

TEST(SeriesBlock, values_of_one_acquisition_are_contiguous_and_a_view_reads_series_back) {
  SeriesBlock block(2, 3);  // two acquisitions of three points
  block.acquisition(0)[0] = 1;
  block.acquisition(0)[2] = 3;
  block.acquisition(1)[2] = 30;
  std::vector<const float*> pointers;
  const SeriesBlockView view = block.view(pointers);
  EXPECT_EQ(view.at(1, 2), 30);
  std::array<float, 2> series{};
  view.copy_series(2, series);
  EXPECT_EQ(series, (std::array<float, 2>{3, 30}));
}

}  // namespace
}  // namespace plumbline

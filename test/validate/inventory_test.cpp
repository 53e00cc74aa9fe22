// SPDX-License-Identifier: MIT
#include "validate/inventory.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace plumbline::validate {
namespace {

Outline square(const char* name, double west_m) {
  return {name, {{{west_m, 0}, {west_m + 10, 0}, {west_m + 10, 10}, {west_m, 10}}}};
}
constexpr std::uint32_t kNone = InventoryCounts::kNoCluster;

// Known: one that is seen to move, one that is seen to rest, one without points. Found: a cluster within,
// one outside.
TEST(InventoryCounts, tell_what_is_known_and_found) {
  const std::vector<Outline> outlines{square("moves", 0), square("rests", 100), square("unseen", 200)};
  InventoryCounts counts(outlines, 0);
  counts.add({5, 5}, 0);
  counts.add({15, 5}, 0);  // the cluster reaches beyond
  counts.add({6, 5}, kNone);
  counts.add({105, 5}, kNone);
  counts.add({300, 5}, 1);
  const InventoryAgreement agreement = counts.agreement(1);
  EXPECT_EQ(agreement.outlines, 3u);
  EXPECT_EQ(agreement.observed, 2u);
  EXPECT_EQ(agreement.holding, 1u);
  EXPECT_EQ(agreement.clusters, 2u);
  EXPECT_EQ(agreement.inside, 1u);
  EXPECT_EQ(counts.outside(), std::vector<std::uint32_t>{1});
  EXPECT_DOUBLE_EQ(agreement.share_holding(), 0.5);
  EXPECT_DOUBLE_EQ(agreement.share_inside(), 0.5);
  EXPECT_DOUBLE_EQ(agreement.index(), 0.5);
  EXPECT_EQ(counts.outlines()[0].points, 2u);
  EXPECT_EQ(counts.outlines()[0].cluster_points, 1u);
}

TEST(InventoryCounts, an_outline_with_too_few_points_is_not_observed) {
  const std::vector<Outline> outlines{square("few", 0)};
  InventoryCounts counts(outlines, 0);
  for (int i = 0; i < 4; ++i) counts.add({5, 5}, 0);
  EXPECT_EQ(counts.agreement(5).observed, 0u);
  counts.add({5, 5}, 0);
  EXPECT_EQ(counts.agreement(5).observed, 1u);
}

TEST(InventoryCounts, the_buffer_takes_in_what_lies_beside) {
  const std::vector<Outline> outlines{square("slide", 0)};
  InventoryCounts without(outlines, 0), with(outlines, 20);
  for (InventoryCounts* counts : {&without, &with}) counts->add({25, 5}, 0);
  EXPECT_EQ(without.agreement(1).inside, 0u);
  EXPECT_EQ(with.agreement(1).inside, 1u);
}

TEST(InventoryAgreement, is_the_harmonic_mean_of_both_shares) {
  const InventoryAgreement agreement{.observed = 10, .holding = 8, .clusters = 5, .inside = 2};
  EXPECT_DOUBLE_EQ(agreement.index(), 2 * 0.8 * 0.4 / 1.2);
  EXPECT_DOUBLE_EQ((InventoryAgreement{.observed = 1, .clusters = 1}).index(), 0);
  EXPECT_DOUBLE_EQ((InventoryAgreement{.observed = 1, .holding = 1, .clusters = 1, .inside = 1}).index(), 1);
}

TEST(InventoryAgreement, is_unknown_without_observed_outlines_or_clusters) {
  EXPECT_TRUE(std::isnan((InventoryAgreement{.clusters = 3}).index()));
  EXPECT_TRUE(std::isnan((InventoryAgreement{.observed = 3}).index()));
}

}  // namespace
}  // namespace plumbline::validate

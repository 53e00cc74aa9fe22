// SPDX-License-Identifier: MIT
// GDAL's client of OGC API - Features, which is also what `ogrinfo OAPIF:http://…/ogc` runs, reads the store.
#include <cpl_conv.h>
#include <cstdlib>
#include <memory>

#include <gmock/gmock.h>
#include <ogrsf_frmts.h>

#include "serve/served_store_test.h"

namespace plumbline::test {
namespace {

class OgcClient : public ServedStore {
 protected:
  using Dataset = std::unique_ptr<GDALDataset>;
  static Dataset connect(int page_size = 100) {
    setenv("no_proxy", "127.0.0.1", 1);
    GDALAllRegister();
    const std::string name = "OAPIF:http://127.0.0.1:" + std::to_string(port()) + "/ogc";
    const std::string pages = "PAGE_SIZE=" + std::to_string(page_size);
    const char* options[] = {pages.c_str(), nullptr};
    return Dataset(GDALDataset::Open(name.c_str(), GDAL_OF_VECTOR, nullptr, options, nullptr));
  }
};

TEST_F(OgcClient, sees_the_four_layers_and_their_extents) {
  const Dataset dataset = connect();
  ASSERT_NE(dataset, nullptr) << CPLGetLastErrorMsg();
  ASSERT_EQ(dataset->GetLayerCount(), 4);
  for (const char* name : {"points", "clusters", "subclusters", "tiles"})
    EXPECT_NE(dataset->GetLayerByName(name), nullptr) << name;
  OGREnvelope extent;
  ASSERT_EQ(dataset->GetLayerByName("points")->GetExtent(&extent), OGRERR_NONE);
  EXPECT_NEAR(extent.MinX, -0.06, 0.01);
  EXPECT_NEAR(extent.MaxY, 38.76, 0.01);
}

TEST_F(OgcClient, reads_every_point_over_many_pages) {
  const Dataset dataset = connect();
  OGRLayer* points = dataset->GetLayerByName("points");
  EXPECT_EQ(points->GetFeatureCount(), 1040);
  std::size_t count = 0;
  double sum = 0;
  for (const auto& feature : points) {
    ++count;
    EXPECT_EQ(wkbFlatten(feature->GetGeometryRef()->getGeometryType()), wkbPoint);
    sum += feature->GetFieldAsDouble("mean_velocity");  // 0 where it is missing
  }
  EXPECT_EQ(count, 1040U);
  EXPECT_NE(sum, 0);
}

TEST_F(OgcClient, lets_the_server_choose_by_box_and_by_property) {
  const Dataset dataset = connect();
  OGRLayer* points = dataset->GetLayerByName("points");
  points->SetSpatialFilterRect(-1, -1, 1, 1);
  EXPECT_EQ(points->GetFeatureCount(), 400);
  points->SetSpatialFilter(nullptr);
  ASSERT_EQ(points->SetAttributeFilter("orbit = 'D'"), OGRERR_NONE);
  EXPECT_EQ(points->GetFeatureCount(), 400);
  OGRLayer* clusters = dataset->GetLayerByName("clusters");
  ASSERT_EQ(clusters->SetAttributeFilter("cluster_id = 'CL_0002'"), OGRERR_NONE);
  EXPECT_EQ(clusters->GetFeatureCount(), 1);
}

}  // namespace
}  // namespace plumbline::test

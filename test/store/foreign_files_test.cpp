// SPDX-License-Identifier: MIT
// Files of strangers that GDAL would follow to other places.
#include <array>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

#include <fmt/format.h>
#include <gdal_frmts.h>
#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.h"
#include "store/area.h"
#include "store/class_raster_file.h"
#include "store/outline_file.h"
#include "support/message_of.h"
#include "support/support.h"

namespace plumbline::store {
namespace {

using test::message_of;
using test::TempFolder;
using test::write_file;
using testing::HasSubstr;

/// A server that nobody may call.
class Listener {
 public:
  Listener() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(socket_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::listen(socket_, 8), 0);
    EXPECT_EQ(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    port_ = ntohs(address.sin_port);
  }
  ~Listener() { ::close(socket_); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  std::string remote(const std::string& name) const {
    return fmt::format("/vsicurl/http://127.0.0.1:{}/{}", port_, name);
  }
  bool was_called() const { return ::accept(socket_, nullptr, nullptr) >= 0; }

 private:
  int socket_;
  int port_ = 0;
};

TEST(ForeignFiles, a_virtual_layer_is_no_geojson_whatever_it_is_called) {
  const TempFolder folder;
  const Listener listener;
  const std::string layer = fmt::format(
      "<OGRVRTDataSource><OGRVRTLayer "
      "name=\"x\"><SrcDataSource>{}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>",
      listener.remote("x.geojson"));
  for (const char* name :
       {"town.geojson", "town.gpkg", "town.shp", "town.fgb", "town.json", "town.vrt", "town"}) {
    write_file(folder / name, layer);
    EXPECT_THAT(message_of([&] { Area::from_file(folder / name); }),
                testing::AnyOf(HasSubstr("the file is no GeoJSON"), HasSubstr("the file cannot be read")))
        << name;
    EXPECT_THAT(message_of([&] { read_outlines(folder / name); }), HasSubstr(name));
  }
  EXPECT_FALSE(listener.was_called());
}
TEST(ForeignFiles, a_virtual_raster_is_no_geotiff_whatever_it_is_called) {
  const TempFolder folder;
  const Listener listener;
  for (const char* name : {"cover.tif", "cover.vrt"}) {
    write_file(folder / name,
               fmt::format("<VRTDataset rasterXSize=\"1\" rasterYSize=\"1\"><VRTRasterBand dataType=\"Byte\" "
                           "band=\"1\"><SimpleSource>"
                           "<SourceFilename>{}</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>",
                           listener.remote("x.tif")));
    EXPECT_THAT(message_of([&] { ClassRasterFile(folder / name); }), HasSubstr("the file is no GeoTIFF"))
        << name;
  }
  EXPECT_FALSE(listener.was_called());
}
TEST(ForeignFiles, a_geotiff_cannot_send_its_reader_elsewhere) {
  const TempFolder folder;
  const Listener listener;
  GDALRegister_GTiff();
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
  {
    const std::unique_ptr<GDALDataset> dataset(
        driver->Create((folder / "cover.tif").c_str(), 64, 64, 1, GDT_Byte, nullptr));
    std::array<double, 6> place{13.1, 0.001, 0, 38.8, 0, -0.001};
    dataset->SetGeoTransform(place.data());
    OGRSpatialReference system;
    system.importFromEPSG(4326);  // so that it is warped, which looks for overviews
    dataset->SetSpatialRef(&system);
    dataset->GetRasterBand(1)->SetMetadataItem("OVERVIEW_FILE", listener.remote("o.tif").c_str(),
                                               "OVERVIEWS");
    dataset->SetMetadataItem("OVERVIEW_FILE", listener.remote("o.tif").c_str(), "OVERVIEWS");
  }
  write_file(folder / "cover.tif.aux.xml",
             fmt::format("<PAMDataset><Metadata domain=\"OVERVIEWS\"><MDI "
                         "key=\"OVERVIEW_FILE\">{0}</MDI></Metadata></PAMDataset>",
                         listener.remote("o.tif")));
  const ClassRasterFile file(folder / "cover.tif");
  EXPECT_GT(file.read(4'590'000, 1'730'000, 4'600'000, 1'750'000).codes.size(), 0U);
  EXPECT_FALSE(listener.was_called());
}
TEST(ForeignFiles, paths_of_other_file_systems_are_not_there) {
  const Listener listener;
  for (const std::string& path :
       {listener.remote("x.geojson"), std::string("/vsizip/a.zip/x.shp"), std::string("PG:dbname=x")})
    EXPECT_THAT(message_of([&] { Area::from_file(path); }), HasSubstr("there is no such file"));
  EXPECT_FALSE(listener.was_called());
}
TEST(ForeignFiles, a_polygon_that_crosses_itself_too_often_is_refused_before_any_work) {
  std::string star = "POLYGON ((";
  constexpr int kCorners = 40'001;
  for (int i = 0; i <= kCorners; ++i) {
    const auto corner = static_cast<double>(static_cast<long>(i) * (kCorners / 2) % kCorners);
    const double angle = 2 * M_PI * corner / kCorners;
    star += fmt::format("{}{:.9f} {:.9f}", i == 0 ? "" : ", ", std::cos(angle), std::sin(angle));
  }
  EXPECT_THAT(message_of([&] { Area::from_wkt(star + "))", "star"); }),
              HasSubstr("meets 25465 of its edges on average, 10000 are the limit"));
}
TEST(ForeignFiles, more_corners_than_the_limit_are_refused) {
  std::string ring = "POLYGON ((0 0";
  for (std::size_t i = 0; i < Area::kMostCorners; ++i) ring += i % 2 == 0 ? ",1 1" : ",0 1";
  EXPECT_THAT(message_of([&] { Area::from_wkt(ring + ",0 0))", "long"); }),
              HasSubstr("more than 1000000 corners"));
}

}  // namespace
}  // namespace plumbline::store

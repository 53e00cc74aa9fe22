// SPDX-License-Identifier: MIT
// Hostile input is refused soon and in little memory, however much it pretends to be.
#include <algorithm>
#include <chrono>
#include <fstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ingest/example_tables.h"
#include "ingest/series_table.h"
#include "ingest/zip_builder.h"
#include "ingest/zip_reader.h"
#include "support/support.h"

namespace plumbline::test {
namespace {

constexpr std::uint64_t kGigabyte = 1'000'000'000;

/// `start`, then one and the same text again and again.
class EndlessStream final : public ingest::ByteStream {
 public:
  EndlessStream(std::string start, std::string again) : start_(std::move(start)), again_(std::move(again)) {}
  const std::string& name() const override { return name_; }
  std::uint64_t total_bytes() const override { return 1000 * kGigabyte; }
  std::size_t read(std::span<char> out) override {
    for (char& c : out) {
      c = at_ < start_.size() ? start_[at_] : again_[(at_ - start_.size()) % again_.size()];
      ++at_;
    }
    return out.size();
  }

 private:
  std::string name_ = "t.csv";
  std::string start_;
  std::string again_;
  std::size_t at_ = 0;
};

struct Cost {
  std::string error;
  double seconds = 0;
  double megabytes = 0;  ///< more than there were before
};

/// What an action says and costs, in a process of its own.
Cost cost_of(const std::function<void()>& action) {
  const TempFolder folder;
  rusage before{};
  getrusage(RUSAGE_SELF, &before);
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    write_file(folder / "error", error_of(action));
    _exit(0);
  }
  int status = 0;
  rusage used{};
  if (wait4(child, &status, 0, &used) != child || status != 0) return {"the process died"};
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  return {read_file(folder / "error"), seconds.count(),
          static_cast<double>(std::max(0L, used.ru_maxrss - before.ru_maxrss)) / 1024};
}

void expect_cheap_refusal(const std::function<void()>& action, const std::string& message) {
  const Cost cost = cost_of(action);
  EXPECT_EQ(cost.error, message);
  EXPECT_LT(cost.seconds, 20) << "on a busy machine; alone it is less than one";
  EXPECT_LT(cost.megabytes, 200);
}

void read_endless(const std::string& start, const std::string& again) {
  EndlessStream stream(start, again);
  ingest::read_table(stream, {.file = "t.csv", .stem = "t", .inner_stem = {}}, ingest::TableShape::delivery);
}

void unpack(const std::string& zip) {
  const ingest::MemoryBytes bytes("t.zip", zip);
  const auto directory = ingest::read_zip_directory(bytes);
  const auto stream = ingest::open_zip_entry(bytes, directory, ingest::only_csv(directory, bytes.name()));
  std::string buffer(1 << 16, '\0');
  while (stream->read(buffer) == buffer.size()) continue;
}

TEST(Bounds, an_endless_header_is_refused) {
  expect_cheap_refusal(
      [] { read_endless("pid,", "x"); },
      "bad_value: t.csv:1: the line is longer than 8388608 bytes. This is no table of ground motion");
  expect_cheap_refusal(
      [] { read_endless("pid", ","); },
      "bad_value: t.csv:1: the line is longer than 8388608 bytes. This is no table of ground motion");
}

TEST(Bounds, an_endless_row_is_refused) {
  const std::string table = kL2bHeader2020 + kThreeDates + "\n" + kL2bRowAscending + ",0.1,0.2,0.3\n";
  for (const char* again : {"9", ",", "\0", "0.1,"})
    expect_cheap_refusal(
        [&] { read_endless(table, std::string(again, std::max<std::size_t>(1, std::string(again).size()))); },
        "bad_value: t.csv:3: the line is longer than 8388608 bytes. This is no table of ground motion");
}

TEST(Bounds, empty_lines_take_no_room_for_values) {
  const std::string table = kL2bHeader2020 + kThreeDates + "\n" + kL2bRowAscending + ",0.1,0.2,0.3\n";
  expect_cheap_refusal([&] { read_endless(table, "\n"); },
                       "bad_value: t.csv:3: the line is empty. Remove it");

  const TempFolder folder;
  std::string header = "pid";
  for (int day = 1; day <= 28; ++day) header += fmt::format(",202301{:02},202302{:02}", day, day);
  write_file(folder / "t.csv", header + std::string(20'000'000, '\n'));
  expect_cheap_refusal(
      [&] {
        ingest::SeriesTable series(folder / "t.csv");
        ingest::SeriesRows rows;
        while (series.read(rows)) continue;
      },
      fmt::format("bad_value: {}:2: the line is empty. Remove it", (folder / "t.csv").string()));
}

TEST(Bounds, a_bomb_is_refused_before_it_is_unpacked) {
  const std::string zeros(70'000'000, '\0');
  const std::string honest = zip_of({{.name = "a.csv", .text = zeros}});
  const std::string lies = zip_of({{.name = "a.csv", .text = zeros, .bytes = 1000}});
  expect_cheap_refusal(
      [&] { unpack(honest); },
      fmt::format("bad_archive: t.zip: \"a.csv\" would grow from {} to 70000000 bytes, more than "
                  "200 times. This is no EGMS delivery",
                  honest.size() - 108));
  expect_cheap_refusal(
      [&] { unpack(lies); },
      "bad_archive: t.zip: \"a.csv\" is damaged: it goes on after the 1000 bytes that the directory "
      "declares. Download the delivery again");
}

}  // namespace
}  // namespace plumbline::test

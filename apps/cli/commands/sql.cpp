// SPDX-License-Identifier: MIT
#include "store/sql.h"

#include <algorithm>
#include <map>
#include <vector>

#include <fmt/ostream.h>
#include <nlohmann/json.hpp>

#include "../interrupt.h"
#include "../stages.h"
#include "chosen_tiles.h"

namespace plumbline::cli {
namespace {

/// Writes the rows of an answer; `finish` is called once after the last.
class RowWriter {
 public:
  explicit RowWriter(std::ostream& out) : out_(out) {}
  virtual ~RowWriter() = default;
  virtual void header(std::span<const store::QueryColumn> columns) = 0;
  virtual void row(std::span<const store::QueryValue> values) = 0;
  virtual void finish() {}

 protected:
  std::ostream& out_;
};

class CsvWriter final : public RowWriter {
 public:
  using RowWriter::RowWriter;
  void header(std::span<const store::QueryColumn> columns) override {
    for (std::size_t i = 0; i < columns.size(); ++i) write_field(i, columns[i].name);
    out_ << '\n';
  }
  void row(std::span<const store::QueryValue> values) override {
    for (std::size_t i = 0; i < values.size(); ++i) write_field(i, values[i].is_null ? "" : values[i].text);
    out_ << '\n';
  }

 private:
  void write_field(std::size_t index, std::string_view text) {
    if (index > 0) out_ << ',';
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
      out_ << text;
      return;
    }
    out_ << '"';
    for (const char c : text) {
      if (c == '"') out_ << '"';
      out_ << c;
    }
    out_ << '"';
  }
};

class JsonWriter final : public RowWriter {
 public:
  using RowWriter::RowWriter;
  void header(std::span<const store::QueryColumn> columns) override {
    columns_.assign(columns.begin(), columns.end());
    out_ << '[';
  }
  void row(std::span<const store::QueryValue> values) override {
    out_ << (first_ ? "\n  {" : ",\n  {");
    first_ = false;
    for (std::size_t i = 0; i < values.size(); ++i)
      out_ << (i > 0 ? ", " : "") << nlohmann::json(columns_[i].name).dump() << ": "
           << value(columns_[i], values[i]);
    out_ << '}';
  }
  void finish() override { out_ << (first_ ? "]\n" : "\n]\n"); }

 private:
  static std::string value(const store::QueryColumn& column, const store::QueryValue& value) {
    if (value.is_null) return "null";
    if (column.type == "BOOLEAN") return std::string(value.text);
    const bool finite = value.text.find_first_of("naif") == std::string_view::npos;  // "nan", "inf"
    if (column.is_number && finite) return std::string(value.text);
    return nlohmann::json(value.text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  }
  std::vector<store::QueryColumn> columns_;
  bool first_ = true;
};

/// Aligned columns. Widths are those of the first thousand rows; later values may be wider.
class TableWriter final : public RowWriter {
 public:
  using RowWriter::RowWriter;
  void header(std::span<const store::QueryColumn> columns) override {
    columns_.assign(columns.begin(), columns.end());
    for (const auto& column : columns_) widths_.push_back(letters(column.name));
  }
  void row(std::span<const store::QueryValue> values) override {
    std::vector<std::string> cells;
    for (const auto& value : values) cells.emplace_back(value.is_null ? "NULL" : value.text);
    if (started_) return write(cells);
    for (std::size_t i = 0; i < cells.size(); ++i) widths_[i] = std::max(widths_[i], letters(cells[i]));
    held_.push_back(std::move(cells));
    if (held_.size() == 1000) start();
  }
  void finish() override { start(); }

 private:
  static std::size_t letters(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
  }
  void start() {
    if (started_) return;
    started_ = true;
    std::vector<std::string> names;
    std::vector<std::string> rules;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      names.push_back(columns_[i].name);
      rules.emplace_back(widths_[i], '-');
    }
    write(names);
    write(rules);
    for (const auto& cells : held_) write(cells);
    held_.clear();
  }
  void write(const std::vector<std::string>& cells) {
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string blanks(widths_[i] - std::min(widths_[i], letters(cells[i])), ' ');
      line += (i > 0 ? "  " : "") + (columns_[i].is_number ? blanks + cells[i] : cells[i] + blanks);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out_ << line << '\n';
  }
  std::vector<store::QueryColumn> columns_;
  std::vector<std::size_t> widths_;
  std::vector<std::vector<std::string>> held_;
  bool started_ = false;
};

enum class SqlFormat { table, csv, json };

std::unique_ptr<RowWriter> make_writer(SqlFormat format, std::ostream& out) {
  switch (format) {
    case SqlFormat::csv:
      return std::make_unique<CsvWriter>(out);
    case SqlFormat::json:
      return std::make_unique<JsonWriter>(out);
    case SqlFormat::table:
      break;
  }
  return std::make_unique<TableWriter>(out);
}

class SqlCommand final : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option("STATEMENT", statement_, "One SQL statement, in DuckDB's dialect")
        ->required()
        ->type_name("SQL");
    static const std::map<std::string, SqlFormat> kFormats{
        {"table", SqlFormat::table}, {"csv", SqlFormat::csv}, {"json", SqlFormat::json}};
    app.add_option("--format", format_, "How to print the answer: table, csv, json (default table)")
        ->transform(CLI::CheckedTransformer(kFormats).description(""))
        ->type_name("FORMAT");
  }

  Exit run(Session& session) override {
    const auto store = store::Store::open(session.options().store, session.options().resources());
    if (const std::string remark = about_releases(store); !remark.empty())
      session.note(remark + ". Choose tiles by name, such as WHERE tile LIKE '%2020_2024%'");
    const auto writer = make_writer(format_, session.out());
    store::query(
        store, statement_, [&](auto columns) { writer->header(columns); },
        [&](auto values) {
          check_interrupted();
          writer->row(values);
        });
    writer->finish();
    return Exit::done;
  }

 private:
  std::string statement_;
  SqlFormat format_ = SqlFormat::table;
};

}  // namespace

std::unique_ptr<Command> make_sql() { return std::make_unique<SqlCommand>(); }

}  // namespace plumbline::cli

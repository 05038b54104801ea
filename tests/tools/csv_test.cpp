#include "tools/gazette/csv.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace gazette::test {
namespace {

// "1:a|b" for each record, "3!why" for those that cannot be read.
std::vector<std::string> read(std::string_view bytes) {
    std::vector<std::string> all;
    CsvReader reader(bytes);
    while (const auto record = reader.next()) {
        std::string shown = std::to_string(record->line);
        if (!record->error.empty()) {
            EXPECT_TRUE(record->fields.empty());
            all.push_back(shown + "!");
            continue;
        }
        shown += ":";
        for (const std::string& field : record->fields) {
            shown += (&field == &record->fields.front() ? "" : "|") + field;
        }
        all.push_back(shown);
    }
    return all;
}

using Lines = std::vector<std::string>;

TEST(Csv, ReadsFields) {
    EXPECT_EQ((Lines{"1:a|b", "2:c|d"}), read("a,b\nc,d\n"));
    EXPECT_EQ((Lines{"1:a|b", "2:c|d"}),
              read("\xEF\xBB\xBF"
                   "a,b\r\nc,d"));
    EXPECT_EQ((Lines{"1:|", "3:|x|"}), read(",\n\n,x,\n\r\n"));
    EXPECT_EQ((Lines{"1:a, \"b\"|", "2:line\nbreak|漢字", "4:x"}),
              read("\"a, \"\"b\"\"\",\"\"\n\"line\nbreak\",漢字\nx"));
    EXPECT_EQ(Lines{}, read(""));
    EXPECT_EQ(Lines{}, read("\n\r\n"));
}

TEST(Csv, ABadRecordTakesItsOwnLineAlone) {
    EXPECT_EQ((Lines{"1!", "2:c|d"}), read("a\"b,x\nc,d\n"));
    EXPECT_EQ((Lines{"1!", "2:c"}), read("\"a\"b\nc\n"));
    EXPECT_EQ((Lines{"1!", "2:c"}), read("\"never closed\nc\n"));
    EXPECT_EQ((Lines{"1!", "2:c"}), read("a\rb\nc"));
    EXPECT_EQ((Lines{"1!", "2:c"}), read("\xC0\x80\nc"));
    EXPECT_EQ((Lines{"1!", "2:c"}), read(std::string_view("a\0b\nc", 5)));
    EXPECT_EQ((Lines{"1!", "2:c"}), read(std::string(kMaxCsvRecordBytes + 1, 'a') + "\nc"));
    EXPECT_EQ((Lines{"1!", "2:c"}), read(std::string(kMaxCsvFields, ',') + "\nc"));
    EXPECT_EQ((Lines{"1!", "2!", "3:c"}),
              read("\"" + std::string(kMaxCsvRecordBytes, 'a') + "\n\"\nc"));
}

TEST(Csv, WhatIsWrittenIsRead) {
    std::mt19937 random(3);
    const std::vector<std::string> pieces = {"a", ",", "\"", "\n", "\r\n", "漢", "😀", " ", ""};
    for (int round = 0; round < 2000; ++round) {
        std::vector<std::vector<std::string>> rows;
        std::string table;
        for (auto left = 1 + random() % 4; left > 0; --left) {
            std::vector<std::string> row{"x"};
            for (auto fields = random() % 4; fields > 0; --fields) {
                row.emplace_back();
                for (auto n = random() % 6; n > 0; --n)
                    row.back() += pieces[random() % pieces.size()];
            }
            table += csv_line(row);
            rows.push_back(row);
        }
        CsvReader reader(table);
        for (const auto& row : rows) EXPECT_EQ(row, reader.next().value().fields) << table;
        EXPECT_FALSE(reader.next().has_value());
    }
}

}  // namespace
}  // namespace gazette::test

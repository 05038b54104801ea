#include "tools/gazette/batch_search.h"

#include "tests/http/fake_service.h"
#include "tools/gazette/csv.h"

#include <gtest/gtest.h>

#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace gazette::test {
namespace {

struct Answered {
    std::size_t wrong = 0;
    std::vector<std::vector<std::string>> rows;
};

Answered answered(const std::string& table) {
    const FakeService service;
    std::ostringstream out;
    Answered result;
    result.wrong = search_table(table, service, out);
    const std::string written = out.str();
    CsvReader reader(written);
    while (const auto record = reader.next()) {
        EXPECT_EQ("", record->error);
        EXPECT_EQ(18U, record->fields.size());
        result.rows.push_back(record->fields);
    }
    return result;
}

TEST(BatchTable, EachLineHasAStatus) {
    const Answered all = answered(
        "id,query,lang,limit\na,x,en|de,5\nb,\"\"\"x\",,\nc,out-of-time,,\nd,too,few\ne,y,not a "
        "tag,\nf,z,,1\n");
    EXPECT_EQ(4U, all.wrong);
    ASSERT_EQ(9U, all.rows.size());  // the names, 2 hits, 4 errors, 2 hits
    EXPECT_EQ("line", all.rows[0][0]);
    const auto begin = [&](std::size_t row) {
        return std::vector<std::string>(all.rows[row].begin(), all.rows[row].begin() + 4);
    };
    using Row = std::vector<std::string>;
    EXPECT_EQ((Row{"2", "a", "x", "200"}), begin(1));
    EXPECT_EQ("1", all.rows[1][7]);
    EXPECT_EQ("law/2019/ä 5", all.rows[1][8]);
    EXPECT_EQ("2", all.rows[2][7]);
    EXPECT_EQ((Row{"3", "b", "\"x", "400"}), begin(3));
    EXPECT_EQ(0U, all.rows[3][17].find("unbalanced_quote"));
    EXPECT_EQ((Row{"4", "c", "out-of-time", "503"}), begin(4));
    EXPECT_EQ((Row{"5", "", "", "400"}), begin(5));
    EXPECT_EQ(0U, all.rows[5][17].find("bad_line"));
    EXPECT_EQ((Row{"6", "e", "", "400"}), begin(6));
    EXPECT_EQ((Row{"7", "f", "z", "200"}), begin(7));
}

TEST(BatchTable, IsRefusedWhereItsColumnsAreWrong) {
    for (const char* table : {"",
                              "\n",
                              "id\n1\n",
                              "query,query\n",
                              "query,q\n",
                              "query,nonsense\n",
                              "query,offset\n",
                              "\"query\n"}) {
        EXPECT_THROW(answered(table), std::invalid_argument) << table;
    }
    EXPECT_EQ(0U, answered("query\n").wrong);
}

}  // namespace
}  // namespace gazette::test

// Queries mean to the drivers of the search bench what the table says.
#include "tools/bench/search_queries.h"

#include <gtest/gtest.h>

#include <fstream>

namespace gazette::bench {
namespace {

TEST(BenchQueries, AreAsTheTableSays) {
    std::ifstream lines(GAZETTE_QUERY_KINDS);
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        const auto first = line.find('\t');
        const auto second = line.find('\t', first + 1);
        ASSERT_NE(second, line.npos) << line;
        EXPECT_EQ(query_text(line.substr(0, first), line.substr(first + 1, second - first - 1)),
                  line.substr(second + 1));
    }
    EXPECT_GT(count, 10U);
}

TEST(BenchQueries, AreOfAKnownKind) {
    EXPECT_EQ(query_text("fuzzy", "court"), std::nullopt);
    EXPECT_EQ(query_text("date_term", "court 2019"), std::nullopt);
    EXPECT_EQ(measured_of("facets"), Measured::facets);
    EXPECT_EQ(measured_of("snippets_chinese"), Measured::snippets);
    EXPECT_EQ(measured_of("newest"), Measured::rank);
    EXPECT_THROW(read_queries("/nowhere"), std::runtime_error);
}

}  // namespace
}  // namespace gazette::bench

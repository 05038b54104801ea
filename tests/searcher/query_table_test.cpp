// What queries of many kinds and languages find, and what they do not: a table written by hand.
#include "tests/searcher/search_support.h"
#include "tests/support/source_dir.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace gazette::test {
namespace {

std::vector<Document> documents(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::vector<Document> documents;
    for (std::string line; std::getline(file, line);) {
        const auto json = nlohmann::json::parse(line);
        documents.push_back(
            make_document(json.at("id"), json.at("lang"), json.at("title"), json.at("text")));
    }
    return documents;
}

TEST(QueryTable, EachQueryFindsItsDocumentsAndNoOther) {
    const auto folder = source_dir() / "tests/searcher/query_table";
    TempDir dir;
    build_index(dir.path(), documents(folder / "documents.jsonl"), 3);
    const Searcher searcher(dir.path());
    std::ifstream table(folder / "queries.tsv");
    std::size_t rows = 0;
    for (std::string line; std::getline(table, line);) {
        if (line.empty() || line.front() == '#') continue;
        const std::size_t tab = line.find('\t');
        ASSERT_NE(tab, std::string::npos) << line;
        std::vector<std::string> expected;
        std::istringstream ids(line.substr(tab + 1));
        for (std::string id; ids >> id;) expected.push_back(id);
        std::sort(expected.begin(), expected.end());
        EXPECT_EQ(sorted_ids(searcher, line.substr(0, tab)), expected) << line;
        ++rows;
    }
    EXPECT_GT(rows, 200U);
}

}  // namespace
}  // namespace gazette::test

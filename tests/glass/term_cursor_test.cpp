// The searcher's own reading of the vocabulary gives what Xapian's does.
#include "indexer/glass/term_cursor.h"

#include "indexer/database_join.h"
#include "indexer/format/durable_file.h"
#include "indexer/format/index_error.h"
#include "indexer/glass/database_writer.h"
#include "indexer/glass/version_file.h"
#include "tests/glass/random_terms.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <utility>

namespace gazette {
namespace {

namespace fs = std::filesystem;
using glass::MappedTable;
using glass::TermCursor;
using Terms = std::vector<std::pair<std::string, std::uint32_t>>;

Terms by_xapian(const Xapian::Database& database, const std::string& prefix) {
    Terms terms;
    for (auto at = database.allterms_begin(prefix); at != database.allterms_end(prefix); ++at) {
        terms.emplace_back(*at, at.get_termfreq());
    }
    return terms;
}

Terms by_cursor(const MappedTable& table, const std::string& prefix) {
    Terms terms;
    TermCursor cursor(table, prefix);
    while (cursor.next()) terms.emplace_back(cursor.term(), cursor.frequency());
    return terms;
}

MappedTable table_of(const fs::path& folder) {
    return MappedTable(folder / glass::kPostlistFile, glass::read_version_file(folder)->postings);
}

void expect_same_terms(const fs::path& folder) {
    const MappedTable table = table_of(folder);
    const Xapian::Database database(folder.string());
    const Terms all = by_xapian(database, "");
    ASSERT_EQ(by_cursor(table, ""), all);
    std::mt19937 random(4);
    for (int i = 0; i < 300; ++i) {
        const std::string& term = all[random() % all.size()].first;
        std::string prefix = term.substr(0, 1 + random() % term.size());
        if (random() % 4 == 0) prefix.push_back(static_cast<char>(random()));
        ASSERT_EQ(by_cursor(table, prefix), by_xapian(database, prefix));
    }
}

std::vector<test::Occurrences> random_documents(unsigned seed, int count, std::uint32_t words) {
    std::mt19937 random(seed);
    std::vector<test::Occurrences> documents;
    for (int i = 0; i < count; ++i) documents.push_back(test::random_occurrences(random, words));
    return documents;
}

TEST(TermCursor, ReadsTheTermsThatXapianReads) {
    for (const WriterKind kind : {WriterKind::bulk, WriterKind::plain}) {
        for (unsigned seed = 1; seed <= 3; ++seed) {
            const test::TempDir dir;
            test::write_database(
                dir / "db", kind, random_documents(seed, 300, seed == 2 ? 20 : 3000));
            expect_same_terms(dir / "db");
        }
    }
}

// Lists of many chunks, in some of which no term begins.
TEST(TermCursor, PassesTheChunksOfLongLists) {
    std::vector<test::Occurrences> documents(40'000);
    for (std::size_t i = 0; i < documents.size(); ++i) {
        documents[i].push_back({"common", 1, false, 0});
        documents[i].push_back(
            {std::string("common\0", 7) + (i % 2 == 0 ? "a" : "b"), 1, false, 0});
        if (i % 1000 == 0) documents[i].push_back({"c" + std::to_string(i), 1, false, 0});
    }
    const test::TempDir dir;
    test::write_database(dir / "db", WriterKind::bulk, documents);
    expect_same_terms(dir / "db");
}

TEST(TermCursor, FindsNothingInADatabaseWithoutTerms) {
    const test::TempDir dir;
    test::write_database(dir / "db", WriterKind::bulk, {});
    EXPECT_EQ(by_cursor(table_of(dir / "db"), ""), Terms());
    EXPECT_EQ(by_cursor(table_of(dir / "db"), "a"), Terms());
}

TEST(TermCursor, SurvivesDamagedTables) {
    const test::TempDir dir;
    test::write_database(dir / "db", WriterKind::bulk, random_documents(9, 200, 100));
    const auto root = glass::read_version_file(dir / "db")->postings;
    const std::string sound = read_whole_file(dir / "db" / glass::kPostlistFile);
    std::mt19937 random(10);
    for (int round = 0; round < 400; ++round) {
        std::string bytes = sound;
        for (int flips = 1 + static_cast<int>(random() % 4); flips > 0; --flips) {
            const std::size_t block = random() % (bytes.size() / 8192) * 8192;
            const std::size_t at =
                random() % 2 == 0 ? random() % bytes.size() : block + random() % 300;
            bytes[at] = static_cast<char>(random());
        }
        write_durably(dir / "broken", bytes);
        const MappedTable table(dir / "broken", root);
        for (const char* prefix : {"", "w", "w5"}) {
            try {
                TermCursor cursor(table, prefix);
                for (std::string last; cursor.next(); last = cursor.term()) {
                    ASSERT_LT(last, cursor.term());
                }
            } catch (const IndexError&) {
            }
        }
    }
}

}  // namespace
}  // namespace gazette

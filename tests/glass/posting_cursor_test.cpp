// The searcher's own reading of posting lists gives what Xapian's does.
#include "indexer/glass/posting_cursor.h"

#include "indexer/database_join.h"
#include "indexer/format/durable_file.h"
#include "indexer/format/index_error.h"
#include "indexer/glass/database_writer.h"
#include "indexer/glass/version_file.h"
#include "tests/glass/random_terms.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <algorithm>

namespace gazette {
namespace {

namespace fs = std::filesystem;
using glass::MappedTable;
using glass::PostingCursor;
using test::Occurrences;

struct Posting {
    std::uint32_t docid = 0;
    std::uint32_t wdf = 0;
    friend bool operator==(const Posting&, const Posting&) = default;
};

std::vector<Posting> by_xapian(const Xapian::Database& database, const std::string& term) {
    std::vector<Posting> postings;
    for (auto at = database.postlist_begin(term); at != database.postlist_end(term); ++at) {
        postings.push_back({*at, at.get_wdf()});
    }
    return postings;
}

// All lists: each from front to back, and by seeks of random width.
void expect_same_lists(const fs::path& folder) {
    const auto version = glass::read_version_file(folder);
    ASSERT_TRUE(version);
    const MappedTable table(folder / glass::kPostlistFile, version->postings);
    const Xapian::Database database(folder.string());
    const std::uint32_t documents = database.get_doccount();
    std::mt19937 random(1);
    for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
        const std::vector<Posting> expected = by_xapian(database, *term);
        std::vector<Posting> found;
        PostingCursor all(table, *term, documents);
        ASSERT_EQ(all.frequency(), database.get_termfreq(*term));
        for (; all.document() != PostingCursor::kNoMoreDocuments; all.seek(all.document() + 1)) {
            found.push_back({all.document(), all.wdf()});
        }
        ASSERT_EQ(found, expected);
        const std::uint32_t stride = 1 + static_cast<std::uint32_t>(random() % documents);
        PostingCursor some(table, *term, documents);
        for (std::uint32_t target = 1; target <= documents + 2;
             target += 1 + static_cast<std::uint32_t>(random() % stride)) {
            some.seek(target);
            const auto there = std::find_if(
                expected.begin(), expected.end(), [&](const auto& p) { return p.docid >= target; });
            ASSERT_EQ(some.document(), there == expected.end() ? UINT32_MAX : there->docid);
            if (there == expected.end()) continue;
            ASSERT_EQ(some.wdf(), there->wdf);
            target = std::max(target, some.document());
        }
    }
}

std::vector<Occurrences> random_documents(unsigned seed, int count, std::uint32_t words) {
    std::mt19937 random(seed);
    std::vector<Occurrences> documents;
    for (int i = 0; i < count; ++i) documents.push_back(test::random_occurrences(random, words));
    return documents;
}

TEST(PostingCursor, ReadsWhatEitherWriterWrote) {
    for (const WriterKind kind : {WriterKind::bulk, WriterKind::plain}) {
        for (unsigned seed = 1; seed <= 3; ++seed) {
            SCOPED_TRACE(seed);
            const test::TempDir dir;
            test::write_database(
                dir / "db", kind, random_documents(seed, 300, seed % 2 == 0 ? 20 : 3000));
            expect_same_lists(dir / "db");
        }
    }
}

// Terms that begin alike, gaps of all sizes, chunks that lie in several components because their
// keys are long, docids of three bytes.
std::vector<Occurrences> many_chunks() {
    std::mt19937 random(4);
    std::vector<Occurrences> documents(40'000);
    const std::string lengthy(240, 'l');
    for (std::uint32_t i = 0; i < documents.size(); ++i) {
        const auto wdf =
            static_cast<std::uint32_t>(random() % 40 == 0 ? random() % 70'000 : random() % 9);
        documents[i].push_back({"all", wdf, false, 0});
        if (i % 3 == 0) documents[i].push_back({"al", 1, false, 0});
        if (i % 2 == 0) documents[i].push_back({lengthy, wdf, false, 0});
        if (i > 30'000 || i < 2) documents[i].push_back({lengthy + "x", 300, false, 0});
        if (random() % 100 == 0) documents[i].push_back({"rare", 2, false, 0});
        if (i % 1000 == 0) documents[i].push_back({std::string("all\0b", 5), 1, false, 0});
    }
    return documents;
}

TEST(PostingCursor, ReadsListsOfManyChunks) {
    const test::TempDir dir;
    test::write_database(dir / "bulk", WriterKind::bulk, many_chunks());
    expect_same_lists(dir / "bulk");
    test::write_database(dir / "plain", WriterKind::plain, many_chunks());
    expect_same_lists(dir / "plain");
}

TEST(PostingCursor, ReadsWhatWasMergedOrCompacted) {
    const test::TempDir dir;
    std::vector<fs::path> sources;
    std::size_t documents = 0;
    for (unsigned i = 0; i < 4; ++i) {
        const auto some = random_documents(70 + i, 1200, 30);
        documents += some.size();
        sources.push_back(dir / std::to_string(i));
        test::write_database(
            sources.back(), i % 2 == 0 ? WriterKind::bulk : WriterKind::plain, some);
    }
    for (const WriterKind kind : {WriterKind::bulk, WriterKind::plain}) {
        const auto joined = dir / (kind == WriterKind::bulk ? "bulk" : "plain");
        join_databases(sources, documents, joined, kind);
        expect_same_lists(joined);
    }
}

TEST(PostingCursor, StandsNowhereWhereThereIsNoList) {
    const test::TempDir dir;
    test::write_database(dir / "db", WriterKind::bulk, {{{"t", 1, false, 0}}});
    const auto version = glass::read_version_file(dir / "db");
    const MappedTable table(dir / "db" / glass::kPostlistFile, version->postings);
    for (const std::string term : {"", "s", "u", "tt", "\xff"}) {
        PostingCursor cursor(table, term, 1);
        EXPECT_EQ(cursor.frequency(), 0U);
        EXPECT_EQ(cursor.document(), PostingCursor::kNoMoreDocuments);
        cursor.seek(1);
        EXPECT_EQ(cursor.document(), PostingCursor::kNoMoreDocuments);
    }
}

TEST(PostingCursor, SurvivesDamagedTables) {
    const test::TempDir dir;
    std::vector<Occurrences> documents = random_documents(8, 400, 30);
    test::write_database(dir / "sound", WriterKind::bulk, documents);
    const std::string sound = read_whole_file(dir / "sound" / glass::kPostlistFile);
    const auto version = glass::read_version_file(dir / "sound");
    ASSERT_TRUE(version);
    std::mt19937 random(9);
    int refused = 0;
    for (int round = 0; round < 300; ++round) {
        std::string bytes = sound;
        for (int flips = 1 + static_cast<int>(random() % 6); flips > 0; --flips) {
            const std::size_t block = random() % (bytes.size() / glass::kBlockBytes);
            const std::size_t at = random() % 2 == 0 ? random() % bytes.size()
                                                     : block * glass::kBlockBytes + random() % 300;
            bytes[at] = static_cast<char>(random());
        }
        if (random() % 10 == 0) bytes.resize(random() % bytes.size());
        write_durably(dir / "broken", bytes);
        try {
            const MappedTable table(dir / "broken", version->postings);
            for (std::uint32_t word = 0; word < 30; ++word) {
                PostingCursor cursor(table, "w" + std::to_string(word), 400);
                for (std::uint32_t last = 0; cursor.document() != UINT32_MAX;
                     cursor.seek(cursor.document() + 1 + word % 3)) {
                    ASSERT_GT(cursor.document(), last);
                    ASSERT_LE(cursor.document(), 400U);
                    last = cursor.document();
                }
            }
        } catch (const IndexError& error) {
            EXPECT_NE(std::string(error.what()).find("broken"), std::string::npos);
            ++refused;
        }
    }
    EXPECT_GT(refused, 60);
}

}  // namespace
}  // namespace gazette

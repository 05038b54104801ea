// The searcher's own reading of position tables gives what Xapian's does.
#include "indexer/glass/position_cursor.h"

#include "indexer/database_join.h"
#include "indexer/format/durable_file.h"
#include "indexer/format/index_error.h"
#include "indexer/glass/database_merge.h"
#include "indexer/glass/database_writer.h"
#include "indexer/glass/position_list.h"
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
using glass::PositionCursor;
using test::Occurrences;
using Positions = std::vector<std::uint32_t>;

MappedTable positions_of(const fs::path& folder) {
    const auto version = glass::read_version_file(folder);
    if (!version) throw IndexError("not of the known format");
    return MappedTable(folder / glass::kPositionFile, version->positions);
}

Positions by_xapian(const Xapian::Database& database,
                    std::uint32_t docid,
                    const std::string& term) {
    return {database.positionlist_begin(docid, term), database.positionlist_end(docid, term)};
}

// All lists of all terms, asked for one document after the other, in steps of `stride`.
void expect_same_lists(const fs::path& folder, std::uint32_t stride = 1) {
    const MappedTable table = positions_of(folder);
    const Xapian::Database database(folder.string());
    std::uint64_t lists = 0;
    for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
        PositionCursor cursor(table, *term);
        auto posting = database.postlist_begin(*term);
        Positions found{1, 2, 3};
        for (std::uint32_t docid = 1; docid <= database.get_lastdocid(); docid += stride) {
            posting.skip_to(docid);
            const bool has_term = posting != database.postlist_end(*term) && *posting == docid;
            const Positions expected = has_term ? by_xapian(database, docid, *term) : Positions();
            ASSERT_EQ(cursor.seek(docid), !expected.empty()) << docid;
            if (expected.empty()) continue;
            cursor.read(UINT32_MAX, found);
            ASSERT_EQ(found, expected) << docid;
            ++lists;
        }
    }
    if (stride == 1) {
        ASSERT_EQ(lists, table.entries());
    }
}

std::vector<Occurrences> random_documents(unsigned seed, int count, std::uint32_t words) {
    std::mt19937 random(seed);
    std::vector<Occurrences> documents;
    for (int i = 0; i < count; ++i) documents.push_back(test::random_occurrences(random, words));
    return documents;
}

TEST(PositionCursor, ReadsWhatEitherWriterWrote) {
    for (const WriterKind kind : {WriterKind::bulk, WriterKind::plain}) {
        for (unsigned seed = 1; seed <= 4; ++seed) {
            SCOPED_TRACE(seed);
            const test::TempDir dir;
            test::write_database(
                dir / "db", kind, random_documents(seed, 250, seed % 2 == 0 ? 20 : 3000));
            expect_same_lists(dir / "db");
            expect_same_lists(dir / "db", 7);
        }
    }
}

TEST(PositionCursor, ReadsWhatWasMergedOrCompacted) {
    const test::TempDir dir;
    std::vector<fs::path> sources;
    std::size_t documents = 0;
    for (unsigned i = 0; i < 5; ++i) {
        const auto some = random_documents(50 + i, 200, 40);
        documents += some.size();
        sources.push_back(dir / std::to_string(i));
        test::write_database(
            sources.back(), i % 2 == 0 ? WriterKind::bulk : WriterKind::plain, some);
    }
    for (const WriterKind kind : {WriterKind::bulk, WriterKind::plain}) {
        const auto joined = dir / (kind == WriterKind::bulk ? "bulk" : "plain");
        join_databases(sources, documents, joined, kind);
        expect_same_lists(joined);
        expect_same_lists(joined, 13);
    }
}

TEST(PositionCursor, ReadsListsOverManyBlocks) {
    std::mt19937 random(3);
    std::vector<Occurrences> documents(30);
    for (std::uint32_t i = 0; i < documents.size(); ++i) {
        Positions positions;
        for (std::uint32_t n = 0; n < (i % 3 == 0 ? 40'000U : i * 300U); ++n) {
            positions.push_back(static_cast<std::uint32_t>(random() % 4'000'000));
        }
        std::sort(positions.begin(), positions.end());
        for (const std::uint32_t position : positions) {
            documents[i].push_back({"long", 1, true, position});
        }
        documents[i].push_back({"lone", 1, true, i});
        documents[i].push_back({"longer", 1, true, 2 * i});
    }
    const test::TempDir dir;
    test::write_database(dir / "db", WriterKind::bulk, documents);
    expect_same_lists(dir / "db");
    expect_same_lists(dir / "db", 2);
    expect_same_lists(dir / "db", 3);
}

TEST(PositionCursor, KnowsDocumentsOfThreeBytes) {
    std::vector<Occurrences> documents(36'000);
    for (std::uint32_t i = 0; i < documents.size(); ++i) {
        documents[i].push_back({"all", 1, true, i});
        if (i % 50 == 0) documents[i].push_back({"some", 1, true, i});
        if (i == 20'000) documents[i].push_back({"al", 1, true, 7});
        if (i % 1000 == 0) documents[i].push_back({std::string("all\0", 4), 1, true, 9});
    }
    const test::TempDir dir;
    test::write_database(dir / "db", WriterKind::bulk, documents);
    expect_same_lists(dir / "db", 1);
    expect_same_lists(dir / "db", 331);
    const MappedTable table = positions_of(dir / "db");
    EXPECT_FALSE(PositionCursor(table, "none").seek(1));
    EXPECT_FALSE(PositionCursor(table, "").seek(1));
    EXPECT_FALSE(PositionCursor(table, "zzz").seek(36'000));
    PositionCursor all(table, "all");
    EXPECT_TRUE(all.seek(36'000));
    EXPECT_FALSE(all.seek(36'001));
    EXPECT_FALSE(all.seek(UINT32_MAX - 1));
}

TEST(PositionCursor, FindsNothingInATableWithoutEntries) {
    const test::TempDir dir;
    test::write_database(dir / "db", WriterKind::bulk, {{{"t", 1, false, 0}}});
    const MappedTable table = positions_of(dir / "db");
    EXPECT_TRUE(table.is_empty());
    EXPECT_FALSE(PositionCursor(table, "t").seek(1));
}

TEST(PositionList, IsReadBack) {
    std::mt19937 random(5);
    for (int round = 0; round < 20'000; ++round) {
        Positions positions;
        const std::size_t count = 1 + random() % (round % 100 == 0 ? 3000 : 20);
        const std::uint64_t range = random() % 3 == 0 ? UINT32_MAX : 1 + random() % 5000;
        for (std::size_t i = 0; i < count; ++i) {
            positions.push_back(static_cast<std::uint32_t>(random() % range));
        }
        if (random() % 20 == 0) positions.push_back(UINT32_MAX);
        std::sort(positions.begin(), positions.end());
        positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
        if (positions == Positions{0, 1}) continue;  // takes no bits: Xapian reads 1 as well
        std::string tag;
        glass::append_positions(tag, positions);
        Positions found;
        ASSERT_EQ(glass::read_positions(tag, UINT32_MAX, found), nullptr);
        ASSERT_EQ(found, positions);
        const auto size = static_cast<std::uint32_t>(positions.size());
        if (size < 2) continue;
        ASSERT_EQ(glass::read_positions(tag, size, found), nullptr);
        ASSERT_NE(glass::read_positions(tag, size - 1, found), nullptr);
    }
}

TEST(PositionList, RefusesWhatIsNone) {
    Positions found;
    const auto is_refused = [&](std::string_view tag) {
        return glass::read_positions(tag, 1000, found) != nullptr;
    };
    EXPECT_TRUE(is_refused(""));
    EXPECT_TRUE(is_refused("\x80"));
    EXPECT_TRUE(is_refused("\xff\xff\xff\xff\x1f"));
    EXPECT_TRUE(is_refused("\xff\xff\xff\xff\xff\x01"));
    EXPECT_TRUE(is_refused(std::string_view("\0x", 2)));
    // Billions of positions without a gap, in a few bytes.
    EXPECT_TRUE(is_refused(std::string_view("\xff\xff\xff\xff\x0f\0\0\0\0\xfd\xff\xff\xff", 13)));
    // Cut off: what is not there is not made up.
    std::string tag;
    Positions positions;
    for (std::uint32_t i = 0; i < 500; ++i) positions.push_back(i * i);
    glass::append_positions(tag, positions);
    EXPECT_FALSE(is_refused(tag));
    for (std::size_t bytes = 4; bytes < tag.size(); ++bytes) {
        EXPECT_TRUE(is_refused(tag.substr(0, bytes))) << bytes;
    }
}

// Flipped bytes end in an error or in other positions, as far as anybody asks.
TEST(PositionCursor, SurvivesDamagedTables) {
    const test::TempDir dir;
    test::write_database(dir / "sound", WriterKind::bulk, random_documents(8, 150, 30));
    const std::string sound = read_whole_file(dir / "sound" / glass::kPositionFile);
    const auto version = glass::read_version_file(dir / "sound");
    ASSERT_TRUE(version);
    std::mt19937 random(9);
    int refused = 0;
    for (int round = 0; round < 300; ++round) {
        std::string bytes = sound;
        for (int flips = 1 + static_cast<int>(random() % 6); flips > 0; --flips) {
            // Most of what matters stands at a block's beginning, and in front of items.
            const std::size_t block = random() % (bytes.size() / glass::kBlockBytes);
            const std::size_t at = random() % 2 == 0 ? random() % bytes.size()
                                                     : block * glass::kBlockBytes + random() % 300;
            bytes[at] = static_cast<char>(random());
        }
        if (random() % 10 == 0) bytes.resize(random() % bytes.size());
        write_durably(dir / "broken", bytes);
        try {
            const MappedTable table(dir / "broken", version->positions);
            Positions found;
            for (std::uint32_t word = 0; word < 30; ++word) {
                PositionCursor cursor(table, "w" + std::to_string(word));
                for (std::uint32_t docid = 1; docid <= 150; docid += 1 + word % 5) {
                    if (cursor.seek(docid)) cursor.read(5000, found);
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

#include "indexer/glass/database_merge.h"

#include "indexer/database_join.h"
#include "indexer/format/durable_file.h"
#include "indexer/format/index_error.h"
#include "tests/glass/random_terms.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <stdexcept>

namespace gazette {
namespace {

namespace fs = std::filesystem;
using test::Occurrences;

// Writes random documents cut into databases of the sizes given, and all into one.
struct CutDocuments {
    CutDocuments(const std::vector<int>& sizes,
                 const std::vector<WriterKind>& kinds,
                 unsigned seed,
                 std::uint32_t words) {
        std::mt19937 random(seed);
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            std::vector<Occurrences> some;
            for (int n = 0; n < sizes[i]; ++n) {
                some.push_back(test::random_occurrences(random, words));
                all.push_back(some.back());
            }
            sources.push_back(dir / std::to_string(i));
            test::write_database(sources.back(), kinds[i % kinds.size()], some);
        }
        test::write_database(dir / "once", WriterKind::bulk, all);
        fs::create_directory(target);
    }

    test::TempDir dir;
    std::vector<Occurrences> all;
    std::vector<fs::path> sources;
    fs::path target = dir / "merged";
};

// As if written at once: not a byte is different.
void expect_as_if_written_at_once(const CutDocuments& cut) {
    EXPECT_EQ(glass::merge_databases(cut.sources, cut.target, {}), cut.all.size());
    for (const char* table : {"postlist.glass", "position.glass"}) {
        const bool there = fs::exists(cut.dir / "once" / table);
        ASSERT_EQ(fs::exists(cut.target / table), there);
        if (!there) continue;
        EXPECT_TRUE(read_whole_file(cut.target / table) ==
                    read_whole_file(cut.dir / "once" / table))
            << table;
    }
    test::expect_same_database(cut.target, cut.dir / "once");
}

TEST(DatabaseMerge, GivesWhatWritingAtOnceGives) {
    expect_as_if_written_at_once({{100, 1, 0, 250, 3}, {WriterKind::bulk}, 1, 100});
    expect_as_if_written_at_once({{2000, 3000, 1000}, {WriterKind::bulk}, 2, 40});
    expect_as_if_written_at_once({{5, 5, 5, 5, 5, 5, 5, 5, 5}, {WriterKind::bulk}, 3, 10'000});
    expect_as_if_written_at_once({{0, 0}, {WriterKind::bulk}, 4, 1});
    expect_as_if_written_at_once({{}, {WriterKind::bulk}, 5, 1});
}

TEST(DatabaseMerge, ReadsWhatXapianWrote) {
    expect_as_if_written_at_once(
        {{100, 0, 300, 40}, {WriterKind::plain, WriterKind::bulk}, 6, 200});
    expect_as_if_written_at_once({{1500, 1500}, {WriterKind::plain}, 7, 50});
}

TEST(DatabaseMerge, NumbersDocumentsOverAllLengthsOfTheirNumbers) {
    const test::TempDir dir;
    std::vector<Occurrences> documents(17'000);
    for (std::uint32_t i = 0; i < documents.size(); ++i) {
        documents[i].push_back({"all", 1, true, i});
        if (i % 5 == 0) documents[i].push_back({"some", i, false, 0});
    }
    std::vector<Occurrences> twice = documents;
    twice.insert(twice.end(), documents.begin(), documents.end());
    test::write_database(dir / "a", WriterKind::bulk, documents);
    test::write_database(dir / "twice", WriterKind::plain, twice);
    fs::create_directory(dir / "merged");
    glass::merge_databases(std::vector<fs::path>{dir / "a", dir / "a"}, dir / "merged", {});
    test::expect_same_database(dir / "merged", dir / "twice");
}

TEST(DatabaseMerge, StopsWhereItIsToldTo) {
    const CutDocuments cut({3000, 3000}, {WriterKind::bulk}, 8, 100'000);
    EXPECT_THROW(
        glass::merge_databases(cut.sources, cut.target, [] { throw std::runtime_error("stop"); }),
        std::runtime_error);
}

TEST(DatabaseMerge, LeavesToXapianWhatItCannotRead) {
    const test::TempDir dir;
    {
        // Written to in place, with document data, and a docid left out.
        Xapian::WritableDatabase database((dir / "other").string(), Xapian::DB_CREATE);
        Xapian::Document document;
        document.set_data("data");
        document.add_posting("word", 1);
        database.add_document(document);
        database.commit();
    }
    test::write_database(dir / "bulk", WriterKind::bulk, {{{"word", 1, true, 1}}});
    const std::vector<fs::path> sources = {dir / "other", dir / "bulk"};
    EXPECT_FALSE(glass::can_merge(sources));
    EXPECT_THROW(glass::merge_databases(sources, dir / "none", {}), IndexError);
    join_databases(sources, 2, dir / "joined", WriterKind::bulk);
    const Xapian::Database joined((dir / "joined").string());
    EXPECT_EQ(joined.get_termfreq("word"), 2U);
}

TEST(DatabaseMerge, JoinsAlikeEitherWay) {
    const CutDocuments cut({300, 20, 500}, {WriterKind::bulk}, 9, 300);
    join_databases(cut.sources, cut.all.size(), cut.dir / "bulk", WriterKind::bulk);
    join_databases(cut.sources, cut.all.size(), cut.dir / "plain", WriterKind::plain);
    test::expect_same_database(cut.dir / "bulk", cut.dir / "once");
    // Chunks have other borders there: what the tables say is compared by content.
    const Xapian::Database one((cut.dir / "bulk").string());
    const Xapian::Database other((cut.dir / "plain").string());
    EXPECT_EQ(one.get_doccount(), other.get_doccount());
    EXPECT_EQ(one.get_total_length(), other.get_total_length());
    auto term = one.allterms_begin();
    for (auto wanted = other.allterms_begin(); wanted != other.allterms_end(); ++wanted, ++term) {
        ASSERT_EQ(*term, *wanted);
        ASSERT_EQ(one.get_collection_freq(*term), other.get_collection_freq(*term));
        ASSERT_TRUE(std::equal(one.postlist_begin(*term),
                               one.postlist_end(*term),
                               other.postlist_begin(*term),
                               other.postlist_end(*term)));
    }
}

}  // namespace
}  // namespace gazette

// What the bulk writer makes is what Xapian makes, byte by byte, once both are compacted.
#include "indexer/format/index_error.h"
#include "indexer/glass/version_file.h"
#include "tests/glass/random_terms.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>
#include <xapian.h>

namespace gazette {
namespace {

using test::Occurrences;

void expect_identical(const std::vector<Occurrences>& documents) {
    const test::TempDir dir;
    test::write_database(dir / "bulk", WriterKind::bulk, documents);
    test::write_database(dir / "plain", WriterKind::plain, documents);
    test::expect_same_database(dir / "bulk", dir / "plain");
    // The bounds that Xapian does not show are in there as well. In front lie the UUID and what
    // depends on the order of blocks.
    const auto bulk = glass::read_version_file(dir / "bulk");
    const auto plain = glass::read_version_file(dir / "plain");
    ASSERT_TRUE(bulk && plain);
    EXPECT_EQ(bulk->totals.shortest, plain->totals.shortest);
    EXPECT_EQ(bulk->totals.longest, plain->totals.longest);
    EXPECT_EQ(bulk->totals.largest_wdf, plain->totals.largest_wdf);
    EXPECT_EQ(bulk->totals.length, plain->totals.length);
    EXPECT_EQ(bulk->postings.entries, plain->postings.entries);
    EXPECT_EQ(bulk->positions.entries, plain->positions.entries);
    EXPECT_EQ(bulk->postings.level, plain->postings.level);
    EXPECT_EQ(bulk->positions.level, plain->positions.level);
}

std::vector<Occurrences> random_documents(unsigned seed, int count, std::uint32_t words) {
    std::mt19937 random(seed);
    std::vector<Occurrences> documents;
    for (int i = 0; i < count; ++i) documents.push_back(test::random_occurrences(random, words));
    return documents;
}

TEST(Identity, HoldsForRandomTerms) {
    for (unsigned seed = 1; seed <= 8; ++seed) {
        SCOPED_TRACE(seed);
        expect_identical(random_documents(seed, 150, seed % 2 == 0 ? 50 : 5000));
    }
}

TEST(Identity, HoldsForManyDocuments) {
    expect_identical(random_documents(99, 6000, 3000));
}

TEST(Identity, HoldsForNothing) {
    expect_identical({});
    expect_identical({{}, {}, {}});
    expect_identical({{{"t", 0, false, 0}}});
    expect_identical({{{"t", 0, true, 0}}});
}

TEST(Identity, HoldsForListsOfManyChunksAndDocidsOfThreeBytes) {
    std::vector<Occurrences> documents(40'000);
    for (std::uint32_t i = 0; i < documents.size(); ++i) {
        documents[i].push_back({"common", i % 300, false, 0});
        if (i % 7 == 0) documents[i].push_back({"seventh", 1, true, i});
        if (i % 1000 == 0) documents[i].push_back({std::string(1, '\0') + "rare", 2, true, 3});
        if (i > 32'760) documents[i].push_back({"late", 1, true, i});
    }
    expect_identical(documents);
}

TEST(Identity, HoldsForPositionListsOfManyBlocks) {
    Occurrences document;
    std::mt19937 random(5);
    std::uint32_t position = 0;
    for (std::uint32_t i = 0; i < 300'000; ++i) {
        position += 1 + static_cast<std::uint32_t>(random() % 9000);
        document.push_back({"x" + std::to_string(i % 3), 1, true, position});
    }
    expect_identical({{{"before", 1, true, 1}}, document, {{"x1", 1, true, 1}}});
}

TEST(Identity, HoldsAtTheBordersOfNumbers) {
    Occurrences document = {{"a", UINT32_C(1) << 31, false, 0},
                            {"b", 16'384, true, 0},
                            {"b", 0, true, UINT32_MAX},
                            {"c", 127, true, UINT32_MAX - 1},
                            {"c", 127, true, UINT32_MAX},
                            {"d", 1, true, 0},
                            {"d", 1, true, 1}};
    expect_identical({document, {{"a", 1, false, 0}}});
    // Pieces of tags around the size of an item and of a block.
    for (const std::uint32_t postings : {2000U, 2030U, 2043U, 4080U, 8150U, 8192U}) {
        Occurrences many;
        for (std::uint32_t i = 0; i < postings; ++i) many.push_back({"p", 1, true, i * 255 * i});
        for (std::uint32_t i = 1; i < many.size(); ++i) {
            if (many[i].position <= many[i - 1].position)
                many[i].position = many[i - 1].position + 1;
        }
        expect_identical({many});
    }
}

TEST(Identity, HoldsForTreesOfFourLevels) {
    // Keys of 245 bytes that differ at the end only leave room for 30 in a branch.
    std::vector<Occurrences> documents(40);
    std::uint32_t number = 0;
    for (auto& document : documents) {
        for (int i = 0; i < 2500; ++i) {
            const std::string digits = std::to_string(1'000'000 + ++number);
            document.push_back({std::string(245 - digits.size(), 'k') + digits, 1, true, 1});
        }
    }
    const test::TempDir dir;
    test::write_database(dir / "bulk", WriterKind::bulk, documents);
    const auto version = glass::read_version_file(dir / "bulk");
    ASSERT_TRUE(version);
    EXPECT_GE(version->postings.level, 3U);
    expect_identical(documents);
}

TEST(Identity, HoldsForTermsThatHaveANumberAndNoOccurrence) {
    const test::TempDir dir;
    std::filesystem::create_directory(dir / "bulk");
    const auto writer = make_bulk_writer(dir / "bulk");
    EXPECT_NE(writer->numbering_id(), 0U);
    const std::uint32_t number = writer->number_of("there");
    EXPECT_NE(writer->number_of("nowhere"), number);
    EXPECT_EQ(writer->number_of("there"), number);
    EXPECT_THROW(writer->number_of(""), IndexError);
    EXPECT_THROW(writer->number_of(std::string(246, 'x')), IndexError);
    writer->add_numbered(number, 2, 5);
    writer->end_document();
    writer->finish();
    test::write_database(dir / "plain", WriterKind::plain, {{{"there", 2, true, 5}}});
    test::expect_same_database(dir / "bulk", dir / "plain");
    std::filesystem::create_directory(dir / "other");
    EXPECT_NE(make_bulk_writer(dir / "other")->numbering_id(), writer->numbering_id());
}

TEST(Identity, HoldsAfterXapianHasWrittenToIt) {
    const auto documents = random_documents(7, 300, 100);
    const test::TempDir dir;
    for (const WriterKind kind : {WriterKind::bulk, WriterKind::plain}) {
        const auto folder = dir / (kind == WriterKind::bulk ? "bulk" : "plain");
        test::write_database(folder, kind, documents);
        Xapian::WritableDatabase database(folder.string(),
                                          Xapian::DB_OPEN | Xapian::DB_NO_TERMLIST);
        Xapian::Document more;
        more.add_posting("w1", 5);
        more.add_term("w2", 3);
        for (int i = 0; i < 200; ++i) database.add_document(more);
        database.set_metadata("key", "value");
        database.commit();
    }
    test::expect_same_database(dir / "bulk", dir / "plain");
}

}  // namespace
}  // namespace gazette

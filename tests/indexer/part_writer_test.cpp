#include "indexer/part_writer.h"

#include "indexer/database_join.h"
#include "indexer/format/index_error.h"
#include "tests/indexer/part_model.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>

namespace gazette {
namespace {

class PartWriters : public testing::TestWithParam<WriterKind> {};

INSTANTIATE_TEST_SUITE_P(Both,
                         PartWriters,
                         testing::Values(WriterKind::bulk, WriterKind::plain),
                         [](const auto& test) {
                             return test.param == WriterKind::bulk ? "bulk" : "plain";
                         });

TEST_P(PartWriters, WriteWhatXapianReadsBack) {
    const test::TempDir dir;
    std::mt19937 random(1);
    std::vector<EncodedDocument> documents;
    PartWriter writer(dir.path(), "000001", GetParam());
    for (std::uint32_t i = 1; i <= 300; ++i) {
        documents.push_back(test::random_encoded(random, "d" + std::to_string(i)));
        EXPECT_EQ(writer.add(documents.back()), i);
        EXPECT_EQ(writer.documents(), i);
    }
    const PartEntry entry = writer.finish();
    EXPECT_EQ(entry.name, "000001");
    EXPECT_EQ(entry.text_bytes, writer.text_bytes());
    test::expect_part_holds(dir.path(), entry, documents);
}

TEST(PartWriter, WritesPartsOfMoreDatabasesThanAreJoinedAtOnce) {
    const test::TempDir dir;
    std::mt19937 random(2);
    std::vector<EncodedDocument> documents;
    PartWriter writer(dir.path(), "p", WriterKind::plain, BatchLimits{1, 2, 1000});
    for (std::size_t i = 0; i < kMaxJoinedDatabases * 5; ++i) {
        documents.push_back(test::random_encoded(random, "d" + std::to_string(i)));
        EXPECT_EQ(writer.add(documents.back()), i + 1);
    }
    test::expect_part_holds(dir.path(), writer.finish(), documents);
    for (const auto& entry : std::filesystem::directory_iterator(part_path(dir.path(), "p"))) {
        EXPECT_FALSE(entry.is_directory()) << entry.path();
    }
}

TEST_P(PartWriters, WriteAPartWithoutDocuments) {
    const test::TempDir dir;
    const PartEntry entry = PartWriter(dir.path(), "empty", GetParam()).finish();
    test::expect_part_holds(dir.path(), entry, {});
}

TEST_P(PartWriters, TakeADocumentWithVeryManyTermsAndPositions) {
    const test::TempDir dir;
    EncodedDocument document;
    for (std::uint32_t i = 0; i < 100'000; ++i) {
        document.terms["term" + std::to_string(i)] = {1, {i}};
    }
    auto& common = document.terms["common"];
    for (std::uint32_t i = 0; i < 1'000'000; ++i) common.positions.push_back(3 * i);
    common.wdf = 3'000'000;
    document.row.id = "large";
    PartWriter writer(dir.path(), "p", GetParam());
    writer.add(document);
    test::expect_part_holds(dir.path(), writer.finish(), {document});
}

TEST(PartWriter, RefusesAFolderThatIsThereAlready) {
    const test::TempDir dir;
    PartWriter(dir.path(), "p").finish();
    EXPECT_THROW(PartWriter(dir.path(), "p"), IndexError);
}

TEST_P(PartWriters, RefuseTermsThatTheDatabaseHasNoRoomFor) {
    const test::TempDir dir;
    const std::pair<std::string, bool> cases[] = {
        {std::string(245, 'x'), true},
        {std::string(246, 'x'), false},
        {std::string(122, '\0'), true},
        {std::string(123, '\0'), false},
        {std::string(), false},
    };
    for (const auto& [term, fits] : cases) {
        EncodedDocument document;
        document.terms[term].wdf = 1;
        document.row.id = "d";
        PartWriter writer(dir.path(), "p" + std::to_string(&fits - &cases[0].second), GetParam());
        if (fits) {
            writer.add(document);
            test::expect_part_holds(dir.path(), writer.finish(), {document});
        } else {
            EXPECT_THROW(writer.add(document), IndexError) << term.size();
        }
    }
}

TEST(PartWriter, SaysWhereItCannotWrite) {
    try {
        PartWriter("/proc/none", "p");
        FAIL() << "wrote below /proc";
    } catch (const IndexError& error) {
        EXPECT_NE(std::string(error.what()).find("/proc/none/parts"), std::string::npos);
    }
}

}  // namespace
}  // namespace gazette

// One state for each search, new states followed, damage told.
#include "indexer/analysis/fingerprint.h"
#include "indexer/format/index_error.h"
#include "searcher/index_reader.h"
#include "searcher/retrieval.h"
#include "searcher/search.h"
#include "searcher/search_error.h"
#include "tests/searcher/own_documents.h"
#include "tests/searcher/search_support.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <functional>
#include <thread>

namespace gazette::test {
namespace {

// Until something that happens soon has happened; the limit only ends a test that fails.
bool eventually(const std::function<bool()>& happened) {
    for (int round = 0; round < 2000; ++round) {
        if (happened()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return false;
}

std::string error_at_opening(const std::filesystem::path& index_dir) {
    try {
        const Searcher searcher(index_dir);
    } catch (const IndexError& error) {
        return error.what();
    }
    return "";
}

TEST(Snapshot, NewPartsAreFollowed) {
    const TempDir dir;
    build_index(dir.path(), random_documents(20, 1));
    const Searcher searcher(dir.path());
    EXPECT_EQ(0U, search(searcher, "zebra").total);
    add_part(dir.path(), {make_document("new", "en", "", "A zebra.")});
    EXPECT_TRUE(eventually([&] { return search(searcher, "zebra").total == 1; }));
    delete_documents(dir.path(), {"new"});
    EXPECT_TRUE(eventually([&] { return search(searcher, "zebra").total == 0; }));
    EXPECT_EQ("", searcher.status().problem);
}

TEST(Snapshot, WhoHoldsAStateKeepsItWhileTheIndexGoesOn) {
    const TempDir dir;
    const auto documents = random_documents(60, 2);
    build_index(dir.path(), documents, 6);
    const IndexReader reader(dir.path());
    const auto before = reader.current();
    replace_parts(dir.path(), {make_document("only", "en", "", "tax")});
    ASSERT_TRUE(eventually([&] { return reader.current() != before; }));

    const auto analyzer = reader.analyzer();
    CompiledQuery everything;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    Page page;
    page.sort = SortOrder::newest;
    page.limit = 100;
    const auto old_state = retrieve(*before, everything, page, *analyzer, deadline);
    EXPECT_EQ(60U, old_state.total);
    for (const RetrievedHit& hit : old_state.hits) {
        const IndexPart& part = before->parts()[hit.place.part];
        EXPECT_FALSE(part.document(hit.place.docid).whole_text().empty());
    }
    EXPECT_EQ(1U, retrieve(*reader.current(), everything, page, *analyzer, deadline).total);
}

TEST(Snapshot, PartsThatStayAreSharedAndPartsThatNobodyHoldsCanGo) {
    const TempDir dir;
    build_index(dir.path(), random_documents(30, 3), 3);
    const IndexReader reader(dir.path());
    auto before = reader.current();
    add_part(dir.path(), {make_document("new", "en", "", "tax")});
    ASSERT_TRUE(eventually([&] { return reader.current() != before; }));
    EXPECT_EQ(before->parts()[0].files, reader.current()->parts()[0].files);
    before = reader.current();

    // The reader holds the old parts: they are not swept.
    replace_parts(dir.path(), random_documents(30, 3));
    EXPECT_TRUE(std::filesystem::exists(part_path(dir.path(), "part-0")));
    ASSERT_TRUE(eventually([&] { return reader.current() != before; }));
    before.reset();
    const auto newest = reader.current();
    const Manifest last = replace_parts(dir.path(), random_documents(30, 3));
    EXPECT_TRUE(std::filesystem::exists(part_path(dir.path(), newest->parts()[0].entry.name)));
    EXPECT_EQ(1U, last.parts.size());
}

TEST(Snapshot, AnIndexThatIsMadeAgainUnderTheSameNamesIsSeen) {
    const TempDir dir;
    build_index(dir.path(), {make_document("a", "en", "", "zebra")});
    add_part(dir.path(), {make_document("b", "en", "", "zebra")});
    const Searcher searcher(dir.path());
    ASSERT_EQ(2U, search(searcher, "zebra").total);
    std::filesystem::remove_all(dir.path());
    std::filesystem::create_directory(dir.path());
    build_index(dir.path(), {make_document("c", "en", "", "giraffe")});
    EXPECT_TRUE(eventually([&] { return search(searcher, "giraffe").total == 1; }));
    EXPECT_EQ(0U, search(searcher, "zebra").total);
}

TEST(Snapshot, ADamagedManifestLeavesTheStateAsItIsAndIsTold) {
    const TempDir dir;
    build_index(dir.path(), {make_document("a", "en", "", "zebra")});
    const Searcher searcher(dir.path());
    std::ofstream(manifest_path(dir.path())) << "{ not json";
    EXPECT_TRUE(eventually([&] { return !searcher.status().problem.empty(); }));
    EXPECT_EQ(1U, search(searcher, "zebra").total);
    std::filesystem::remove(manifest_path(dir.path()));
    EXPECT_EQ(1U, search(searcher, "zebra").total);
}

TEST(Snapshot, AMissingIndexIsAnErrorThatSaysWhatToDo) {
    const TempDir dir;
    const std::string message = error_at_opening(dir / "nothing");
    EXPECT_NE(std::string::npos, message.find("gazette index")) << message;
}

TEST(Snapshot, AMissingPartIsAnErrorThatNamesIt) {
    const TempDir dir;
    build_index(dir.path(), own_documents(), 3);
    std::filesystem::remove_all(part_path(dir.path(), "part-1"));
    const std::string message = error_at_opening(dir.path());
    EXPECT_NE(std::string::npos, message.find("part-1")) << message;
}

TEST(Snapshot, DamagedPartsAreErrors) {
    struct Case {
        const char* file;
        std::uintmax_t bytes;  // that are left
    };
    const Case cases[] = {
        {"columns", 0},
        {"columns", 40},
        {"iamglass", 10},
        {"postlist.glass", 0},
    };
    for (const Case& row : cases) {
        const TempDir dir;
        build_index(dir.path(), own_documents());
        const auto file = part_path(dir.path(), "part-0") / row.file;
        ASSERT_TRUE(std::filesystem::exists(file)) << file;
        std::filesystem::resize_file(file, row.bytes);
        EXPECT_NE("", error_at_opening(dir.path())) << row.file << " cut to " << row.bytes;
    }
}

TEST(Snapshot, DamageThatIsMetWhileSearchingIsASearchError) {
    for (const char* file : {"documents", "positions"}) {
        const TempDir dir;
        build_index(dir.path(), own_documents());
        std::filesystem::resize_file(part_path(dir.path(), "part-0") / file, 0);
        try {
            const Searcher searcher(dir.path());
            EXPECT_THROW(search(searcher, "\"duty of care\""), SearchError) << file;
        } catch (const IndexError&) {
            SUCCEED() << "found at opening";
        }
    }
}

TEST(Snapshot, AnIndexOfAnotherAnalyzerIsRefused) {
    const TempDir dir;
    Manifest manifest = build_index(dir.path(), own_documents());
    manifest.analyzer = "gazette-analyzer 0; ICU 1.0";
    ++manifest.revision;
    replace_manifest(dir.path(), manifest);
    const std::string message = error_at_opening(dir.path());
    EXPECT_NE(std::string::npos, message.find("gazette-analyzer 0")) << message;
}

TEST(Snapshot, StatusCountsWhatIsThere) {
    const TempDir dir;
    const auto documents = own_documents();
    build_index(dir.path(), documents, 4);
    delete_documents(dir.path(), {documents[0].id, documents[11].id});
    const Searcher searcher(dir.path());
    const StatusResponse status = searcher.status();
    EXPECT_EQ(documents.size() - 2, status.documents);
    EXPECT_EQ(4U, status.parts);
    EXPECT_EQ(analyzer_fingerprint(), status.analyzer);
    EXPECT_EQ("en", status.languages.at(0).value);
    EXPECT_EQ(10U, status.languages.at(0).documents);
    for (const auto& [name, counts] : {std::pair{"kind", status.kinds},
                                       {"source", status.sources},
                                       {"collection", status.collections},
                                       {"lang", status.languages}}) {
        for (const LanguageCount& count : counts) {
            const std::string query = std::string(name) + ":\"" + count.value + "\"";
            EXPECT_LE(count.documents, search(searcher, query).total) << query;
            EXPECT_GT(count.documents, 0U) << query;
        }
    }
}

}  // namespace
}  // namespace gazette::test

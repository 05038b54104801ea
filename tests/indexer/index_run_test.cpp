// The index flow on real folders: what is in the index, and what the ledger says, after runs.
#include "indexer/index_run.h"

#include "indexer/format/durable_file.h"
#include "indexer/format/index_error.h"
#include "indexer/format/manifest.h"
#include "indexer/index_status.h"
#include "tests/indexer/index_fixture.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace gazette::test {
namespace {

using Texts = std::map<std::string, std::string>;
using Outcomes = std::map<std::string, std::string>;

TEST(IndexRun, PutsFilesAndRecordsIntoTheIndexAndTheLedger) {
    const IndexFixture index;
    index.write("news.jsonl", record("n1", "Ein Urteil") + record("n2", "判決が出た"));
    index.write("deep/er/note.txt", "A note on § 5");
    const IndexReport report = index.run();
    EXPECT_EQ(report.added, 3U);
    EXPECT_EQ(report.documents, 3U);
    EXPECT_EQ(report.rejected, 0U);
    EXPECT_EQ(index.documents(),
              (Texts{{"n1", "Ein Urteil"},
                     {"n2", "判決が出た"},
                     {"src/deep/er/note.txt", "A note on § 5"}}));
    EXPECT_EQ(index.outcomes(),
              (Outcomes{{"deep/er/note.txt", "indexed"},
                        {"news.jsonl", "container"},
                        {"news.jsonl#n1", "indexed"},
                        {"news.jsonl#n2", "indexed"}}));
    EXPECT_TRUE(index.findings().empty());
}

TEST(IndexRun, MakesAValidEmptyIndexOfAnEmptyFolder) {
    const IndexFixture index;
    const IndexReport report = index.run();
    EXPECT_EQ(report.documents, 0U);
    EXPECT_EQ(report.revision, 1U);
    EXPECT_TRUE(index.documents().empty());
    EXPECT_TRUE(index.findings().empty());
    EXPECT_EQ(read_status(index.index()).documents, 0U);
}

TEST(IndexRun, RefusesAPathThatIsNotThereBeforeTouchingAnything) {
    const IndexFixture index;
    IndexOptions options = index.options();
    options.paths.push_back(index.source("nowhere"));
    EXPECT_THROW(run_index(options), std::invalid_argument);
    EXPECT_FALSE(std::filesystem::exists(index.index()));
}

TEST(IndexRun, DoesNothingForWhatHasNotChanged) {
    const IndexFixture index;
    index.write("a.jsonl", many_records("a", 50, 1) + "broken\n");
    index.write("b.txt", "text");
    const IndexReport first = index.run();
    const IndexReport second = index.run();
    EXPECT_EQ(second.added, 0U);
    EXPECT_EQ(second.replaced, 0U);
    EXPECT_EQ(second.unchanged, 51U);
    EXPECT_EQ(second.rejected, 1U);
    EXPECT_EQ(second.revision, first.revision);
}

TEST(IndexRun, LooksUpTheRecordsOfAChangedFileAndIndexesOnlyTheNewOnes) {
    const IndexFixture index;
    const std::string old = many_records("a", 50, 1);
    index.write("a.jsonl", old);
    index.run();
    // Every line moves, three are new and one changes.
    std::string changed = many_records("new", 3, 2) + old;
    const std::string before = record("a7", "x").substr(0, 11);
    const std::size_t at = changed.find(before);
    ASSERT_NE(at, std::string::npos);
    changed.replace(at, changed.find('\n', at) + 1 - at, record("a7", "changed"));
    index.write("a.jsonl", changed);
    const IndexReport report = index.run();
    EXPECT_EQ(report.added, 3U);
    EXPECT_EQ(report.replaced, 1U);
    EXPECT_EQ(report.unchanged, 49U);
    EXPECT_EQ(report.missing, 0U);
    EXPECT_EQ(index.documents().at("a7"), "changed");
    EXPECT_EQ(index.documents().size(), 53U);
    EXPECT_TRUE(index.findings().empty());
}

TEST(IndexRun, ReplacesAChangedFile) {
    const IndexFixture index;
    index.write("a.txt", "old");
    index.run();
    index.write("a.txt", "new");
    const IndexReport report = index.run();
    EXPECT_EQ(report.replaced, 1U);
    EXPECT_EQ(index.documents(), (Texts{{"src/a.txt", "new"}}));
    EXPECT_TRUE(index.findings().empty());
}

TEST(IndexRun, KeepsWhatIsMissingUntilItIsAskedToDelete) {
    const IndexFixture index;
    index.write("a.jsonl", record("a1", "one") + record("a2", "two"));
    index.write("b.jsonl", record("b1", "one"));
    index.write("c.txt", "three");
    index.write("d.txt", "four");
    index.run();
    index.write("a.jsonl", record("a2", "two"));
    index.remove("b.jsonl");
    index.remove("c.txt");

    const IndexReport kept = index.run();
    EXPECT_EQ(kept.missing, 3U);
    EXPECT_EQ(kept.deleted, 0U);
    EXPECT_EQ(index.documents().size(), 5U);

    const IndexReport deleted = index.run_and_delete_missing();
    EXPECT_EQ(deleted.deleted, 3U);
    EXPECT_EQ(deleted.missing, 0U);
    EXPECT_EQ(index.documents(), (Texts{{"a2", "two"}, {"src/d.txt", "four"}}));
    EXPECT_EQ(index.outcomes().at("c.txt"), "deleted missing");
    EXPECT_TRUE(index.findings().empty());

    index.write("c.txt", "three");
    EXPECT_EQ(index.run().added, 1U);
    EXPECT_EQ(index.documents().size(), 3U);
}

TEST(IndexRun, DeletesOnlyBelowTheFoldersGiven) {
    const IndexFixture index;
    index.write("a/x.txt", "x");
    index.write("b/y.txt", "y");
    index.write("a-too/z.txt", "z");
    index.run();
    index.remove("a/x.txt");
    index.remove("b/y.txt");
    index.remove("a-too/z.txt");
    IndexOptions options = index.options();
    options.paths = {index.source("a")};
    options.delete_missing = true;
    EXPECT_EQ(run_index(options).deleted, 1U);
    EXPECT_EQ(index.documents(), (Texts{{"src/b/y.txt", "y"}, {"src/a-too/z.txt", "z"}}));
}

TEST(IndexRun, KeepsIdsWhenAnInnerFolderIsIndexedAgain) {
    const IndexFixture index;
    index.write("a/x.txt", "x");
    index.run();
    index.write("a/x.txt", "x changed");
    IndexOptions options = index.options();
    options.paths = {index.source("a")};
    EXPECT_EQ(run_index(options).replaced, 1U);
    EXPECT_EQ(index.documents(), (Texts{{"src/a/x.txt", "x changed"}}));
}

TEST(IndexRun, MovesAFileToAnotherCollectionWhenAsked) {
    const IndexFixture index;
    index.write("x.txt", "x");
    index.run();
    IndexOptions options = index.options();
    options.collection = "laws";
    EXPECT_EQ(run_index(options).replaced, 1U);
    EXPECT_EQ(index.documents(), (Texts{{"laws/x.txt", "x"}}));
    EXPECT_EQ(run_index(options).unchanged, 1U);
    EXPECT_EQ(index.run().unchanged, 1U);
    EXPECT_TRUE(index.findings().empty());
}

TEST(IndexRun, KeepsTheOldVersionOfAFileThatCannotBeReadAnyMore) {
    const IndexFixture index;
    index.write("a.txt", "good");
    index.run();
    index.write("a.txt", "");
    const IndexReport report = index.run();
    EXPECT_EQ(report.rejected, 1U);
    EXPECT_EQ(report.stale, 1U);
    EXPECT_EQ(index.documents(), (Texts{{"src/a.txt", "good"}}));
    EXPECT_EQ(index.outcomes().at("a.txt"), "stale empty");
    EXPECT_TRUE(index.findings().empty());
    index.write("a.txt", "good");
    EXPECT_EQ(index.run().replaced, 1U);
    EXPECT_EQ(index.outcomes().at("a.txt"), "indexed");
}

TEST(IndexRun, GivesRecordsWithoutAnIdOneThatOtherLinesDoNotChange) {
    const IndexFixture index;
    index.write("a.jsonl", "{\"text\":\"one\"}\n");
    index.run();
    const Texts before = index.documents();
    ASSERT_EQ(before.size(), 1U);
    index.write("a.jsonl", "{\"text\":\"zero\"}\n{\"text\":\"one\"}\n");
    const IndexReport report = index.run();
    EXPECT_EQ(report.added, 1U);
    EXPECT_EQ(report.unchanged, 1U);
    EXPECT_EQ(index.documents().count(before.begin()->first), 1U);
}

TEST(IndexRun, TurnsAFileOfRecordsIntoADocumentAndBack) {
    const IndexFixture index;
    index.write("a.jsonl", record("r1", "one"));
    index.write("b.txt", "text");
    index.run();
    std::filesystem::rename(index.source("b.txt"), index.source("tmp"));
    std::filesystem::rename(index.source("a.jsonl"), index.source("b.txt"));
    std::filesystem::rename(index.source("tmp"), index.source("a.jsonl"));
    index.run_and_delete_missing();
    EXPECT_TRUE(index.findings().empty());
    std::filesystem::rename(index.source("b.txt"), index.source("tmp"));
    std::filesystem::rename(index.source("a.jsonl"), index.source("b.txt"));
    std::filesystem::rename(index.source("tmp"), index.source("a.jsonl"));
    index.run_and_delete_missing();
    EXPECT_EQ(index.documents(), (Texts{{"r1", "one"}, {"src/b.txt", "text"}}));
    EXPECT_TRUE(index.findings().empty());
}

TEST(IndexRun, RebuildsAnIndexOfThePathsAlone) {
    const IndexFixture index;
    index.write("old.jsonl", many_records("old", 20, 1));
    index.run();
    index.remove("old.jsonl");
    index.write("new.jsonl", record("n", "new"));
    IndexOptions options = index.options();
    options.rebuild = true;
    std::uint64_t published_before_end = 0;
    options.at_step = [&](PublishStep step) {
        if (step == PublishStep::manifest_replaced) return;
        published_before_end = read_status(index.index()).documents;
        EXPECT_EQ(published_before_end, 20U);
    };
    const IndexReport report = run_index(options);
    EXPECT_EQ(published_before_end, 20U);
    EXPECT_EQ(report.added, 1U);
    EXPECT_EQ(index.documents(), (Texts{{"n", "new"}}));
    EXPECT_EQ(index.outcomes(), (Outcomes{{"new.jsonl", "container"}, {"new.jsonl#n", "indexed"}}));
    EXPECT_TRUE(index.findings().empty());
    EXPECT_EQ(index.run().unchanged, 1U);
}

TEST(IndexRun, RebuildsAnIndexThatAnotherProgramMade) {
    const IndexFixture index;
    index.write("a.txt", "text");
    index.run();
    Manifest manifest = manifest_from_json(read_whole_file(manifest_path(index.index())));
    manifest.analyzer = "somebody else";
    manifest.revision = 41;
    replace_manifest(index.index(), manifest);
    EXPECT_THROW(index.run(), IndexError);
    EXPECT_FALSE(read_status(index.index()).problems.empty());

    IndexOptions options = index.options();
    options.rebuild = true;
    EXPECT_EQ(run_index(options).revision, 42U);
    EXPECT_TRUE(index.findings().empty());

    std::ofstream(manifest_path(index.index())) << "not a manifest";
    EXPECT_THROW(index.run(), IndexError);
    run_index(options);
    EXPECT_EQ(index.documents(), (Texts{{"src/a.txt", "text"}}));

    std::ofstream(index.index() / "ledger.sqlite", std::ios::trunc) << "not a database";
    EXPECT_THROW(index.run(), IndexError);
    run_index(options);
    EXPECT_TRUE(index.findings().empty());
}

TEST(IndexRun, RefusesToGoOnWithoutItsLedgerOrItsManifest) {
    const IndexFixture index;
    for (int i = 0; i < 3; ++i) {
        index.write("a" + std::to_string(i) + ".txt", "text " + std::to_string(i));
        index.run();
    }
    const auto manifest = manifest_path(index.index());
    std::filesystem::rename(manifest, index.index() / "away");
    EXPECT_THROW(index.run(), IndexError);  // and sweeps nothing
    std::filesystem::rename(index.index() / "away", manifest);
    EXPECT_EQ(index.documents().size(), 3U);
    std::filesystem::remove(index.index() / "ledger.sqlite");
    EXPECT_THROW(index.run(), IndexError);
}

TEST(IndexRun, NamesAPartThatWasTakenAway) {
    const IndexFixture index;
    index.write("a.txt", "text");
    index.run();
    const Manifest manifest = manifest_from_json(read_whole_file(manifest_path(index.index())));
    const std::string part = manifest.parts.at(0).name;
    std::filesystem::remove_all(part_path(index.index(), part));
    const auto expect_words = [&](const std::string& words) {
        EXPECT_NE(words.find("lost its part " + part), std::string::npos) << words;
        EXPECT_NE(words.find("--rebuild"), std::string::npos) << words;
    };
    try {
        index.run();
        FAIL() << "did not notice";
    } catch (const IndexError& error) {
        expect_words(error.what());
    }
    ASSERT_EQ(index.findings().size(), 1U);
    expect_words(index.findings()[0]);
    ASSERT_EQ(read_status(index.index()).problems.size(), 1U);
    expect_words(read_status(index.index()).problems[0]);
    IndexOptions options = index.options();
    options.rebuild = true;
    run_index(options);
    EXPECT_TRUE(index.findings().empty());
}

TEST(IndexRun, StopsWhenAskedAndGoesOnLater) {
    const IndexFixture index;
    index.write("a.jsonl", many_records("a", 3000, 1));
    std::atomic<bool> stop{false};
    IndexOptions options = index.options();
    options.stop = &stop;
    options.at_step = [&](PublishStep step) {
        if (step == PublishStep::published) stop = true;
    };
    const IndexReport report = run_index(options);
    EXPECT_TRUE(report.interrupted);
    EXPECT_GT(report.documents, 0U);
    EXPECT_EQ(index.documents().size(), report.documents);
    EXPECT_TRUE(index.findings().empty());
    EXPECT_EQ(index.run().documents, 3000U);
    EXPECT_TRUE(index.findings().empty());
}

TEST(IndexRun, TellsWhatBecameOfOneInput) {
    const IndexFixture index;
    index.write("a.jsonl", record("r1", "one") + "broken\n");
    index.run();
    const std::string path = index.source("a.jsonl").string();
    EXPECT_EQ(find_input(index.index(), path)->records, (Counts{{"indexed", 1}, {"rejected", 1}}));
    EXPECT_EQ(find_input(index.index(), path + "#r1")->row.doc_id, "r1");
    EXPECT_EQ(find_input(index.index(), path + ":2")->row.reason, "damaged");
    EXPECT_EQ(find_input(index.index(), "r1")->uri, path + "#r1");
    EXPECT_FALSE(find_input(index.index(), "unknown"));
}

}  // namespace
}  // namespace gazette::test

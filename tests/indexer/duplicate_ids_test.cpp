// Who gets a document id that several inputs claim.
#include "tests/indexer/index_fixture.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace gazette::test {
namespace {

using Texts = std::map<std::string, std::string>;
using Outcomes = std::map<std::string, std::string>;

TEST(DuplicateIds, FirstLineOfAFileWins) {
    const IndexFixture index;
    index.write("a.jsonl", record("x", "first") + record("y", "y") + record("x", "second"));
    const IndexReport report = index.run();
    EXPECT_EQ(report.rejected_by_reason.at("duplicate_id"), 1U);
    EXPECT_EQ(index.documents(), (Texts{{"x", "first"}, {"y", "y"}}));
    EXPECT_EQ(index.outcomes().at("a.jsonl:3"), "rejected duplicate_id");
    const std::string detail = index.rows().at("a.jsonl:3").detail;
    EXPECT_NE(detail.find("a.jsonl#x"), std::string::npos) << detail;
    EXPECT_TRUE(index.findings().empty());
}

TEST(DuplicateIds, FirstFileOfARunWinsWhateverTheThreadsDo) {
    for (unsigned jobs = 1; jobs <= 4; ++jobs) {
        const IndexFixture index;
        // The files are larger than a part, so that parts come out of order.
        index.write("a.jsonl", many_records("a", 700, 1) + record("x", "from a"));
        index.write("b.jsonl", record("x", "from b") + many_records("b", 700, 2));
        index.write("c.jsonl", record("x", "from c") + record("a3", "not this one"));
        IndexOptions options = index.options();
        options.jobs = jobs;
        const IndexReport report = run_index(options);
        EXPECT_EQ(report.documents, 1401U);
        EXPECT_EQ(report.added, 1401U);
        EXPECT_EQ(report.rejected, 3U);
        EXPECT_EQ(index.documents().at("x"), "from a");
        EXPECT_NE(index.documents().at("a3"), "not this one");
        for (const char* loser : {"b.jsonl:1", "c.jsonl:1"}) {
            const LedgerRow row = index.rows().at(loser);
            EXPECT_EQ(row.reason, "duplicate_id");
            EXPECT_NE(row.detail.find("a.jsonl#x"), std::string::npos) << row.detail;
        }
        EXPECT_TRUE(index.findings().empty());
    }
}

TEST(DuplicateIds, ARecordOfALaterRunReplaces) {
    const IndexFixture index;
    index.write("monday.jsonl", record("x", "monday") + record("y", "y"));
    index.run();
    index.write("tuesday.jsonl", record("x", "tuesday"));
    const IndexReport report = index.run();
    EXPECT_EQ(report.replaced, 1U);
    EXPECT_EQ(index.documents(), (Texts{{"x", "tuesday"}, {"y", "y"}}));
    EXPECT_EQ(index.outcomes().at("monday.jsonl#x"), "superseded superseded");
    EXPECT_TRUE(index.findings().empty());

    // What is appended elsewhere changes nothing about that.
    index.write("monday.jsonl", record("x", "monday") + record("y", "y") + record("z", "z"));
    index.run();
    EXPECT_EQ(index.documents().at("x"), "tuesday");
    EXPECT_TRUE(index.findings().empty());
}

TEST(DuplicateIds, AnUnchangedDuplicateDoesNotReplaceInALaterRun) {
    const IndexFixture index;
    index.write("a.jsonl", record("x", "from a"));
    index.write("b.jsonl", record("x", "from b"));
    index.run();
    index.write("b.jsonl", record("x", "from b") + record("y", "y"));
    const IndexReport report = index.run();
    EXPECT_EQ(report.added, 1U);
    EXPECT_EQ(report.replaced, 0U);
    EXPECT_EQ(report.rejected, 1U);
    EXPECT_EQ(index.documents(), (Texts{{"x", "from a"}, {"y", "y"}}));
}

TEST(DuplicateIds, AnUnchangedLineKeepsItsIdAgainstLaterLines) {
    const IndexFixture index;
    index.write("a.jsonl", record("x", "one"));
    index.run();
    index.write("a.jsonl", record("x", "one") + record("x", "two") + record("x", "one"));
    const IndexReport later = index.run();
    EXPECT_EQ(later.unchanged, 1U);
    EXPECT_EQ(later.rejected, 2U);
    EXPECT_EQ(index.documents(), (Texts{{"x", "one"}}));

    // An earlier line takes it.
    index.write("a.jsonl", record("x", "zero") + record("x", "one"));
    const IndexReport earlier = index.run();
    EXPECT_EQ(earlier.replaced, 1U);
    EXPECT_EQ(earlier.unchanged, 0U);
    EXPECT_EQ(earlier.rejected, 1U);
    EXPECT_EQ(index.documents(), (Texts{{"x", "zero"}}));
    EXPECT_EQ(index.outcomes(),
              (Outcomes{{"a.jsonl", "container"},
                        {"a.jsonl#x", "indexed"},
                        {"a.jsonl:2", "rejected duplicate_id"}}));

    // The next line moves up when the first is gone.
    index.write("a.jsonl", record("x", "one"));
    index.run_and_delete_missing();
    EXPECT_EQ(index.documents(), (Texts{{"x", "one"}}));
    EXPECT_TRUE(index.findings().empty());
}

TEST(DuplicateIds, ALineThatLostToAnUnchangedOneDoesNotGainFromAThirdInput) {
    for (int round = 0; round < 6; ++round) {
        const IndexFixture index;
        const std::string lines = record("x", "first line") + record("x", "second line");
        index.write("a.jsonl", lines);
        index.run();
        index.write("a.jsonl", lines + record("y", "y"));
        index.write("b.jsonl", record("x", "update") + many_records("b", 1200, 1));
        index.run();
        EXPECT_EQ(index.documents().at("x"), "update");
        EXPECT_EQ(index.outcomes().at("a.jsonl#x"), "superseded superseded");
        EXPECT_EQ(index.outcomes().at("a.jsonl:2"), "rejected duplicate_id");
        EXPECT_TRUE(index.findings().empty());
    }
}

TEST(DuplicateIds, PathMadeIdsOfAnotherArchiveAreRejectedWithAHint) {
    const IndexFixture index;
    index.write("one/laws/a.txt", "one");
    index.write("two/laws/a.txt", "two");
    IndexOptions options = index.options();
    options.paths = {index.source("one/laws")};
    run_index(options);
    options.paths = {index.source("two/laws")};
    const IndexReport report = run_index(options);
    EXPECT_EQ(report.rejected, 1U);
    const LedgerRow row = index.rows().at("two/laws/a.txt");
    EXPECT_EQ(row.reason, "duplicate_id");
    EXPECT_NE(row.detail.find("--collection"), std::string::npos) << row.detail;
    EXPECT_EQ(index.documents(), (Texts{{"laws/a.txt", "one"}}));

    options.collection = "second";
    EXPECT_EQ(run_index(options).added, 1U);
    EXPECT_EQ(index.documents(), (Texts{{"laws/a.txt", "one"}, {"second/a.txt", "two"}}));
    EXPECT_TRUE(index.findings().empty());
}

TEST(DuplicateIds, OneRunTakesTheFirstOfTwoPathMadeIds) {
    const IndexFixture index;
    index.write("one/laws/a.txt", "one");
    index.write("two/laws/a.txt", "two");
    IndexOptions options = index.options();
    options.paths = {index.source("two/laws"), index.source("one/laws")};
    EXPECT_EQ(run_index(options).rejected, 1U);
    EXPECT_EQ(index.documents(), (Texts{{"laws/a.txt", "two"}}));
}

TEST(DuplicateIds, ADocumentThatIsDeletedMakesWayForThoseThatWaited) {
    const IndexFixture index;
    index.write("a.jsonl", record("x", "from a"));
    index.write("b.jsonl", record("x", "from b"));
    index.run();
    index.remove("a.jsonl");
    const IndexReport report = index.run_and_delete_missing();
    EXPECT_EQ(report.deleted, 1U);
    EXPECT_EQ(report.added, 1U);
    EXPECT_EQ(report.waiting, 0U);
    EXPECT_EQ(index.documents(), (Texts{{"x", "from b"}}));
    EXPECT_TRUE(index.findings().empty());
}

// The file of the record that waits is cut in the very run that deletes the holder.
TEST(DuplicateIds, ARecordThatWaitedInAFileThatChangedTakesThePlace) {
    const IndexFixture index;
    index.write("a.jsonl", record("x", "from a"));
    index.write("b.jsonl", record("x", "from b"));
    index.run();
    index.remove("a.jsonl");
    index.write("b.jsonl", record("x", "from b") + record("y", "more"));
    const IndexReport report = index.run_and_delete_missing();
    EXPECT_EQ(report.deleted, 1U);
    EXPECT_EQ(report.added, 2U);
    EXPECT_EQ(report.waiting, 0U);
    EXPECT_EQ(index.documents(), (Texts{{"x", "from b"}, {"y", "more"}}));
    EXPECT_TRUE(index.findings().empty());
    // And its file can be passed by from then on.
    EXPECT_EQ(index.run_and_delete_missing().unchanged, 2U);
}

TEST(DuplicateIds, AFileOfOneRecordThatChangesItsIdLeavesNothingBehind) {
    const IndexFixture index;
    index.write("a.json", record("one", "text"));
    index.run();
    index.write("a.json", record("two", "text"));
    EXPECT_EQ(index.run().replaced, 1U);
    EXPECT_EQ(index.documents(), (Texts{{"two", "text"}}));
    EXPECT_TRUE(index.findings().empty());
}

TEST(DuplicateIds, AThousandTimesTheSameIdIsOneDocument) {
    const IndexFixture index;
    std::string lines;
    for (int i = 0; i < 1000; ++i) lines += record("x", "text " + std::to_string(i));
    index.write("a.jsonl", lines);
    const IndexReport report = index.run();
    EXPECT_EQ(report.rejected, 999U);
    EXPECT_EQ(report.documents, 1U);
    EXPECT_EQ(index.documents(), (Texts{{"x", "text 0"}}));
    EXPECT_TRUE(index.findings().empty());
}

}  // namespace
}  // namespace gazette::test

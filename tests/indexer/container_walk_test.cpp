// Archives in a walk: what the ledger says of their members, run after run.
#include "indexer/extract/limits.h"
#include "indexer/index_status.h"
#include "indexer/part_builder.h"
#include "tests/indexer/index_fixture.h"
#include "tests/support/archive_builder.h"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace gazette::test {
namespace {

using Outcomes = std::map<std::string, std::string>;
using Texts = std::map<std::string, std::string>;
using Type = ArchiveEntry::Type;

ArchiveEntry file(const std::string& name, const std::string& bytes) {
    return {name, bytes, Type::file, {}};
}

TEST(ContainerWalk, ReadsEveryLayer) {
    const IndexFixture index;
    const std::string inner = make_archive(
        "zip",
        {file("deep.txt", "deep text"), file("page.html.gz", compress("gzip", "<p>A page"))});
    index.write(
        "a.tar.zst",
        compress("zstd",
                 make_archive("pax",
                              {file("d/a.txt", "a text"),
                               file("inner.zip", inner),
                               file("records.jsonl", record("one", "1") + record("two", "2")),
                               file("sound.ogg", "OggS...")})));
    index.write("b.txt.xz", compress("xz", "b text"));
    index.write("twice.txt.gz.bz2", compress("bzip2", compress("gzip", "twice packed")));
    index.write("c.jsonl.gz", compress("gzip", record("three", "3") + "broken\n"));
    const IndexReport report = index.run();
    EXPECT_EQ(index.outcomes(),
              (Outcomes{{"a.tar.zst", "container"},
                        {"a.tar.zst!/d/a.txt", "indexed"},
                        {"a.tar.zst!/inner.zip", "container"},
                        {"a.tar.zst!/inner.zip!/deep.txt", "indexed"},
                        {"a.tar.zst!/inner.zip!/page.html.gz", "indexed"},
                        {"a.tar.zst!/records.jsonl", "container"},
                        {"a.tar.zst!/records.jsonl#one", "indexed"},
                        {"a.tar.zst!/records.jsonl#two", "indexed"},
                        {"a.tar.zst!/sound.ogg", "rejected unsupported_format"},
                        {"b.txt.xz", "indexed"},
                        {"c.jsonl.gz", "container"},
                        {"c.jsonl.gz#three", "indexed"},
                        {"c.jsonl.gz:2", "rejected damaged"},
                        {"twice.txt.gz.bz2", "indexed"}}));
    EXPECT_EQ(index.documents(),
              (Texts{{"src/a.tar.zst!/d/a.txt", "a text"},
                     {"src/a.tar.zst!/inner.zip!/deep.txt", "deep text"},
                     {"src/a.tar.zst!/inner.zip!/page.html.gz", "A page"},
                     {"one", "1"},
                     {"two", "2"},
                     {"src/b.txt.xz", "b text"},
                     {"three", "3"},
                     {"src/twice.txt.gz.bz2", "twice packed"}}));
    EXPECT_EQ(report.added, 8U);
    EXPECT_TRUE(index.findings().empty());
    const auto row =
        find_input(index.index(), index.source("a.tar.zst").string() + "!/inner.zip!/deep.txt");
    ASSERT_TRUE(row);
    EXPECT_EQ(row->row.outcome, Outcome::indexed);
}

TEST(ContainerWalk, PassesWhatHasNotChanged) {
    const IndexFixture index;
    std::vector<ArchiveEntry> entries = {file("a.txt", "a"),
                                         file("b.txt", "b"),
                                         file("bad.json", "{"),
                                         file("c.jsonl", record("one", "1") + record("two", "2"))};
    index.write("x.zip", make_archive("zip", entries));
    EXPECT_EQ(index.run().added, 4U);
    const IndexReport again = index.run();
    EXPECT_EQ(again.unchanged, 4U);
    EXPECT_EQ(again.rejected, 1U);
    EXPECT_EQ(again.added + again.replaced + again.missing, 0U);
    // Another order, a line put in before, a member changed, one added and one taken away.
    entries = {file("c.jsonl", record("zero", "0") + record("one", "1") + record("two", "2")),
               file("new.txt", "new"),
               file("b.txt", "b, changed"),
               file("bad.json", "{")};
    index.write("x.zip", make_archive("zip", entries));
    const IndexReport changed = index.run();
    EXPECT_EQ(changed.added, 2U);
    EXPECT_EQ(changed.replaced, 1U);
    EXPECT_EQ(changed.unchanged, 2U);
    EXPECT_EQ(changed.missing, 1U);
    EXPECT_EQ(changed.rejected, 1U);
    EXPECT_EQ(index.outcomes().at("x.zip!/a.txt"), "missing missing");
    EXPECT_EQ(index.run_and_delete_missing().deleted, 1U);
    EXPECT_EQ(index.documents().count("src/x.zip!/a.txt"), 0U);
    EXPECT_EQ(index.documents().at("src/x.zip!/b.txt"), "b, changed");
    index.remove("x.zip");
    EXPECT_EQ(index.run_and_delete_missing().deleted, 5U);
    EXPECT_TRUE(index.documents().empty());
    EXPECT_TRUE(index.findings().empty());
}

TEST(ContainerWalk, GivesAnIdToTheFirstOfTheWalk) {
    const IndexFixture index;
    const std::string a = R"({"id":"same","text":"from a"})";
    const std::string b = R"({"id":"same","text":"from b"})";
    index.write("x.zip", make_archive("zip", {file("a.json", a), file("b.json", b)}));
    index.write("y.zip", make_archive("zip", {file("c.jsonl", record("same", "from c"))}));
    index.run();
    EXPECT_EQ(index.documents(), (Texts{{"same", "from a"}}));
    EXPECT_EQ(index.outcomes(),
              (Outcomes{{"x.zip", "container"},
                        {"x.zip!/a.json", "indexed"},
                        {"x.zip!/b.json", "rejected duplicate_id"},
                        {"y.zip", "container"},
                        {"y.zip!/c.jsonl", "container"},
                        {"y.zip!/c.jsonl:1", "rejected duplicate_id"}}));
    // The first goes: the second takes over.
    index.write("x.zip", make_archive("zip", {file("b.json", b)}));
    index.run_and_delete_missing();
    EXPECT_EQ(index.documents(), (Texts{{"same", "from b"}}));
    EXPECT_TRUE(index.findings().empty());
}

TEST(ContainerWalk, AMemberMayBecomeAContainerAndBack) {
    const IndexFixture index;
    const auto with = [&](const std::string& bytes) {
        index.write("x.zip", make_archive("zip", {file("m", bytes), file("n.txt", "n")}));
        return index.run_and_delete_missing();
    };
    with("a text");
    EXPECT_EQ(index.documents().size(), 2U);
    with(make_archive("zip", {file("a.txt", "a"), file("b.txt", "b")}));
    EXPECT_EQ(index.documents().size(), 3U);
    EXPECT_EQ(index.documents().count("src/x.zip!/m"), 0U);
    with("a text again");
    EXPECT_EQ(index.documents().size(), 2U);
    EXPECT_TRUE(index.findings().empty());
}

TEST(ContainerWalk, MembersOfAnArchiveThatIsCutAreNotMissing) {
    const IndexFixture index;
    std::string big;
    for (int i = 0; i < 20'000; ++i) big += std::to_string(i * 7919) + " ";
    const auto archive_of = [&](const std::string& which) {
        return make_archive("ustar",
                            {file("a.txt", "a" + which),
                             file("b.txt", which + big),
                             file("c.txt", "c" + which),
                             file("d.txt", "d" + which)});
    };
    const std::string whole = archive_of("x");
    const std::string inner = archive_of("y");
    const std::string nested =
        make_archive("ustar", {file("in.tar", inner), file("last.txt", "last")});
    index.write("x.tar", whole);
    index.write("y.tar", nested);
    EXPECT_EQ(index.run().added, 9U);
    index.write("x.tar", whole.substr(0, whole.size() / 2));
    index.write("y.tar",
                make_archive(
                    "ustar",
                    {file("in.tar", inner.substr(0, inner.size() / 2)), file("last.txt", "last")}));
    const IndexReport report = index.run_and_delete_missing();
    EXPECT_EQ(report.deleted, 0U);
    EXPECT_EQ(index.documents().size(), 9U);
    const auto outcomes = index.outcomes();
    EXPECT_EQ(outcomes.at("x.tar"), "container damaged");
    EXPECT_EQ(outcomes.at("x.tar!/a.txt"), "indexed");
    EXPECT_EQ(outcomes.at("x.tar!/b.txt"), "stale damaged");
    EXPECT_EQ(outcomes.at("x.tar!/c.txt"), "indexed");
    EXPECT_EQ(outcomes.at("y.tar!/in.tar"), "container damaged");
    EXPECT_EQ(outcomes.at("y.tar!/in.tar!/d.txt"), "indexed");
    EXPECT_EQ(report.rejected_by_reason.at("damaged"), 4U);
    // The same bytes are not unpacked again, and the report says the same.
    EXPECT_EQ(index.run().rejected_by_reason.at("damaged"), 2U);
    EXPECT_TRUE(index.findings().empty());
}

TEST(ContainerWalk, StopsAtFourLevels) {
    const IndexFixture index;
    std::string bytes = make_archive("zip", {file("bottom.txt", "bottom")});
    for (int level = 4; level >= 1; --level) {
        bytes = make_archive("zip",
                             {file("inner.zip", bytes), file("level.txt", std::to_string(level))});
    }
    index.write("x.zip", bytes);
    index.run();
    const auto outcomes = index.outcomes();
    EXPECT_EQ(outcomes.at("x.zip!/inner.zip!/inner.zip!/inner.zip!/level.txt"), "indexed");
    EXPECT_EQ(outcomes.at("x.zip!/inner.zip!/inner.zip!/inner.zip!/inner.zip"),
              "rejected over_limit");
    EXPECT_EQ(index.documents().size(), 4U);
}

TEST(ContainerWalk, BoundsWhatContainersInContainersUnpackTo) {
    const IndexFixture index;
    // 16 times 16 times 4 MB of zeros, below the bound in each archive.
    const std::string zeros = compress("gzip", std::string(4u << 20, ' '));
    std::vector<ArchiveEntry> entries;
    for (int i = 0; i < 16; ++i) entries.push_back(file(std::to_string(i) + ".txt.gz", zeros));
    const std::string one = make_archive("zip", entries);
    entries.clear();
    for (int i = 0; i < 16; ++i) entries.push_back(file(std::to_string(i) + ".zip", one));
    entries.push_back(file("last.txt", "last"));
    index.write("bomb.tar.xz", compress("xz", make_archive("ustar", entries)));
    index.write("z.txt", "after it");
    index.run();
    const auto row = index.rows().at("bomb.tar.xz");
    EXPECT_EQ(row.reason, "over_limit");
    EXPECT_NE(row.detail.find("200 times its size"), std::string::npos) << row.detail;
    EXPECT_EQ(index.outcomes().count("bomb.tar.xz!/last.txt"), 0U);
    EXPECT_EQ(index.outcomes().at("z.txt"), "indexed");
    // Known from then on.
    const IndexReport again = index.run();
    EXPECT_EQ(again.rejected_by_reason.at("over_limit"),
              index.run().rejected_by_reason.at("over_limit"));
}

TEST(ContainerWalk, DamagedFilesAreRowsOfTheLedger) {
    const IndexFixture index;
    const std::string packed = compress("gzip", std::string(100'000, 'x') + "end");
    index.write("cut.txt.gz", packed.substr(0, packed.size() / 2));
    index.write("empty.tar", std::string(10240, '\0'));
    index.write("no.tar", std::string(2000, 'x'));
    index.write("no.zip", "PK\x03\x04 and nothing else");
    index.write("plain.gz", "this is no gzip file");
    index.write("empty.gz", "");
    index.run();
    EXPECT_EQ(index.outcomes(),
              (Outcomes{{"cut.txt.gz", "rejected damaged"},
                        {"empty.gz", "rejected empty"},
                        {"empty.tar", "container"},
                        {"no.tar", "container damaged"},
                        {"no.zip", "container damaged"},
                        {"plain.gz", "indexed"}}));
    EXPECT_EQ(index.run().rejected, 4U);
}

TEST(ContainerWalk, TakesAHundredThousandEmptyMembers) {
    const IndexFixture index;
    std::vector<ArchiveEntry> entries;
    for (int i = 0; i < 100'000; ++i) entries.push_back(file(std::to_string(i) + ".txt", ""));
    index.write("x.zip", make_archive("zip", entries));
    const IndexReport report = index.run();
    EXPECT_EQ(report.rejected_by_reason.at("empty"), 100'000U);
}

TEST(ContainerWalk, GoesOnWhereItWasStopped) {
    const IndexFixture index;
    // Many more than can wait beside the part that is published when it is stopped.
    constexpr unsigned kFiles = 5 * part_limits::kMaxDocuments;
    std::vector<ArchiveEntry> entries;
    for (unsigned i = 0; i < kFiles; ++i) {
        entries.push_back(file(std::to_string(i) + ".txt", "text " + std::to_string(i)));
    }
    index.write("x.tar.gz", compress("gzip", make_archive("ustar", entries)));
    std::atomic<bool> stop{false};
    IndexOptions options = index.options();
    options.jobs = 1;
    options.stop = &stop;
    options.at_step = [&](PublishStep step) {
        if (step == PublishStep::parts_written) stop = true;
    };
    const IndexReport first = run_index(options);
    EXPECT_TRUE(first.interrupted);
    EXPECT_GT(first.added, 0U);
    EXPECT_LT(first.added, kFiles);
    const IndexReport second = index.run();
    EXPECT_EQ(second.added, kFiles - first.added);
    EXPECT_EQ(second.unchanged, first.added);
    EXPECT_EQ(index.documents().size(), kFiles);
    EXPECT_TRUE(index.findings().empty());
}

}  // namespace
}  // namespace gazette::test

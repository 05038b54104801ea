// A publication that breaks off at any instant: manifest and ledger agree afterwards, nothing that
// was acknowledged is lost, and the next run completes.
#include "indexer/format/index_error.h"
#include "indexer/index_status.h"
#include "indexer/part_sweeper.h"
#include "indexer/write_lock.h"
#include "tests/indexer/index_fixture.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/file.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace gazette::test {
namespace {

const std::vector<std::string> kNone;

constexpr PublishStep kSteps[] = {PublishStep::parts_written,
                                  PublishStep::tombstones_written,
                                  PublishStep::rows_committed,
                                  PublishStep::manifest_replaced,
                                  PublishStep::published,
                                  PublishStep::merged,
                                  PublishStep::swept};

// Runs the index in a child process that is killed, as if by kill -9, when it comes to `step` for
// the `time`th time. True where it was killed.
bool run_and_kill(IndexOptions options, PublishStep step, int time) {
    const pid_t child = ::fork();
    if (child == 0) {
        int times = 0;
        options.at_step = [&](PublishStep at) {
            if (at == step && ++times == time) ::raise(SIGKILL);
        };
        run_index(options);
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    return WIFSIGNALED(status);
}

// Additions, replacements, rejections, duplicates, missing files and missing records.
// The text files are copies of one document.
void write_sources(const IndexFixture& index, unsigned version) {
    index.write("a.jsonl", many_records("a", 600, version) + record("a1", "twice") + "broken\n");
    index.write("b.jsonl", many_records("b", version == 1 ? 300 : 200, version));
    for (int i = 0; i < 4; ++i) {
        const unsigned number = static_cast<unsigned>(i) + version;
        index.write("f" + std::to_string(number) + ".txt", "version " + std::to_string(version));
    }
}

bool goes_with_version_2(std::string_view id) {
    return id == "src/f1.txt" || (id.size() == 4 && id >= "b200" && id <= "b299");
}

class PublicationFault : public testing::TestWithParam<PublishStep> {};

TEST_P(PublicationFault, LeavesAnIndexThatIsWholeAndGoesOn) {
    for (int time = 1; time <= 3; ++time) {
        const IndexFixture index;
        write_sources(index, 1);
        index.run();
        const auto before = index.documents();
        write_sources(index, 2);
        index.remove("f1.txt");
        IndexOptions options = index.options();
        options.delete_missing = true;
        if (!run_and_kill(options, GetParam(), time)) continue;

        EXPECT_TRUE(index.findings().empty()) << index.findings().at(0);
        const auto left = index.documents();
        for (const auto& [id, text] : before) {
            EXPECT_TRUE(goes_with_version_2(id) || left.contains(id)) << id;
        }
        run_index(options);
        EXPECT_TRUE(index.findings().empty()) << index.findings().at(0);

        const IndexFixture fresh;
        write_sources(fresh, 2);
        fresh.remove("f1.txt");
        for (const char* same : {"f2.txt", "f3.txt", "f4.txt"}) {
            ASSERT_TRUE(std::filesystem::exists(fresh.source(same)));
        }
        fresh.run();
        EXPECT_EQ(differences(index.documents(), fresh.documents()), kNone);
    }
}

TEST_P(PublicationFault, OfARebuildLeavesTheOldIndexOrTheNew) {
    for (int time = 1; time <= 2; ++time) {
        const IndexFixture index;
        write_sources(index, 1);
        index.run();
        const auto before = index.documents();
        write_sources(index, 2);
        IndexOptions options = index.options();
        options.rebuild = true;
        if (!run_and_kill(options, GetParam(), time)) continue;
        EXPECT_TRUE(index.findings().empty()) << index.findings().at(0);
        const bool replaced = GetParam() == PublishStep::manifest_replaced;
        EXPECT_EQ(differences(index.documents(), before).empty(), !replaced);
        run_index(options);
        EXPECT_TRUE(index.findings().empty()) << index.findings().at(0);
        EXPECT_NE(differences(index.documents(), before), kNone);
    }
}

INSTANTIATE_TEST_SUITE_P(AtEveryStep, PublicationFault, testing::ValuesIn(kSteps));

TEST(Publication, AnErrorEndsTheRunWithItsReasonAndPublishesNothingByHalf) {
    for (const PublishStep step : kSteps) {
        const IndexFixture index;
        write_sources(index, 1);
        IndexOptions options = index.options();
        options.at_step = [&](PublishStep at) {
            if (at == step) throw IndexError("the disk is full");
        };
        try {
            run_index(options);
            if (step != PublishStep::merged) ADD_FAILURE() << "came back";
            continue;
        } catch (const IndexError& error) {
            EXPECT_STREQ(error.what(), "the disk is full");
        }
        if (std::filesystem::exists(index.index() / "manifest.json")) {
            EXPECT_TRUE(index.findings().empty()) << index.findings().at(0);
            EXPECT_EQ(read_status(index.index()).last_run->result, "failed: the disk is full");
        }
        index.run();
        EXPECT_TRUE(index.findings().empty()) << index.findings().at(0);
        EXPECT_EQ(index.documents().size(), 901U);
    }
}

TEST(Publication, ASecondWriterIsToldWhoHoldsTheIndex) {
    const IndexFixture index;
    index.write("a.txt", "text");
    const WriteLock lock(index.index());
    try {
        index.run();
        FAIL() << "two writers";
    } catch (const IndexError& error) {
        const std::string words = error.what();
        EXPECT_NE(words.find("process " + std::to_string(::getpid())), std::string::npos) << words;
        EXPECT_NE(words.find(", since 2"), std::string::npos) << words;
        EXPECT_NE(words.find("indexer_test"), std::string::npos) << words;
    }
}

TEST(Publication, PartsThatAreReadAreSweptLater) {
    const IndexFixture index;
    index.write("a.txt", "one");
    index.run();
    const auto parts = index.index() / "parts";
    const auto first = std::filesystem::directory_iterator(parts)->path();
    const int reader = ::open((first / kInUseFile).c_str(), O_RDONLY | O_CLOEXEC);
    ASSERT_EQ(::flock(reader, LOCK_SH | LOCK_NB), 0);

    index.write("a.txt", "two");
    index.run();
    EXPECT_TRUE(std::filesystem::exists(first / kColumnsFile));
    index.run();
    EXPECT_TRUE(std::filesystem::exists(first / kColumnsFile));

    ::close(reader);
    index.run();
    EXPECT_FALSE(std::filesystem::exists(first));
    EXPECT_TRUE(index.findings().empty());
}

TEST(Publication, ReadersSeeWholeStatesWhileOthersAreWritten) {
    const IndexFixture index;
    index.write("a.jsonl", many_records("a", 100, 1));
    index.run();
    std::atomic<bool> done{false};
    std::thread writer([&] {
        for (unsigned version = 2; version < 8; ++version) {
            index.write("a.jsonl", many_records("a", 100, version));
            index.run();
        }
        done = true;
    });
    while (!done) {
        const auto findings = index.findings();
        EXPECT_TRUE(findings.empty()) << findings.at(0);
    }
    writer.join();
}

}  // namespace
}  // namespace gazette::test

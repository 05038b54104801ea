// kill -9 of the real program at random moments: what it had said to be published is there, the
// index is whole, and the next run completes.
#include "indexer/format/durable_file.h"
#include "indexer/format/manifest.h"
#include "tests/indexer/index_fixture.h"
#include "tests/support/archive_builder.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <random>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace gazette::test {
namespace {

// How often it is killed; more where the environment asks for it.
int rounds() {
    const char* asked = std::getenv("GAZETTE_KILL_ROUNDS");
    return asked == nullptr ? 4 : std::atoi(asked);
}

pid_t start(const IndexFixture& index) {
    const pid_t child = ::fork();
    if (child != 0) return child;
    const int null = ::open("/dev/null", O_WRONLY);
    ::dup2(null, STDOUT_FILENO);
    ::dup2(null, STDERR_FILENO);
    ::execl(GAZETTE_PROGRAM,
            "gazette",
            "index",
            "--jobs",
            "2",
            "--delete-missing",
            "--index",
            index.index().c_str(),
            index.sources().c_str(),
            static_cast<char*>(nullptr));
    ::_exit(127);
}

int wait_for(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::uint64_t published_documents(const IndexFixture& index) {
    if (!std::filesystem::exists(manifest_path(index.index()))) return 0;
    return manifest_from_json(read_whole_file(manifest_path(index.index()))).documents();
}

TEST(KillTest, NothingThatWasPublishedIsLost) {
    std::mt19937 random(std::random_device{}());
    const unsigned seed = static_cast<unsigned>(random());
    SCOPED_TRACE("seed " + std::to_string(seed));
    random.seed(seed);
    const IndexFixture index;
    for (int round = 0; round < rounds(); ++round) {
        // Three versions of everything in turn: documents are replaced, added and deleted.
        const auto version = static_cast<unsigned>(round) % 3;
        index.write("a.jsonl", many_records("a", 3000, version));
        index.write("b" + std::to_string(version) + ".jsonl", many_records("b", 1500, version));
        index.remove("b" + std::to_string((version + 1) % 3) + ".jsonl");
        const pid_t child = start(index);
        std::this_thread::sleep_for(std::chrono::milliseconds(random() % 1500));
        const std::uint64_t acknowledged = published_documents(index);
        ::kill(child, SIGKILL);
        wait_for(child);
        if (!std::filesystem::exists(manifest_path(index.index()))) continue;
        ASSERT_EQ(index.findings(), std::vector<std::string>());
        EXPECT_TRUE(round != 0 || index.documents().size() >= acknowledged);
    }
    ASSERT_EQ(wait_for(start(index)), 0);
    ASSERT_EQ(index.findings(), std::vector<std::string>());

    const TempDir elsewhere;
    IndexOptions fresh = index.options();
    fresh.index_dir = elsewhere / "index";
    run_index(fresh);
    const IndexFixture expected(index.sources(), fresh.index_dir);
    EXPECT_EQ(index.documents().size(), expected.documents().size());
    auto ids = [](std::map<std::string, std::string> documents) {
        for (auto& [id, text] : documents) text.clear();
        return documents;
    };
    EXPECT_EQ(differences(ids(index.documents()), ids(expected.documents())),
              std::vector<std::string>());
}

TEST(KillTest, GoesOnInTheMiddleOfAnArchive) {
    const IndexFixture index;
    constexpr int kMembers = 20'000;
    std::vector<ArchiveEntry> entries;
    for (int i = 0; i < kMembers; ++i) {
        std::string page = "<title>Page " + std::to_string(i) + "</title>";
        for (int word = 0; word < 200; ++word) page += " word" + std::to_string(i * 7 + word);
        entries.push_back({"d/" + std::to_string(i) + ".html", page, ArchiveEntry::Type::file, {}});
    }
    index.write("big.tar.zst", compress("zstd", make_archive("pax", entries)));
    const pid_t child = start(index);
    while (published_documents(index) == 0 && ::waitpid(child, nullptr, WNOHANG) == 0) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    ::kill(child, SIGKILL);
    wait_for(child);
    const std::uint64_t published = published_documents(index);
    ASSERT_GT(published, 0U);
    ASSERT_LT(published, std::uint64_t{kMembers});
    IndexOptions options = index.options();
    options.extract_worker.program = GAZETTE_PROGRAM;
    const IndexReport report = run_index(options);
    // What was published is not read again.
    EXPECT_EQ(report.unchanged, published);
    EXPECT_EQ(report.added, kMembers - published);
    EXPECT_EQ(report.replaced + report.rejected, 0U);
    EXPECT_EQ(index.documents().size(), std::size_t{kMembers});
    EXPECT_EQ(index.findings(), std::vector<std::string>());
    EXPECT_EQ(run_index(options).unchanged, std::uint64_t{kMembers});
}

TEST(KillTest, StopsInGoodOrderWhenItIsAskedTo) {
    const IndexFixture index;
    index.write("a.jsonl", many_records("a", 60'000, 1));
    const pid_t child = start(index);
    while (published_documents(index) == 0 && ::waitpid(child, nullptr, WNOHANG) == 0) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    const std::uint64_t acknowledged = published_documents(index);
    ::kill(child, SIGTERM);
    EXPECT_EQ(wait_for(child), 3);
    EXPECT_GE(index.documents().size(), acknowledged);
    EXPECT_LT(index.documents().size(), 60'000U);
    EXPECT_EQ(index.findings(), std::vector<std::string>());
}

}  // namespace
}  // namespace gazette::test

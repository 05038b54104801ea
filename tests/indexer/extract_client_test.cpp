// Documents that end, stall or bend the process that reads them: each is a rejection with the
// reason, and the next document is read.
#include "indexer/extract_client.h"

#include "indexer/extract/extract_worker.h"
#include "indexer/extract/registry.h"
#include "indexer/extract/wire.h"
#include "indexer/format/index_error.h"
#include "indexer/index_run.h"
#include "tests/indexer/index_fixture.h"

#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace gazette::test {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kIsSanitized = true;
#else
constexpr bool kIsSanitized = false;
#endif

Input text(const std::string& bytes) {
    return {"/a/b.txt", "a/b.txt", "a", "text/plain", bytes, {}};
}

ExtractClientOptions odd_worker() {
    ExtractClientOptions options;
    options.program = GAZETTE_ODD_WORKER;
    options.cpu_seconds = 1;
    options.memory_bytes = 512u << 20;
    options.output_bytes = 256u << 10;
    options.wall_time = std::chrono::seconds(60);
    return options;
}

Rejection rejected(ExtractClient& client, const std::string& bytes) {
    const Extracted extracted = client.extract(text(bytes));
    const auto* rejection = std::get_if<Rejection>(&extracted);
    EXPECT_NE(rejection, nullptr) << bytes;
    return rejection == nullptr ? Rejection{} : *rejection;
}

void expect_reads_on(ExtractClient& client) {
    const Extracted extracted = client.extract(text("A document as any other."));
    ASSERT_TRUE(std::holds_alternative<Document>(extracted));
    EXPECT_EQ(std::get<Document>(extracted).text, "A document as any other.");
}

TEST(ExtractClient, ReadsAsTheRegistryDoes) {
    ExtractClientOptions options;
    options.program = GAZETTE_PROGRAM;
    ExtractClient client(options);
    Input page{"/a/b.html", "a/b.html", "a", "text/html", {}, {}};
    page.bytes =
        "<html lang=de><title>T</title><h1>Eins</h1><p>Ein Satz.<h1>Zwei</h1><p>Noch einer.";
    page.facts.published = "2019-05-07";
    page.facts.fetched = "2020-01-01";
    page.facts.warnings = {"cut by the crawler"};
    const Extracted here = extract(page);
    const Extracted there = client.extract(page);
    ASSERT_TRUE(std::holds_alternative<Document>(there));
    EXPECT_EQ(encode_extracted(there), encode_extracted(here));
    page.bytes.clear();
    EXPECT_EQ(encode_extracted(client.extract(page)), encode_extracted(extract(page)));
    EXPECT_EQ(client.processes_started(), 1U);
}

TEST(ExtractClient, NamesWhatEndedTheProcess) {
    ExtractClient client(odd_worker());
    struct Row {
        std::string bytes;
        RejectionCode code;
        std::string words;
    };
    const Row rows[] = {
        {"CRASH now", RejectionCode::crashed, "signal 6"},
        {"EXIT now", RejectionCode::crashed, "status 7"},
        {"NONSENSE now", RejectionCode::crashed, "no document"},
        {"LIE about segments", RejectionCode::crashed, "no document"},
        {"LARGE answer", RejectionCode::over_limit, "262144 bytes"},
    };
    for (const Row& row : rows) {
        const Rejection rejection = rejected(client, row.bytes);
        EXPECT_EQ(rejection.code, row.code) << row.bytes << rejection.detail;
        EXPECT_NE(rejection.detail.find(row.words), std::string::npos) << rejection.detail;
        expect_reads_on(client);
    }
}

TEST(ExtractClient, EndsWhatTakesTooLong) {
    ExtractClientOptions options = odd_worker();
    options.wall_time = std::chrono::milliseconds(500);
    ExtractClient by_clock(options);
    const Rejection stalled = rejected(by_clock, "STALL now");
    EXPECT_EQ(stalled.code, RejectionCode::over_limit);
    EXPECT_NE(stalled.detail.find("500 ms"), std::string::npos) << stalled.detail;
    EXPECT_EQ(by_clock.processes_started(), 1U);
    if (kIsSanitized) GTEST_SKIP() << "a sanitizer's process has no other limits";
    ExtractClient by_processor(odd_worker());
    const Rejection rejection = rejected(by_processor, "SPIN now");
    EXPECT_EQ(rejection.code, RejectionCode::over_limit);
    EXPECT_NE(rejection.detail.find("1 s of the processor"), std::string::npos) << rejection.detail;
    expect_reads_on(by_processor);
}

TEST(ExtractClient, BoundsMemory) {
    if (kIsSanitized) GTEST_SKIP() << "a sanitizer's process has no limit of memory";
    ExtractClient client(odd_worker());
    const Rejection rejection = rejected(client, "MEMORY now");
    EXPECT_EQ(rejection.code, RejectionCode::over_limit);
    EXPECT_NE(rejection.detail.find("536870912 bytes of memory"), std::string::npos)
        << rejection.detail;
    expect_reads_on(client);
}

TEST(ExtractClient, TriesOnceMoreAlone) {
    ExtractClient client(odd_worker());
    expect_reads_on(client);
    const Extracted extracted = client.extract(text("CRASH_LATER when it was not the first"));
    ASSERT_TRUE(std::holds_alternative<Document>(extracted));
    EXPECT_EQ(client.processes_started(), 2U);
}

TEST(ExtractClient, LeavesAProcessNothingToReach) {
    if (kIsSanitized) GTEST_SKIP() << "a sanitizer's process keeps its rights";
    ExtractClient client(odd_worker());
    const Extracted extracted = client.extract(text("ESCAPE now"));
    ASSERT_TRUE(std::holds_alternative<Document>(extracted));
    if (client.protection() != "limits, files, system calls") {
        GTEST_SKIP() << "this system gives less: " << client.protection();
    }
    EXPECT_EQ(std::get<Document>(extracted).text,
              "read refused, table allowed, write refused, network refused, process refused");
}

TEST(ExtractClient, SaysThatThereIsNoSuchProgram) {
    ExtractClientOptions none;
    none.program = "/nowhere/gazette";
    ExtractClient client(none);
    EXPECT_THROW(client.extract(text("x")), IndexError);
    ExtractClientOptions other;
    other.program = "/bin/true";
    ExtractClient stranger(other);
    EXPECT_THROW(stranger.extract(text("x")), IndexError);
}

// No process is left behind: neither by a client that ends, nor by an indexer that is killed.
TEST(ExtractClient, LeavesNoProcessBehind) {
    {
        ExtractClient client(odd_worker());
        expect_reads_on(client);
    }
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
    EXPECT_EQ(errno, ECHILD);

    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t indexer = ::fork();
    if (indexer == 0) {
        // The worker inherits the pipe's end: it closes when both are gone.
        ::close(ends[0]);
        ExtractClient client(odd_worker());
        static_cast<void>(client.extract(text("text")));
        if (::write(ends[1], "x", 1) != 1) ::_exit(1);
        ::pause();
        ::_exit(0);
    }
    ::close(ends[1]);
    char byte = 0;
    ASSERT_EQ(::read(ends[0], &byte, 1), 1);
    ::kill(indexer, SIGKILL);
    ::waitpid(indexer, nullptr, 0);
    EXPECT_EQ(::read(ends[0], &byte, 1), 0);
    ::close(ends[0]);
}

TEST(ExtractClient, ADocumentThatCrashesItIsReadAgainOnlyWhenItChanges) {
    const IndexFixture index;
    index.write("a.html", "CRASH it");
    index.write("b.html", "text of b");
    index.write("c.html", "CRASH it too");
    IndexOptions options = index.options();
    options.extract_worker = odd_worker();
    IndexReport report = run_index(options);
    EXPECT_EQ(report.added, 1U);
    EXPECT_EQ(report.rejected_by_reason.at("crashed"), 2U);
    EXPECT_FALSE(report.worker_protection.empty());
    EXPECT_NE(index.rows().at("a.html").detail.find("signal 6"), std::string::npos);
    // Nothing is started for what is known.
    options.extract_worker.program = "/nowhere/gazette";
    report = run_index(options);
    EXPECT_EQ(report.rejected_by_reason.at("crashed"), 2U);
    EXPECT_EQ(report.unchanged, 1U);
    options.extract_worker = odd_worker();
    index.write("a.html", "text of a");
    EXPECT_EQ(run_index(options).added, 1U);
    EXPECT_TRUE(index.findings().empty());
}

TEST(Wire, RefusesWhatIsCutOrTooLong) {
    Document document;
    document.id = "id";
    document.title = "title";
    document.text = "text of a document";
    document.segments = {{"s1", "1", SegmentKind::page, 1, 0, 4}};
    document.origin.warnings = {"one", "two"};
    const std::string whole = encode_extracted(document);
    EXPECT_EQ(encode_extracted(decode_extracted(whole)), whole);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        EXPECT_THROW(decode_extracted(std::string_view(whole).substr(0, size)), IndexError);
    }
    EXPECT_THROW(decode_extracted(whole + "x"), IndexError);
    const std::string input = encode_input(text("bytes"));
    EXPECT_EQ(encode_input(decode_input(input)), input);
    for (std::size_t size = 0; size < input.size(); ++size) {
        EXPECT_THROW(decode_input(std::string_view(input).substr(0, size)), IndexError);
    }
}

}  // namespace
}  // namespace gazette::test

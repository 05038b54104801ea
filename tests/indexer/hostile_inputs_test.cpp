// Inputs that are broken, strange or meant to do harm: each ends in the ledger, and the run goes
// on.
#include "indexer/index_run.h"
#include "tests/indexer/index_fixture.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace gazette::test {
namespace {

using Texts = std::map<std::string, std::string>;

TEST(HostileInputs, EachEndsInTheLedgerWithItsReason) {
    const IndexFixture index;
    struct Row {
        std::string name;
        std::string bytes;
        std::string outcome;
    };
    const std::string binary(
        "\x00\x01\x02\xFF\xFE\x00\x00\x7F"
        "ELF\x00\x00",
        13);
    std::string nested = "<html><body>";
    for (int i = 0; i < 100'000; ++i) nested += "<div>";
    nested += "deep</body></html>";
    const Row rows[] = {
        {"binary", binary, "rejected unsupported_format"},
        {"empty.txt", "", "rejected empty"},
        {"blank.txt", " \n\t\n ", "rejected empty"},
        {"nested.html", nested, "indexed"},
        {"latin1.txt", "caf\xE9 and more text to read", "indexed"},
        {"broken.json", "{\"id\":", "rejected damaged"},
        {"list.json", "[1,2]", "rejected damaged"},
        {"deep.json", std::string(5000, '[') + std::string(5000, ']'), "rejected damaged"},
        {"no_text.json", "{\"id\":\"a\"}", "rejected missing_field"},
        {"wrong.json", "{\"id\":\"a\",\"text\":7}", "rejected bad_field"},
    };
    for (const Row& row : rows) index.write(row.name, row.bytes);
    const IndexReport report = index.run();
    const auto outcomes = index.outcomes();
    for (const Row& row : rows) EXPECT_EQ(outcomes.at(row.name), row.outcome) << row.name;
    EXPECT_EQ(report.added + report.rejected, std::size(rows));
    EXPECT_TRUE(index.findings().empty());
}

TEST(HostileInputs, BrokenLinesOfAFileDoNotHideTheOthers) {
    const IndexFixture index;
    index.write("a.jsonl",
                "\xEF\xBB\xBF" + record("first", "with a byte order mark") + "\r\n  \n" +
                    "{\"id\":\"crlf\",\"text\":\"line end\"}\r\n" + "not json\n" +
                    "{\"id\":\"bad\",\"text\":\"ill \xFF formed\"}\n" + "[]\n" +
                    std::string("{\"id\":\"nul\",\"text\":\"a\\u0000b\"}\n") +
                    "{\"id\":\"last\",\"text\":\"without a line end\"}");
    index.run();
    const Texts documents = index.documents();
    EXPECT_EQ(documents.count("first"), 1U);
    EXPECT_EQ(documents.at("crlf"), "line end");
    EXPECT_EQ(documents.count("bad"), 1U);
    EXPECT_EQ(documents.count("nul"), 1U);
    EXPECT_EQ(documents.at("last"), "without a line end");
    EXPECT_EQ(index.outcomes().at("a.jsonl:5"), "rejected damaged");
    EXPECT_EQ(index.outcomes().at("a.jsonl:7"), "rejected damaged");
    EXPECT_FALSE(index.rows().at("a.jsonl#bad").warnings.empty());
    EXPECT_TRUE(index.findings().empty());
}

TEST(HostileInputs, TooLargeInputsAreRejectedAndTheNextLineIsRead) {
    const IndexFixture index;
    const std::string huge(3u << 20, 'x');
    index.write("a.jsonl", record("big", huge) + record("small", "text"));
    index.write("big.txt", huge);
    IndexOptions options = index.options();
    options.max_input_bytes = 1u << 20;
    run_index(options);
    EXPECT_EQ(index.outcomes().at("a.jsonl:1"), "rejected too_large");
    EXPECT_EQ(index.outcomes().at("big.txt"), "rejected too_large");
    EXPECT_EQ(index.documents(), (Texts{{"small", "text"}}));
}

TEST(HostileInputs, ALongWordIsIndexed) {
    const IndexFixture index;
    index.write("a.txt", std::string(5u << 20, 'x'));
    EXPECT_EQ(index.run().added, 1U);
    EXPECT_TRUE(index.findings().empty());
}

TEST(HostileInputs, SpecialFilesAreNeverOpened) {
    const IndexFixture index;
    index.write("a.txt", "text");
    ASSERT_EQ(::mkfifo(index.source("pipe.jsonl").c_str(), 0600), 0);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = index.source("socket").string();
    ASSERT_LT(path.size(), sizeof(address.sun_path));
    path.copy(address.sun_path, path.size());
    ASSERT_EQ(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
    index.run();
    ::close(socket);
    EXPECT_EQ(index.outcomes().at("pipe.jsonl"), "rejected unsupported_format");
    EXPECT_EQ(index.outcomes().at("socket"), "rejected unsupported_format");
    EXPECT_EQ(index.documents().size(), 1U);
}

TEST(HostileInputs, WhatCannotBeReadIsNotMissing) {
    if (::geteuid() == 0) GTEST_SKIP() << "root reads everything";
    const IndexFixture index;
    index.write("locked/a.txt", "a");
    index.write("b.jsonl", record("b", "b"));
    index.run();
    ::chmod(index.source("locked").c_str(), 0);
    ::chmod(index.source("b.jsonl").c_str(), 0);
    const IndexReport report = index.run_and_delete_missing();
    ::chmod(index.source("locked").c_str(), 0700);
    EXPECT_EQ(report.deleted, 0U);
    EXPECT_EQ(report.rejected_by_reason.at("unreadable"), 2U);
    EXPECT_EQ(index.documents().size(), 2U);
}

TEST(HostileInputs, NamesOfAnyBytesAreKeptApart) {
    const IndexFixture index;
    const std::string names[] = {"caf\xE9.txt",
                                 "caf%E9.txt",
                                 "tab\there.txt",
                                 "new\nline.txt",
                                 "sp ace#1.txt",
                                 "colon:2.txt",
                                 "日本語/ニュース.txt",
                                 ".hidden.txt",
                                 std::string(200, 'n') + ".txt"};
    std::size_t number = 0;
    for (const std::string& name : names) {
        index.write(name, "text of number " + std::to_string(++number));
    }
    const IndexReport report = index.run();
    EXPECT_EQ(report.added, std::size(names));
    EXPECT_EQ(index.documents().count("src/日本語/ニュース.txt"), 1U);
    EXPECT_EQ(index.run().unchanged, std::size(names));
    for (const std::string& name : names) index.remove(name);
    EXPECT_EQ(index.run_and_delete_missing().deleted, std::size(names));
    EXPECT_TRUE(index.documents().empty());
    EXPECT_TRUE(index.findings().empty());
}

}  // namespace
}  // namespace gazette::test

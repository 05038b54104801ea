// What holds other inputs is taken apart in processes: as in this one, and what ends a process is
// the one thing that is lost.
#include "indexer/input_opener.h"

#include "indexer/format/index_error.h"
#include "indexer/open_wire.h"
#include "tests/indexer/index_fixture.h"
#include "tests/support/archive_builder.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace gazette::test {
namespace {

using Outcomes = std::map<std::string, std::string>;

ArchiveEntry file(const std::string& name, const std::string& bytes) {
    return {name, bytes, ArchiveEntry::Type::file, {}};
}

ExtractClientOptions worker(const char* program) {
    ExtractClientOptions options;
    options.program = program;
    options.wall_time = std::chrono::seconds(60);
    return options;
}

constexpr std::string_view kRecipe =
    R"({"recipe":1,"name":"r","title":"t","licence":"l","obtain":"o",
"applies_to":["**"],"rules":[
  {"paths":["**/*.csv"],"format":"csv","fields":{"id":{"pointer":"/no"}},"text":[{"pointer":"/words"}]},
  {"paths":["**/*.json"],"format":"json","records":"/items/*","fields":{"id":{"pointer":"/no"}},
   "text":[{"pointer":"/words"}]},
  {"paths":["**"]}]})";

IndexReport run(const IndexFixture& index, const ExtractClientOptions& worker) {
    IndexOptions options = index.options();
    options.recipes = RecipeSet({parse_recipe(kRecipe, "r.json")});
    options.extract_worker = worker;
    return run_index(options);
}

std::string without(std::string text, const std::string& what) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos;) {
        text.erase(at, what.size());
    }
    return text;
}

constexpr std::string_view kMailbox =
    "From a@example.org Mon Jan  2 03:04:05 2023\nFrom: a@example.org\nSubject: One\n\nText "
    "one.\n\n"
    "From b@example.org Tue Jan  3 03:04:05 2023\nFrom: b@example.org\nSubject: Two\n\nText two.\n";
constexpr std::string_view kFeed =
    "<rss version='2.0'><channel><title>F</title><link>http://example.org/</link>"
    "<item><title>Entry</title><link>http://example.org/1</link>"
    "<description>What the entry says.</description></item></channel></rss>";

std::vector<ArchiveEntry> all_kinds() {
    std::vector<ArchiveEntry> entries = {
        file("a.txt", "a text"),
        file("b.html.gz", compress("gzip", "<title>B</title><p>A page")),
        file("lines.jsonl", record("one", "1") + record("two", "2")),
        file("more.jsonl.gz", compress("gzip", record("three", "3") + "broken\n")),
        file("t.csv", "no,words\nr1,\"red, green\"\nr2,blue\n"),
        file("t2.csv.bz2", compress("bzip2", "no,words\nr3,yellow\n")),
        file("tree.json",
             R"({"items":[{"no":"j1","words":"first"},{"no":"j2","words":"second"}]})"),
        file("mail.mbox", std::string(kMailbox)),
        file("feed.rss", std::string(kFeed)),
        file("sound.ogg", "OggS..."),
        file("cut.txt.gz", compress("gzip", "text").substr(0, 12)),
        {"link", "", ArchiveEntry::Type::symlink, "a.txt"}};
    entries.push_back(file(
        "inner.zip",
        make_archive(
            "zip",
            {file("deep.txt", "deep"),
             file("c.tgz", compress("gzip", make_archive("pax", {file("d.txt", "deeper")})))})));
    return entries;
}

TEST(InputOpener, AProcessTakesApartAsThisOneDoes) {
    const IndexFixture here;
    const IndexFixture there;
    // Made once: archives and gzip streams hold the time.
    const std::vector<ArchiveEntry> entries = all_kinds();
    const std::string tar = make_archive("pax", entries);
    const std::string tar_zst = compress("zstd", tar);
    const std::string seven = make_archive("7zip", entries);
    const std::string cut_xz = compress("xz", tar).substr(0, 600);
    for (const IndexFixture* index : {&here, &there}) {
        index->write("x.tar.zst", tar_zst);
        index->write("x.7z", seven);
        index->write("cut.tar.xz", cut_xz);
        for (const ArchiveEntry& entry : entries) {
            if (entry.type == ArchiveEntry::Type::file) index->write(entry.name, entry.bytes);
        }
        run(*index, worker(index == &there ? GAZETTE_PROGRAM : ""));
        EXPECT_TRUE(index->findings().empty());
    }
    EXPECT_EQ(there.outcomes(), here.outcomes());
    EXPECT_EQ(there.documents(), here.documents());
    EXPECT_GT(here.documents().size(), 10U);
    const auto expected = here.rows();
    for (const auto& [name, row] : there.rows()) {
        EXPECT_EQ(without(row.detail, there.sources().string()),
                  without(expected.at(name).detail, here.sources().string()))
            << name;
        EXPECT_EQ(row.bytes, expected.at(name).bytes) << name;
    }
}

TEST(InputOpener, OnlyTheMemberThatEndsAProcessIsLost) {
    const IndexFixture index;
    std::vector<ArchiveEntry> entries;
    for (int i = 0; i < 50; ++i) {
        const std::string number = std::to_string(i);
        entries.push_back(file(number + ".txt", i % 20 == 7 ? "CRASH_MEMBER" : "text " + number));
    }
    entries.push_back(
        file("inner.zip",
             make_archive(
                 "zip",
                 {file("a.txt", "in a"), file("b.txt", "CRASH_MEMBER b"), file("c.txt", "in c")})));
    entries.push_back(file("last.txt", "the last"));
    index.write("x.tar.gz", compress("gzip", make_archive("pax", entries)));
    index.write("y.txt", "beside it");
    const IndexReport report = run(index, worker(GAZETTE_ODD_WORKER));
    EXPECT_EQ(report.added, 47U + 2 + 1 + 1);
    EXPECT_EQ(report.rejected_by_reason.at("crashed"), 4U);
    const auto rows = index.rows();
    EXPECT_EQ(rows.at("x.tar.gz").outcome, Outcome::container);
    EXPECT_EQ(rows.at("x.tar.gz").detail, "");
    EXPECT_EQ(rows.at("x.tar.gz!/27.txt").detail,
              "the process that read it was ended by signal 6 (Aborted), also when it read nothing "
              "else");
    EXPECT_EQ(rows.at("x.tar.gz!/inner.zip!/b.txt").reason, "crashed");
    EXPECT_EQ(rows.at("x.tar.gz!/inner.zip!/c.txt").outcome, Outcome::indexed);
    // Never again until it changes.
    const IndexReport again = run(index, worker(GAZETTE_ODD_WORKER));
    EXPECT_EQ(again.rejected_by_reason.at("crashed"), 4U);
    EXPECT_EQ(again.unchanged, 51U);
    entries[7].bytes = "text 7";
    index.write("x.tar.gz", compress("gzip", make_archive("pax", entries)));
    const IndexReport changed = run(index, worker(GAZETTE_ODD_WORKER));
    EXPECT_EQ(changed.added, 1U);
    EXPECT_EQ(changed.rejected_by_reason.at("crashed"), 3U);
    EXPECT_TRUE(index.findings().empty());
}

TEST(InputOpener, OnlyTheStoryMessageOrEntryThatEndsAProcessIsLost) {
    const IndexFixture index;
    index.write("news.sgm",
                "<DOC><DOCNO>1</DOCNO><TEXT>one</TEXT></DOC>\n"
                "<DOC crash=\"CRASH_ANYWHERE\"><DOCNO>2</DOCNO><TEXT>two</TEXT></DOC>\n"
                "<DOC><DOCNO>3</DOCNO><TEXT>three</TEXT></DOC>\n");
    const auto message = [](const std::string& subject, const std::string& text) {
        return "From a@example.org Mon Jan  2 03:04:05 2023\nFrom: a@example.org\nSubject: " +
               subject + "\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" +
               text + "--b--\n\n";
    };
    const auto part = [](const std::string& name, const std::string& text) {
        return "--b\nContent-Type: text/plain" +
               (name.empty() ? "" : "\nContent-Disposition: attachment; filename=" + name) +
               "\n\n" + text + "\n";
    };
    index.write("box.mbox",
                message("One", part("", "text") + part("a.txt", "of a") + part("b.txt", "of b")) +
                    message("CRASH_ANYWHERE", part("", "text") + part("lost.txt", "lost")) +
                    message("Three",
                            part("", "text") + part("a.txt", "of a") +
                                part("b.txt", "CRASH_MEMBER") + part("c.txt", "of c")));
    index.write("feed.rss",
                "<rss version='2.0'><channel><title>F</title>"
                "<item><guid>1</guid><description>the first</description></item>"
                "<item><guid>2</guid><description>CRASH_ANYWHERE</description></item>"
                "<item><guid>3</guid><description>the third</description></item>"
                "</channel></rss>");
    index.write("first.rss",
                "<rss version='2.0'><channel><title>G</title>"
                "<item><guid>1</guid><description>CRASH_ANYWHERE</description></item>"
                "<item><guid>2</guid><description>the second</description></item>"
                "</channel></rss>");
    run(index, worker(GAZETTE_ODD_WORKER));
    EXPECT_EQ(index.outcomes(),
              (Outcomes{{"box.mbox", "container"},
                        {"box.mbox!/1", "indexed"},
                        {"box.mbox!/1!/a.txt", "indexed"},
                        {"box.mbox!/1!/b.txt", "indexed"},
                        {"box.mbox!/2", "rejected crashed"},
                        {"box.mbox!/3", "indexed"},
                        {"box.mbox!/3!/a.txt", "duplicate same_text"},
                        {"box.mbox!/3!/b.txt", "rejected crashed"},
                        {"box.mbox!/3!/c.txt", "indexed"},
                        {"feed.rss", "container"},
                        {"feed.rss!/1", "indexed"},
                        {"feed.rss!/3", "indexed"},
                        {"feed.rss!/entry~2", "rejected crashed"},
                        {"first.rss", "container damaged"},
                        {"first.rss!/2", "indexed"},
                        {"first.rss!/entry~1", "rejected crashed"},
                        {"news.sgm", "container"},
                        {"news.sgm!/#2", "rejected crashed"},
                        {"news.sgm!/1", "indexed"},
                        {"news.sgm!/3", "indexed"}}));
}

TEST(InputOpener, AContainerEndsWhereItsReaderCannotGoOn) {
    const IndexFixture index;
    index.write(
        "x.zip",
        make_archive("zip", {file("a.txt", "a"), file("CRASH_ALWAYS", "b"), file("c.txt", "c")}));
    index.write("CRASH_OPENED.zip", make_archive("zip", {file("a.txt", "never seen")}));
    index.write("CRASH_OPENED.txt.gz", compress("gzip", "text"));
    index.write("rows.csv", "no,words\n1,first\n2,CRASH_ROW\n3,third\n");
    index.write("z.txt", "read all the same");
    run(index, worker(GAZETTE_ODD_WORKER));
    EXPECT_EQ(index.outcomes(),
              (Outcomes{{"CRASH_OPENED.txt.gz", "rejected crashed"},
                        {"CRASH_OPENED.zip", "container crashed"},
                        {"rows.csv", "container crashed"},
                        {"rows.csv#1", "indexed"},
                        {"x.zip", "container crashed"},
                        {"x.zip!/a.txt", "indexed"},
                        {"z.txt", "indexed"}}));
    // None of these is opened again.
    index.remove("CRASH_OPENED.txt.gz");
    EXPECT_EQ(run(index, worker("/nowhere/gazette")).added, 0U);
    index.write("CRASH_OPENED.txt.gz", compress("gzip", "text"));
    EXPECT_EQ(run(index, worker(GAZETTE_ODD_WORKER)).rejected_by_reason.at("crashed"), 4U);
    EXPECT_EQ(run(index, worker("/nowhere/gazette")).rejected_by_reason.at("crashed"), 4U);
}

TEST(InputOpener, EndsWhatStalls) {
    const IndexFixture index;
    index.write(
        "x.zip",
        make_archive("zip",
                     {file("a.txt", "a"), file("b.txt", "STALL_MEMBER"), file("c.txt", "c")}));
    ExtractClientOptions options = worker(GAZETTE_ODD_WORKER);
    options.wall_time = std::chrono::milliseconds(1500);
    run(index, options);
    const auto rows = index.rows();
    EXPECT_EQ(rows.at("x.zip!/a.txt").outcome, Outcome::indexed);
    EXPECT_EQ(rows.at("x.zip!/b.txt").reason, "over_limit");
    EXPECT_EQ(rows.at("x.zip!/b.txt").detail, "reading it takes more than 1500 ms");
    EXPECT_EQ(rows.at("x.zip!/c.txt").outcome, Outcome::indexed);
}

TEST(OpenWire, RefusesWhatIsCutOrTooLong) {
    OpenRequest request;
    request.as = OpenAs::rows;
    request.name = "a.csv";
    request.csv_columns = {"a", "b"};
    request.captures = {{"year", "1999"}};
    request.leave_out = {7, 90};
    const std::string whole = encode_request(request);
    EXPECT_EQ(encode_request(decode_request(whole)), whole);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        EXPECT_THROW(decode_request(std::string_view(whole).substr(0, size)), IndexError);
    }
    EXPECT_THROW(decode_request(whole + "x"), IndexError);
    OpenedMember member;
    member.member.name = "a.html";
    member.member.facts.url = "http://example.org/";
    member.member.skipped = SkipReason::linked;
    member.head.media_type = "text/html";
    for (const OpenEvent& event : {OpenEvent(OpenedHead{"n", "t", true, {}, "p"}),
                                   OpenEvent(member),
                                   OpenEvent(OpenedRecord{3, {}, 9, true}),
                                   OpenEvent(ContainerEnd{"damaged", {}})}) {
        const std::string fields = encode_fields(event);
        EXPECT_EQ(encode_fields(decode_event(fields, {})), fields);
        for (std::size_t size = 0; size < fields.size(); ++size) {
            EXPECT_THROW(decode_event(std::string_view(fields).substr(0, size), {}), IndexError);
        }
        EXPECT_THROW(decode_event(fields + "x", {}), IndexError);
    }
    EXPECT_THROW(decode_event(encode_fields(Passed{}), "bytes"), IndexError);
}

}  // namespace
}  // namespace gazette::test

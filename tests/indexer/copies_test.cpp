// Inputs with one text: one document, and what becomes of it when they change.
#include "indexer/enrich/text_signature.h"
#include "indexer/index_status.h"
#include "tests/indexer/index_fixture.h"
#include "tests/support/archive_builder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace gazette::test {
namespace {

using Outcomes = std::map<std::string, std::string>;

constexpr std::string_view kText = "The harbour is closed from today until the end of the month.\n";

std::string id_of(const IndexFixture& fixture, const std::string& name) {
    return fixture.sources().filename().string() + "/" + name;
}

TEST(TextSignature, IsOfTextTitleLanguageAndDays) {
    Document document;
    document.title = "Title";
    document.text = "One  two\n\nthree";
    document.lang = "en";
    document.origin.uri = "/a/b.txt";
    const std::string hash = text_signature(document);
    EXPECT_EQ(hash.size(), 64u);
    const auto with = [&](auto change) {
        Document other = document;
        change(other);
        return text_signature(other);
    };
    EXPECT_EQ(with([](Document& d) { d.text = " One two three\r\n"; }), hash);
    EXPECT_EQ(with([](Document& d) { d.id = d.url = d.source = "x"; }), hash);
    EXPECT_NE(with([](Document& d) { d.text = "One two thre"; }), hash);
    EXPECT_NE(with([](Document& d) { d.title = "Other"; }), hash);
    EXPECT_NE(with([](Document& d) { d.lang = "de"; }), hash);
    EXPECT_NE(with([](Document& d) { d.published = *parse_iso_date("2020"); }), hash);
    EXPECT_NE(with([](Document& d) { d.effective_to = *parse_iso_date("2020"); }), hash);
    // Not even by moving pieces from one field to the next.
    EXPECT_NE(with([](Document& d) { d.title = "Titleen", d.lang = ""; }), hash);
    EXPECT_EQ(with([](Document& d) { d.text = " \n"; }), "");
    EXPECT_EQ(with([](Document& d) { d.title = "b.txt"; }), with([](Document& d) {
                  d.title = "c.txt";
                  d.origin.uri = "/a/c.txt";
              }));
}

TEST(Copies, ShareOneDocumentThatHasTheSmallestId) {
    // In whichever order, and in one run or in several.
    for (const auto& order : {std::vector<std::vector<std::string>>{{"a.txt", "b.txt", "c.txt"}},
                              {{"c.txt"}, {"b.txt"}, {"a.txt"}},
                              {{"b.txt"}, {"a.txt", "c.txt"}}}) {
        const IndexFixture fixture;
        for (const auto& names : order) {
            for (const std::string& name : names) fixture.write(name, kText);
            fixture.run();
        }
        EXPECT_EQ(fixture.outcomes(),
                  (Outcomes{{"a.txt", "indexed"},
                            {"b.txt", "duplicate same_text"},
                            {"c.txt", "duplicate same_text"}}));
        ASSERT_EQ(fixture.documents().size(), 1u);
        EXPECT_EQ(fixture.documents().begin()->first, id_of(fixture, "a.txt"));
        const auto rows = fixture.rows();
        EXPECT_EQ(rows.at("b.txt").doc_id, id_of(fixture, "a.txt"));
        EXPECT_NE(rows.at("c.txt").detail.find("a.txt"), std::string::npos);
        const auto status = find_input(fixture.index(), id_of(fixture, "a.txt"));
        ASSERT_TRUE(status);
        EXPECT_EQ(status->copies.size(), 2u);
        EXPECT_TRUE(fixture.findings().empty());
        const IndexReport again = fixture.run();
        EXPECT_EQ(again.copies, 2u);
        EXPECT_EQ(again.unchanged, 1u);
        EXPECT_EQ(again.added + again.replaced + again.waiting, 0u);
    }
}

TEST(Copies, AreFreedWhenTheOriginalChangesOrGoes) {
    const IndexFixture fixture;
    for (const char* name : {"a.txt", "b.txt", "c.txt"}) fixture.write(name, kText);
    fixture.run();
    fixture.write("a.txt", "Something else is written here now.\n");
    fixture.run();
    EXPECT_EQ(
        fixture.outcomes(),
        (Outcomes{{"a.txt", "indexed"}, {"b.txt", "indexed"}, {"c.txt", "duplicate same_text"}}));
    fixture.remove("b.txt");
    fixture.run_and_delete_missing();
    EXPECT_EQ(fixture.outcomes(),
              (Outcomes{{"a.txt", "indexed"}, {"b.txt", "deleted missing"}, {"c.txt", "indexed"}}));
    EXPECT_EQ(fixture.documents().at(id_of(fixture, "c.txt")), kText);
    // It comes back, and is the original again.
    fixture.write("b.txt", kText);
    fixture.run();
    EXPECT_EQ(fixture.outcomes().at("c.txt"), "duplicate same_text");
    EXPECT_EQ(fixture.documents().size(), 2u);
    // A copy that goes leaves the document alone, and forgets whose it was.
    fixture.remove("c.txt");
    fixture.run_and_delete_missing();
    EXPECT_EQ(fixture.documents().size(), 2u);
    fixture.write("c.txt", "Another text.\n");
    fixture.run();
    EXPECT_EQ(fixture.documents().count(id_of(fixture, "c.txt")), 1u);
    EXPECT_TRUE(fixture.findings().empty());
}

TEST(Copies, AreFoundAcrossArchivesAndFormats) {
    const IndexFixture fixture;
    const std::string page = "<title>Notice</title><p>The harbour is closed.</p>";
    fixture.write("x.zip",
                  make_archive("zip",
                               {{"n.html", page, ArchiveEntry::Type::file, {}},
                                {"m.html", page + " ", ArchiveEntry::Type::file, {}}}));
    fixture.write("n.html", "<!doctype html>\n" + page);
    // Other titles, other days: other documents.
    fixture.write("o.html", "<title>Warning</title><p>The harbour is closed.</p>");
    fixture.write("2020-01-01-o.txt", kText);
    fixture.write("2020-01-02-o.txt", kText);
    // Whoever gives two ids means two documents.
    fixture.write("r.jsonl", record("r1", "one text") + record("r2", "one text"));
    fixture.run();
    EXPECT_EQ(fixture.outcomes(),
              (Outcomes{{"x.zip", "container"},
                        {"x.zip!/n.html", "duplicate same_text"},
                        {"x.zip!/m.html", "duplicate same_text"},
                        {"n.html", "indexed"},
                        {"o.html", "indexed"},
                        {"2020-01-01-o.txt", "indexed"},
                        {"2020-01-02-o.txt", "indexed"},
                        {"r.jsonl", "container"},
                        {"r.jsonl#r1", "indexed"},
                        {"r.jsonl#r2", "indexed"}}));
    // The archive has not changed, but what is in it is needed now.
    fixture.remove("n.html");
    fixture.run_and_delete_missing();
    EXPECT_EQ(fixture.outcomes().at("x.zip!/m.html"), "indexed");
    EXPECT_EQ(fixture.outcomes().at("x.zip!/n.html"), "duplicate same_text");
    EXPECT_TRUE(fixture.findings().empty());
}

// Whatever was written, changed and removed, and in how many runs: what is there afterwards is what
// a new index of the same files holds.
TEST(Copies, LeaveNoTraceOfTheOrderInWhichTheyCame) {
    std::mt19937 random(7);
    const std::vector<std::string> texts = {"First text.\n", "Second text.\n", "Third text.\n"};
    const IndexFixture fixture;
    std::map<std::string, std::string> files;
    for (int step = 0; step < 25; ++step) {
        for (int change = 0; change < 3; ++change) {
            const std::string name = std::string(1, static_cast<char>('a' + random() % 6)) + ".txt";
            if (random() % 3 == 0) {
                if (files.erase(name) > 0) fixture.remove(name);
            } else {
                files[name] = texts[random() % texts.size()];
                fixture.write(name, files[name]);
            }
        }
        fixture.run_and_delete_missing();
        std::map<std::string, std::string> expected;
        Outcomes outcomes;
        std::map<std::string, std::string> first;
        for (const auto& [name, text] : files) {
            const bool is_first = first.emplace(text, name).second;
            outcomes[name] = is_first ? "indexed" : "duplicate same_text";
            if (is_first) expected[id_of(fixture, name)] = text;
        }
        Outcomes found = fixture.outcomes();
        std::erase_if(found, [](const auto& row) { return row.second == "deleted missing"; });
        ASSERT_EQ(found, outcomes) << "step " << step;
        ASSERT_EQ(fixture.documents(), expected) << "step " << step;
    }
    EXPECT_TRUE(fixture.findings().empty());
}

}  // namespace
}  // namespace gazette::test

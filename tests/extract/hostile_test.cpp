// Input made to break a reader. Nothing here judges time, but each of these took minutes, or all
// memory, in a reader without limits; the suite's own time limit would tell.
#include "indexer/extract/charset.h"
#include "indexer/extract/html_strip.h"
#include "indexer/extract/limits.h"
#include "indexer/extract/markdown_guard.h"
#include "tests/extract/reading.h"

#include <gtest/gtest.h>

namespace gazette {
namespace {

using namespace std::string_literals;
using test::document_of;
using test::read;
using test::rejection_of;
using test::repeated;

// The one warning of a document that was read in the simpler way.
std::string warning_of(const Extracted& extracted) {
    const Document document = document_of(extracted);
    return document.origin.warnings.empty() ? std::string() : document.origin.warnings.front();
}

TEST(HostileHtml, IsReadByStrippingTags) {
    struct Row {
        const char* what;
        std::string html;
        const char* warning;
    };
    std::string attributes = "<p ";
    for (int i = 0; i < 100000; ++i) attributes += "a" + std::to_string(i) + "=1 ";
    std::string fonts;
    for (int i = 0; i < 1900; ++i) fonts += "<font size=" + std::to_string(i) + ">";
    const Row rows[] = {
        {"nested", repeated("<div>", 100000) + "deep", "100000 elements"},
        {"nested, with end tags of others", repeated("<div></x>", 100000) + "deep", "elements"},
        {"tables", repeated("<table><td>", 30000) + "deep", "elements"},
        {"islands in SVG", "<svg><desc>" + repeated("<x/>", 50000) + "deep", "elements"},
        {"attributes", attributes + ">deep", "100000 attributes"},
        {"unclosed formatting", fonts + repeated("<p>deep", 100000), "copies"},
        {"one line", "<p>deep " + repeated("word ", 10u << 20), "bytes"},
    };
    for (const Row& row : rows) {
        const Extracted extracted = read("a.html", row.html);
        EXPECT_NE(document_of(extracted).text.find("deep"), std::string::npos) << row.what;
        EXPECT_EQ(warning_of(extracted).substr(0, 22), "read by stripping tags") << row.what;
        EXPECT_NE(warning_of(extracted).find(row.warning), std::string::npos)
            << row.what << ": " << warning_of(extracted);
    }
}

TEST(HostileHtml, OrdinaryUnclosedMarkupHasItsTree) {
    std::string page =
        repeated("<li>item<p>text<br>", 20000) + repeated("<table><tr><td>x</table>", 2000);
    EXPECT_EQ(warning_of(read("a.html", "<ul>" + page)), "");
    page =
        repeated("<p>a <b>b</b> <i>c</i></p><img src=x><svg><path d=''/><path d=''/></svg>", 2000);
    EXPECT_EQ(warning_of(read("a.html", page)), "");
}

TEST(HostileHtml, BeginningsWithoutEndsAreLinear) {
    const std::string signs = repeated("<!--", 100000) + repeated("<", 100000) +
                              repeated("<title>", 100000) + repeated("<!x", 100000) +
                              repeated("&abc;", 100000) + repeated("<a b=\"", 100000);
    BlockText out;
    std::string title;
    strip_tags(signs, out, title);
    EXPECT_GT(measure_html(signs).attributes, 0u);
    EXPECT_NO_THROW(read("a.html", signs));
}

TEST(HostileHtml, DeepButAllowedTreesAreWalked) {
    const std::string html = repeated("<div class='comment'>", 1900) +
                             repeated("<span class='a b'>x</span><time>2</time>", 20000);
    EXPECT_EQ(warning_of(read("a.html", html)), "");
}

TEST(HostileMarkdown, IsReadAsLines) {
    struct Row {
        const char* what;
        std::string text;
        const char* warning;
    };
    const Row rows[] = {
        {"brackets", repeated("![[]()", 200000), "brackets"},
        {"quotes", repeated("> ", 100000) + "x\n" + repeated("y\n", 100000), "quotes or lists"},
        {"table",
         repeated("|a", 2000) + "\n" + repeated("|-", 2000) + "\n" + repeated("|x\n", 5000),
         "tables are kept as lines"},
        {"one line", repeated("word ", 10u << 20), "bytes"},
        {"YAML levels", "---\n" + repeated("{a: ", 100000) + "\n---\ntext", ""},
    };
    for (const Row& row : rows) {
        const Extracted extracted = read("a.md", row.text);
        EXPECT_FALSE(document_of(extracted).text.empty()) << row.what;
        EXPECT_NE(warning_of(extracted).find(row.warning), std::string::npos)
            << row.what << ": " << warning_of(extracted);
    }
}

TEST(HostileMarkdown, OrdinaryTablesAreTables) {
    std::string table = "|a|b|c|\n|-|-|-|\n";
    for (int i = 0; i < 20000; ++i) table += i % 10 == 0 ? "|x\n" : "|x|y|z|\n";
    EXPECT_FALSE(measure_markdown(table).tables_explode);
    EXPECT_EQ(measure_markdown(table).too_costly, "");
}

TEST(HostileText, IsKeptWhole) {
    const std::string line = repeated("word ", 10u << 20);
    EXPECT_EQ(document_of(read("a.txt", line)).text.size(), line.size());
    // NUL bytes and controls here and there are text.
    const std::string nul = repeated("A line of text with words.\n", 100) + "\0\x01"s;
    EXPECT_TRUE(document_of(read("a.txt", nul)).text == nul);
}

TEST(HostileInput, OverTheLimitIsTooLarge) {
    Input input;
    input.uri = "/a.txt";
    input.default_id = "a.txt";
    input.media_type = "text/plain";
    input.bytes.assign(extract_limits::kMaxInputBytes + 1, 'a');
    EXPECT_EQ(rejection_of(extract(input)), "too_large");
}

// Any bytes under any name: a document with what document.h promises, or a reason.
TEST(AnyBytes, MakeAValidDocumentOrARejection) {
    const std::string pieces[] = {
        "<p>",     "</p>",         "<table>", "<td>",       "<!--",     "-->",      "<script>",
        "<h1>",    "</h1>",        "&amp;",   "&#x",        "\xFF",     "\xE2\x82", "é",
        "法",      "\0"s,          "\n",      "\n\n",       "# ",       "- ",       "> ",
        "|",       "|-|\n",        "---\n",   "title: x\n", "[",        "](",       "`",
        "```\n",   "{\"text\":\"", "\"}",     "\\ud800",    "a",        " ",        "<svg>",
        "<ruby>",  "<rt>",         "<pre>",   "\xC2\xA0",   "\xC2\xAD", "<ol>",     "<li>",
        "<title>", "[^1]",         "\r",
    };
    unsigned state = 7;
    const auto random = [&state](std::size_t limit) {
        state = state * 1664525u + 1013904223u;
        return static_cast<std::size_t>(state >> 8) % limit;
    };
    for (int round = 0; round < 8000; ++round) {
        std::string bytes;
        for (std::size_t i = random(60); i > 0; --i) bytes += pieces[random(std::size(pieces))];
        for (const char* name : {"a.html", "a.md", "a.txt", "a.json"}) {
            const Extracted extracted = read(name, bytes);
            if (const auto* rejection = std::get_if<Rejection>(&extracted)) {
                EXPECT_FALSE(rejection->detail.empty());
                continue;
            }
            const Document& document = std::get<Document>(extracted);
            ASSERT_FALSE(document.id.empty());
            ASSERT_FALSE(document.title.empty());
            std::uint32_t last = 0;
            for (const Segment& segment : document.segments) {
                ASSERT_LE(last, segment.begin);
                ASSERT_LE(segment.begin, segment.end);
                ASSERT_LE(segment.end, document.text.size());
                last = segment.end;
            }
            ASSERT_EQ(decode_text(document.text, "utf-8").repaired, 0u);
        }
    }
}

}  // namespace
}  // namespace gazette

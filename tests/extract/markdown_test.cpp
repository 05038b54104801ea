#include "tests/extract/reading.h"

#include <gtest/gtest.h>

namespace gazette {
namespace {

using test::document_of;
using test::read;

Document markdown(const std::string& text) {
    return document_of(read("a.md", text));
}

TEST(Markdown, RendersBlocksAsReadableText) {
    struct Row {
        const char* markdown;
        const char* text;
    };
    const Row rows[] = {
        {"one\ntwo", "one two"},
        {"one  \ntwo", "one\ntwo"},
        {"法律は\n公布の日", "法律は公布の日"},
        {"漢字\nkanji", "漢字 kanji"},
        {"a\n\nb", "a\n\nb"},
        {"*a* **b** ~~c~~ `d`", "a b c d"},
        {"[text](https://example.org) <https://example.org/x>", "text https://example.org/x"},
        {"![alt words](x.png)", "alt words"},
        {"a\\*b &amp; &eacute;", "a*b & é"},
        {"3) x\n4) y", "3) x\n4) y"},
        {"1. a\n\n   b\n2. c", "1. a\nb\n2. c"},
        {"| a | b |\n|---|---|\n| c \\| d | e |", "a\tb\nc | d\te"},
        {"a<br>b <span class='x'>c</span><!-- d -->", "a\nb c"},
        {"<div>\n<p>one</p><script>no()</script>\n</div>", "one"},
        {"> quoted\n\nnot", "quoted\n\nnot"},
        {"    code  here\n      more", "code  here\n  more"},
        {"Setext\n===\n\nbody", "Setext\n\nbody"},
        {"soft\xC2\xADhyphen and\xC2\xA0space", "softhyphen and space"},
    };
    for (const Row& row : rows) EXPECT_EQ(markdown(row.markdown).text, row.text) << row.markdown;
}

TEST(Markdown, HeadingsAreSegmentsWithUniqueIds) {
    const Document document = markdown("intro\n\n# Scope\n\ntext\n\n## Scope\n\nmore\n\n## Scope");
    ASSERT_EQ(document.segments.size(), 5u);
    EXPECT_EQ(document.segments[0].id, "h-scope");
    EXPECT_EQ(document.segments[1].id, "scope");
    EXPECT_EQ(document.segments[2].id, "h-scope-2");
    EXPECT_EQ(document.segments[3].id, "scope-2");
    EXPECT_EQ(document.segments[4].id, "h-scope-3");
    EXPECT_EQ(document.segments[3].label, "Scope");
    EXPECT_EQ(document.text.substr(document.segments[3].begin,
                                   document.segments[3].end - document.segments[3].begin),
              "more");
}

TEST(Markdown, HeadingsOfProvisionsAreArticlesAndAnnexes) {
    struct Row {
        const char* heading;
        SegmentKind kind;
    };
    const Row rows[] = {
        {"Article 5", SegmentKind::article},
        {"Artículo 5.-", SegmentKind::article},
        {"§ 12 Zweck", SegmentKind::article},
        {"Art. 3", SegmentKind::article},
        {"Статья 7", SegmentKind::article},
        {"第九十四条の二", SegmentKind::article},
        {"第12條", SegmentKind::article},
        {"제3조의2 (정의)", SegmentKind::article},
        {"Annex II", SegmentKind::annex},
        {"Anlage 1", SegmentKind::annex},
        {"附件一", SegmentKind::annex},
        {"부칙", SegmentKind::annex},
        {"Articulation", SegmentKind::section},
        {"Scope", SegmentKind::section},
        {"第三章 総則", SegmentKind::section},
        {"المادة 3", SegmentKind::article},
    };
    for (const Row& row : rows) {
        const Document document = markdown("# " + std::string(row.heading) + "\n\ntext");
        ASSERT_EQ(document.segments.size(), 2u) << row.heading;
        EXPECT_EQ(document.segments[1].kind, row.kind) << row.heading;
    }
}

TEST(FrontMatter, FillsFieldsAndKeepsTheRest) {
    const Document document = markdown(
        "---\ntitle: T\nid: x-1\nlang: pt_BR\ndate: 2019-05-07\nsource: Gazeta\ntype: law\n"
        "authority: [A, B]\nstatus: in force\nextra: {a: [1, 2]}\nempty:\n---\nBody");
    EXPECT_EQ(document.title, "T");
    EXPECT_EQ(document.id, "x-1");
    EXPECT_EQ(document.lang, "pt-BR");
    EXPECT_EQ(to_string(document.published), "2019-05-07");
    EXPECT_EQ(document.source, "Gazeta");
    EXPECT_EQ(document.kind, "law");
    EXPECT_EQ(document.publisher, "A, B");
    EXPECT_EQ(document.metadata_json, R"({"extra":{"a":["1","2"]}})");
    EXPECT_EQ(document.status, "in force");
    EXPECT_EQ(document.text, "Body");
    EXPECT_TRUE(document.origin.warnings.empty());
}

TEST(FrontMatter, IsReadLineByLineWhereItIsNoYaml) {
    const Document document =
        markdown("---\ntitle: Act: amending \"other: acts\"\ndate: '2001'\n---\nBody");
    EXPECT_EQ(document.title, "Act: amending \"other: acts\"");
    EXPECT_EQ(to_string(document.published), "2001");
    EXPECT_EQ(document.text, "Body");
    EXPECT_EQ(document.origin.warnings.size(), 1u);
}

TEST(FrontMatter, IsNotSeenInText) {
    EXPECT_EQ(markdown("---\n\njust text between rules\n\n---\n\nmore").text,
              "just text between rules\n\nmore");
    EXPECT_EQ(markdown("---\nnever: closed\n\ntext").text.substr(0, 5), "never");
    EXPECT_EQ(markdown("# T\n\n---\ntitle: no\n---\n").title, "T");
}

TEST(FrontMatter, StopsAliasesThatMultiply) {
    std::string yaml = "---\na: &a [x, x, x, x, x, x, x, x, x]\n";
    for (char c = 'b'; c <= 'k'; ++c) {
        yaml += std::string(1, c) + ": &" + c + " [";
        for (int i = 0; i < 9; ++i) yaml += std::string(i > 0 ? ", *" : "*") + char(c - 1);
        yaml += "]\n";
    }
    const Document document = markdown(yaml + "title: T\n---\nBody");
    EXPECT_EQ(document.title, "T");
    EXPECT_EQ(document.origin.warnings.size(), 1u);
    EXPECT_LT(document.metadata_json.size(), 10000u);
}

}  // namespace
}  // namespace gazette

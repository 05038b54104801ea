#include "indexer/extract/limits.h"
#include "tests/extract/reading.h"

#include <gtest/gtest.h>

namespace gazette {
namespace {

using test::document_of;
using test::read;
using test::rejection_of;

std::string text_of(const std::string& body) {
    return document_of(read("a.rtf", "{\\rtf1\\ansi\\ansicpg1252 " + body + "}")).text;
}

TEST(Rtf, ReadsText) {
    struct Row {
        const char* body;
        const char* want;
    };
    const Row rows[] = {
        {"Plain \\b bold\\b0  text", "Plain bold text"},
        {"one\\par two", "one\n\ntwo"},
        {"one\\line two", "one\ntwo"},
        {"one\r\ntwo", "onetwo"},
        {"one\\\ntwo", "one\n\ntwo"},
        {"a\\{b\\}c\\\\d", "a{b}c\\d"},
        {"Gr\\'f6\\'dfe", "Größe"},
        {"\\u20844\\'b9\\u20849 ", "公共"},
        {"\\uc0\\u20844\\u20849", "公共"},
        {"\\uc2\\u20844 xxA", "公A"},
        {"\\u-10179\\'3f\\u-8704\\'3f", "\xF0\x9F\x98\x80"},
        {"\\u-10179\\'3f x", "\xEF\xBF\xBD x"},
        {"{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset204 B;}}\\f1\\'cf\\'f0\\'e8\\f0 x", "Приx"},
        {"{\\fonttbl{\\f1\\fcharset134 SimSun;}}{\\f1\\'b7\\'a8\\'c2\\'c9}", "法律"},
        {"{\\*\\generator Word;}{\\stylesheet{\\s0 Normal;}}x", "x"},
        {"{\\field{\\*\\fldinst HYPERLINK \"http://x\"}{\\fldrslt link}}", "link"},
        {"one{\\deleted gone} two", "one two"},
        {"one{\\v hidden} two", "one two"},
        {"{\\pict\\pngblip 89504e47}x", "x"},
        {"\\bin5 }}}}}x", "x"},
        {"a\\emdash b \\ldblquote c\\rdblquote", "a—b “c”"},
        {"a\\~b co\\-op", "a b coop"},
        {"\\trowd a\\cell b\\cell\\row c\\cell\\row", "a\tb\nc"},
        {"x{\\header page head}{\\footer foot}", "x"},
    };
    for (const Row& row : rows) EXPECT_EQ(text_of(row.body), row.want) << row.body;
}

TEST(Rtf, KeepsNotesBehindTheText) {
    const Document document = document_of(
        read("a.rtf", "{\\rtf1 Text{\\super\\chftn}{\\*\\footnote\\chftn See \\'a7 4.} goes on.}"));
    EXPECT_EQ(document.text, "Text goes on.\n\nSee § 4.");
    ASSERT_EQ(document.segments.size(), 1u);
    EXPECT_EQ(document.segments[0].id, "_footnotes");
}

TEST(Rtf, ReadsMetadataAndHeadings) {
    const Document document = document_of(read(
        "a.rtf",
        "{\\rtf1{\\info{\\title Notice on pilots}{\\author Office}{\\creatim\\yr2019\\mo5\\dy7}"
        "{\\revtim\\yr2020\\mo1\\dy2\\hr3}}{\\pard\\outlinelevel0 1 Purpose\\par}"
        "{\\pard Text.\\par}}"));
    EXPECT_EQ(document.title, "Notice on pilots");
    EXPECT_EQ(to_string(document.modified), "2020-01-02");
    EXPECT_EQ(document.metadata_json, R"({"author":"Office","created":"2019-05-07"})");
    ASSERT_EQ(document.segments.size(), 2u);
    EXPECT_EQ(document.segments[0].kind, SegmentKind::heading);
    EXPECT_EQ(document.text, "1 Purpose\n\nText.");
}

TEST(Rtf, SaysWhatIsWrong) {
    const Document cut = document_of(read("a.rtf", "{\\rtf1 Text {\\b bold"));
    EXPECT_EQ(cut.text, "Text bold");
    ASSERT_EQ(cut.origin.warnings.size(), 1u);
    EXPECT_EQ(cut.origin.warnings[0], "partial: the file ends inside a group");
    EXPECT_EQ(rejection_of(read("a.rtf", "{\\rtf1}")), "empty");
    const std::string deep = test::repeated("{", extract_limits::kMaxRtfGroups + 1);
    EXPECT_EQ(rejection_of(read("a.rtf", "{\\rtf1 x" + deep)), "over_limit");
}

}  // namespace
}  // namespace gazette

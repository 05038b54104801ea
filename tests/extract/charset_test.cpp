#include "indexer/extract/charset.h"

#include "tests/extract/reading.h"

#include <gtest/gtest.h>

namespace gazette {
namespace {

using namespace std::string_literals;

TEST(DecodeText, BelievesByteOrderMarks) {
    struct Row {
        std::string bytes;
        const char* charset;
        const char* text;
    };
    const Row rows[] = {
        {"\xEF\xBB\xBFgrün"s, "utf-8", "grün"},
        {"\xFF\xFEg\0r\0\xFC\0n\0"s, "utf-16le", "grün"},
        {"\xFE\xFF\0g\0r\0\xFC\0n"s, "utf-16be", "grün"},
        {"\xFF\xFE\0\0g\0\0\0"s, "utf-32le", "g"},
        {"\0\0\xFE\xFF\0\0\0g"s, "utf-32be", "g"},
        {"\xFF\xFE\x3D\xD8\x00\xDE"s, "utf-16le", "\xF0\x9F\x98\x80"},
    };
    for (const Row& row : rows) {
        const Decoded decoded = decode_text(row.bytes, "windows-1251");
        EXPECT_EQ(decoded.charset, row.charset);
        EXPECT_EQ(decoded.text, row.text);
        EXPECT_TRUE(decoded.declared);
        EXPECT_EQ(decoded.repaired, 0u);
    }
}

TEST(DecodeText, FindsUtf16WithoutAMark) {
    std::string little;
    std::string big;
    for (const char c : "Article 1. The Council decides.\nArticle 2."s) {
        little += c;
        little += '\0';
        big += '\0';
        big += c;
    }
    EXPECT_EQ(decode_text(little, {}).text, "Article 1. The Council decides.\nArticle 2.");
    EXPECT_EQ(decode_text(big, {}).charset, "utf-16be");
    // Chinese: the line breaks alone have NUL bytes.
    const std::string chinese = "\x2C\x7B\x00\x4E\x61\x67\n\0\x2C\x7B\x8C\x4E\x61\x67\n\0"s;
    EXPECT_EQ(decode_text(chinese, {}).text, "第一条\n第二条\n");
}

TEST(DecodeText, UsesTheNamesOfTheWeb) {
    struct Row {
        const char* label;
        std::string bytes;
        const char* text;
        const char* charset;
    };
    const Row rows[] = {
        {"ISO-8859-1", "\x93quoted\x94 \x80", "“quoted” €", "windows-1252"},
        {" latin1 ", "caf\xE9", "café", "windows-1252"},
        {"Windows-1251", "\xCF\xF0\xE8\xE2\xE5\xF2", "Привет", "windows-1251"},
        {"koi8-r", "\xF0\xD2\xC9\xD7\xC5\xD4", "Привет", "koi8-r"},
        {"gb2312", "\xD6\xD0\xB9\xFA", "中国", "gbk"},
        {"big5", "\xA4\xA4\xA4\xE5", "中文", "big5"},
        {"Shift_JIS", "\x93\xFA\x96\x7B", "日本", "shift_jis"},
        {"x-sjis", "\x87\x40", "①", "shift_jis"},
        {"EUC-JP", "\xC6\xFC\xCB\xDC", "日本", "euc-jp"},
        {"ks_c_5601-1987", "\xB9\xFD\xB7\xFC \x8C\x63", "법률 똠", "euc-kr"},
        {"iso-8859-9", "\xFD\xFE\xF0", "ışğ", "windows-1254"},
        {"TIS-620", "\xA1\xAE\xCB\xC1\xD2\xC2", "กฎหมาย", "windows-874"},
        {"iso-8859-2", "\xB1\xE6", "ąć", "iso-8859-2"},
        {"iso-2022-jp", "\x1B$BF|K\\\x1B(B", "日本", "iso-2022-jp"},
    };
    for (const Row& row : rows) {
        const Decoded decoded = decode_text(row.bytes, row.label);
        EXPECT_EQ(decoded.text, row.text) << row.label;
        EXPECT_EQ(decoded.charset, row.charset) << row.label;
        EXPECT_TRUE(decoded.declared) << row.label;
    }
}

TEST(DecodeText, DoesNotBelieveADeclarationThatBreaks) {
    const Decoded latin = decode_text(
        "Le pr\xE9sident a d\xE9"
        "cid\xE9 \xE0 l'\xE9t\xE9",
        "utf-8");
    EXPECT_EQ(latin.text, "Le président a décidé à l'été");
    EXPECT_FALSE(latin.declared);
    const Decoded utf8 = decode_text("Größe, Übermaß, Öl, süß", "iso-8859-1");
    EXPECT_EQ(utf8.text, "Größe, Übermaß, Öl, süß");
    const Decoded ascii = decode_text("<html>plain", "utf-16");
    EXPECT_EQ(ascii.text, "<html>plain");
}

TEST(DecodeText, KeepsNearlyUtf8AndCountsRepairs) {
    const std::string good = test::repeated("Straße und Größe. ", 50);
    const Decoded decoded = decode_text(good + "\xFF" + good + "\xE2\x82", {});
    EXPECT_EQ(decoded.charset, "utf-8");
    EXPECT_EQ(decoded.repaired, 2u);
    EXPECT_EQ(decoded.text, good + "\xEF\xBF\xBD" + good + "\xEF\xBF\xBD");
}

TEST(DecodeText, DetectsLegacySets) {
    struct Row {
        const char* charset;
        const char* text;
        std::string bytes;
    };
    const Row rows[] = {
        {"windows-1251",
         "Все люди рождаются свободными и равными в своем достоинстве и правах.",
         "\xC2\xF1\xE5 \xEB\xFE\xE4\xE8 \xF0\xEE\xE6\xE4\xE0\xFE\xF2\xF1\xFF "
         "\xF1\xE2\xEE\xE1\xEE\xE4\xED\xFB\xEC\xE8 \xE8 \xF0\xE0\xE2\xED\xFB\xEC\xE8 \xE2 "
         "\xF1\xE2\xEE\xE5\xEC \xE4\xEE\xF1\xF2\xEE\xE8\xED\xF1\xF2\xE2\xE5 \xE8 "
         "\xEF\xF0\xE0\xE2\xE0\xF5."},
        {"windows-1252",
         "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sollen einander "
         "im Geiste der Brüderlichkeit begegnen, überall und für immer.",
         "Alle Menschen sind frei und gleich an W\xFCrde und Rechten geboren. Sie sollen einander "
         "im Geiste der Br\xFC"
         "derlichkeit begegnen, \xFC"
         "berall und f\xFCr immer."},
        {"gb18030",
         "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心。",
         "\xC8\xCB\xC8\xCB\xC9\xFA\xB6\xF8\xD7\xD4\xD3\xC9\xA3\xAC\xD4\xDA\xD7\xF0\xD1\xCF\xBA\xCD"
         "\xC8\xA8\xC0\xFB\xC9\xCF\xD2\xBB\xC2\xC9\xC6\xBD\xB5\xC8\xA1\xA3\xCB\xFB\xC3\xC7\xB8\xB3"
         "\xD3\xD0\xC0\xED\xD0\xD4\xBA\xCD\xC1\xBC\xD0\xC4\xA1\xA3"},
    };
    for (const Row& row : rows) {
        const Decoded decoded = decode_text(row.bytes, {});
        EXPECT_EQ(decoded.charset, row.charset);
        EXPECT_EQ(decoded.text, row.text);
        EXPECT_FALSE(decoded.declared);
    }
}

TEST(DecodeText, FindsTheCharsetOfLettersThatComeLate) {
    const std::string script = test::repeated("var a = 1; // nothing but ASCII here\n", 5000);
    const Decoded decoded =
        decode_text(script +
                        "Le conseil a d\xE9"
                        "cid\xE9 que l'arr\xEAt\xE9 serait publi\xE9 \xE0 No\xEBl.",
                    {});
    EXPECT_EQ(decoded.charset, "windows-1252");
    EXPECT_NE(decoded.text.find("décidé que l'arrêté"), std::string::npos);
}

TEST(DecodeText, AlwaysGivesValidUtf8) {
    std::string bytes;
    for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
    for (const char* label : {"",
                              "utf-8",
                              "utf-16",
                              "utf-32",
                              "gb18030",
                              "shift_jis",
                              "big5",
                              "euc-jp",
                              "euc-kr",
                              "iso-2022-jp",
                              "windows-1252",
                              "no such set"}) {
        for (std::size_t cut = 0; cut < 8; ++cut) {
            const Decoded decoded = decode_text(std::string_view(bytes).substr(cut), label);
            // Valid UTF-8 decodes to itself.
            EXPECT_EQ(decode_text(decoded.text, "utf-8").repaired, 0u) << label;
        }
    }
    EXPECT_EQ(decode_text("", "utf-8").text, "");
    EXPECT_EQ(decode_text("", {}).text, "");
}

}  // namespace
}  // namespace gazette

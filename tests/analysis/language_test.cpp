#include "indexer/analysis/language.h"

#include "indexer/analysis/analyzer.h"
#include "indexer/analysis/stemmer.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace gazette {
namespace {

TEST(Language, HasRowsInOrderWithTagsOfTheirOwn) {
    std::set<std::string_view> tags;
    int stemmers = 0;
    for (std::size_t i = 0; i < languages().size(); ++i) {
        const Language& row = languages()[i];
        EXPECT_EQ(static_cast<std::size_t>(row.id), i);
        EXPECT_TRUE(tags.insert(row.tag).second) << row.tag;
        EXPECT_FALSE(row.english_name.empty());
        EXPECT_FALSE(row.own_name.empty());
        EXPECT_EQ(repair_utf8(row.own_name), row.own_name);
        EXPECT_EQ(&language_of(row.tag), &row);
        EXPECT_EQ(&language_of(row.id), &row);
        if (!row.stemmer.empty()) {
            ++stemmers;
            EXPECT_NE(row.script, WordScript::any) << row.tag;
        }
    }
    EXPECT_EQ(languages()[0].tag, "und");
    EXPECT_LE(stemmers, 63);
    EXPECT_GE(stemmers, 25);
}

TEST(Language, OpensEveryStemmerThatItNames) {
    Stemmer stemmer;
    for (const Language& row : languages()) {
        std::string out;
        if (row.stemmer.empty()) continue;
        EXPECT_NO_THROW(stemmer.stem("a", row, out)) << row.tag;
    }
}

TEST(Language, FindsRowsByBcp47Tags) {
    struct Case {
        const char* tag;
        const char* row;
    };
    const Case cases[] = {{"zh-Hant-HK", "zh"},
                          {"EN", "en"},
                          {"pt_BR", "pt"},
                          {"iw", "he"},
                          {"no", "no"},
                          {"nn", "nn"},
                          {"nb-NO", "nb"},
                          {"yue", "zh"},
                          {"", "und"},
                          {"xx", "und"},
                          {"english", "und"},
                          {"-", "und"}};
    for (const Case& c : cases) EXPECT_EQ(language_of(c.tag).tag, c.row) << c.tag;
    EXPECT_EQ(language_of(static_cast<LanguageId>(255)).tag, "und");
}

// A number that moved would make every index lie about its terms.
TEST(Language, KeepsItsNumbers) {
    struct Case {
        const char* tag;
        int number;
    };
    for (const Case& c : {Case{"und", 0},
                          {"en", 1},
                          {"de", 3},
                          {"ru", 9},
                          {"zh", 10},
                          {"ar", 18},
                          {"sv", 23},
                          {"tr", 32},
                          {"hi", 62},
                          {"ku", 90}}) {
        EXPECT_EQ(static_cast<int>(language_of(c.tag).id), c.number) << c.tag;
    }
}

TEST(RepairUtf8, ReplacesEachIllFormedSequenceOnce) {
    struct Case {
        std::string bytes;
        std::string expected;
        std::size_t repaired;
    };
    const std::string r = "\xEF\xBF\xBD";
    const Case cases[] = {
        {"", "", 0},
        {"plain", "plain", 0},
        {"été 漢 😀", "été 漢 😀", 0},
        {"a\x80z", "a" + r + "z", 1},
        {"\xC0\xAF", r + r, 2},
        {"\xE2\x82", r, 1},
        {"\xE2\x82x", r + "x", 1},
        {"\xE0\x80\x80", r + r + r, 3},
        {"\xED\xA0\x80", r + r + r, 3},
        {"\xF0\x9F\x98", r, 1},
        {"\xF0\x80\x80\x80", r + r + r + r, 4},
        {"\xF4\x90\x80\x80", r + r + r + r, 4},
        {"\xF5\xFF", r + r, 2},
        {"\xF4\x8F\xBF\xBF", "\xF4\x8F\xBF\xBF", 0},
        {std::string("a\0b", 3), std::string("a\0b", 3), 0},
        {"\xE2\xE2\x82\xAC", r + "€", 1},
    };
    for (const Case& c : cases) {
        std::size_t repaired = 99;
        EXPECT_EQ(repair_utf8(c.bytes, &repaired), c.expected);
        EXPECT_EQ(repaired, c.repaired) << c.expected;
        EXPECT_EQ(repair_utf8(c.bytes), c.expected);
    }
}

}  // namespace
}  // namespace gazette

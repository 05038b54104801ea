#include "indexer/extract/line_joiner.h"

#include <gtest/gtest.h>

namespace gazette {
namespace {

TEST(LineJoiner, DecidesOnHyphensAndSpaces) {
    struct Row {
        const char* learnt;
        const char* before;
        const char* after;
        const char* want;
    };
    const Row rows[] = {
        {"", "", "first", "first"},
        {"", "two", "words", "two words"},
        {"", "Die Verord-", "nung gilt", "Die Verordnung gilt"},
        {"", "Die Verord\xC2\xAD", "nung", "Die Verordnung"},
        {"", "Die Verord\xE2\x80\x90", "nung", "Die Verordnung"},
        {"", "die EU-", "Richtlinie", "die EU-Richtlinie"},
        {"", "2012-", "13", "2012-13"},
        {"", "Ein-", "und Ausfuhr", "Ein- und Ausfuhr"},
        {"a thousand", "thous-", "and one", "thousand one"},
        {"long-term plans", "a long-", "term plan", "a long-term plan"},
        {"longterm plans", "a long-", "term plan", "a longterm plan"},
        {"", "c'est-à-", "dire", "c'est-à-dire"},
        {"", "REGULA-", "TION", "REGULATION"},
        {"", "a dash -", "and more", "a dash - and more"},
        {"", "公共及", "私營", "公共及私營"},
        {"", "項目。", "A plan", "項目。 A plan"},
        {"", "ความ", "สุข", "ความสุข"},
        {"", "한국", "정부", "한국 정부"},
        {"", "кни-", "га", "книга"},
        {"", "-", "x", "- x"},
    };
    for (const Row& row : rows) {
        LineJoiner joiner;
        joiner.learn(row.learnt);
        std::string text = row.before;
        joiner.join(text, row.after);
        EXPECT_EQ(text, row.want) << row.before << " | " << row.after;
    }
}

TEST(LineJoiner, LearnsNothingFromAWordCutByALine) {
    LineJoiner joiner;
    joiner.learn("a long-");
    std::string text = "long-";
    joiner.join(text, "term");
    EXPECT_EQ(text, "longterm");
}

}  // namespace
}  // namespace gazette

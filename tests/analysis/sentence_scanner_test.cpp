#include "indexer/analysis/sentence_scanner.h"

#include "indexer/analysis/utf8.h"
#include "tests/analysis/sample_text.h"

#include <gtest/gtest.h>
#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/utext.h>

#include <memory>
#include <random>
#include <string>
#include <vector>

namespace gazette::test {
namespace {

using Ends = std::vector<std::size_t>;

Ends ends_of(std::string_view text) {
    Ends ends;
    for (std::size_t at = 0; at < text.size(); at = ends.back()) {
        ends.push_back(sentence_end(text, at));
    }
    return ends;
}

// What ICU says, in a language without rules of its own.
Ends icu_ends_of(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    static const std::unique_ptr<icu::BreakIterator> breaks(
        icu::BreakIterator::createSentenceInstance(icu::Locale::getRoot(), status));
    UText utext = UTEXT_INITIALIZER;
    utext_openUTF8(&utext, text.data(), static_cast<std::int64_t>(text.size()), &status);
    breaks->setText(&utext, status);
    EXPECT_TRUE(U_SUCCESS(status));
    Ends ends;
    breaks->first();
    for (std::int32_t next = breaks->next(); next != icu::BreakIterator::DONE;
         next = breaks->next()) {
        ends.push_back(static_cast<std::size_t>(next));
    }
    utext_close(&utext);
    return ends;
}

TEST(SentenceScanner, FollowsTheRules) {
    struct Row {
        std::string_view text;
        Ends ends;
    };
    const Row rows[] = {
        {"One. Two", {5, 8}},
        {"3.4 and c.d", {11}},                        // SB6, SB7 asks for an upper-case letter
        {"U.S. law. Go", {10, 12}},                   // SB7, SB8
        {"the resp. leaders are", {21}},              // SB8
        {"He said \"No.\" Then he left.", {14, 27}},  // SB9
        {"Wait... what? Yes!", {14, 18}},
        {"No., and so on", {14}},  // SB8a
        {"a\r\nb\nc", {3, 5, 6}},  // SB3, SB4
        {"End.\nNext", {5, 9}},    // SB10
        {"他来了。我走了。", {12, 24}},
        {"e.\u0301g", {5}},  // SB5
    };
    for (const Row& row : rows) {
        EXPECT_EQ(ends_of(row.text), row.ends) << row.text;
        EXPECT_EQ(icu_ends_of(row.text), row.ends) << row.text;
    }
}

// One of each class, and of those that ASCII has, several.
TEST(SentenceScanner, AgreesWithIcuOnRandomText) {
    constexpr std::u32string_view kCharacters =
        U"aAbB1 "
        U"2..!?,:;-()\"'"
        U"\n\r\t§\u00A0\u0085\u2028\u2029\u00AD\u0301\u200D。！？」「、，：中あア한ไد٣"
        U"éÉßΑαЖж…‘’“”॥\U0001F600\U00010400\U00010428\u3000\u01C5";
    std::mt19937 random(20261129);
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        const std::size_t size = 1 + random() % 24;
        for (std::size_t i = 0; i < size; ++i) {
            append_code_point(text, kCharacters[random() % kCharacters.size()]);
        }
        ASSERT_EQ(ends_of(text), icu_ends_of(text)) << testing::PrintToString(text);
    }
}

TEST(SentenceScanner, AgreesWithIcuOnAnyCodePoint) {
    std::string text;
    for (char32_t c = 1; c < 0x30000; ++c) {
        if (c >= 0xD800 && c < 0xE000) continue;
        if (c >= 0x3400 && c < 0xD800 && c % 97 != 0) continue;  // Han and Hangul are uniform
        text += "a.";
        append_code_point(text, c);
        text += " b. ";
        append_code_point(text, c);
        text += "x B. A";
        append_code_point(text, c);
        text += ".2\n";
    }
    EXPECT_EQ(ends_of(text), icu_ends_of(text));
}

class SentencesOfArchive : public testing::TestWithParam<const char*> {};

TEST_P(SentencesOfArchive, AreThoseOfIcu) {
    const std::string text = archive_text(GetParam(), 2 << 20);
    if (text.empty()) GTEST_SKIP() << "no archive " << GetParam() << " beside the repository";
    EXPECT_EQ(ends_of(text), icu_ends_of(text));
}

INSTANTIATE_TEST_SUITE_P(Archives,
                         SentencesOfArchive,
                         testing::Values("archives/udhr-xml.tar.zst",
                                         "archives/de-gesetze.tar.zst",
                                         "archives/reuters-21578-sgml.tar.zst",
                                         "archives/hk-legco-hansard.tar.zst",
                                         "ir/xquad-multi/docs.jsonl.zst"),
                         [](const auto& archive) {
                             return "Archive" + std::to_string(archive.index);
                         });

}  // namespace
}  // namespace gazette::test

#include "indexer/analysis/scanner.h"

#include "indexer/analysis/utf8.h"
#include "tests/analysis/sample_text.h"

#include <gtest/gtest.h>
#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <memory>
#include <random>
#include <string>
#include <vector>

namespace gazette {
namespace {

constexpr char32_t kAraea = 0x318D;

using Ranges = std::vector<std::pair<std::size_t, std::size_t>>;

// Where our rules are other than ICU's on purpose, the texts are made the same: no '@', no '_' and
// its like, no subscripts, no characters of runs (their edges are tested below). A joiner before a
// picture would pull the picture into a word.
std::string without_differences(std::string_view text) {
    std::string out;
    for (std::size_t offset = 0; offset < text.size();) {
        const char32_t c = next_code_point(text, offset);
        const auto word_break = u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_WORD_BREAK);
        // ICU lets dictionaries have these, signs and all.
        const auto line_break = u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_LINE_BREAK);
        const BreakClass ours = ScriptTables::instance().break_class(c);
        const bool reading_mark = c == 0x16FF0 || c == 0x16FF1;  // Han to ICU, marks to us
        const bool differs = c == U'@' || word_break == U_WB_EXTENDNUMLET ||
                             word_break == U_WB_ZWJ || ours == BreakClass::subscript ||
                             ours == BreakClass::run || line_break == U_LB_COMPLEX_CONTEXT ||
                             reading_mark || c == kAraea;
        append_code_point(out, differs ? U' ' : c);
    }
    return out;
}

// Whether a word of ours could begin here: scripts of runs are cut in another way.
bool begins_word(std::string_view text, std::size_t begin) {
    const BreakClass c = ScriptTables::instance().break_class(next_code_point(text, begin));
    return c == BreakClass::letter || c == BreakClass::hebrew || c == BreakClass::numeric;
}

Ranges icu_words(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    static const std::unique_ptr<icu::BreakIterator> iterator(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    UText input = UTEXT_INITIALIZER;
    utext_openUTF8(&input, text.data(), static_cast<int64_t>(text.size()), &status);
    iterator->setText(&input, status);
    EXPECT_TRUE(U_SUCCESS(status)) << u_errorName(status);
    Ranges words;
    std::size_t begin = 0;
    for (int32_t end = iterator->next(); end != icu::BreakIterator::DONE; end = iterator->next()) {
        const auto to = static_cast<std::size_t>(end);
        if (begins_word(text, begin)) words.emplace_back(begin, to);
        begin = to;
    }
    utext_close(&input);
    return words;
}

Ranges our_words(std::string_view text) {
    Ranges words;
    Scanner scanner(text);
    for (ScannedPiece segment; scanner.next(segment);) {
        if (segment.kind == ScanKind::word) words.emplace_back(segment.begin, segment.end);
    }
    return words;
}

void expect_same_words(std::string_view text) {
    const Ranges icu = icu_words(text);
    const Ranges ours = our_words(text);
    if (icu == ours) return;
    std::size_t i = 0;
    while (i < icu.size() && i < ours.size() && icu[i] == ours[i]) ++i;
    const auto show = [&](const Ranges& words) {
        if (i >= words.size()) return std::string("(none)");
        return std::to_string(words[i].first) + " '" +
               std::string(text.substr(words[i].first, words[i].second - words[i].first)) + "'";
    };
    FAIL() << "word " << i << ": ICU has " << show(icu) << ", we have " << show(ours);
}

TEST(Scanner, FindsTheWordsThatIcuFindsInTrickyStrings) {
    const char* texts[] = {
        "",
        "law",
        "Mr. O'Brien's 3.14 and 1,000,000; U.S.A. e.g. law.The a.1 1.a",
        "l\u2019homme n\u2019a pas d\u2019\u00e9t\u00e9 aujourd'hui",
        "\u05e6\u05d4\"\u05dc \u05e2\u05de' \u05d2'\u05d9\u05e8\u05e4\u05d4 '\u05d0' \"\u05d0\"",
        "a\u0301\u0308b \u0301c \u00ADsoft\u00ADhyphen\u00AD \u200Fx\u200F",
        "\u0440\u0430\u0434\u0430\u0440'\u044b 12:30 a:b \u00b7 col\u00b7lecci\u00f3",
        "\u0627\u0644\u0642\u0627\u0646\u0648\u0646 \u0661\u066C\u0660\u0660\u0660\u066B\u0665",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u0915\u094d\u200d\u0937",
        "1''2 1'2 a''b 'a' a' 'a a.. ..a 1.,2 1,.2 3\u20444 ;1;2;",
        "\U0001F600a\U0001F1EB\U0001F1F7b \u24b6\u2460 \u2163 a\uFE0F1\uFE0F\u20E3",
        "\r\n\t\v\f x\ny\u2028z\u0085w\u3000v",
        "\U0001D400\U0001D7D8\uFF21\uFF11\uFF0E\uFF12",
    };
    for (const char* text : texts) {
        SCOPED_TRACE(text);
        expect_same_words(without_differences(text));
    }
}

TEST(Scanner, FindsTheWordsThatIcuFindsInRandomText) {
    std::mt19937 random(20240511);
    for (int round = 0; round < 4000; ++round) {
        const std::string text = without_differences(
            test::random_text(random, test::tricky_alphabet(), 1 + random() % 40));
        SCOPED_TRACE(text);
        expect_same_words(text);
        if (HasFatalFailure()) return;
    }
}

TEST(Scanner, FindsTheWordsThatIcuFindsBesideAnyCodePoint) {
    // Every code point once, among letters, digits and separators.
    std::string text;
    for (char32_t c = 1; c < 0x30000; ++c) {
        if (c >= 0xD800 && c < 0xE000) continue;
        if (c >= 0x3400 && c < 0xD800 && c % 97 != 0) continue;  // Han and Hangul are uniform
        for (const char32_t* with = U"a1'."; *with != 0; ++with) {
            append_code_point(text, U'b');
            append_code_point(text, *with);
            append_code_point(text, c);
            append_code_point(text, *with);
            text += "2 ";
        }
        if (text.size() > 60000) {
            expect_same_words(without_differences(text));
            if (HasFatalFailure()) return;
            text.clear();
        }
    }
    expect_same_words(without_differences(text));
}

class ScannerOnArchive : public testing::TestWithParam<const char*> {};

TEST_P(ScannerOnArchive, FindsTheWordsThatIcuFinds) {
    const std::string text = test::archive_text(GetParam(), 2 << 20);
    if (text.empty()) GTEST_SKIP() << "no archive " << GetParam() << " beside the repository";
    expect_same_words(without_differences(text));
}

INSTANTIATE_TEST_SUITE_P(Archives,
                         ScannerOnArchive,
                         testing::Values("archives/udhr-xml.tar.zst",
                                         "archives/de-gesetze.tar.zst",
                                         "archives/reuters-21578-sgml.tar.zst",
                                         "archives/hk-legco-hansard.tar.zst",
                                         "ir/xquad-multi/docs.jsonl.zst"),
                         [](const auto& archive) {
                             return "Archive" + std::to_string(archive.index);
                         });

struct KindCase {
    const char* text;
    const char* kinds;  // of its segments: word, run, symbol, emoji, compatible
};

TEST(Scanner, TellsKindsOfSegmentsApart) {
    const KindCase cases[] = {
        {"a@b_c", "www"},
        {"CO\u2082 x\u00b2", "wwc"},
        {"\u6f22\u5b57abc\uac00", "rwr"},
        {"KBS\ub294", "wr"},
        {"\u0e01abc", "rw"},
        {"$5 \u00a7 7%", "swsws"},
        {"\U0001F600\U0001F468\u200D\U0001F469", "ee"},
        {"\U0001F1EB\U0001F1F7\U0001F1E9", "ee"},
        {"\u00a9 \u00a9\uFE0F \u2714", "ee"},
        {"\u337f\u00bd", "cc"},
        {"\uac00\u318d\uac01", "rr"},
        {"\u0000\u200B.,;", ""},
    };
    for (const KindCase& c : cases) {
        std::string kinds;
        Scanner scanner(c.text);
        for (ScannedPiece segment; scanner.next(segment);) {
            kinds.push_back("wrsec"[static_cast<int>(segment.kind)]);
        }
        EXPECT_EQ(kinds, c.kinds) << c.text;
    }
}

}  // namespace
}  // namespace gazette

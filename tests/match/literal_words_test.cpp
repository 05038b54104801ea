#include "searcher/match/literal_words.h"

#include "tests/match/indexed_text.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace gazette {
namespace {

bool stand(std::string_view text, const std::vector<std::string_view>& words) {
    return words_stand_literally(text, words);
}

TEST(LiteralWords, StandBetweenWhiteSpace) {
    EXPECT_TRUE(stand("we may use it", {"we", "may", "use"}));
    EXPECT_TRUE(stand("that We may\n  use", {"we", "may", "use"}));
    EXPECT_TRUE(stand("use", {"use"}));
    EXPECT_TRUE(stand("reuse or\nuse", {"use"}));
    EXPECT_TRUE(stand("may may use", {"may", "use"}));
    for (const std::string_view text : {"we may used",
                                        "we may re-use",
                                        "we may use, or not",
                                        "we may, use",
                                        "we mayuse",
                                        "owe may use",
                                        "we MAY use",
                                        "(we may use)",
                                        "we may",
                                        "use we may",
                                        ""}) {
        EXPECT_FALSE(stand(text, {"we", "may", "use"})) << text;
    }
}

TEST(LiteralWords, SayNothingWhereLettersMayBeOthers) {
    EXPECT_FALSE(stand("It is so", {"it", "is"}));  // Turkish: a dotless i
    EXPECT_TRUE(stand("it is so", {"it", "is"}));
    EXPECT_FALSE(stand("caf\u00e9 noir", {"caf\u00e9", "noir"}));
    EXPECT_FALSE(stand("No 5", {"no", "5"}));
    EXPECT_FALSE(stand("a a a", {"a"}));
    EXPECT_FALSE(stand("words", {}));
    EXPECT_FALSE(stand("words", {""}));
}

// What they prove, the evaluator finds, by the analysed text and in any language.
TEST(LiteralWords, ProveNothingThatIsNotThere) {
    static constexpr const char* kPieces[] = {
        "use",    "used",   "Use",    "we",     "We",     "may",   "is",     "Is",
        "it",     "its",    " ",      " ",      " ",      " ",     " ",      "\n",
        "\n\n",   ".",      "-",      ",",      "'",      "1",     "\u00e9", "\u0301",
        "\u200d", "\u4e2d", "\u0e01", "\u00ad", "use we", "we may"};
    static constexpr const char* kQueries[][3] = {
        {"use", "", ""}, {"we", "use", ""}, {"we", "may", "use"}, {"it", "is", ""}};
    std::mt19937 random(7);
    Analyzer analyzer;
    int proved = 0;
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        for (std::size_t n = 3 + random() % 12; n > 0; --n) {
            text += kPieces[random() % std::size(kPieces)];
        }
        for (const char* language : {"en", "tr", "de"}) {
            test::IndexedText document(test::plain_document(text, language), analyzer);
            for (const auto& query : kQueries) {
                std::vector<std::string_view> words;
                std::string typed;
                for (const std::string_view word : query) {
                    if (word.empty()) continue;
                    words.push_back(word);
                    typed += (typed.empty() ? "" : " ") + std::string(word);
                }
                if (!words_stand_literally(text, words)) continue;
                ++proved;
                const CompiledQuery compiled = document.compiled('"' + typed + '"');
                ASSERT_FALSE(document.spans(compiled).empty()) << language << ": " << text;
            }
        }
    }
    EXPECT_GT(proved, 500);
}

}  // namespace
}  // namespace gazette

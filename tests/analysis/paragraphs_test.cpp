#include "indexer/analysis/paragraphs.h"

#include <gtest/gtest.h>

#include <string>

namespace gazette {
namespace {

// The text with a bar before each paragraph but the first.
std::string cut(const std::string& text) {
    std::string out;
    std::size_t from = 0;
    for (const std::size_t start : paragraph_starts(text)) {
        out += text.substr(from, start - from);
        if (start > 0) out += '|';
        from = start;
    }
    return out + text.substr(from);
}

TEST(ParagraphStarts, CutWhereParagraphsBegin) {
    const std::string line(kLongLineBytes + 1, 'x');
    const std::string rows[] = {
        "One line\nof a page\n\n|Two",
        "One\r\nline\r\n \r\n|Two\r\n",
        "One\r\r|Two\rline",
        "One\u2029|Two",
        "一\n\u3000\u3000|二",
        "One\n  |Two\n Three",
        "One\n\t|Two",
        line + "\n|Two",
        "One\n|" + line,
        "\n\nOne\n\n\n|Two\n\n",
        "One “x”\nTwo",
    };
    for (const std::string& want : rows) {
        std::string text = want;
        std::erase(text, '|');
        EXPECT_EQ(cut(text), want);
    }
}

TEST(ParagraphStarts, OfNothingAreNone) {
    EXPECT_TRUE(paragraph_starts("").empty());
    EXPECT_TRUE(paragraph_starts(" \n\n\u3000\n").empty());
}

TEST(ParagraphStarts, AreInOrderInsideAnyText) {
    const std::string pieces[] = {"\n", "\r", " ", "\t", "a", "\u2029", "\u3000", "\xE2", "法"};
    unsigned state = 1;
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        for (int i = 0; i < 20; ++i) {
            state = state * 1103515245U + 12345U;
            text += pieces[(state >> 16) % std::size(pieces)];
        }
        std::size_t last = 0;
        const auto starts = paragraph_starts(text);
        for (std::size_t i = 0; i < starts.size(); ++i) {
            EXPECT_TRUE(i == 0 ? starts[i] == 0 : starts[i] > last);
            EXPECT_LT(starts[i], text.size());
            last = starts[i];
        }
    }
}

}  // namespace
}  // namespace gazette

#include "indexer/extract/pdf_lines.h"

#include <gtest/gtest.h>

namespace gazette {
namespace {

// Words side by side, each character `width` wide, `gap` between words, on one line.
std::vector<PdfWord> row(const std::vector<std::u32string>& texts,
                         double gap,
                         double width = 6,
                         double top = 100) {
    std::vector<PdfWord> words;
    double x = 50;
    for (const std::u32string& text : texts) {
        PdfWord word;
        word.characters = text;
        word.box = {x, top, x + width * static_cast<double>(text.size()), top + 10};
        word.widths.assign(text.size(), width);
        for (std::size_t i = 0; i < text.size(); ++i) {
            // No two letters of one font are equally wide, but halves of a ligature are.
            word.widths[i] += text[i] == U'\u0627' ? -2 : 0;
        }
        word.space_after = true;
        x = word.box.right + gap;
        words.push_back(std::move(word));
    }
    return words;
}

std::string text_of(const std::vector<PdfWord>& words) {
    std::string out;
    for (const PdfLine& line : lines_of(words)) {
        if (!out.empty()) out += "|";
        out += line.text;
    }
    return out;
}

TEST(PdfLines, PutWordsTogether) {
    EXPECT_EQ(text_of(row({U"Two", U"words"}, 3)), "Two words");
    EXPECT_EQ(text_of({}), "");
    std::vector<PdfWord> two = row({U"First"}, 3);
    two.push_back(row({U"second"}, 3, 6, 112)[0]);
    EXPECT_EQ(text_of(two), "First|second");
}

TEST(PdfLines, LeaveNoLetterSpacingBetweenHan) {
    EXPECT_EQ(text_of(row({U"立", U"法", U"會"}, 2, 10)), "立法會");
    EXPECT_EQ(text_of(row({U"甲", U"乙"}, 30, 10)), "甲 乙") << "cells of a table";
    EXPECT_EQ(text_of(row({U"第", U"5", U"號"}, 2, 10)), "第 5 號");
}

TEST(PdfLines, JoinSpacedLetters) {
    EXPECT_EQ(text_of(row({U"S", U"o", U"m", U"m", U"a", U"i", U"r", U"e"}, 4)), "Sommaire");
    EXPECT_EQ(text_of(row({U"A", U"B", U"C", U"D"}, 30)), "A B C D") << "cells of a table";
    EXPECT_EQ(text_of(row({U"a", U"b"}, 4)), "a b");
}

TEST(PdfLines, TurnRightToLeftTextIntoLogicalOrder) {
    // As it stands on the page from left to right: "2023 ةنس" is "سنة 2023".
    EXPECT_EQ(text_of(row({U"2023", U"\u0629\u0646\u0633"}, 3)), "\u0633\u0646\u0629 2023");
    // Latin words keep their order among Hebrew ones.
    EXPECT_EQ(text_of(row({U"\u05D1\u05D0", U"World", U"Bank", U"\u05D3\u05D2", U"\u05D5"}, 3)),
              "\u05D5 \u05D2\u05D3 World Bank \u05D0\u05D1");
    // And Hebrew words turn round in an English line.
    EXPECT_EQ(text_of(row({U"said", U"\u05D3\u05D2", U"\u05D1\u05D0", U"twice"}, 3)),
              "said \u05D0\u05D1 \u05D2\u05D3 twice");
}

TEST(PdfLines, KeepTheOrderOfALamAlefLigature) {
    // "سلام": mim, (lam alef as one glyph), sin from left to right.
    std::vector<PdfWord> word = row({U"\u0645\u0644\u0627\u0633"}, 3);
    word[0].widths = {6, 4, 4, 7};
    EXPECT_EQ(text_of(word), "\u0633\u0644\u0627\u0645");
    // "قال", whose alef and lam are two glyphs.
    word = row({U"\u0644\u0627\u0642"}, 3);
    word[0].widths = {6, 3, 7};
    EXPECT_EQ(text_of(word), "\u0642\u0627\u0644");
}

TEST(PdfLines, PartANoteMarkFromItsWord) {
    std::vector<PdfWord> words = row({U"law", U"3", U"x"}, 0);
    for (PdfWord& word : words) word.space_after = false;
    words[1].box.top = 98;
    words[1].box.bottom = 104;
    words[2].box.left += 30;
    EXPECT_EQ(text_of(words), "law 3 x");
}

TEST(PdfLines, DropBidiControlsAndSoftHyphensInsideALine) {
    EXPECT_EQ(text_of(row({U"\u202Bco\u00ADop\u202C"}, 3)), "coop");
}

TEST(PdfLines, FollowTurnedText) {
    // A quarter turn: the text runs downwards, and lines follow each other to the left.
    std::vector<PdfWord> words;
    for (int i = 0; i < 2; ++i) {
        PdfWord word;
        word.characters = i == 0 ? U"down" : U"wards";
        word.box = {300, 100 + i * 40.0, 310, 130 + i * 40.0};
        word.rotation = 1;
        word.space_after = true;
        words.push_back(word);
    }
    EXPECT_EQ(text_of(words), "down wards");
}

}  // namespace
}  // namespace gazette

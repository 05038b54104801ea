#include "indexer/analysis/sentences.h"

#include "tests/extract/reading.h"

#include <gtest/gtest.h>

namespace gazette {
namespace {

// The text with a bar before each sentence but the first.
std::string cut(std::string_view text, std::string_view language = "en") {
    std::string out;
    std::size_t from = 0;
    for (const std::size_t start : sentence_starts(text, language_of(language).id)) {
        out += text.substr(from, start - from);
        if (start > 0) out += '|';
        from = start;
    }
    return out + std::string(text.substr(from));
}

TEST(SentenceStarts, CutsWhereSentencesEnd) {
    struct Row {
        const char* language;
        const char* want;
    };
    const Row rows[] = {
        {"en", "The Court agrees. |It dismisses the appeal! |Why? |Because."},
        {"en", "See Smith v. Jones and Art. 5 of the Act. |It is in force."},
        {"en", "Cap. 32 applies; see No. 12 and s. 4 para. 2. |The rest is void."},
        {"en", "Mr. J. Doe paid $1.50 to the U.S. Treasury. |He left."},
        {"en", "The answer is no. |Twelve followed."},
        {"en", "He said \"It is over.\" |Then he left."},
        {"de", "Nach § 5 Abs. 2 Nr. 3 BGB i.V.m. Art. 1 GG gilt dies. |Mehr nicht."},
        {"fr", "Voir l'art. 5 de la loi. |Elle est abrogée."},
        {"ru", "См. ст. 5 закона. |Он действует."},
        {"ja", "この法律は、公布の日から施行する。|ただし、この限りでない。"},
        {"zh", "本法自公布之日起施行。|国务院另有规定的除外！|如何？"},
        {"zh", "（一）总则；|（二）“附则；”|（三）其他。"},
        {"hi", "यह नियम है। |यह दूसरा है।"},
        {"en", "First heading\n\n|Then a paragraph\nthat goes on. |And another."},
        {"en", "A line.\n|Another line."},
        {"en", "One\n\n\n\n|Two"},
    };
    for (const Row& row : rows) {
        std::string text(row.want);
        std::erase(text, '|');
        EXPECT_EQ(cut(text, row.language), row.want);
    }
}

TEST(SentenceStarts, OfNothingAreNone) {
    EXPECT_TRUE(sentence_starts("", LanguageId::und).empty());
    EXPECT_EQ(sentence_starts(" ", LanguageId::und), std::vector<std::size_t>{0});
}

TEST(SentenceStarts, AreInOrderInsideAnyText) {
    const std::string pieces[] = {
        ".", " ", "\n", "a", "A", "1", "ä", "法", "。", "v", "\r", ")", "\xFF"};
    unsigned state = 1;
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        for (int i = 0; i < 40; ++i) {
            state = state * 1664525u + 1013904223u;
            text += pieces[(state >> 16) % std::size(pieces)];
        }
        std::size_t last = 0;
        for (const std::size_t start : sentence_starts(text, LanguageId::und)) {
            EXPECT_TRUE(start == 0 || start > last);
            EXPECT_LT(start, text.size());
            last = start;
        }
    }
}

TEST(GraphemeBounds, DoNotCutWhatAReaderSeesAsOneCharacter) {
    struct Row {
        std::string text;
        std::size_t offset;
        std::size_t floor;
        std::size_t ceil;
    };
    const std::string family =
        "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7";
    const Row rows[] = {
        {"abc", 1, 1, 1},
        {"abc", 0, 0, 0},
        {"abc", 3, 3, 3},
        {"abc", 9, 3, 3},
        {"ae\xCC\x81z", 2, 1, 4},  // e and an accent
        {"ae\xCC\x81z", 3, 1, 4},  // inside the accent's bytes
        {"x" + family + "y", 5, 1, 1 + family.size()},
        {"a\r\nb", 2, 1, 3},
        {"\xEA\xB0\x81", 1, 0, 3},
        {"\xE0\xB8\x81\xE0\xB8\xB3", 3, 0, 6},  // Thai sara am
        {"", 0, 0, 0},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(grapheme_floor(row.text, row.offset), row.floor) << row.text << row.offset;
        EXPECT_EQ(grapheme_ceil(row.text, row.offset), row.ceil) << row.text << row.offset;
    }
}

TEST(GraphemeBounds, TakeAWindowOfLongText) {
    const std::string text = test::repeated("e\xCC\x81", 1000000);
    EXPECT_EQ(grapheme_floor(text, 1500001), 1500000u);
    EXPECT_EQ(grapheme_ceil(text, 1500001), 1500003u);
}

}  // namespace
}  // namespace gazette

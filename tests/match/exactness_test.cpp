#include "searcher/match/exactness.h"

#include "tests/match/indexed_text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace gazette::test {
namespace {

TEST(Exactness, ComparesSurfaceForms) {
    struct Row {
        std::string lang, text, query;
        std::size_t spans;
    };
    const std::vector<Row> rows = {
        {"en", "Licences are licensed. A licence.", "\"licence\"", 1},
        {"en", "Licences are licensed. A licence.", "licence", 2},
        {"en", "LICENCE and Licence", "\"licence\"", 2},  // case is folded
        {"en", "reason to believe, reasons to believe", "\"reason to believe\"", 1},
        {"en", "reasons to believe", "\"reason to believe\"", 0},
        {"en", "costs $5 million", "\"$5 million\"", 1},
        {"en", "costs €5 million", "\"$5 million\"", 0},
        {"en", "costs $€5 and €$5", "\"€$5\"", 1},  // symbols in their order
        {"en", "the résumé, to resume", "\"résumé\"", 1},
        {"de", "Häuser und Haus", "\"Haus\"", 1},
        {"fr", "les élèves, un élève", "\"élève\"", 1},
        {"zh", "監察委員會", "\"監察\"", 1},
        {"zh", "監察委員會", "\"监察\"", 1},  // one form in the index
        {"th", "ใบอนุญาตธนาคาร", "\"ธนาคาร\"", 1},
        {"ru", "банки и банк", "\"банк\"", 1},
        {"en", "He runs. || runs", "\"runs\" AND \"he\"", 3},
    };
    Analyzer analyzer;
    for (const Row& row : rows) {
        IndexedText text(plain_document(row.text, row.lang), analyzer);
        EXPECT_EQ(row.spans, text.spans(text.compiled(row.query)).size())
            << row.text << " / " << row.query;
    }
}

TEST(Exactness, LooksAtTheTitleToo) {
    Analyzer analyzer;
    IndexedText text(plain_document("a duty", "en", "Duties and a duty"), analyzer);
    EXPECT_EQ(3u, text.spans(text.compiled("duty")).size());
    EXPECT_EQ(2u, text.spans(text.compiled("\"duty\"")).size());
    EXPECT_EQ(1u, text.spans(text.compiled("title:\"duty\"")).size());
}

TEST(Exactness, ReadsALongTextOnceForSpansInOrder) {
    std::string words;
    for (int n = 0; n < 20000; ++n) words += n % 2 == 0 ? "licence of " : "licences of ";
    Analyzer analyzer;
    IndexedText text(plain_document(words), analyzer);
    const CompiledQuery query = text.compiled("\"licence\"");
    text.reads = 0;
    EXPECT_EQ(10000u, text.spans(query).size());
    EXPECT_LE(text.reads, words.size() / 16384 + 2);
}

}  // namespace
}  // namespace gazette::test

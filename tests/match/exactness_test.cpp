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

TEST(Exactness, ComparesTheLettersThatADialAsksFor) {
    struct Row {
        std::string lang, text, query;
        std::size_t spans;
    };
    const std::vector<Row> rows = {
        {"en", "Polish the polish of POLISH", "case:Polish", 1},
        {"en", "Polish the polish of POLISH", "case:(polish OR POLISH)", 2},
        {"en", "Ｐｏｌｉｓｈ", "case:Polish", 1},  // width does not count
        {"en", "Pol­ish", "case:Polish", 1},
        {"en", "Member States, the Member State, member State", "case:\"Member State\"", 1},
        {"en", "the US told us", "case:US", 1},
        {"en", "the U.S. told us", "case:us", 1},
        {"en", "runs and Running", "case:run", 0},
        {"de", "die Maße, die MASSE", "case:Maße", 1},
        {"tr", "ISPARTA Isparta ısparta", "case:Isparta", 1},
        {"el", "Ελλάδα ΕΛΛΑΔΑ", "case:Ελλάδα", 1},
        {"zh-Hant", "臺灣 台灣 台湾", "臺灣", 3},
        {"zh-Hant", "臺灣 台灣 台湾", "\"臺灣\"", 3},
        {"zh-Hant", "臺灣 台灣 台湾", "script:臺灣", 1},
        {"zh-Hant", "臺灣 台灣 台湾", "script:\"台灣\"", 1},
        {"zh-Hant", "臺灣 台灣 台湾", "script:台湾", 1},
        {"zh-Hant", "臺灣銀行ＡＢＣ abc", "script:\"臺灣銀行abc\"", 1},
        {"ja", "ガス ｶﾞｽ", "script:ガス", 2},
        {"en", "breaches of duty, breach of duties", "stem:\"breach of duty\"", 2},
        {"en", "breaches of duty, breach of duties", "\"breach of duty\"", 0},
        {"en", "breaches of the duty", "stem:\"breach of duty\"", 0},
        {"en", "bank bank banks", "atleast3(bank)", 3},
        {"en", "bank bank banks", "atleast4(bank)", 0},
        {"en", "bank bank banks", "atleast3(\"bank\")", 0},
        {"en", "a bank, a lender", "atleast2(bank OR lender)", 2},
        {"en", "a bank, a lender", "atleast2(bank OR bank*)", 0},  // one place
    };
    Analyzer analyzer;
    for (const Row& row : rows) {
        IndexedText text(plain_document(row.text, row.lang), analyzer);
        EXPECT_EQ(row.spans, text.spans(text.compiled(row.query)).size())
            << row.text << " / " << row.query;
    }
    IndexedText titled(plain_document("polish", "en", "Polish law"), analyzer);
    EXPECT_EQ(1u, titled.spans(titled.compiled("case:Polish")).size());
    EXPECT_EQ(0u, titled.spans(titled.compiled("title:(case:polish)")).size());
    EXPECT_EQ(1u, titled.spans(titled.compiled("title:(case:Polish)")).size());
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

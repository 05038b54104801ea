#include "searcher/match/locate.h"

#include "indexer/format/fields.h"
#include "indexer/format/index_error.h"
#include "tests/match/indexed_text.h"
#include "tests/match/sample_texts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace gazette::test {
namespace {

Analyzer& analyzer() {
    static Analyzer analyzer;
    return analyzer;
}

// The text with [ and ] around each span.
std::string marked(const std::string& text, const std::vector<LocatedSpan>& spans) {
    std::string result = text;
    std::map<std::uint32_t, std::string, std::greater<>> marks;
    for (const LocatedSpan& span : spans) {
        marks[span.end] = "]" + marks[span.end];
        marks[span.begin] += "[";
    }
    for (const auto& [at, mark] : marks) result.insert(at, mark);
    return result;
}

std::string marked_text(const Document& document, const std::string& query_text) {
    IndexedText text(document, analyzer());
    const CompiledQuery query = text.compiled(query_text);
    const std::vector<Span> spans = text.spans(query);
    return marked(document.text,
                  locate(text.stored(), query, text_part(spans, text.layout()), analyzer()));
}

TEST(Locate, MarksWhatWasAskedForAndNoMore) {
    struct Row {
        std::string lang, query, marked;
    };
    const std::vector<Row> rows = {
        {"en", "costs", "It [cost] $5 million."},
        {"en", "5", "It cost $[5] million."},
        {"en", "$", "It cost [$]5 million."},
        {"en", "\"$5\"", "It cost [$5] million."},
        {"en", "\"cost 5\"", "It [cost $5] million."},
        {"en", "\"5 %\"", "Of 100, [5 %] of it."},
        {"en", "5 NEAR/2 of", "[Of] 100, [5] % [of] it."},
        {"en", "\"§ 12\"", "See §[§ 12] and [§12]."},
        {"en", "\"duty of care\"", "Care, duty; a [duty of care]."},
        {"en", "NOT x AND duty", "Care, [duty]; a [duty] of care."},
        {"de", "Strasse", "Die [Straße] und die [Straßen]."},
        {"el", "ΤΡΑΠΕΖΑ", "Η [τράπεζα] ανοίγει."},
        {"ru", "банк", "Два [банка] и [банк]."},
        {"ar", "المصارف", "ترخيص [المصارف] الجديدة"},
        {"hi", "नियम", "बैंकों के [नियम] हैं।"},
        {"th", "ธนาคาร", "ใบอนุญาต[ธนาคาร]ใหม่"},
        {"zh", "监察", "事務[監察]委員會"},
        {"zh", "監察委", "事務[監察委]員會"},
        {"zh", "\"第 622 章\"", "《公司條例》（[第622章]）"},
        {"ja", "会社", "山田[㍿]の例"},
        {"ja", "株", "山田[㍿]の例"},
        {"ko", "은행", "새로운 [은행] 규칙"},
        {"en", "👍", "yes [👍] no"},
    };
    for (const Row& row : rows) {
        std::string text = row.marked;
        std::erase_if(text, [](char c) { return c == '[' || c == ']'; });
        EXPECT_EQ(row.marked, marked_text(plain_document(text, row.lang), row.query)) << row.query;
    }
}

TEST(Locate, FindsSpansOfTheTitleInTheTitle) {
    const Document document = plain_document("A duty.", "en", "The $5 duty, 5 %");
    IndexedText text(document, analyzer());
    const CompiledQuery query = text.compiled("duty OR \"5 %\"");
    const std::vector<Span> spans = text.spans(query);
    const auto in_title =
        locate_in_title(text.stored(), query, title_part(spans, text.layout()), analyzer());
    EXPECT_EQ("The $5 [duty], [5 %]", marked(document.title, in_title));
    const auto in_text = locate(text.stored(), query, text_part(spans, text.layout()), analyzer());
    EXPECT_EQ("A [duty].", marked(document.text, in_text));
}

TEST(Locate, RefusesSpansWhereNoTermOfTheClauseIs) {
    IndexedText text(plain_document("a b c"), analyzer());
    const CompiledQuery query = text.compiled("b");
    const std::vector<Span> wrong = {{kTitleGap, kTitleGap, 0}};
    EXPECT_THROW(locate(text.stored(), query, wrong, analyzer()), IndexError);
    const std::vector<Span> outside = {{kTitleGap + 99, kTitleGap + 99, 0}};
    EXPECT_THROW(locate(text.stored(), query, outside, analyzer()), IndexError);
}

// Sentences of one language in random order, long enough for many checkpoints.
std::string random_text(const SampleText& sample, std::size_t bytes, std::mt19937& random) {
    static const std::vector<std::string> kJoins = {" ", "\n\n", "\n", "", " (", ") — ", "\t$ "};
    std::string text;
    while (text.size() < bytes) {
        text += sample.sentences[random() % sample.sentences.size()];
        text += kJoins[random() % kJoins.size()];
    }
    return text;
}

// A clause made of consecutive tokens of the text, as the index names them.
TextClause clause_of(const std::vector<Token>& tokens, std::size_t begin, std::size_t size) {
    TextClause clause;
    for (std::size_t i = begin; i < std::min(begin + size, tokens.size()); ++i) {
        Slot slot;
        slot.offset = tokens[i].position - tokens[begin].position;
        slot.terms = {main_term(tokens[i].term, tokens[i].stemmed_by)};
        slot.symbol = tokens[i].token_class == TokenClass::symbol;
        clause.slots.push_back(slot);
    }
    return clause;
}

// Every span lies where a whole analysis of the text has its tokens, and its bytes analysed alone
// give the clause's terms again.
TEST(Locate, AgreesWithAWholeAnalysisInManyScripts) {
    std::mt19937 random(7);
    for (const SampleText& sample : sample_texts()) {
        const Document document = plain_document(random_text(sample, 20000, random), sample.lang);
        IndexedText text(document, analyzer());
        ASSERT_NE(text.stored().checkpoint_before(kTitleGap).position,
                  text.stored().checkpoint_before(kTitleGap + 2000).position);
        std::vector<Token> tokens = analyzer().analyze(document.text, text.language());
        std::erase_if(tokens, [](const Token& t) { return !in_main_stream(t.token_class); });

        for (int round = 0; round < 60; ++round) {
            const std::size_t begin = random() % tokens.size();
            const bool last = begin + 1 == tokens.size();
            CompiledQuery query;
            query.root.kind = NodeKind::text;
            query.clauses = {clause_of(tokens, begin, last ? 1 : 1 + random() % 5)};
            const TextClause& clause = query.clauses[0];
            const std::vector<Span> spans = text.spans(query);
            const std::vector<LocatedSpan> all = locate(text.stored(), query, spans, analyzer());
            ASSERT_EQ(spans.size(), all.size());
            // Each alone is found at the same place: other checkpoints, another scan.
            const std::size_t pick = random() % spans.size();
            EXPECT_EQ(all[pick],
                      locate(text.stored(), query, std::span(spans).subspan(pick, 1), analyzer())
                          .front());
            // The occurrence that the clause was made of, unless symbols make it ambiguous.
            if (!clause.slots.front().symbol && !clause.slots.back().symbol) {
                const Token& end = tokens[begin + clause.slots.size() - 1];
                const auto found = std::find_if(spans.begin(), spans.end(), [&](const Span& s) {
                    return s.first == kTitleGap + tokens[begin].position;
                });
                ASSERT_NE(spans.end(), found);
                const LocatedSpan& located = all[static_cast<std::size_t>(found - spans.begin())];
                EXPECT_EQ(tokens[begin].begin, located.begin);
                EXPECT_EQ(end.end, located.end);
            }
            for (const LocatedSpan& span : all) {
                const std::string bytes = document.text.substr(span.begin, span.end - span.begin);
                std::set<std::string> terms;
                for (const Token& token : analyzer().analyze(bytes, text.language())) {
                    if (!in_main_stream(token.token_class)) continue;
                    terms.insert(main_term(token.term, token.stemmed_by));
                }
                for (const Slot& slot : clause.slots) {
                    EXPECT_TRUE(terms.contains(slot.terms[0]))
                        << sample.lang << ": no " << slot.terms[0] << " in " << bytes;
                }
            }
        }
    }
}

std::string long_text(std::size_t bytes) {
    std::string text;
    for (std::size_t n = 0; text.size() < bytes; ++n) {
        text += "Clause " + std::to_string(n) + " binds the licensee and its agents. ";
        if (n % 10 == 9) text += "\n\n";
        if (n % 40000 == 20000) text += "Here a rare armadillo sleeps. ";
    }
    return text;
}

TEST(Locate, ReadsOnlyAroundTheSpansOfALongText) {
    const Document document = plain_document(long_text(10'000'000));
    IndexedText text(document, analyzer());
    const CompiledQuery query = text.compiled("\"rare armadillo\"");
    const std::vector<Span> spans = text.spans(query);
    ASSERT_GE(spans.size(), 4u);
    text.reads = 0;
    text.bytes_read = 0;
    const std::vector<LocatedSpan> located = locate(text.stored(), query, spans, analyzer());
    for (const LocatedSpan& span : located) {
        EXPECT_EQ("rare armadillo", document.text.substr(span.begin, span.end - span.begin));
    }
    EXPECT_LE(text.reads, 2 * spans.size());  // one chunk, or two where it lies near an edge
    EXPECT_LT(text.bytes_read, document.text.size() / 100);
}

TEST(Locate, PassesOverALongTextOnceForAllSpans) {
    const Document document = plain_document(long_text(1'000'000));
    IndexedText text(document, analyzer());
    const CompiledQuery query = text.compiled("licensee");
    const std::vector<Span> spans = text.spans(query);
    ASSERT_GT(spans.size(), 10'000u);
    text.reads = 0;
    const std::vector<LocatedSpan> located = locate(text.stored(), query, spans, analyzer());
    for (const LocatedSpan& span : located) {
        ASSERT_EQ("licensee", document.text.substr(span.begin, span.end - span.begin));
    }
    EXPECT_LE(text.reads, 80u);  // 62 chunks of 16 KiB, a few of them twice
}

}  // namespace
}  // namespace gazette::test

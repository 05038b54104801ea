// What patterns stand for, over a vocabulary that the test names.
#include "searcher/query/patterned_text.h"

#include "indexer/format/fields.h"
#include "searcher/query/limits.h"
#include "searcher/query/parser.h"
#include "searcher/query/text_clause.h"
#include "tests/query/fake_vocabulary.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <variant>
#include <vector>

namespace gazette {
namespace {

// The terms of an index that holds these words in these languages.
std::set<std::string> terms_of(const std::vector<std::pair<std::string, std::string>>& texts) {
    Analyzer analyzer;
    std::set<std::string> terms;
    for (const auto& [lang, text] : texts) {
        for (const Token& token : analyzer.analyze(text, language_of(lang).id)) {
            terms.insert(
                index_term({token.term, token.token_class, token.stemmed_by, 0, 0, 0, false}));
        }
    }
    return terms;
}

const test::FakeVocabulary& vocabulary() {
    static const test::FakeVocabulary kVocabulary(
        {"en", "de", "tr", "el", "ar", "zh"},
        terms_of({{"en", "Regulation regulates regulators; irregular colour women organisation"},
                  {"de", "Regulierung des Wechsels: Lastschriftwechsel, Größe, Regulation"},
                  {"tr", "IŞIK ışığı İstanbul ılık kırık"},
                  {"el", "Ελλάδα ΕΛΛΑΔΑ νόμος"},
                  {"ar", "قانون القوانين أحكام احكام"},
                  {"zh", "香港法律 regulierung"},
                  {"und", "regulo 2016/679"}}));
    return kVocabulary;
}

std::variant<TextClause, QueryError> clause(const std::string& text) {
    static Analyzer analyzer;
    const auto parsed = parse_query(text);
    if (const auto* error = std::get_if<QueryError>(&parsed)) return *error;
    return make_text_clause(std::get<ParsedQuery>(parsed).root, {}, vocabulary(), analyzer);
}

// The words of each slot that is a pattern.
std::string words(const std::string& text) {
    const auto made = clause(text);
    if (const auto* error = std::get_if<QueryError>(&made)) return "<" + error->code + ">";
    std::string result;
    for (const Slot& slot : std::get<TextClause>(made).slots) {
        result += (result.empty() ? "+" : " +") + std::to_string(slot.offset);
        if (!slot.pattern) continue;
        for (const std::string& word : slot.surfaces) result += " " + word;
    }
    return result;
}

TEST(PatternedText, StandsForTheWrittenWordsOfEveryLanguage) {
    const struct {
        const char* query;
        const char* words;
    } rows[] = {
        {"regul*", "+0 regulates regulation regulators regulierung regulo"},
        {"REGUL*tion", "+0 regulation"},
        {"*wechsel*", "+0 lastschriftwechsel wechsels"},
        {"*wechsel", "+0 lastschriftwechsel"},
        {"wom?n", "+0 women"},
        {"organi?ation", "+0 organisation"},
        {"gr?sse", "+0 grösse"},
        {"groß*", "+0"},
        {"größ*", "+0 grösse"},
        {"ışı*", "+0 işik işiği"},
        {"Ελλ*", "+0 ελλάδα ελλαδα"},
        {"νόμ*", "+0 νόμοσ"},
        {"أحك*", "+0 أحكام"},
        {"zzz*", "+0"},
        {"2016*", "+0 2016"},
        {"\"regul* * wom*n\"", "+0 regulates regulation regulators regulierung regulo +2 women"},
        {"anti-regulat*", "+0 +1 regulates regulation regulators"},
        {"colour~", "+0 colour"},
        {"color~", "+0 colour"},
        {"reguleo~", "+0 regulo"},
        {"re*", "<short_pattern>"},
        {"香港*", "<pattern_in_characters>"},
        {"\"香港 * 法\"", "+0 +1 +3"},
        {"\"* regul*\"", "<free_word_at_edge>"},
        {"\"regul* *\"", "<free_word_at_edge>"},
        {"\"\uA78F\uA7F7 regulat*\"", "+0 +1 regulates regulation regulators"},
    };
    for (const auto& row : rows) EXPECT_EQ(words(row.query), row.words) << row.query;
}

TEST(PatternedText, ASlotOfAPatternHoldsTheTermsOfItsWords) {
    const auto made = clause("regul*");
    const Slot& slot = std::get<TextClause>(made).slots.at(0);
    const std::vector<std::string> forms = {surface_term("regulates"),
                                            surface_term("regulation"),
                                            surface_term("regulators"),
                                            surface_term("regulierung"),
                                            "regulierung",
                                            "regulo"};
    EXPECT_EQ(slot.form_terms, forms);
    EXPECT_EQ(slot.sure_form_terms, forms);
    for (const std::string& term : slot.terms) {
        EXPECT_FALSE(vocabulary().known({term}).empty()) << "a term that no document has";
    }
}

TEST(PatternedText, AFoldedWordAloneIsNoSureForm) {
    const auto made = clause("ελλα*");
    const Slot& slot = std::get<TextClause>(made).slots.at(0);
    for (const std::string& term : slot.sure_form_terms) {
        EXPECT_NE(term, main_term("ελλαδα", LanguageId::und));
    }
}

TEST(PatternedText, MoreThanAThousandWordsAreRefusedWithTheirNumber) {
    std::set<std::string> terms;
    for (int i = 0; i <= 1000; ++i) terms.insert(surface_term("bank" + std::to_string(i)));
    Analyzer analyzer;
    Node node;
    node.kind = NodeKind::text;
    node.text = "bank*";
    node.patterns = true;
    const auto over = make_text_clause(node, {}, test::FakeVocabulary({"en"}, terms), analyzer);
    ASSERT_TRUE(std::holds_alternative<QueryError>(over));
    EXPECT_EQ(std::get<QueryError>(over).code, "too_many_expansions");
    EXPECT_NE(std::get<QueryError>(over).message.find("1001"), std::string::npos);
    terms.erase(terms.begin());
    const auto most = make_text_clause(node, {}, test::FakeVocabulary({"en"}, terms), analyzer);
    ASSERT_TRUE(std::holds_alternative<TextClause>(most));
    EXPECT_EQ(std::get<TextClause>(most).slots.at(0).surfaces.size(), query_limits::kMaxExpansions);
}

}  // namespace
}  // namespace gazette

// Clauses against documents: whatever is found by positions has every term that narrows the search,
// and any piece of a text finds the text.
#include "searcher/query/text_clause.h"

#include "indexer/format/fields.h"
#include "tests/query/fake_vocabulary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace gazette {
namespace {

struct Sample {
    const char* language;
    const char* text;
};

const std::vector<Sample>& samples() {
    static const std::vector<Sample> kSamples = {
        {"en",
         "The duty of care, as the court's 2nd decision said, costs $5 million (§ 12(3)(a))."},
        {"de", "Die Größe der Bußgelder: Straßen, Häuser – und Art. 5 Abs. 2 DSGVO; 3.000,50 €."},
        {"fr", "L'État d'urgence n’est plus prorogé; aujourd'hui, l’œuvre coûte 12 % plus cher."},
        {"tr", "İSTANBUL'da ISPARTA kanunları yayımlandı; ılık iğne."},
        {"el", "Ο νόμος της Ελλάδας, οι ΝΟΜΟΙ και τα Μέτρα της Ευρώπης."},
        {"ru", "Законы о банках приняты в 2019 году; ещё «ёлки»."},
        {"ar", "القوانين المصرفية والمُؤسَّسات في ٢٠١٩، قانون رقم ٥."},
        {"he", "צה\"ל ובג\"ץ פסקו בעניין החוק; שָׁלוֹם."},
        {"hi", "भारत का संविधान और कानूनों की धारा ३७०।"},
        {"vi", "Quyết định của Thủ tướng Chính phủ về ngân hàng."},
        {"zh-Hant",
         "《證券及期貨條例》（第571章）規定，香港「注意義務」為$5,000元；Companies須遵守。"},
        {"zh-Hans", "根据《证券及期货条例》，香港特别行政区的公司应遵守COVID-19规定。"},
        {"ja", "個人情報の保護に関する法律（平成十五年法律第五十七号）ﾃﾞｰﾀ、データベース。が"},
        {"ko", "개인정보 보호법 제2조, 한국은행의 기준금리 3.5%."},
        {"th", "พระราชบัญญัติคุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562 น้ำ"},
        {"und",
         "🏦🏛️ 👩‍⚖️ ½ ㍿ ① ﬁnance ŉ naïve C++ #MeToo a@b.org "
         "http://x.org/y?z=1"},
    };
    return kSamples;
}

// A document as its index terms.
struct Indexed {
    std::set<std::string> terms;
    std::map<std::string, std::set<std::uint32_t>> positions;
};

Indexed indexed(Analyzer& analyzer, const Sample& sample) {
    Indexed document;
    for (const Token& token : analyzer.analyze(sample.text, language_of(sample.language).id)) {
        const TokenView view{
            .term = token.term, .token_class = token.token_class, .stemmed_by = token.stemmed_by};
        const std::string term = index_term(view);
        document.terms.insert(term);
        if (in_main_stream(token.token_class)) {
            document.positions[term].insert(token.position);
            document.terms.insert(title_term(term));
        }
    }
    return document;
}

bool stands_at(const Indexed& document, const TextClause& clause, std::uint32_t start) {
    return std::all_of(clause.slots.begin(), clause.slots.end(), [&](const Slot& slot) {
        return std::any_of(slot.terms.begin(), slot.terms.end(), [&](const std::string& term) {
            const auto found = document.positions.find(term);
            return found != document.positions.end() &&
                   found->second.count(start + slot.offset) > 0;
        });
    });
}

bool found_by_position(const Indexed& document, const TextClause& clause) {
    for (std::uint32_t start = 0; start < 200; ++start) {
        if (stands_at(document, clause, start)) return true;
    }
    return false;
}

bool has_one_of(const Indexed& document, const std::vector<std::string>& group) {
    return std::any_of(group.begin(), group.end(), [&](const std::string& term) {
        return document.terms.count(term) > 0;
    });
}

std::vector<LanguageId> every_language() {
    std::vector<LanguageId> ids;
    for (const Language& language : languages()) ids.push_back(language.id);
    return ids;
}

// Where tokens of the main stream begin and end: a query is cut there, not within a word.
struct Cuts {
    std::vector<std::uint32_t> begins;
    std::vector<std::uint32_t> ends;
};

Cuts cuts(Analyzer& analyzer, const Sample& sample) {
    Cuts result;
    for (const Token& token : analyzer.analyze(sample.text, language_of(sample.language).id)) {
        if (!in_main_stream(token.token_class)) continue;
        result.begins.push_back(token.begin);
        result.ends.push_back(token.end);
    }
    return result;
}

std::optional<TextClause> clause_of(const Node& node,
                                    std::span<const LanguageId> scope,
                                    Analyzer& analyzer) {
    auto made = make_text_clause(node, scope, test::FakeVocabulary({}, {}), analyzer);
    if (std::holds_alternative<QueryError>(made)) return std::nullopt;
    return std::get<TextClause>(std::move(made));
}

TEST(TextClause, OfAnyPieceOfATextFindsTheTextAndIsNarrowedToIt) {
    Analyzer analyzer;
    const std::vector<LanguageId> scope = every_language();
    std::mt19937 random(7);
    for (const Sample& sample : samples()) {
        const Indexed document = indexed(analyzer, sample);
        const Cuts places = cuts(analyzer, sample);
        const std::string text = sample.text;
        for (int round = 0; round < 200; ++round) {
            const std::size_t first = random() % places.begins.size();
            const std::size_t last = std::min(first + random() % 8, places.begins.size() - 1);
            const std::uint32_t begin = places.begins[first];
            Node node;
            node.kind = NodeKind::text;
            node.text = text.substr(begin, places.ends[last] - begin);
            node.exact = round % 2 == 0;
            node.title_only = round % 3 == 0;
            const auto clause = clause_of(node, scope, analyzer);
            ASSERT_TRUE(clause) << node.text;
            EXPECT_TRUE(found_by_position(document, *clause)) << node.text;
            for (const auto& group : clause->narrowing_terms) {
                EXPECT_TRUE(has_one_of(document, group)) << node.text << " in " << sample.text;
            }
        }
    }
}

TEST(TextClause, IsNarrowedToEveryTextThatItsPositionsFind) {
    Analyzer analyzer;
    const std::vector<LanguageId> scope = every_language();
    // each finds a text that spells it otherwise
    const struct {
        const char* query;
        const char* language;
        const char* text;
    } rows[] = {
        {"香港", "zh", "香，港"},
        {"香港法", "zh", "香 $港 法"},
        {"期貨條例", "zh-Hans", "期货条例"},
        {"期货条例", "zh-Hant", "期貨條例"},
        {"データ", "ja", "ﾃﾞｰﾀ"},
        {"제2조", "ko", "제 2 조"},
        {"香港2019", "zh", "香港 2019"},
        {"COVID-19", "en", "COVID 19"},
        {"bank's", "en", "bank’s"},
        {"στρασσε", "el", "ΣΤΡΆΣΣΕ"},
        {"strasse", "de", "Straße"},
        {"n\u0303", "es", "ñ"},
    };
    for (const auto& row : rows) {
        Node node;
        node.kind = NodeKind::text;
        node.text = row.query;
        const Indexed document = indexed(analyzer, {row.language, row.text});
        const auto clause = clause_of(node, scope, analyzer);
        ASSERT_TRUE(clause);
        EXPECT_TRUE(found_by_position(document, *clause)) << row.query << " in " << row.text;
        for (const auto& group : clause->narrowing_terms) {
            EXPECT_TRUE(has_one_of(document, group)) << row.query << " in " << row.text;
        }
    }
}

TEST(TextClause, ScoresEveryTermOfADocumentThatIsTheSameText) {
    Analyzer analyzer;
    for (const Sample& sample : samples()) {
        const Indexed document = indexed(analyzer, sample);
        Node node;
        node.kind = NodeKind::text;
        node.text = sample.text;
        const LanguageId language = language_of(sample.language).id;
        const auto clause = clause_of(node, {&language, 1}, analyzer);
        ASSERT_TRUE(clause);
        for (const ScoredTerm& scored : clause->scored_terms) {
            EXPECT_TRUE(has_one_of(document, scored.terms)) << sample.text;
            EXPECT_GT(scored.weight, 0.0);
        }
    }
}

}  // namespace
}  // namespace gazette

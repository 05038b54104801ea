#include "tools/bench/peers/terms_in_xapian.h"

#include "indexer/format/fields.h"
#include "searcher/query/parser.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <stdexcept>
#include <utility>
#include <variant>

namespace gazette::bench {
namespace {

constexpr Xapian::valueno kIdSlot = 0;
constexpr Xapian::valueno kDaySlot = 1;
constexpr const char* kWritten = "XWRITTEN";

// Each token with its place, as an index term and as it is written: its surface where that is a
// token of its own, else itself.
class Places : public TokenSink {
  public:
    explicit Places(Xapian::Document& target) : target_(target) {}

    void token(const TokenView& token) override {
        if (token.token_class == TokenClass::surface) {
            written_[token.position] = std::string(token.term);
        } else if (in_main_stream(token.token_class)) {
            std::string term;
            append_index_term(term, token);
            target_.add_posting(term, token.position);
            if (token.token_class != TokenClass::symbol) {
                written_.emplace(token.position, std::string(token.term));
            }
        }
    }
    void finish() {
        for (const auto& [position, word] : written_)
            target_.add_posting(kWritten + word, position);
    }

  private:
    Xapian::Document& target_;
    std::map<std::uint32_t, std::string> written_;
};

std::string day_of(const std::string& text) {
    std::string day = text;
    std::erase(day, '-');
    return day;
}

std::string day_of(std::int32_t first) {
    const CivilDate date = civil_date(first);
    char text[16];
    std::snprintf(
        text, sizeof text, "%04d%02u%02u", date.year, unsigned{date.month}, unsigned{date.day});
    return text;
}

// A text of the query, slot by slot.
std::vector<Xapian::Query> slots_of(const std::string& text,
                                    const Vocabulary& vocabulary,
                                    Analyzer& analyzer) {
    const auto parsed = parse_query(text);
    if (const auto* error = std::get_if<QueryError>(&parsed))
        throw std::runtime_error(error->message);
    const auto compiled = compile_query(std::get<ParsedQuery>(parsed), vocabulary, {}, analyzer);
    if (const auto* error = std::get_if<QueryError>(&compiled)) {
        throw std::runtime_error(error->message);
    }
    const auto& clauses = std::get<CompiledQuery>(compiled).clauses;
    if (clauses.size() != 1) throw std::runtime_error("not one word or phrase: " + text);
    std::vector<Xapian::Query> slots;
    for (const Slot& slot : clauses.front().slots) {
        std::vector<Xapian::Query> terms;
        if (slot.exact && !slot.form_terms.empty()) {
            for (const std::string& word : slot.surfaces) terms.emplace_back(kWritten + word);
        } else {
            for (const std::string& term : slot.terms) terms.emplace_back(term);
        }
        slots.emplace_back(Xapian::Query::OP_OR, terms.begin(), terms.end());
    }
    return slots;
}

}  // namespace

TermsInXapian::TermsInXapian() : database_("", Xapian::DB_BACKEND_INMEMORY) {}

void TermsInXapian::add(const Document& document, Analyzer& analyzer) {
    Xapian::Document target;
    Places places(target);
    const LanguageId language = language_of(document.lang).id;
    AnalysisOptions options;
    const std::uint32_t title = analyzer.analyze(document.title, language, options, places);
    options.first_position = title + kTitleGap;
    analyzer.analyze(document.text, language, options, places);
    places.finish();
    target.add_value(kIdSlot, document.id);
    if (document.published.known()) target.add_value(kDaySlot, day_of(document.published.first));
    database_.add_document(target);
}

std::optional<Xapian::Query> TermsInXapian::query_of(const BenchQuery& asked,
                                                     const Vocabulary& vocabulary,
                                                     Analyzer& analyzer) const {
    using Xapian::Query;
    const std::string& kind = asked.kind;
    const auto joined =
        [](Query::op op, const std::vector<Query>& parts, Xapian::termcount window) {
            return Query(op, parts.begin(), parts.end(), window);
        };
    // Positions not more than ten apart.
    constexpr Xapian::termcount kTenApart = 10 + 1;
    if (kind.starts_with("sentence_") || kind.starts_with("paragraph_")) return std::nullopt;
    if (kind.starts_with("phrase_") || kind == "snippets_chinese") {
        return joined(Query::OP_PHRASE, slots_of('"' + asked.words + '"', vocabulary, analyzer), 0);
    }
    if (kind.starts_with("prefix_")) return Query(Query::OP_WILDCARD, kWritten + asked.words);
    std::vector<Query> words;
    std::vector<std::string> given = split_words(asked.words);
    std::vector<std::string> days;
    if (kind == "date_term") {
        days.assign(given.begin() + 1, given.end());
        given.resize(1);
    }
    for (const std::string& word : given) {
        const auto slots = slots_of(word, vocabulary, analyzer);
        if (slots.size() != 1) throw std::runtime_error("more than one word: " + word);
        words.push_back(slots.front());
    }
    if (kind.starts_with("within_10")) return joined(Query::OP_NEAR, words, kTenApart);
    if (kind.starts_with("ordered_10")) return joined(Query::OP_PHRASE, words, kTenApart);
    if (kind.starts_with("and_")) return joined(Query::OP_AND, words, 0);
    if (kind == "date_term") {
        return Query(
            Query::OP_FILTER,
            words.at(0),
            Query(Query::OP_VALUE_RANGE, kDaySlot, day_of(days.at(0)), day_of(days.at(1))));
    }
    return joined(Query::OP_OR, words, 0);
}

std::optional<std::vector<std::string>> TermsInXapian::hits(const BenchQuery& asked,
                                                            const Vocabulary& vocabulary,
                                                            Analyzer& analyzer) {
    const auto query = query_of(asked, vocabulary, analyzer);
    if (!query) return std::nullopt;
    Xapian::Enquire enquire(database_);
    enquire.set_query(*query);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    const Xapian::MSet found = enquire.get_mset(0, database_.get_doccount());
    std::vector<std::pair<std::string, std::string>> hits;
    for (auto hit = found.begin(); hit != found.end(); ++hit) {
        const Xapian::Document document = hit.get_document();
        hits.emplace_back(asked.kind == "newest" ? document.get_value(kDaySlot) : "",
                          document.get_value(kIdSlot));
    }
    std::sort(hits.begin(), hits.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    std::vector<std::string> ids;
    for (auto& [day, id] : hits) ids.push_back(std::move(id));
    return ids;
}

}  // namespace gazette::bench

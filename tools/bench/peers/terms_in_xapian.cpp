#include "tools/bench/peers/terms_in_xapian.h"

#include "indexer/format/fields.h"
#include "searcher/query/parser.h"
#include "searcher/ranking.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <stdexcept>
#include <utility>
#include <variant>

namespace gazette::bench {
namespace {

constexpr Xapian::valueno kIdSlot = 0;
constexpr Xapian::valueno kDaySlot = 1;
constexpr Xapian::valueno kOrderSlot = 2;
constexpr const char* kWritten = "XWRITTEN";

constexpr double kK1 = ranking::kK1;
constexpr double kB = ranking::kPlainLength.b;

// The index compares a document's length with the average; here both are so many times as long, so
// that all terms that the index does not count fit in.
constexpr std::uint64_t kLengthScale = 16;
constexpr const char* kFiller = "XFILLER";

// Each token as an index term, and with its place as it is written: its surface where that is a
// token of its own, else itself.
class Places : public TokenSink {
  public:
    Places(const Document& document, Xapian::Document& target)
        : segments_(document.segments), target_(target) {}

    void begin_text() { is_title_ = false; }

    void token(const TokenView& token) override {
        const std::uint32_t wdf = 1 + (is_title_                 ? kTitleExtraWdf
                                       : in_heading(token.begin) ? kHeadingExtraWdf
                                                                 : 0);
        std::string term;
        append_index_term(term, token);
        terms_ += wdf;
        if (!in_main_stream(token.token_class)) {
            target_.add_term(term, wdf);
            if (token.token_class == TokenClass::surface) {
                written_[token.position] = std::string(token.term);
            }
            return;
        }
        length_ += wdf;
        target_.add_posting(term, token.position, wdf);
        if (token.token_class != TokenClass::symbol) {
            written_.emplace(token.position, std::string(token.term));
        }
    }
    void finish() {
        for (const auto& [position, word] : written_) {
            target_.add_posting(kWritten + word, position, 0);
        }
        const std::uint64_t scaled = kLengthScale * length_;
        if (scaled < terms_ || scaled > UINT32_MAX) {
            throw std::runtime_error("a document of length " + std::to_string(length_) + " has " +
                                     std::to_string(terms_) + " terms");
        }
        if (scaled > terms_) {
            target_.add_term(kFiller, static_cast<Xapian::termcount>(scaled - terms_));
        }
    }

  private:
    bool in_heading(std::uint32_t byte) const {
        return std::any_of(segments_.begin(), segments_.end(), [&](const Segment& segment) {
            return segment.kind == SegmentKind::heading && segment.begin <= byte &&
                   byte < segment.end;
        });
    }

    const std::vector<Segment>& segments_;
    Xapian::Document& target_;
    bool is_title_ = true;
    std::map<std::uint32_t, std::string> written_;
    std::uint64_t length_ = 0;  // of the main stream
    std::uint64_t terms_ = 0;   // wdf of all
};

// BM25 of a word whose idf is 1.
class OneWordWeight : public Xapian::Weight {
  public:
    OneWordWeight() {
        need_stat(WDF);
        need_stat(DOC_LENGTH);
        need_stat(AVERAGE_LENGTH);
    }

    double get_sumpart(Xapian::termcount wdf,
                       Xapian::termcount length,
                       Xapian::termcount /*unique_terms*/) const override {
        const double ratio = static_cast<double>(length) / get_average_length();
        const double norm = kK1 * (1.0 - kB + kB * ratio);
        return factor_ * (kK1 + 1.0) * wdf / (wdf + norm);
    }
    double get_maxpart() const override { return factor_ * (kK1 + 1.0); }
    double get_sumextra(Xapian::termcount, Xapian::termcount) const override { return 0.0; }
    double get_maxextra() const override { return 0.0; }

  private:
    OneWordWeight* clone() const override { return new OneWordWeight; }  // owned by Xapian
    void init(double factor) override { factor_ = factor; }

    double factor_ = 1.0;
};

// Newer first, unknown last, and by id.
std::string order_key(const Document& document) {
    constexpr long long kAfterAllDays = 5'000'000'000;
    char day[24];
    std::snprintf(
        day,
        sizeof day,
        "%011lld",
        kAfterAllDays - (document.published.known() ? document.published.first : INT32_MIN));
    return day + document.id;
}

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

// The one word or phrase that a text of the query is.
TextClause clause_of(const std::string& text, const Vocabulary& vocabulary, Analyzer& analyzer) {
    const auto parsed = parse_query(text);
    if (const auto* error = std::get_if<QueryError>(&parsed))
        throw std::runtime_error(error->message);
    auto compiled = compile_query(std::get<ParsedQuery>(parsed), vocabulary, {}, analyzer);
    if (const auto* error = std::get_if<QueryError>(&compiled)) {
        throw std::runtime_error(error->message);
    }
    auto& clauses = std::get<CompiledQuery>(compiled).clauses;
    if (clauses.size() != 1) throw std::runtime_error("not one word or phrase: " + text);
    return std::move(clauses.front());
}

// What matches a clause, slot by slot.
std::vector<Xapian::Query> slots_of(const TextClause& clause) {
    std::vector<Xapian::Query> slots;
    for (const Slot& slot : clause.slots) {
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

double odds_against(double documents, double having) {
    return (documents - std::min(having, documents) + 0.5) / (having + 0.5);
}

// What Xapian::BM25Weight takes for idf.
double idf_of_xapian(double documents, double having) {
    const double odds = odds_against(documents, having);
    return std::log(odds < 2.0 ? odds * 0.5 + 1.0 : odds);
}

// Scores clauses, each word of them as one of this database.
class Scores {
  public:
    // For OneWordWeight, which serves all words, or for BM25Weight.
    Scores(const Xapian::Database& database, bool for_one_word)
        : database_(database), for_one_word_(for_one_word) {}

    Xapian::Query of(const TextClause& clause) const {
        std::vector<Xapian::Query> words;
        if (clause.scored_terms.empty()) {
            for (const Slot& slot : clause.slots) words.push_back(of_word(slot.terms, 1.0));
        }
        for (const ScoredTerm& word : clause.scored_terms) {
            words.push_back(of_word(word.terms, word.weight));
        }
        return {Xapian::Query::OP_OR, words.begin(), words.end()};
    }

  private:
    Xapian::Query of_word(const std::vector<std::string>& terms, double weight) const {
        const double documents = database_.get_doccount();
        double having = 0.0;
        for (const std::string& term : terms) having += database_.get_termfreq(term);
        const double idf = weight * std::log1p(odds_against(documents, having));
        if (for_one_word_) {
            return {Xapian::Query::OP_SCALE_WEIGHT,
                    Xapian::Query(Xapian::Query::OP_SYNONYM, terms.begin(), terms.end()),
                    idf};
        }
        std::vector<Xapian::Query> scaled;
        for (const std::string& term : terms) {
            const Xapian::doccount frequency = database_.get_termfreq(term);
            if (frequency == 0) continue;
            scaled.emplace_back(Xapian::Query::OP_SCALE_WEIGHT,
                                Xapian::Query(term),
                                idf / idf_of_xapian(documents, frequency));
        }
        return {Xapian::Query::OP_OR, scaled.begin(), scaled.end()};
    }

    const Xapian::Database& database_;
    bool for_one_word_;
};

// Matches by the one, scores by the other.
Xapian::Query scored(const Xapian::Query& matching, const Xapian::Query& scores) {
    return {Xapian::Query::OP_AND_MAYBE,
            Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, matching, 0.0),
            scores};
}

// A query of the bench: what matches, with its scores.
class Reading {
  public:
    Reading(const Xapian::Database& database, const Vocabulary& vocabulary, Analyzer& analyzer)
        : database_(database), vocabulary_(vocabulary), analyzer_(analyzer) {}

    std::optional<Xapian::Query> of(const BenchQuery& asked) const {
        using Xapian::Query;
        const std::string& kind = asked.kind;
        // Positions not more than ten apart.
        constexpr Xapian::termcount kTenApart = 10 + 1;
        if (kind.starts_with("sentence_") || kind.starts_with("paragraph_")) return std::nullopt;
        if (kind.starts_with("phrase_") || kind == "snippets_chinese") {
            return placed({clause('"' + asked.words + '"')}, Query::OP_PHRASE, 0);
        }
        if (kind.starts_with("prefix_")) {
            return scored(Query(Query::OP_WILDCARD, kWritten + asked.words),
                          Scores(database_, true).of(clause(asked.words + '*')));
        }
        std::vector<std::string> given = split_words(asked.words);
        std::vector<std::string> days;
        if (kind == "date_term") {
            days.assign(given.begin() + 1, given.end());
            given.resize(1);
        }
        std::vector<TextClause> words;
        for (const std::string& word : given) {
            words.push_back(clause(word));
            if (words.back().slots.size() != 1) {
                throw std::runtime_error("more than one word: " + word);
            }
        }
        if (kind.starts_with("within_10")) return placed(words, Query::OP_NEAR, kTenApart);
        if (kind.starts_with("ordered_10")) return placed(words, Query::OP_PHRASE, kTenApart);
        const std::vector<Query> scores = scores_of(words);
        if (kind.starts_with("and_")) return Query(Query::OP_AND, scores.begin(), scores.end());
        if (kind == "date_term") {
            return Query(
                Query::OP_FILTER,
                scores.at(0),
                Query(Query::OP_VALUE_RANGE, kDaySlot, day_of(days.at(0)), day_of(days.at(1))));
        }
        return Query(Query::OP_OR, scores.begin(), scores.end());
    }

  private:
    TextClause clause(const std::string& text) const {
        return clause_of(text, vocabulary_, analyzer_);
    }
    std::vector<Xapian::Query> scores_of(const std::vector<TextClause>& clauses) const {
        std::vector<Xapian::Query> scores;
        for (const TextClause& clause : clauses) {
            scores.push_back(Scores(database_, false).of(clause));
        }
        return scores;
    }
    // All slots of the clauses by the operator.
    Xapian::Query placed(const std::vector<TextClause>& clauses,
                         Xapian::Query::op op,
                         Xapian::termcount window) const {
        std::vector<Xapian::Query> slots;
        for (const TextClause& clause : clauses) {
            for (Xapian::Query& slot : slots_of(clause)) slots.push_back(std::move(slot));
        }
        const std::vector<Xapian::Query> scores = scores_of(clauses);
        return scored({op, slots.begin(), slots.end(), window},
                      {Xapian::Query::OP_OR, scores.begin(), scores.end()});
    }

    const Xapian::Database& database_;
    const Vocabulary& vocabulary_;
    Analyzer& analyzer_;
};

// The same of a tree. Its depth is bounded by the parser (query_limits::kMaxQueryDepth).
class TreeReading {
  public:
    TreeReading(const Xapian::Database& database, const CompiledQuery& query)
        : query_(query), scores_(database, true) {}

    Xapian::Query of(const CompiledNode& node) const {
        using Xapian::Query;
        switch (node.kind) {
            case NodeKind::everything:
                return Query(std::string());
            case NodeKind::text: {
                const TextClause& clause = query_.clauses[node.clause];
                const std::vector<Query> slots = slots_of(clause);
                return scored({Query::OP_PHRASE, slots.begin(), slots.end(), 0},
                              scores_.of(clause));
            }
            case NodeKind::any_of: {
                const std::vector<Query> children = children_of(node, false);
                return {Query::OP_OR, children.begin(), children.end()};
            }
            case NodeKind::all_of: {
                const std::vector<Query> children = children_of(node, false);
                const std::vector<Query> without = children_of(node, true);
                return {Query::OP_AND_NOT,
                        Query(Query::OP_AND, children.begin(), children.end()),
                        Query(Query::OP_OR, without.begin(), without.end())};
            }
            default:
                throw std::runtime_error("more than AND, OR and NOT");
        }
    }

  private:
    // Those under NOT, or the others.
    std::vector<Xapian::Query> children_of(const CompiledNode& node, bool without) const {
        std::vector<Xapian::Query> children;
        for (const CompiledNode& child : node.children) {
            if ((child.kind == NodeKind::none_of) != without) continue;
            children.push_back(of(without ? child.children.front() : child));
        }
        return children;
    }

    const CompiledQuery& query_;
    Scores scores_;
};

}  // namespace

TermsInXapian::TermsInXapian() : database_("", Xapian::DB_BACKEND_INMEMORY) {}

void TermsInXapian::add(const Document& document, Analyzer& analyzer) {
    Xapian::Document target;
    Places places(document, target);
    const LanguageId language = language_of(document.lang).id;
    AnalysisOptions options;
    const std::uint32_t title = analyzer.analyze(document.title, language, options, places);
    options.first_position = title + kTitleGap;
    places.begin_text();
    analyzer.analyze(document.text, language, options, places);
    places.finish();
    target.add_value(kIdSlot, document.id);
    if (document.published.known()) target.add_value(kDaySlot, day_of(document.published.first));
    target.add_value(kOrderSlot, order_key(document));
    database_.add_document(target);
}

std::optional<std::vector<ScoredHit>> TermsInXapian::hits(const BenchQuery& asked,
                                                          const Vocabulary& vocabulary,
                                                          Analyzer& analyzer) {
    const auto query = Reading(database_, vocabulary, analyzer).of(asked);
    if (!query) return std::nullopt;
    const SortOrder sort = asked.kind == "newest" ? SortOrder::newest : SortOrder::relevance;
    if (asked.kind.starts_with("prefix_")) return hits(*query, OneWordWeight(), sort);
    return hits(*query, Xapian::BM25Weight(kK1, 0, 0, kB, 0), sort);
}

std::vector<ScoredHit> TermsInXapian::hits(const CompiledQuery& query) {
    return hits(
        TreeReading(database_, query).of(query.root), OneWordWeight(), SortOrder::relevance);
}

std::vector<ScoredHit> TermsInXapian::hits(const Xapian::Query& query,
                                           const Xapian::Weight& weight,
                                           SortOrder sort) const {
    Xapian::Enquire enquire(database_);
    enquire.set_query(query);
    enquire.set_weighting_scheme(weight);
    if (sort == SortOrder::newest) {
        enquire.set_sort_by_value_then_relevance(kOrderSlot, false);
    } else {
        enquire.set_sort_by_relevance_then_value(kOrderSlot, false);
    }
    const Xapian::MSet found = enquire.get_mset(0, database_.get_doccount());
    std::vector<ScoredHit> all;
    for (auto hit = found.begin(); hit != found.end(); ++hit) {
        all.push_back({hit.get_document().get_value(kIdSlot), hit.get_weight()});
    }
    return all;
}

}  // namespace gazette::bench

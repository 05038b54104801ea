#include "searcher/expansion.h"

#include "searcher/query/any_words.h"
#include "searcher/query/plain_words.h"
#include "searcher/query/printer.h"
#include "searcher/ranking.h"
#include "searcher/request_filters.h"
#include "searcher/telling_words.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>

namespace gazette {
namespace {

// Words that the query has itself.
std::set<std::string> own_terms(const CompiledQuery& query) {
    std::set<std::string> terms;
    for (const TextClause& clause : query.clauses) {
        for (const Slot& slot : clause.slots) terms.insert(slot.terms.begin(), slot.terms.end());
        for (const ScoredTerm& scored : clause.scored_terms) {
            terms.insert(scored.terms.begin(), scored.terms.end());
        }
    }
    return terms;
}

// How much a hit counts beside the first one.
double relevance_of(double score, double best_score) {
    constexpr double kLeast = 1e-9;
    return std::max(std::exp((score - best_score) / ranking::kFeedbackTemperature), kLeast);
}

Notice expanded_notice(const ReadQuery& query, const std::vector<std::string>& words) {
    std::string list;
    std::string text;
    for (const std::string& word : words) {
        list += (list.empty() ? "" : ", ") + word;
        text += (text.empty() ? "" : " ") + word;
    }
    const QueryPlace place = query.parsed.root.place;
    Node either;
    either.kind = NodeKind::any_of;
    either.children.push_back(query.parsed.root);
    either.children.push_back(any_words_node(std::move(text), place));
    std::string also = print_query(either);
    return {"expanded",
            "Of what the query finds, documents that have these words too stand higher: " + list +
                ". To find documents that have only these, search for " + also + ".",
            place,
            also,
            words};
}

}  // namespace

void expand(const IndexSnapshot& index,
            const SearchRequest& request,
            ReadQuery& query,
            Analyzer& analyzer,
            const Deadline& deadline) {
    const auto without_effect = [&](std::string why) {
        query.parsed.notices.push_back(
            {"not_expanded", "No words were added: " + std::move(why), query.parsed.root.place});
    };
    if (request.sort != SortOrder::relevance) {
        return without_effect("the hits are in the order of their dates.");
    }
    if (query.compiled.clauses.empty()) return without_effect("the query has none itself.");
    const Page page{SortOrder::relevance, 0, ranking::kFeedbackDocuments, std::nullopt};
    const Retrieved found = retrieve(index, query.compiled, page, analyzer, deadline);
    TellingWords telling(analyzer);
    for (const RetrievedHit& hit : found.hits) {
        telling.add(index.parts()[hit.place.part].document(hit.place.docid),
                    relevance_of(hit.score, found.hits.front().score));
    }
    const std::set<std::string> own = own_terms(query.compiled);
    std::vector<std::string> others;
    for (const TellingWord& word : telling.best(index, ranking::kAddedWords)) {
        const Node node = any_words_node(word.text, query.parsed.root.place);
        const auto scope = stemming_scope(request);
        for (TextClause& clause :
             make_any_words(node, scope.empty() ? index.languages() : scope, analyzer)) {
            for (ScoredTerm& scored : clause.scored_terms) scored.weight *= word.weight;
            query.compiled.added.push_back(std::move(clause));
        }
        if (!own.contains(word.term)) others.push_back(word.text);
        query.added.push_back({word.text, word.weight});
    }
    if (others.empty()) return without_effect("the first hits have no others that tell them.");
    query.parsed.notices.push_back(expanded_notice(query, others));
}

}  // namespace gazette

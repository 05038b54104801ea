#include "tools/bench/scored_hits.h"

#include "searcher/query_weights.h"
#include "searcher/read_query.h"
#include "searcher/retrieval.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <variant>

namespace gazette::bench {
namespace {

bool same_score(double a, double b) {
    return std::abs(a - b) <= kRounding * std::max(std::abs(a), std::abs(b));
}

std::string text_of(std::size_t at, const ScoredHit& found, const ScoredHit& expected) {
    char scores[80];
    std::snprintf(scores, sizeof scores, "%.17g, not %.17g", found.score, expected.score);
    return "hit " + std::to_string(at + 1) + ": " + found.id + ", not " + expected.id + "; " +
           scores;
}

}  // namespace

SearchRequest request_of(const BenchQuery& query) {
    SearchRequest request;
    request.text = query_text(query.kind, query.words).value();
    if (query.kind == "newest") request.sort = SortOrder::newest;
    return request;
}

CompiledQuery compiled(const IndexSnapshot& index,
                       const SearchRequest& request,
                       Analyzer& analyzer) {
    const Deadline never([] { return false; });
    auto read = read_query(index, request, analyzer, never);
    if (const auto* error = std::get_if<QueryError>(&read)) {
        throw std::runtime_error(error->message);
    }
    return std::get<ReadQuery>(std::move(read)).compiled;
}

std::vector<ScoredHit> plain_hits(const IndexSnapshot& index,
                                  const CompiledQuery& query,
                                  SortOrder sort,
                                  std::uint32_t most,
                                  Analyzer& analyzer) {
    const Deadline never([] { return false; });
    const Retrieved retrieved = retrieve_by(plain_bm25_weights(index, query),
                                            index,
                                            query,
                                            {sort, 0, most, std::nullopt},
                                            analyzer,
                                            never);
    std::vector<ScoredHit> hits;
    for (const RetrievedHit& hit : retrieved.hits) {
        const Columns& columns = index.parts()[hit.place.part].columns();
        hits.push_back({std::string(columns.id(hit.place.docid)), hit.score});
    }
    return hits;
}

HitDifference difference(const std::vector<ScoredHit>& found,
                         const std::vector<ScoredHit>& expected,
                         bool by_score) {
    HitDifference result;
    if (found.size() != expected.size()) {
        result.text =
            std::to_string(found.size()) + " hits, not " + std::to_string(expected.size());
        return result;
    }
    std::map<std::string_view, std::size_t> places;
    for (std::size_t at = 0; at < expected.size(); ++at) places.emplace(expected[at].id, at);
    // Of hits that have one score here and one score there, the place there of the last.
    std::map<std::pair<double, double>, std::size_t> ties;
    const auto is_same = [&](const ScoredHit& hit, std::size_t at) {
        const auto place = places.extract(hit.id);  // none is found twice
        if (place.empty()) return false;
        const double score = expected[place.mapped()].score;
        if (!same_score(hit.score, score)) return false;
        if (place.mapped() != at && (!by_score || !same_score(hit.score, expected[at].score))) {
            return false;
        }
        const auto [last, is_first] = ties.emplace(std::pair(hit.score, score), place.mapped());
        if (!is_first && by_score && place.mapped() < last->second) return false;
        last->second = place.mapped();
        return true;
    };
    for (std::size_t at = 0; at < found.size(); ++at) {
        if (!is_same(found[at], at)) {
            result.text = text_of(at, found[at], expected[at]);
            return result;
        }
        if (found[at].id != expected[at].id) ++result.rounded_ties;
    }
    return result;
}

bool are_first(const std::vector<ScoredHit>& found,
               const std::vector<ScoredHit>& all,
               std::size_t most) {
    return found.size() == std::min(most, all.size()) &&
           std::equal(found.begin(), found.end(), all.begin());
}

}  // namespace gazette::bench

// Times the queries of a file in the library, one thread: first all of them untimed, thrice or more
// often.
//   search_gazette INDEX QUERIES.tsv rank|page|facets|snippets
// rank: ids of the first ten; page: the first ten with snippets, and the exact count; both of the
// queries that are no others'. facets: counts by language and source. snippets: what the first ten
// take to show once they are found: their texts fetched, the words that matched, the snippets.
// Prints kind, microseconds of the processor, matches (-1 where not counted), and the first id.
#include "searcher/facets.h"
#include "searcher/index_reader.h"
#include "searcher/presentation.h"
#include "searcher/read_query.h"
#include "searcher/retrieval.h"
#include "searcher/search.h"
#include "tools/bench/search_queries.h"

#include <chrono>
#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace gazette::bench {
namespace {

struct Outcome {
    double microseconds = 0.0;
    std::int64_t matches = -1;
    std::string first;
};

SearchRequest request_of(const BenchQuery& query) {
    SearchRequest request;
    request.text = query_text(query.kind, query.words).value();
    if (query.kind == "newest") request.sort = SortOrder::newest;
    return request;
}

Outcome rank(const Searcher& searcher, const SearchRequest& request) {
    Outcome outcome;
    const auto answer = searcher.rank(request);
    if (const auto* ranked = std::get_if<std::vector<RankedDocument>>(&answer)) {
        if (!ranked->empty()) outcome.first = ranked->front().id;
    } else {
        outcome.first = "error " + std::get<QueryError>(answer).code;
    }
    return outcome;
}

Outcome page(const Searcher& searcher, const SearchRequest& request) {
    Outcome outcome;
    const auto answer = searcher.search(request);
    if (const auto* response = std::get_if<SearchResponse>(&answer)) {
        outcome.matches = static_cast<std::int64_t>(response->total);
        if (!response->hits.empty()) outcome.first = response->hits.front().id;
        if (response->relation != CountRelation::exact) outcome.first += " (partial)";
    } else {
        outcome.first = "error " + std::get<QueryError>(answer).code;
    }
    return outcome;
}

Outcome facets(const Searcher& searcher, const SearchRequest& request) {
    Outcome outcome;
    FacetRequest wanted;
    wanted.query = request;
    wanted.fields = {FacetField::language, FacetField::source};
    const auto answer = searcher.facets(wanted);
    if (const auto* response = std::get_if<FacetResponse>(&answer)) {
        outcome.matches = static_cast<std::int64_t>(response->total);
        if (response->relation != CountRelation::exact) outcome.first = "(partial)";
    } else {
        outcome.first = "error " + std::get<QueryError>(answer).code;
    }
    return outcome;
}

template <class Ask>
Outcome timed(const Ask& ask) {
    const double begin = cpu_microseconds();
    Outcome outcome = ask();
    outcome.microseconds = cpu_microseconds() - begin;
    return outcome;
}

Outcome snippets(const IndexReader& reader, const SearchRequest& request) {
    const auto index = reader.current();
    const auto analyzer = reader.analyzer();
    const Deadline deadline(std::chrono::steady_clock::now() + request_limits::kMaxExactSearchTime);
    auto read = read_query(*index, request, *analyzer, deadline);
    if (const auto* error = std::get_if<QueryError>(&read))
        return {.first = "error " + error->code};
    const CompiledQuery& query = std::get<ReadQuery>(read).compiled;
    const Retrieved found =
        retrieve(*index, query, {request.sort, 0, request.limit, {}}, *analyzer, deadline);
    const TextMeasures measures;
    std::vector<Hit> hits;
    Outcome outcome = timed([&] {
        hits = present(*index, query, found.hits, false, measures, *analyzer);
        return Outcome{};
    });
    outcome.matches = static_cast<std::int64_t>(found.total);
    if (!hits.empty()) outcome.first = hits.front().id;
    return outcome;
}

Outcome ask(const Searcher& searcher, const SearchRequest& request, const std::string& mode) {
    return timed([&] {
        if (mode == "rank") return rank(searcher, request);
        return mode == "page" ? page(searcher, request) : facets(searcher, request);
    });
}

void run(const std::string& index, const std::string& file, const std::string& mode) {
    const Measured measured = mode == "facets"     ? Measured::facets
                              : mode == "snippets" ? Measured::snippets
                                                   : Measured::rank;
    if (measured == Measured::rank && mode != "rank" && mode != "page") {
        throw std::runtime_error("no mode " + mode);
    }
    std::vector<BenchQuery> queries = read_queries(file);
    std::erase_if(queries, [&](const auto& query) { return measured_of(query.kind) != measured; });
    const Searcher searcher(index);
    const IndexReader reader(index);
    const auto answer = [&](const BenchQuery& query) {
        if (measured == Measured::snippets) return snippets(reader, request_of(query));
        return ask(searcher, request_of(query), mode);
    };
    for (int round = 0; round < untimed_rounds(queries.size()); ++round) {
        for (const BenchQuery& query : queries) answer(query);
    }
    for (const BenchQuery& query : queries) {
        const Outcome outcome = answer(query);
        print_figure(query.kind, outcome.microseconds, outcome.matches, outcome.first);
    }
}

}  // namespace
}  // namespace gazette::bench

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fputs("usage: search_gazette INDEX QUERIES.tsv rank|page|facets|snippets\n", stderr);
        return 2;
    }
    try {
        gazette::bench::run(argv[1], argv[2], argv[3]);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "search_gazette: %s\n", error.what());
        return 1;
    }
}

#include "searcher/search.h"

#include "indexer/format/index_error.h"
#include "searcher/explain.h"
#include "searcher/index_reader.h"
#include "searcher/presentation.h"
#include "searcher/query/compiler.h"
#include "searcher/query/parser.h"
#include "searcher/request_filters.h"
#include "searcher/retrieval.h"
#include "searcher/search_error.h"

#include <chrono>
#include <utility>

namespace gazette {

namespace {

using Clock = std::chrono::steady_clock;

// A request's text as a tree with its filters, and as terms of an index.
struct ReadQuery {
    ParsedQuery parsed;  // as typed: without the filters
    ParsedQuery filtered;
    CompiledQuery compiled;
};

std::variant<ReadQuery, QueryError> read_query(const IndexSnapshot& index,
                                               const SearchRequest& request,
                                               Analyzer& analyzer) {
    auto parsed = request.reading == Reading::query ? parse_query(request.text)
                                                    : read_plain_words(request.text);
    if (auto* error = std::get_if<QueryError>(&parsed)) return std::move(*error);
    ReadQuery query;
    query.parsed = std::get<ParsedQuery>(std::move(parsed));
    query.filtered = query.parsed;
    query.filtered.root = with_filters(std::move(query.filtered.root), request);
    auto compiled = compile_query(query.filtered, index, stemming_scope(request), analyzer);
    if (auto* error = std::get_if<QueryError>(&compiled)) return std::move(*error);
    query.compiled = std::get<CompiledQuery>(std::move(compiled));
    return query;
}

std::optional<QueryError> error_in_page(const SearchRequest& request) {
    using namespace request_limits;
    if (request.limit <= kMaxHits && request.offset <= kMaxOffset) return std::nullopt;
    return QueryError{"page_out_of_range",
                      "a page has at most " + std::to_string(kMaxHits) +
                          " hits and begins after at most " + std::to_string(kMaxOffset),
                      "",
                      {}};
}

double milliseconds_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// What is damaged is met while searching too.
template <class Work>
auto with_index_errors(Work&& work) {
    try {
        return std::forward<Work>(work)();
    } catch (const IndexError& error) {
        throw SearchError(SearchError::Kind::index_unreadable, error.what());
    }
}

}  // namespace

Searcher::Searcher(const std::filesystem::path& index_dir)
    : reader_(std::make_unique<IndexReader>(index_dir)) {}

Searcher::~Searcher() = default;

std::variant<SearchResponse, QueryError> Searcher::search(const SearchRequest& request) const {
    using Answer = std::variant<SearchResponse, QueryError>;
    return with_index_errors([&]() -> Answer {
        const auto start = Clock::now();
        if (auto error = error_in_page(request)) return *std::move(error);
        const auto index = reader_->current();  // one state, for as long as it is held
        const auto analyzer = reader_->analyzer();
        auto read = read_query(*index, request, *analyzer);
        if (auto* error = std::get_if<QueryError>(&read)) return std::move(*error);
        auto& query = std::get<ReadQuery>(read);

        const Retrieved found = retrieve(*index,
                                         query.compiled,
                                         {request.sort, request.offset, request.limit},
                                         *analyzer,
                                         start + request_limits::kMaxSearchTime);

        SearchResponse response;
        response.hits = present(*index, query.compiled, found.hits, *analyzer);
        response.input = std::move(query.parsed.input);
        response.canonical = std::move(query.parsed.canonical);
        response.notices = std::move(query.parsed.notices);
        response.total = found.total;
        response.revision = index->manifest().revision;
        response.took_ms = milliseconds_since(start);
        return response;
    });
}

std::variant<std::vector<RankedDocument>, QueryError> Searcher::rank(
    const SearchRequest& request) const {
    using Answer = std::variant<std::vector<RankedDocument>, QueryError>;
    return with_index_errors([&]() -> Answer {
        const auto start = Clock::now();
        if (request.limit > request_limits::kMaxRanked) {
            return QueryError{"page_out_of_range",
                              "a ranking has at most " +
                                  std::to_string(request_limits::kMaxRanked) + " documents",
                              "",
                              {}};
        }
        const auto index = reader_->current();
        const auto analyzer = reader_->analyzer();
        auto read = read_query(*index, request, *analyzer);
        if (auto* error = std::get_if<QueryError>(&read)) return std::move(*error);
        const Retrieved found = retrieve(*index,
                                         std::get<ReadQuery>(read).compiled,
                                         {request.sort, request.offset, request.limit},
                                         *analyzer,
                                         start + request_limits::kMaxSearchTime);
        std::vector<RankedDocument> ranked;
        for (const RetrievedHit& hit : found.hits) {
            const Columns& columns = index->parts()[hit.place.part].columns();
            ranked.push_back({std::string(columns.id(hit.place.docid)), hit.score});
        }
        return ranked;
    });
}

std::variant<std::optional<DocumentResponse>, QueryError> Searcher::document(
    const std::string& id, const SearchRequest& query) const {
    using Answer = std::variant<std::optional<DocumentResponse>, QueryError>;
    return with_index_errors([&]() -> Answer {
        const auto index = reader_->current();
        const auto analyzer = reader_->analyzer();
        auto read = read_query(*index, query, *analyzer);
        if (auto* error = std::get_if<QueryError>(&read)) return std::move(*error);
        const auto place = index->find(id);
        if (!place) return std::nullopt;
        return present_document(*index, *place, std::get<ReadQuery>(read).compiled, *analyzer);
    });
}

std::variant<Explanation, QueryError> Searcher::explain(const SearchRequest& request) const {
    using Answer = std::variant<Explanation, QueryError>;
    return with_index_errors([&]() -> Answer {
        const auto start = Clock::now();
        const auto index = reader_->current();
        const auto analyzer = reader_->analyzer();
        auto read = read_query(*index, request, *analyzer);
        if (auto* error = std::get_if<QueryError>(&read)) return std::move(*error);
        auto& query = std::get<ReadQuery>(read);
        auto tree = explain_tree(*index,
                                 query.filtered.root,
                                 stemming_scope(request),
                                 *analyzer,
                                 start + request_limits::kMaxSearchTime);
        if (auto* error = std::get_if<QueryError>(&tree)) return std::move(*error);

        Explanation explanation;
        explanation.input = std::move(query.parsed.input);
        explanation.canonical = std::move(query.parsed.canonical);
        explanation.notices = std::move(query.parsed.notices);
        explanation.revision = index->manifest().revision;
        explanation.root = std::get<ExplainedNode>(std::move(tree));
        return explanation;
    });
}

StatusResponse Searcher::status() const {
    const auto index = reader_->current();
    const Manifest& manifest = index->manifest();
    const ValueCounts& counts = index->value_counts();
    StatusResponse response;
    response.revision = manifest.revision;
    response.published_at = manifest.published_at;
    response.analyzer = manifest.analyzer;
    response.documents = index->documents();
    response.parts = manifest.parts.size();
    for (const PartEntry& part : manifest.parts) response.text_bytes += part.text_bytes;
    response.languages = counts.languages;
    response.kinds = counts.kinds;
    response.sources = counts.sources;
    response.collections = counts.collections;
    response.problem = reader_->problem();
    return response;
}

}  // namespace gazette

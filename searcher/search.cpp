#include "searcher/search.h"

#include "indexer/format/index_error.h"
#include "searcher/explain.h"
#include "searcher/facets.h"
#include "searcher/hit_stream.h"
#include "searcher/index_errors.h"
#include "searcher/index_reader.h"
#include "searcher/presentation.h"
#include "searcher/read_query.h"
#include "searcher/request_filters.h"
#include "searcher/result_page.h"
#include "searcher/retrieval.h"
#include "searcher/retrieved_stream.h"
#include "searcher/search_error.h"
#include "searcher/similar.h"
#include "searcher/suggest.h"
#include "searcher/term_notices.h"
#include "searcher/text_measure.h"
#include "searcher/timeline.h"

#include <chrono>
#include <utility>

namespace gazette {
namespace {

using Clock = std::chrono::steady_clock;

// Said once: with the first page, and with an explanation.
void add_term_notices(const IndexSnapshot& index, ReadQuery& query) {
    if (query.settled.reading == Reading::any_words) return;
    for (Notice& notice : term_notices(index, query.compiled, query.parsed.input)) {
        query.parsed.notices.push_back(std::move(notice));
    }
}

constexpr std::size_t kHitsAtOnce = 16;

// What an answer of counts is made from.
struct Counting {
    const IndexSnapshot& index;
    const ReadQuery& query;
    Analyzer& analyzer;
    const Deadline& deadline;
};

// Reads the query, has `count` make the counts of it (a std::variant<Counts, QueryError>), and says
// beside them what every answer of counts says. Throws where the exact ones were asked for, and
// time was short.
template <class Count>
auto counted(const IndexReader& reader, const SearchRequest& request, Count&& count)
    -> decltype(count(std::declval<const Counting&>())) {
    const auto start = Clock::now();
    const auto index = reader.current();
    const auto analyzer = reader.analyzer();
    const Deadline deadline(start + time_for(request));
    auto read = read_query(*index, request, *analyzer, deadline);
    if (auto* error = std::get_if<QueryError>(&read)) return std::move(*error);
    auto& query = std::get<ReadQuery>(read);
    auto answer = count(Counting{*index, query, *analyzer, deadline});
    if (std::holds_alternative<QueryError>(answer)) return answer;
    auto& counts = std::get<0>(answer);
    if (request.exact_total && counts.relation != CountRelation::exact) {
        throw out_of_time(time_for(request));
    }
    counts.query = reading_of(std::move(query));
    counts.revision = index->manifest().revision;
    counts.took_ms = milliseconds_since(start);
    return answer;
}

}  // namespace

Searcher::Searcher(const std::filesystem::path& index_dir, std::size_t match_bytes)
    : reader_(std::make_unique<IndexReader>(index_dir, match_bytes)),
      measures_(std::make_unique<TextMeasures>()) {}

Searcher::Searcher(std::unique_ptr<IndexReader> reader)
    : reader_(std::move(reader)), measures_(std::make_unique<TextMeasures>()) {}

Searcher::~Searcher() = default;
Searcher::Searcher(Searcher&&) noexcept = default;

Searcher Searcher::limited_to(std::set<std::string> collections) const {
    return Searcher(std::make_unique<IndexReader>(*reader_, std::move(collections)));
}

std::variant<SearchResponse, QueryError> Searcher::search(const SearchRequest& request) const {
    using Answer = std::variant<SearchResponse, QueryError>;
    return with_index_errors([&]() -> Answer {
        const auto start = Clock::now();
        if (auto error = error_in_page(request)) return *std::move(error);
        const auto index = state_for(*reader_, request);
        if (index == nullptr) return cursor_expired();
        const auto analyzer = reader_->analyzer();
        auto read = read_query(*index, request, *analyzer, start + time_for(request));
        if (auto* error = std::get_if<QueryError>(&read)) return std::move(*error);
        auto& query = std::get<ReadQuery>(read);

        if (!request.resume) add_term_notices(*index, query);
        return page_of(*reader_, *measures_, index, query, request, *analyzer, start);
    });
}

std::variant<std::unique_ptr<HitStream>, QueryError> Searcher::stream(
    const SearchRequest& request) const {
    using Answer = std::variant<std::unique_ptr<HitStream>, QueryError>;
    return with_index_errors([&]() -> Answer {
        const auto start = Clock::now();
        auto index = reader_->current();
        const auto analyzer = reader_->analyzer();
        const Deadline never([] { return false; });
        auto read = read_query(*index, request, *analyzer, never);
        if (auto* error = std::get_if<QueryError>(&read)) return std::move(*error);
        auto& query = std::get<ReadQuery>(read);

        const Page page{request.sort, request.offset, UINT32_MAX, std::nullopt, request.prior};
        Retrieved found = retrieve(*index, query.compiled, page, *analyzer, never);
        SearchResponse about;
        about.total = found.total;
        about.first = request.offset;
        about.revision = index->manifest().revision;
        CompiledQuery compiled = query.compiled;
        about.query = reading_of(std::move(query));
        about.took_ms = milliseconds_since(start);
        return retrieved_stream(*reader_,
                                *measures_,
                                std::move(index),
                                std::move(compiled),
                                std::move(found.hits),
                                request.spans,
                                std::move(about));
    });
}

std::variant<SearchResponse, QueryError> Searcher::search_all(
    const SearchRequest& request, const std::function<bool(const Hit&)>& take) const {
    const auto start = Clock::now();
    auto streamed = stream(request);
    if (auto* error = std::get_if<QueryError>(&streamed)) return std::move(*error);
    HitStream& hits = *std::get<std::unique_ptr<HitStream>>(streamed);
    bool wanted = true;
    for (auto piece = hits.next(kHitsAtOnce); wanted && !piece.empty();
         piece = hits.next(kHitsAtOnce)) {
        for (const Hit& hit : piece) wanted = wanted && take(hit);
    }
    SearchResponse response = hits.about();
    response.took_ms = milliseconds_since(start);
    return response;
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
        auto read =
            read_query(*index, request, *analyzer, start + request_limits::kMaxExactSearchTime);
        if (auto* error = std::get_if<QueryError>(&read)) return std::move(*error);
        const Retrieved found =
            retrieve(*index,
                     std::get<ReadQuery>(read).compiled,
                     {request.sort, request.offset, request.limit, {}, request.prior},
                     *analyzer,
                     start + request_limits::kMaxExactSearchTime);
        if (!found.complete) throw out_of_time(request_limits::kMaxExactSearchTime);
        std::vector<RankedDocument> ranked;
        for (const RetrievedHit& hit : found.hits) {
            const Columns& columns = index->parts()[hit.place.part].columns();
            ranked.push_back({std::string(columns.id(hit.place.docid)), hit.score});
        }
        return ranked;
    });
}

std::variant<std::optional<DocumentResponse>, QueryError> Searcher::document(
    const DocumentRequest& request) const {
    using Answer = std::variant<std::optional<DocumentResponse>, QueryError>;
    return with_index_errors([&]() -> Answer {
        const Deadline deadline(Clock::now() + request_limits::kMaxExactSearchTime);
        const auto index = reader_->current();
        const auto analyzer = reader_->analyzer();
        auto read = read_query(*index, request.query, *analyzer, deadline);
        if (auto* error = std::get_if<QueryError>(&read)) return std::move(*error);
        auto& query = std::get<ReadQuery>(read);
        const auto place = index->find(request.id);
        if (!place) return std::nullopt;
        auto made = present_document(
            *index, *place, request, query.compiled, *measures_, *analyzer, deadline);
        if (auto* error = std::get_if<QueryError>(&made)) return std::move(*error);
        auto& response = std::get<DocumentResponse>(made);
        if (!request.query.text.empty()) response.query = reading_of(std::move(query));
        return std::move(response);
    });
}

std::variant<std::optional<SearchResponse>, QueryError> Searcher::similar(
    const SimilarRequest& request) const {
    using Answer = std::variant<std::optional<SearchResponse>, QueryError>;
    return with_index_errors([&]() -> Answer {
        const auto start = Clock::now();
        if (auto error = error_in_page(request.query)) return *std::move(error);
        const auto index = state_for(*reader_, request.query);
        if (index == nullptr) return cursor_expired();
        const auto analyzer = reader_->analyzer();
        const auto place = index->find(request.id);
        if (!place) return std::nullopt;
        auto read = query_for_similar(*index, *place, request, *analyzer);
        if (!read) {
            SearchResponse response;
            response.revision = index->manifest().revision;
            response.first = request.query.offset;
            response.query.notices.push_back(
                {"nothing_telling",
                 "The document has no words that another document has, or nearly all have them.",
                 {}});
            return response;
        }
        if (auto* error = std::get_if<QueryError>(&*read)) return std::move(*error);
        auto answer = page_of(*reader_,
                              *measures_,
                              index,
                              std::get<ReadQuery>(*read),
                              request.query,
                              *analyzer,
                              start);
        if (auto* error = std::get_if<QueryError>(&answer)) return std::move(*error);
        return std::get<SearchResponse>(std::move(answer));
    });
}

std::variant<FacetResponse, QueryError> Searcher::facets(const FacetRequest& request) const {
    using Answer = std::variant<FacetResponse, QueryError>;
    return with_index_errors([&] {
        return counted(*reader_, request.query, [&](const Counting& of) -> Answer {
            auto wider = read_as(of.query.settled,
                                 of.index,
                                 request.query,
                                 of.analyzer,
                                 Passing::all_filters_but_one);
            if (auto* error = std::get_if<QueryError>(&wider)) return std::move(*error);
            const CompiledQuery& compiled = std::get<ReadQuery>(wider).compiled;
            return count_facets(of.index, compiled, request, of.analyzer, of.deadline);
        });
    });
}

std::variant<TimelineResponse, QueryError> Searcher::timeline(
    const TimelineRequest& request) const {
    return with_index_errors([&] {
        return counted(*reader_, request.query, [&](const Counting& of) {
            return count_timeline(of.index, of.query.compiled, request, of.analyzer, of.deadline);
        });
    });
}

std::variant<Explanation, QueryError> Searcher::explain(const SearchRequest& request) const {
    using Answer = std::variant<Explanation, QueryError>;
    return with_index_errors([&]() -> Answer {
        const auto start = Clock::now();
        const auto index = reader_->current();
        const auto analyzer = reader_->analyzer();
        auto read = read_query(*index, request, *analyzer, start + request_limits::kMaxExplainTime);
        if (auto* error = std::get_if<QueryError>(&read)) return std::move(*error);
        auto& query = std::get<ReadQuery>(read);
        add_term_notices(*index, query);
        auto tree = explain_tree(*index,
                                 query.filtered.root,
                                 stemming_scope(request),
                                 *analyzer,
                                 start + request_limits::kMaxExplainTime);
        if (auto* error = std::get_if<QueryError>(&tree)) return std::move(*error);

        Explanation explanation;
        explanation.input = std::move(query.parsed.input);
        explanation.canonical = std::move(query.parsed.canonical);
        explanation.notices = std::move(query.parsed.notices);
        explanation.reading = query.settled.reading;
        explanation.revision = index->manifest().revision;
        explanation.root = std::get<ExplainedNode>(std::move(tree));
        for (Notice& notice : emptying_notices(query.filtered.root, explanation.root)) {
            explanation.notices.push_back(std::move(notice));
        }
        return explanation;
    });
}

SuggestResponse Searcher::suggest(const SuggestRequest& request) const {
    return with_index_errors([&] {
        const auto start = Clock::now();
        const Deadline deadline(start + suggest_limits::kMaxTime);
        const auto index = reader_->current();
        const auto analyzer = reader_->analyzer();
        const auto hits = [&](const std::string& text) -> std::vector<Hit> {
            SearchRequest search;
            search.text = text;
            search.languages = request.languages;
            const auto read = read_as(Settled{}, *index, search, *analyzer, Passing::all_filters);
            const auto* query = std::get_if<ReadQuery>(&read);
            if (query == nullptr || deadline.passed()) return {};
            const Page page{SortOrder::relevance, 0, suggest_limits::kHits, std::nullopt};
            const Retrieved found = retrieve(*index, query->compiled, page, *analyzer, deadline);
            return present(*index, query->compiled, found.hits, false, *measures_, *analyzer);
        };
        SuggestResponse response = gazette::suggest(*index, request, hits, deadline);
        response.revision = index->manifest().revision;
        response.took_ms = milliseconds_since(start);
        return response;
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

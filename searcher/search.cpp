#include "searcher/search.h"

#include "indexer/format/index_error.h"
#include "searcher/explain.h"
#include "searcher/facets.h"
#include "searcher/hit_stream.h"
#include "searcher/index_errors.h"
#include "searcher/index_reader.h"
#include "searcher/presentation.h"
#include "searcher/prior.h"
#include "searcher/read_query.h"
#include "searcher/request_filters.h"
#include "searcher/retrieval.h"
#include "searcher/retrieved_stream.h"
#include "searcher/search_error.h"
#include "searcher/similar.h"
#include "searcher/suggest.h"
#include "searcher/term_notices.h"
#include "searcher/text_measure.h"
#include "searcher/timeline.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace gazette {

namespace {

using Clock = std::chrono::steady_clock;

std::optional<QueryError> error_in_page(const SearchRequest& request) {
    using namespace request_limits;
    if (request.limit <= kMaxHits && request.offset <= kMaxOffset) return std::nullopt;
    return QueryError{"page_out_of_range",
                      "a page has at most " + std::to_string(kMaxHits) +
                          " hits and begins after at most " + std::to_string(kMaxOffset) +
                          "; the cursor of each page leads to the next, to the last hit",
                      "",
                      {}};
}

QueryError cursor_expired() {
    return {
        "cursor_expired",
        "the state of the index that this cursor reads on in is not kept any more: search again",
        "",
        {}};
}

// The hit that a search resumes behind.
std::variant<AfterHit, QueryError> after_hit(const IndexSnapshot& index, const ResumePoint& point) {
    const auto place = index.find(point.id);
    if (!place) return cursor_expired();
    return AfterHit{point.score, *place};
}

QueryReading reading_of(ReadQuery&& query) {
    QueryReading reading;
    reading.reading = query.settled.reading;
    for (const TextClause& clause : query.compiled.clauses) {
        reading.clauses.push_back(clause.place);
    }
    reading.input = std::move(query.parsed.input);
    reading.canonical = std::move(query.parsed.canonical);
    reading.notices = std::move(query.parsed.notices);
    reading.added = std::move(query.added);
    return reading;
}

// Said once: with the first page, and with an explanation.
void add_term_notices(const IndexSnapshot& index, ReadQuery& query) {
    if (query.settled.reading == Reading::any_words) return;
    for (Notice& notice : term_notices(index, query.compiled, query.parsed.input)) {
        query.parsed.notices.push_back(std::move(notice));
    }
}

Notice partial_notice() {
    return {"partial_answer",
            "The search was stopped after " +
                std::to_string(request_limits::kMaxSearchTime.count()) +
                " s: these are the best of the documents looked at until then, and there may be "
                "more and better ones. Ask for the exact answer, or narrow the search.",
            {}};
}

// What is asked of retrieval, and how long it may take.
std::chrono::seconds time_for(const SearchRequest& request) {
    return request.exact_total ? request_limits::kMaxExactSearchTime
                               : request_limits::kMaxSearchTime;
}

// What was found in time; an error where that says nothing, or the exact answer was asked for.
void require_an_answer(const Retrieved& found, const SearchRequest& request) {
    if (found.complete) return;
    if (request.exact_total || found.total == 0) throw out_of_time(time_for(request));
}

double milliseconds_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// Where the next page begins; nothing where this one has the last hit, or is not complete and so
// not in its final order.
std::optional<ResumePoint> next_point(const IndexSnapshot& index, const SearchResponse& response) {
    const std::uint64_t given = response.first + response.hits.size();
    const bool exact = response.relation == CountRelation::exact;
    if (!exact || response.hits.empty() || given >= response.total) return std::nullopt;
    return ResumePoint{index.manifest().revision,
                       index.manifest().published_at,
                       response.hits.back().score,
                       response.hits.back().id,
                       given};
}

// One state, for as long as it is held; null where that of the request is not kept any more.
std::shared_ptr<const IndexSnapshot> state_for(const IndexReader& reader,
                                               const SearchRequest& request) {
    return request.resume ? reader.pinned(request.resume->revision, request.resume->published_at)
                          : reader.current();
}

// The page that is asked for of what a query finds.
std::variant<SearchResponse, QueryError> page_of(const IndexReader& reader,
                                                 const TextMeasures& measures,
                                                 const std::shared_ptr<const IndexSnapshot>& index,
                                                 ReadQuery& query,
                                                 const SearchRequest& request,
                                                 Analyzer& analyzer,
                                                 Clock::time_point start) {
    Page page{request.sort, request.offset, request.limit, std::nullopt, request.prior};
    if (request.resume) {
        const auto after = after_hit(*index, *request.resume);
        if (const auto* error = std::get_if<QueryError>(&after)) return *error;
        page.after = std::get<AfterHit>(after);
    }
    const Retrieved found =
        retrieve(*index, query.compiled, page, analyzer, start + time_for(request));
    require_an_answer(found, request);
    if (!request.resume) {
        for (Notice& notice : prior_notices(*index, request.prior)) {
            query.parsed.notices.push_back(std::move(notice));
        }
    }
    SearchResponse response;
    response.hits = present(*index, query.compiled, found.hits, request.spans, measures, analyzer);
    response.query = reading_of(std::move(query));
    response.total = found.total;
    response.first = request.resume ? request.resume->given : request.offset;
    response.revision = index->manifest().revision;
    if (!found.complete) {
        response.relation = CountRelation::at_least;
        response.query.notices.push_back(partial_notice());
    }
    response.next = next_point(*index, response);
    if (response.next) reader.pin(index);
    response.took_ms = milliseconds_since(start);
    return response;
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

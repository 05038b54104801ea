#include "tests/http/fake_service.h"

#include "searcher/search_error.h"
#include "searcher/text_measure.h"

namespace gazette::test {
namespace {

std::optional<QueryError> error_in(const std::string& query) {
    if (query == "throw") throw std::runtime_error("secret of the inside");
    if (query == "throw-int") throw 42;
    if (query == "out-of-time") {
        throw SearchError(SearchError::Kind::out_of_time, "secret query plan");
    }
    if (query == "unreadable") {
        throw SearchError(SearchError::Kind::index_unreadable, "secret path of the index");
    }
    if (query == "index-error") throw IndexError("secret path of the index");
    const auto quote = query.find('"');
    if (quote == std::string::npos || query.starts_with("id:")) return std::nullopt;
    const auto at = static_cast<std::uint32_t>(quote);
    return QueryError{
        "unbalanced_quote", "The quotation mark is never closed.", query + "\"", {at, at + 1}};
}

Notice notice() {
    return {"mixed_and_or", "AND binds tighter than OR.", {0, 1}};
}

// Scripts of several sizes in UTF-8 and UTF-16.
const std::string kText = "Ärger über 漢字 und 😀. Καλημέρα κόσμε. سلام. हिन्दी";

QueryReading reading(const std::string& text) {
    QueryReading query;
    query.input = text;
    query.canonical = text;
    if (text.empty()) return query;
    query.notices.push_back(notice());
    query.clauses.push_back({0, static_cast<std::uint32_t>(text.size())});
    return query;
}

TextSpan span_at(std::uint32_t begin, std::uint32_t end, std::uint32_t clause) {
    const auto places = text_places(kText, {begin, end});
    return {{places[0], places[1]}, clause, clause};
}

}  // namespace

std::variant<SearchResponse, QueryError> FakeService::search(const SearchRequest& request) const {
    if (during_search) during_search(request);
    if (auto error = error_in(request.text)) return *error;
    SearchResponse response;
    if (request.resume && request.resume->revision != 7) {
        return QueryError{"cursor_expired", "Search again.", "", {}};
    }
    response.query = reading(request.text);
    response.total = 2;
    if (request.text == "partial") response.relation = CountRelation::at_least;
    if (request.limit == 1) response.next = ResumePoint{7, "2026", 12.5, "law/2019/ä 5", 1};
    if (request.resume) response.first = request.resume->given;
    response.revision = 7;
    static std::atomic<int> asked{0};
    response.took_ms = 1.0 + asked++;

    Hit hit;
    hit.id = "law/2019/ä 5";
    hit.title = "Gesetz 漢字";
    hit.title_fragments = {{"Gesetz ", false}, {"漢字", true}};
    hit.lang = "de";
    hit.kind = "law";
    hit.source = "bgbl";
    hit.collection = "federal";
    hit.url = "https://example.org/5";
    hit.date = parse_iso_date("2019-05").value();
    hit.score = 12.5;
    hit.matches = 4;
    Snippet snippet;
    snippet.segment = {"art-5", "Article 5", SegmentKind::article, 3, 0, 20};
    snippet.begin = 0;
    snippet.end = 6;
    snippet.fragments = {{"Ärger", true}};
    hit.snippets.push_back(snippet);
    if (request.spans) hit.spans = HitSpans{9, {span_at(0, 6, 0)}, {span_at(0, 6, 1)}};
    response.hits.push_back(hit);

    Hit bare;  // all that may be unknown is
    bare.id = "x";
    bare.snippets.push_back({{}, 0, 6, {{"Ärger", false}}});
    response.hits.push_back(bare);
    return response;
}

std::variant<std::optional<DocumentResponse>, QueryError> FakeService::document(
    const DocumentRequest& request) const {
    const std::string& id = request.id;
    const SearchRequest& query = request.query;
    if (auto error = error_in(query.text)) return *error;
    if (request.segment == "none") return QueryError{"segment_not_found", "None.", "", {}};
    if (id == "missing") return std::nullopt;
    DocumentResponse response;
    response.revision = 7;
    response.document.id = id;
    if (id == "large") {
        response.document.text.assign(large_text_bytes, 'x');
        response.text_bytes = static_cast<std::uint32_t>(large_text_bytes);
        response.window = {{}, {response.text_bytes, response.text_bytes, response.text_bytes}};
        return response;
    }
    response.document.title = "Titel";
    response.title_fragments = {{"Titel", false}};
    response.document.text = kText;
    response.document.metadata_json = R"({"session": 12, "nested": {"a": [1, null]}})";
    response.document.origin = {"a.jsonl#1", "json_lines", 1, {"cut"}};
    response.document.published = parse_iso_date("2019").value();
    response.document.work_id = "a <work>";
    response.document.status = "repealed";
    response.document.identifiers = {{"celex", "32019R0005"}};
    response.document.segments = {
        {"p1", "", SegmentKind::paragraph, 0, 0, 12},
        {"p2", "2", SegmentKind::paragraph, 1, 13, static_cast<std::uint32_t>(kText.size())}};
    response.text_hash = "00000000000000000000000000000000";
    response.text_bytes = static_cast<std::uint32_t>(kText.size());
    response.window = span_at(0, response.text_bytes, 0).range;
    for (const Segment& segment : response.document.segments) {
        response.segment_ranges.push_back(span_at(segment.begin, segment.end, 0).range);
    }
    if (!query.text.empty()) {
        const auto emoji = static_cast<std::uint32_t>(kText.find("😀"));
        response.query = reading(query.text);
        response.spans = {span_at(0, 6, 0), span_at(emoji, emoji + 4, 1)};
        response.matches = MatchOverview{2, false, {1, 1}, {1, 1}, 0, std::nullopt, emoji};
    }
    return response;
}

std::variant<std::optional<SearchResponse>, QueryError> FakeService::similar(
    const SimilarRequest& request) const {
    if (request.id == "missing") return std::nullopt;
    SearchRequest query = request.query;
    query.text = "Gesetz 漢字";
    auto found = search(query);
    auto& response = std::get<SearchResponse>(found);
    response.query.added = {{"Gesetz", 0.75}, {"漢字", 0.25}};
    return response;
}

SuggestResponse FakeService::suggest(const SuggestRequest& request) const {
    if (request.text == "throw") throw std::runtime_error("secret of the inside");
    SuggestResponse response;
    response.input = request.text;
    response.revision = 7;
    response.took_ms = 0.5;
    response.complete = request.text != "partial";
    response.suggestions = {
        {SuggestionKind::title, "Gesetz 漢字", "title:\"Gesetz 漢字\"", "law/2019/ä 5", "de", {}},
        {SuggestionKind::word, "gesetz", "gesetz", "", "", 12}};
    if (response.suggestions.size() > request.limit) response.suggestions.resize(request.limit);
    return response;
}

std::variant<Explanation, QueryError> FakeService::explain(const SearchRequest& request) const {
    if (auto error = error_in(request.text)) return *error;
    Explanation explanation;
    explanation.input = request.text;
    explanation.canonical = request.text;
    explanation.notices.push_back(notice());
    explanation.revision = 7;
    explanation.root.operation = "AND";
    ExplainedNode leaf;
    leaf.operation = "text";
    leaf.text = "laws";
    leaf.documents = 3;
    leaf.slots = {{{"law", "en", 3}, {"laws", "", 2}}};
    explanation.root.children = {leaf, leaf};
    return explanation;
}

std::variant<FacetResponse, QueryError> FakeService::facets(const FacetRequest& request) const {
    if (auto error = error_in(request.query.text)) return *error;
    FacetResponse response;
    response.query = reading(request.query.text);
    response.total = 2;
    if (request.query.text == "partial") response.relation = CountRelation::at_least;
    response.revision = 7;
    Facet facet;
    facet.field = FacetField::source;
    facet.values = {{"bgbl", 2, true, false}, {"漢字", 1, false, true}};
    facet.more = 3;
    facet.unknown = 4;
    response.facets.push_back(facet);
    return response;
}

namespace {

class FakeStream final : public HitStream {
  public:
    FakeStream(SearchResponse about, std::size_t hits, bool breaks)
        : about_(std::move(about)), hits_(hits), breaks_(breaks) {
        about_.total = hits;
    }
    const SearchResponse& about() const override { return about_; }
    const std::string& published_at() const override { return published_at_; }
    std::vector<Hit> next(std::size_t count) override {
        if (breaks_ && given_ >= hits_ / 2) throw std::runtime_error("secret of the inside");
        std::vector<Hit> piece;
        for (; piece.size() < count && given_ < hits_; ++given_) {
            Hit hit = about_.hits.at(given_ % about_.hits.size());
            hit.id += "#" + std::to_string(given_);
            piece.push_back(std::move(hit));
        }
        return piece;
    }

  private:
    SearchResponse about_;
    std::string published_at_ = "2026-05-07T10:00:00Z";
    std::size_t hits_;
    bool breaks_;
    std::size_t given_ = 0;
};

}  // namespace

std::variant<std::unique_ptr<HitStream>, QueryError> FakeService::stream(
    const SearchRequest& request) const {
    auto found = search(request);
    if (auto* error = std::get_if<QueryError>(&found)) return std::move(*error);
    return std::make_unique<FakeStream>(
        std::get<SearchResponse>(std::move(found)), stream_hits, request.text == "break");
}

std::variant<TimelineResponse, QueryError> FakeService::timeline(
    const TimelineRequest& request) const {
    if (auto error = error_in(request.query.text)) return *error;
    if (request.bucket == TimeBucket::day) return QueryError{"too_many_buckets", "Many.", "", {}};
    TimelineResponse response;
    response.query = reading(request.query.text);
    if (request.query.text == "partial") response.relation = CountRelation::at_least;
    response.revision = 7;
    response.total = {3, 9};
    response.slots = {{civil_day(2019, 1, 1), civil_day(2019, 12, 31), {2, 5}},
                      {civil_day(2020, 1, 1), civil_day(2020, 12, 31), {0, 3}}};
    response.unknown = {1, 1};
    return response;
}

StatusResponse FakeService::status() const {
    StatusResponse response;
    response.revision = 7;
    response.published_at = "2026-05-07T10:00:00Z";
    response.analyzer = "1";
    response.documents = 2;
    response.parts = 1;
    response.text_bytes = 100;
    response.languages = {{"de", 1}, {"", 1}};
    response.kinds = {{"law", 2}};
    return response;
}

}  // namespace gazette::test

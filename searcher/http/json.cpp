#include "searcher/http/json.h"

#include "searcher/http/json_parts.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {
namespace {

Json hit_spans_json(const std::optional<HitSpans>& spans) {
    if (!spans) return nullptr;
    const std::size_t listed = spans->title.size() + spans->text.size();
    return {{"total", spans->total},
            {"complete", listed == spans->total},
            {"title", spans_json(spans->title)},
            {"text", spans_json(spans->text)}};
}

Json snippet_json(const Snippet& snippet) {
    const bool in_segment = !snippet.segment.id.empty();
    Json json = object_of(4);
    add(json, "segment", in_segment ? segment_name_json(snippet.segment) : Json(nullptr));
    add(json, "begin", snippet.begin);
    add(json, "end", snippet.end);
    add(json, "fragments", fragments_json(snippet.fragments));
    return json;
}

Json hit_json(const Hit& hit) {
    Json snippets = Json::array();
    for (const Snippet& snippet : hit.snippets) snippets.push_back(snippet_json(snippet));
    Json json = object_of(13);
    add(json, "id", hit.id);
    add(json, "title", known(hit.title));
    add(json, "title_fragments", fragments_json(hit.title_fragments));
    add(json, "lang", known(hit.lang));
    add(json, "kind", known(hit.kind));
    add(json, "date", known(hit.date));
    add(json, "source", known(hit.source));
    add(json, "collection", known(hit.collection));
    add(json, "url", known(hit.url));
    add(json, "score", std::isfinite(hit.score) ? hit.score : 0.0);
    add(json, "matches", hit.matches);
    add(json, "snippets", std::move(snippets));
    add(json, "spans", hit_spans_json(hit.spans));
    return json;
}

Json node_json(const ExplainedNode& node) {
    Json slots = Json::array();
    for (const auto& slot : node.slots) {
        Json terms = Json::array();
        for (const ExplainedTerm& term : slot) {
            terms.push_back({{"term", term.term},
                             {"lang", known(term.language)},
                             {"documents", term.documents}});
        }
        slots.push_back(std::move(terms));
    }
    Json children = Json::array();
    for (const ExplainedNode& child : node.children) children.push_back(node_json(child));
    return {{"operation", node.operation},
            {"text", known(node.text)},
            {"documents", node.documents},
            {"slots", std::move(slots)},
            {"children", std::move(children)}};
}

Json search_json(const SearchResponse& response) {
    Json hits = Json::array();
    for (const Hit& hit : response.hits) hits.push_back(hit_json(hit));
    const bool exact = response.relation == CountRelation::exact;
    return {{"query", reading_json(response.query)},
            {"total", total_json(response.total, response.relation)},
            {"partial", !exact},
            {"revision", response.revision},
            {"took_ms", to_thousandths(response.took_ms)},
            {"first", response.first},
            {"hits", std::move(hits)},
            {"cursor", known(response.cursor)}};
}

Json problem_json(const Problem& problem) {
    Json json = {{"type", "about:blank"},
                 {"title", title_of_status(problem.status)},
                 {"status", problem.status},
                 {"code", problem.code},
                 {"detail", problem.detail}};
    if (!problem.parameter.empty()) json["parameter"] = problem.parameter;
    if (!problem.instance.empty()) json["instance"] = problem.instance;
    if (problem.place) json["place"] = place_json(*problem.place, problem.query);
    if (!problem.suggestion.empty()) json["suggestion"] = problem.suggestion;
    return json;
}

}  // namespace

bool nested_deeper(std::string_view json, std::size_t limit) {
    std::size_t depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (in_string) {
            if (c == '\\') ++i;
            if (c == '"') in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            if (++depth > limit) return true;
        } else if ((c == '}' || c == ']') && depth > 0) {
            --depth;
        }
    }
    return false;
}

std::string to_json(const SearchResponse& response) {
    return spelled(search_json(response));
}

std::string to_json(const Hit& hit) {
    return spelled(hit_json(hit));
}

std::string to_json(const Explanation& explanation) {
    return spelled(
        {{"query",
          query_json(
              explanation.input, explanation.canonical, explanation.notices, explanation.reading)},
         {"revision", explanation.revision},
         {"root", node_json(explanation.root)}});
}

std::string to_json(const IngestReport& report) {
    Json list = Json::array();
    std::size_t rejected = 0;
    for (const IngestResult& result : report.results) {
        rejected += result.outcome == "rejected" ? 1U : 0U;
        list.push_back({{"line", list.size() + 1},
                        {"id", result.id},
                        {"outcome", result.outcome},
                        {"reason", known(result.reason)},
                        {"detail", known(result.detail)}});
    }
    return spelled({{"revision", report.revision},
                    {"accepted", report.results.size() - rejected},
                    {"rejected", rejected},
                    {"results", std::move(list)}});
}

std::string to_json(const SuggestResponse& response) {
    Json list = Json::array();
    for (const Suggestion& each : response.suggestions) {
        list.push_back({{"kind", name_of(each.kind)},
                        {"text", each.text},
                        {"query", each.query},
                        {"id", known(each.id)},
                        {"lang", known(each.lang)},
                        {"documents", each.documents ? Json(*each.documents) : Json(nullptr)}});
    }
    return spelled({{"input", response.input},
                    {"revision", response.revision},
                    {"took_ms", to_thousandths(response.took_ms)},
                    {"partial", !response.complete},
                    {"suggestions", std::move(list)}});
}

std::string to_json(const Problem& problem) {
    return spelled(problem_json(problem));
}

std::string to_json(const std::vector<BatchResult>& results) {
    Json list = Json::array();
    std::size_t failed = 0;
    for (const BatchResult& result : results) {
        const auto* problem = std::get_if<Problem>(&result.answer);
        failed += problem != nullptr ? 1U : 0U;
        const auto* response = std::get_if<SearchResponse>(&result.answer);
        list.push_back({{"line", list.size() + 1},
                        {"id", known(result.id)},
                        {"status", problem != nullptr ? problem->status : 200},
                        {"problem", problem != nullptr ? problem_json(*problem) : Json(nullptr)},
                        {"answer", response != nullptr ? search_json(*response) : Json(nullptr)}});
    }
    return spelled(
        {{"answered", results.size() - failed}, {"failed", failed}, {"results", std::move(list)}});
}

}  // namespace gazette

#include "searcher/http/parameters.h"

#include "searcher/http/cursor.h"
#include "searcher/http/parameter_values.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

namespace gazette {
namespace {

constexpr std::size_t kMaxShownBytes = 64;

// At most kMaxShownBytes, cut between code points.
std::string shown(const std::string& name) {
    if (name.size() <= kMaxShownBytes) return name;
    std::size_t end = kMaxShownBytes;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) --end;
    return name.substr(0, end) + "...";
}

Problem unknown(const Parameter& parameter, std::span<const std::string_view> known) {
    std::string detail = "There is no parameter \"" + shown(parameter.name) + "\" here; ";
    if (known.empty()) detail += "none is taken.";
    for (std::size_t i = 0; i < known.size(); ++i) {
        detail += i == 0 ? "known: " : ", ";
        detail += known[i];
    }
    if (!known.empty()) detail += ".";
    Problem problem = problem_of(400, "unknown_parameter", std::move(detail));
    problem.parameter = shown(parameter.name);
    return problem;
}

// The field of "-lang" and its like, which exclude.
std::optional<Field> excluding(std::string_view name) {
    if (!name.starts_with('-')) return std::nullopt;
    return field_of(name.substr(1));
}

std::optional<Problem> set(const Parameter& parameter, SearchRequest& request) {
    const std::string& name = parameter.name;
    if (const auto field = excluding(name))
        return add_excluded(parameter, *field, request.excluded);
    if (name == "lang") return add_language(parameter, request.languages);
    if (name == "kind") return add_value(parameter, request.kinds);
    if (name == "source") return add_value(parameter, request.sources);
    if (name == "publisher") return add_value(parameter, request.publishers);
    if (name == "jurisdiction") return add_value(parameter, request.jurisdictions);
    if (name == "collection") return add_value(parameter, request.collections);
    if (name == "from") return set_date(parameter, request.from);
    if (name == "to") return set_date(parameter, request.to);
    if (name == "reading") return set_reading(parameter, request.reading);
    if (name == "sort") return set_sort(parameter, request.sort);
    if (name == "limit") return set_number(parameter, 1, request_limits::kMaxHits, request.limit);
    if (name == "offset") {
        return set_number(parameter, 0, request_limits::kMaxOffset, request.offset);
    }
    if (name == "exact") return set_flag(parameter, request.exact_total);
    if (name == "expand") return set_flag(parameter, request.expand);
    if (name == "prior") return set_prior(parameter, request.prior);
    if (name == "half_life") {
        return set_number(parameter, 1, request_limits::kMaxHalfLife, request.prior.half_life);
    }
    if (name == "spans") return set_flag(parameter, request.spans);
    request.text = parameter.value;
    return std::nullopt;
}

std::optional<Problem> set(const Parameter& parameter, DocumentRequest& request) {
    const std::string& name = parameter.name;
    std::uint32_t value = 0;
    if (name == "begin" || name == "end") {
        if (auto wrong = set_number(parameter, 0, UINT32_MAX, value)) return wrong;
        (name == "begin" ? request.begin : request.end) = value;
        return std::nullopt;
    }
    if (name == "outline") return set_flag(parameter, request.outline);
    if (name == "segment") {
        if (parameter.value.empty()) return bad_value(parameter, "is empty");
        request.segment = parameter.value;
        return std::nullopt;
    }
    return set(parameter, request.query);
}

// What the text of a document is asked by: bytes, a segment, or not at all.
std::optional<Problem> conflict_in(const DocumentRequest& request) {
    const int ways = (request.begin || request.end ? 1 : 0) + (request.segment.empty() ? 0 : 1) +
                     (request.outline ? 1 : 0);
    if (ways < 2) return std::nullopt;
    Problem problem = problem_of(
        400,
        "conflicting_parameters",
        "Give \"begin\" and \"end\", or \"segment\", or \"outline\": only one of these at a time.");
    problem.parameter = !request.segment.empty() ? "segment" : "outline";
    return problem;
}

std::optional<Problem> set(const Parameter& parameter, FacetRequest& request) {
    if (parameter.name == "facet") {
        const auto field = facet_field_of(parameter.value);
        if (!field) {
            return bad_value(parameter,
                             "is not lang, kind, source, jurisdiction, publisher, collection or "
                             "year");
        }
        const auto& fields = request.fields;
        if (std::find(fields.begin(), fields.end(), *field) == fields.end()) {
            request.fields.push_back(*field);
        }
        return std::nullopt;
    }
    if (parameter.name == "values") {
        return set_number(parameter, 1, request_limits::kMaxFacetValues, request.values);
    }
    if (parameter.name == "containing") {
        std::vector<std::string> one;
        if (auto wrong = add_value(parameter, one)) return wrong;
        request.containing = std::move(one.front());
        return std::nullopt;
    }
    return set(parameter, request.query);
}

std::optional<Problem> set(const Parameter& parameter, AskedTimeline& request) {
    if (parameter.name == "bucket") {
        request.timeline.bucket = time_bucket_of(parameter.value);
        if (request.timeline.bucket) return std::nullopt;
        return bad_value(parameter, "is not day, week, month, year or decade");
    }
    if (parameter.name == "format") {
        if (parameter.value != "json" && parameter.value != "csv") {
            return bad_value(parameter, "is not json or csv");
        }
        request.format = parameter.value == "csv" ? TableFormat::csv : TableFormat::json;
        return std::nullopt;
    }
    return set(parameter, request.timeline.query);
}

std::optional<Problem> set(const Parameter& parameter, AskedExport& request) {
    if (parameter.name != "format") return set(parameter, request.search);
    const auto format = export_format_of(parameter.value);
    if (!format) return bad_value(parameter, "is not csv, jsonl, ris or bib");
    request.format = *format;
    return std::nullopt;
}

std::optional<Problem> set(const Parameter& parameter, SuggestRequest& request) {
    if (parameter.name == "limit") {
        return set_number(parameter, 1, suggest_limits::kMax, request.limit);
    }
    SearchRequest search;
    search.languages = std::move(request.languages);
    auto wrong = set(parameter, search);
    request.languages = std::move(search.languages);
    if (parameter.name == "q") request.text = parameter.value;
    return wrong;
}

std::optional<Problem> set(const Parameter& parameter, SimilarRequest& request) {
    if (parameter.name != "id") return set(parameter, request.query);
    request.id = parameter.value;
    return std::nullopt;
}

bool may_repeat(std::string_view name) {
    if (name.starts_with('-')) name.remove_prefix(1);
    return name == "lang" || name == "kind" || name == "source" || name == "collection" ||
           name == "jurisdiction" || name == "publisher" || name == "facet";
}

// Of parameters that are fine by themselves.
std::optional<Problem> contradiction_in(const SearchRequest& request) {
    if (request.from.known() && request.to.known() && request.from.first > request.to.last) {
        Problem problem = problem_of(400, "empty_period", "\"from\" is later than \"to\".");
        problem.parameter = "from";
        return problem;
    }
    if (request.prior.half_life != 0 && !request.prior.recency) {
        Problem problem = problem_of(400,
                                     "conflicting_parameters",
                                     "\"half_life\" is of the recency: give prior=recency, too.");
        problem.parameter = "half_life";
        return problem;
    }
    return std::nullopt;
}

// Into a SearchRequest or a DocumentRequest.
template <class Request>
std::optional<Problem> set_all(const HttpRequest& request,
                               std::span<const std::string_view> known,
                               Request& result) {
    if (auto wrong = unknown_parameter_in(request, known)) return wrong;
    std::vector<std::string_view> seen;
    for (const Parameter& parameter : request.parameters) {
        const bool again = std::find(seen.begin(), seen.end(), parameter.name) != seen.end();
        if (again && !may_repeat(parameter.name)) {
            Problem problem = problem_of(
                400, "repeated_parameter", "\"" + parameter.name + "\" is given more than once.");
            problem.parameter = parameter.name;
            return problem;
        }
        seen.push_back(parameter.name);
        if (auto wrong = set(parameter, result)) return wrong;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Problem> unknown_parameter_in(const HttpRequest& request,
                                            std::span<const std::string_view> known) {
    for (const Parameter& parameter : request.parameters) {
        if (std::find(known.begin(), known.end(), parameter.name) == known.end()) {
            return unknown(parameter, known);
        }
    }
    return std::nullopt;
}

namespace {

// What a cursor stands for, as `decode` reads it; it says all by itself.
template <class Request>
std::variant<Request, Problem> read_cursor(const HttpRequest& request,
                                           const Parameter& cursor,
                                           std::optional<Request> (*decode)(std::string_view)) {
    if (request.parameters.size() > 1) {
        Problem problem = problem_of(400,
                                     "conflicting_parameters",
                                     "\"cursor\" stands for the whole search: give nothing else.");
        problem.parameter = "cursor";
        return problem;
    }
    auto decoded = decode(cursor.value);
    if (decoded) return *std::move(decoded);
    return bad_value(cursor, "is no cursor of an answer of this server");
}

}  // namespace

std::vector<std::string_view> with_query_parameters(
    std::initializer_list<std::string_view> others) {
    std::vector<std::string_view> names = {"q",
                                           "reading",
                                           "lang",
                                           "kind",
                                           "source",
                                           "jurisdiction",
                                           "publisher",
                                           "collection",
                                           "-lang",
                                           "-kind",
                                           "-source",
                                           "-jurisdiction",
                                           "-publisher",
                                           "-collection",
                                           "from",
                                           "to"};
    names.insert(names.end(), others);
    return names;
}

std::variant<SearchRequest, Problem> parse_parameters(const HttpRequest& request,
                                                      std::span<const std::string_view> known) {
    const bool takes_cursor = std::find(known.begin(), known.end(), "cursor") != known.end();
    for (const Parameter& parameter : request.parameters) {
        if (takes_cursor && parameter.name == "cursor") {
            return read_cursor(request, parameter, decode_cursor);
        }
    }
    SearchRequest result;
    result.reading = Reading::automatic;
    if (auto wrong = set_all(request, known, result)) return *wrong;
    if (auto wrong = contradiction_in(result)) return *wrong;
    return result;
}

std::variant<FacetRequest, Problem> parse_facet_parameters(const HttpRequest& request) {
    static const auto kKnown = with_query_parameters({"exact", "facet", "values", "containing"});
    FacetRequest result;
    if (auto wrong = set_all(request, kKnown, result)) return *wrong;
    if (auto wrong = contradiction_in(result.query)) return *wrong;
    return result;
}

std::variant<AskedTimeline, Problem> parse_timeline_parameters(const HttpRequest& request) {
    static const auto kKnown = with_query_parameters({"exact", "bucket", "format"});
    AskedTimeline result;
    if (auto wrong = set_all(request, kKnown, result)) return *wrong;
    if (auto wrong = contradiction_in(result.timeline.query)) return *wrong;
    return result;
}

std::variant<SuggestRequest, Problem> parse_suggest_parameters(const HttpRequest& request) {
    static constexpr std::array<std::string_view, 3> kKnown = {"q", "lang", "limit"};
    SuggestRequest result;
    if (auto wrong = set_all(request, kKnown, result)) return *wrong;
    return result;
}

std::variant<AskedExport, Problem> parse_export_parameters(const HttpRequest& request) {
    static const auto kKnown =
        with_query_parameters({"sort", "format", "expand", "prior", "half_life"});
    AskedExport result;
    if (auto wrong = set_all(request, kKnown, result)) return *wrong;
    if (auto wrong = contradiction_in(result.search)) return *wrong;
    return result;
}

std::variant<SimilarRequest, Problem> parse_similar_parameters(const HttpRequest& request) {
    static const auto kKnown = [] {
        auto names = with_query_parameters(
            {"id", "limit", "offset", "exact", "prior", "half_life", "spans"});
        std::erase_if(names,
                      [](std::string_view name) { return name == "q" || name == "reading"; });
        return names;
    }();
    for (const Parameter& parameter : request.parameters) {
        if (parameter.name == "cursor") {
            return read_cursor(request, parameter, decode_similar_cursor);
        }
    }
    SimilarRequest result;
    if (auto wrong = set_all(request, kKnown, result)) return *wrong;
    if (auto wrong = contradiction_in(result.query)) return *wrong;
    if (!result.id.empty()) return result;
    Problem problem = problem_of(400, "bad_value", "\"id\" says which document is meant: give it.");
    problem.parameter = "id";
    return problem;
}

std::variant<DocumentRequest, Problem> parse_document_parameters(const HttpRequest& request) {
    static constexpr std::array<std::string_view, 7> kKnown = {
        "q", "reading", "lang", "begin", "end", "segment", "outline"};
    DocumentRequest result;
    result.query.reading = Reading::automatic;
    if (auto wrong = set_all(request, kKnown, result)) return *wrong;
    if (auto wrong = conflict_in(result)) return *wrong;
    return result;
}

}  // namespace gazette

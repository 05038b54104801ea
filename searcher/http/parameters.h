// Parameters of a request -> SearchRequest, or which of them is wrong. Nothing is guessed: a name
// that an endpoint does not know is an error, so that a misspelt filter never widens a search.
#pragma once

#include "searcher/facets.h"
#include "searcher/http/export.h"
#include "searcher/http/message.h"
#include "searcher/request.h"
#include "searcher/similar.h"
#include "searcher/suggest.h"
#include "searcher/timeline.h"

#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

namespace gazette {

// The names of what says which documents: q, reading, lang, kind, source, jurisdiction, publisher,
// collection (these six may be repeated: any of the values), the same behind a hyphen (none of the
// values), from, to; and `others`.
std::vector<std::string_view> with_query_parameters(
    std::initializer_list<std::string_view> others = {});

// `known`: the names that the endpoint takes, of those, sort, limit, offset, exact, expand, prior,
// half_life, spans, and cursor, which stands for all the others.
std::variant<SearchRequest, Problem> parse_parameters(const HttpRequest& request,
                                                      std::span<const std::string_view> known);

// Of facets: what says which documents, exact, and facet (may be repeated), values, containing.
std::variant<FacetRequest, Problem> parse_facet_parameters(const HttpRequest& request);

// How an answer is spelled: "format".
enum class TableFormat : std::uint8_t { json, csv };

struct AskedTimeline {
    TimelineRequest timeline;
    TableFormat format = TableFormat::json;
};

// Of a timeline: what says which documents, exact, bucket, format.
std::variant<AskedTimeline, Problem> parse_timeline_parameters(const HttpRequest& request);

// Of suggestions: q, lang, limit.
std::variant<SuggestRequest, Problem> parse_suggest_parameters(const HttpRequest& request);

struct AskedExport {
    SearchRequest search;
    ExportFormat format = ExportFormat::csv;
};

// Of an export: what says which documents, sort, format, expand, prior, half_life.
std::variant<AskedExport, Problem> parse_export_parameters(const HttpRequest& request);

// Of documents like another one: id, what says which documents but q and reading, limit, offset,
// exact, prior, half_life, spans.
std::variant<SimilarRequest, Problem> parse_similar_parameters(const HttpRequest& request);

// What is wrong where a request has other parameters than these.
std::optional<Problem> unknown_parameter_in(const HttpRequest& request,
                                            std::span<const std::string_view> known);

// Of a document: q, lang, and one of begin and end, segment, outline. Its id is not set.
std::variant<DocumentRequest, Problem> parse_document_parameters(const HttpRequest& request);

}  // namespace gazette

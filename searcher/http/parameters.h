// Parameters of a request -> SearchRequest, or which of them is wrong. Nothing is guessed: a name
// that an endpoint does not know is an error, so that a misspelt filter never widens a search.
#pragma once

#include "searcher/http/message.h"
#include "searcher/request.h"

#include <optional>
#include <span>
#include <string_view>
#include <variant>

namespace gazette {

// `known`: the names that the endpoint takes, of q, lang, kind, source, collection (these four may
// be repeated: any of the values), from, to, sort, limit, offset, exact, spans, and cursor, which
// stands for all the others.
std::variant<SearchRequest, Problem> parse_parameters(const HttpRequest& request,
                                                      std::span<const std::string_view> known);

// Of a document: q, lang, and one of begin and end, segment, outline. Its id is not set.
std::variant<DocumentRequest, Problem> parse_document_parameters(const HttpRequest& request);

}  // namespace gazette

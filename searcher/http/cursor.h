// The place where a list of hits goes on, with the search that it is of, as one word for a client
// to give back. It is no secret and no promise: what is in it is checked like any request.
#pragma once

#include "searcher/request.h"
#include "searcher/similar.h"

#include <optional>
#include <string>
#include <string_view>

namespace gazette {

// Letters, digits, "-" and "_" only.
std::string encode_cursor(const SearchRequest& request, const ResumePoint& next);
std::string encode_cursor(const SimilarRequest& request, const ResumePoint& next);

// The search that goes on, its offset 0; nothing where the word is none of encode_cursor() of such
// a request, or holds what no request may hold.
std::optional<SearchRequest> decode_cursor(std::string_view cursor);
std::optional<SimilarRequest> decode_similar_cursor(std::string_view cursor);

}  // namespace gazette

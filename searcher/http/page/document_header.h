// What stands above a document's text: what is known of it, where its matches are, its versions,
// and how it is cited. As web/document.js shows it, so that nothing moves when the script takes
// over.
#pragma once

#include "searcher/http/page/view.h"
#include "searcher/response.h"

#include <string>
#include <string_view>

namespace gazette {

// The address of a segment in the page that has it, and the beginning of the window of the text
// that a byte is in.
std::string segment_address(const PageContext& page, const Segment& segment);
std::uint32_t window_at(std::uint32_t byte);

// `outline`: of the document, with all of its segments. `of_work`: the documents of its work.
Html document_header(const PageContext& page,
                     const DocumentResponse& outline,
                     const SearchResponse& of_work);

}  // namespace gazette

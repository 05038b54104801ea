// A response of HTTP/0.9 to HTTP/2 as web archives store it -> status, headers, body with its
// codings undone. What servers and crawlers get wrong is read as far as it goes, and said.
#pragma once

#include "indexer/extract/extractor.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gazette {

struct HttpResponse {
    int status = 0;      // 0: there is no status line, all of it is the body
    std::string reason;  // "Not Found"
    std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
    std::string body;
    std::vector<std::string> warnings;
    // Set where the body is not to be used: over a limit, or in a coding that is not known.
    std::string why_not;
    RejectionCode why_not_code = RejectionCode::damaged;

    // The first of that name, or empty.
    std::string_view header(std::string_view name) const;
};

// Never throws for bad input.
HttpResponse read_http_response(std::string_view block);

// "text/html; charset=utf-8" -> {"text/html", "utf-8"}, the type in lower case.
struct ContentType {
    std::string type;
    std::string charset;
};
ContentType parse_content_type(std::string_view value);

}  // namespace gazette

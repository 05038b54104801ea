#include "indexer/extract/plain_text.h"

#include "indexer/extract/charset.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <utility>

namespace gazette {
namespace {

// A first line longer than this is the first paragraph, not a title.
constexpr std::size_t kTitleLineCharacters = 160;

std::string title_line(std::string_view text) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("\n\r\f"), text.size());
        const std::string_view line = text.substr(0, end);
        if (!is_blank(line)) {
            // Four bytes a character at most: no need to count a line of megabytes.
            if (line.size() > kTitleLineCharacters * 4) return {};
            return utf8_census(line).characters > kTitleLineCharacters ? std::string()
                                                                       : collapse_space(line);
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return {};
}

}  // namespace

Extracted PlainTextExtractor::extract(const Input& input) const {
    Decoded decoded = decode_text(input.bytes, {});
    if (is_blank(decoded.text)) return Rejection{RejectionCode::empty, "the file has no text"};
    Document document;
    if (decoded.repaired > 0) {
        document.origin.warnings.push_back("read as " + decoded.charset + ": " +
                                           std::to_string(decoded.repaired) +
                                           " ill-formed sequences became U+FFFD");
    }
    document.title = title_line(decoded.text);
    document.text = std::move(decoded.text);
    return document;
}

}  // namespace gazette

#include "indexer/analysis/paragraphs.h"

#include <algorithm>

namespace gazette {
namespace {

constexpr std::string_view kParagraphSeparator = "\u2029";
constexpr std::string_view kIdeographicSpace = "\u3000";
constexpr std::string_view kNoBreakSpace = "\u00A0";

// What stands between two words, as far as it matters here.
struct Gap {
    std::size_t end = 0;          // of the white space
    std::size_t line_breaks = 0;  // \r\n is one
    bool separator = false;       // U+2029
    bool indented = false;        // the line behind the last break
};

// Bytes of the white space at `at`; 0 for none.
std::size_t space_at(std::string_view text, std::size_t at) {
    const char c = text[at];
    if (c == ' ' || (c >= '\t' && c <= '\r')) return 1;
    for (const std::string_view space : {kIdeographicSpace, kNoBreakSpace, kParagraphSeparator}) {
        if (text.substr(at, space.size()) == space) return space.size();
    }
    return 0;
}

Gap gap_at(std::string_view text, std::size_t at) {
    Gap gap;
    std::size_t indent = 0;
    while (at < text.size()) {
        const std::size_t bytes = space_at(text, at);
        if (bytes == 0) break;
        const bool after_return = at > 0 && text[at - 1] == '\r';
        if (text[at] == '\r' || (text[at] == '\n' && !after_return)) ++gap.line_breaks;
        if (text[at] == '\r' || text[at] == '\n') {
            indent = 0;
        } else {
            indent += text[at] == ' ' ? 1 : 2;
        }
        gap.separator = gap.separator || text.substr(at, bytes) == kParagraphSeparator;
        at += bytes;
    }
    gap.indented = gap.line_breaks > 0 && indent >= 2;
    gap.end = at;
    return gap;
}

// (A loop of our own: find_first_of() calls a function for each byte.)
bool is_long_line(std::string_view text, std::size_t begin) {
    const std::size_t last = std::min(text.size(), begin + kLongLineBytes + 1);
    for (std::size_t at = begin; at < last; ++at) {
        if (text[at] == '\n' || text[at] == '\r') return false;
    }
    return last - begin > kLongLineBytes;
}

// Where the next line break or paragraph separator may begin; the end where there is none.
std::size_t next_break(std::string_view text, std::size_t at) {
    while (at < text.size() && text[at] != '\n' && text[at] != '\r' && text[at] != '\xE2') ++at;
    return at;
}

}  // namespace

std::vector<std::size_t> paragraph_starts(std::string_view text) {
    std::vector<std::size_t> starts;
    std::size_t line = gap_at(text, 0).end;
    if (line == text.size()) return starts;
    starts.push_back(0);
    bool long_line = is_long_line(text, line);
    for (std::size_t at = line; at < text.size();) {
        at = next_break(text, at);
        if (at == text.size()) break;
        if (text[at] == '\xE2' && text.substr(at, 3) != kParagraphSeparator) {
            ++at;
            continue;
        }
        const Gap gap = gap_at(text, at);
        at = gap.end;
        if (at == text.size()) break;
        const bool next_is_long = is_long_line(text, at);
        if (gap.separator || gap.line_breaks > 1 || gap.indented || long_line || next_is_long) {
            starts.push_back(at);
        }
        long_line = next_is_long;
    }
    return starts;
}

}  // namespace gazette

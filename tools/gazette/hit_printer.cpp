#include "tools/gazette/hit_printer.h"

#include <iostream>
#include <string>
#include <unistd.h>
#include <vector>

namespace gazette {
namespace {

// How a match is shown: bold on a terminal, in brackets elsewhere.
struct Marks {
    std::string begin = "[";
    std::string end = "]";
    std::string strong_begin;
    std::string strong_end;
};

Marks marks_for_output() {
    if (isatty(STDOUT_FILENO) == 0) return {};
    return {"\033[1;33m", "\033[0m", "\033[1m", "\033[0m"};
}

// On one line, and nothing in it that a terminal would obey: neither C0 nor C1 controls (U+0080 to
// U+009F, in UTF-8 C2 80 to C2 9F).
std::string printable(const std::string& text) {
    std::string shown;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0U;
        const bool c1 = byte == 0xC2 && next >= 0x80 && next <= 0x9F;
        if (c1) ++at;
        shown.push_back(c1 || byte < 0x20 || byte == 0x7F ? ' ' : text[at]);
    }
    return shown;
}

std::string marked(const std::vector<Fragment>& fragments, const Marks& marks) {
    std::string text;
    for (const Fragment& fragment : fragments) {
        if (fragment.match) text += marks.begin;
        text += printable(fragment.text);
        if (fragment.match) text += marks.end;
    }
    return text;
}

std::string place_of(const Segment& segment) {
    std::string place = segment.label;
    if (segment.page != 0) {
        if (!place.empty()) place += ", ";
        place += "page " + std::to_string(segment.page);
    }
    return place;
}

void print_hit(const Hit& hit, std::uint64_t number, const Marks& marks) {
    const std::string title =
        hit.title_fragments.empty() ? printable(hit.title) : marked(hit.title_fragments, marks);
    std::cout << number << ". " << marks.strong_begin << (title.empty() ? printable(hit.id) : title)
              << marks.strong_end << "\n   " << printable(hit.id);
    for (const std::string& fact : {to_string(hit.date), hit.lang, hit.kind, hit.source}) {
        if (!fact.empty()) std::cout << " | " << printable(fact);
    }
    std::cout << "\n";
    for (const Snippet& snippet : hit.snippets) {
        const std::string place = place_of(snippet.segment);
        std::cout << "   ";
        if (!place.empty()) std::cout << printable(place) << ": ";
        std::cout << marked(snippet.fragments, marks) << "\n";
    }
    std::cout << "\n";
}

}  // namespace

void print_response(const SearchResponse& response, std::uint32_t offset) {
    const Marks marks = marks_for_output();
    for (const Notice& notice : response.query.notices) {
        std::cout << "note: " << notice.message << "\n";
    }
    std::uint64_t number = offset;
    for (const Hit& hit : response.hits) print_hit(hit, ++number, marks);
    const bool exact = response.relation == CountRelation::exact;
    std::cout << (exact ? "" : "at least ") << response.total
              << (response.total == 1 ? " document" : " documents");
    if (!response.hits.empty()) std::cout << ", shown " << offset + 1 << " to " << number;
    std::cout << " (" << static_cast<long>(response.took_ms + 0.5) << " ms)\n";
}

}  // namespace gazette

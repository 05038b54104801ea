#include "indexer/extract/pdf_headings.h"

#include "indexer/analysis/letters.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace gazette {
namespace {

// Without numbering, spaces and case of ASCII: "3.2 Scope" and "Scope" are one heading.
std::string heading_key(std::string_view text) {
    std::string key;
    bool begun = false;
    while (!text.empty()) {
        const Utf8Step step = utf8_step(text);
        const std::size_t length = std::max<std::size_t>(step.length, 1);
        const char32_t c = step.code_point;
        if (is_letter(c)) begun = true;
        if (begun && (is_letter(c) || is_digit(c) || is_mark(c))) {
            if (c < 0x80) {
                key += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
            } else {
                key.append(text.substr(0, length));
            }
        }
        text.remove_prefix(length);
    }
    return key;
}

}  // namespace

PdfHeadings find_headings(const std::vector<PdfPage>& pages,
                          const std::vector<std::string>& outline) {
    static constexpr double kSharesFound = 0.6;
    static constexpr std::size_t kMaxHeadingBytes = 400;
    PdfHeadings headings;
    if (outline.empty()) return headings;
    std::unordered_map<std::string, std::vector<std::pair<PdfPlace, std::size_t>>> places;
    for (std::size_t p = 0; p < pages.size(); ++p) {
        const std::vector<PdfLine>& lines = pages[p].lines;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            std::string text;
            for (std::size_t n = 1; n <= 3 && i + n <= lines.size(); ++n) {
                const PdfLine& line = lines[i + n - 1];
                if (line.running || line.note || text.size() > kMaxHeadingBytes) break;
                text += line.text;
                std::string key = heading_key(text);
                if (!key.empty()) places[std::move(key)].push_back({{p, i}, n});
            }
        }
    }
    PdfPlace last{0, 0};
    bool any = false;
    std::size_t wanted = 0;
    for (const std::string& title : outline) {
        const std::string key = heading_key(title);
        if (key.empty()) continue;
        ++wanted;
        const auto found = places.find(key);
        if (found == places.end()) continue;
        for (const auto& [place, lines] : found->second) {
            if (any && place <= last) continue;
            headings[place] = lines;
            last = {place.first, place.second + lines - 1};
            any = true;
            break;
        }
    }
    if (static_cast<double>(headings.size()) < kSharesFound * static_cast<double>(wanted)) {
        headings.clear();
    }
    return headings;
}

}  // namespace gazette

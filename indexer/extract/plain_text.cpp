#include "indexer/extract/plain_text.h"

#include "indexer/extract/charset.h"
#include "indexer/extract/file_name_date.h"
#include "indexer/extract/text_pages.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace gazette {
namespace {

// A first line longer than this is the first paragraph, not a title, unless a blank line follows
// it and no full stop ends it: headlines reach the second number.
constexpr std::size_t kTitleLineCharacters = 160;
constexpr std::size_t kLongTitleLineCharacters = 400;
// The title that a page's own title repeats stands this near to the beginning.
constexpr std::size_t kHeadLines = 12;
constexpr std::string_view kSentenceEnds[] = {
    ".", "!", "?", ";", ",", "。", "！", "？", "।", "؟", "۔"};

// Those of Windows and of old Macs become '\n'.
void unify_line_ends(std::string& text) {
    std::size_t to = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
        text[to++] = text[i] == '\r' ? '\n' : text[i];
    }
    text.resize(to);
}

bool is_within(std::string_view line, std::size_t characters) {
    // Four bytes a character at most: no need to count a line of megabytes.
    return line.size() <= characters * 4 && utf8_census(line).characters <= characters;
}

// `rest` is what stands behind its line end.
bool can_be_title(std::string_view line, std::string_view rest) {
    if (is_within(line, kTitleLineCharacters)) return true;
    const bool stands_alone = is_blank(rest.substr(0, rest.find('\n')));
    const std::string_view words = trim_space(line);
    const bool is_sentence = std::any_of(
        std::begin(kSentenceEnds), std::end(kSentenceEnds), [words](std::string_view mark) {
            return words.ends_with(mark);
        });
    return stands_alone && !is_sentence && is_within(line, kLongTitleLineCharacters);
}

// The first lines that are not blank; one that is no title is empty. What the first line is
// repeated in is one, however the text goes on behind it.
std::vector<std::string> head_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty() && lines.size() < kHeadLines) {
        const std::size_t end = std::min(text.find_first_of("\n\f"), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (is_blank(line)) continue;
        const bool can_be =
            lines.empty() ? can_be_title(line, text) : is_within(line, kLongTitleLineCharacters);
        lines.push_back(can_be ? collapse_space(line) : std::string());
    }
    return lines;
}

// The first line; where it ends in a line below it ("Site-News-Title", then "Title"), that line.
std::string title_of(std::string_view text) {
    static constexpr std::size_t kShortest = 8;
    const std::vector<std::string> head = head_of(text);
    if (head.empty()) return {};
    const std::string& first = head[0];
    for (std::size_t i = 1; i < head.size(); ++i) {
        const std::string& line = head[i];
        if (line.size() < kShortest || line.size() >= first.size() || !first.ends_with(line)) {
            continue;
        }
        const std::string_view before =
            trim_space(std::string_view(first).substr(0, first.size() - line.size()));
        for (const std::string_view mark : {"-", "|", ":", "–", "—", "»", ">"}) {
            if (before.ends_with(mark)) return line;
        }
    }
    return first;
}

// "Source: https://...", "https://...": of the last line.
std::string address_of(std::string_view text) {
    static constexpr std::size_t kLongest = 600;
    static constexpr std::size_t kLongestLabel = 60;
    text = trim_space(text);
    const std::size_t begin = text.find_last_of('\n') + 1;
    const std::string_view line = trim_space(text.substr(begin));
    if (begin == 0 || line.size() > kLongest) return {};
    std::size_t at = line.find("https://");
    if (at == std::string_view::npos) at = line.find("http://");
    if (at == std::string_view::npos || at > kLongestLabel) return {};
    const std::string_view address = line.substr(at);
    if (address.find_first_of(" \t<>\"") != std::string_view::npos) return {};
    const std::string_view label = trim_space(line.substr(0, at));
    const bool is_label = label.empty() || label.ends_with(':') || label.ends_with("：");
    return is_label ? std::string(address) : std::string();
}

}  // namespace

Extracted PlainTextExtractor::extract(const Input& input) const {
    Decoded decoded = decode_text(input.bytes, input.facts.charset);
    if (is_blank(decoded.text)) return Rejection{RejectionCode::empty, "the file has no text"};
    Document document;
    if (decoded.repaired > 0) {
        document.origin.warnings.push_back("read as " + decoded.charset + ": " +
                                           std::to_string(decoded.repaired) +
                                           " ill-formed sequences became U+FFFD");
    }
    unify_line_ends(decoded.text);
    document.url = address_of(decoded.text);
    document.published = date_of_file_name(input.uri);
    find_text_pages(decoded.text, document.segments);
    document.title = title_of(decoded.text);
    document.text = std::move(decoded.text);
    return document;
}

}  // namespace gazette

#include "indexer/extract/law_page.h"

#include "indexer/analysis/fold.h"
#include "indexer/analysis/script_tables.h"
#include "indexer/extract/block_text.h"
#include "indexer/extract/html_words.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace gazette {
namespace {

constexpr std::size_t kMaxHeadingBytes = 300;
constexpr std::size_t kNumberNear = 40;       // bytes from the beginning
constexpr std::size_t kMaxOrdinalBytes = 60;  // "Article premier", "المادة الاولى"
constexpr std::size_t kMaxTitleBytes = 600;
constexpr std::size_t kTitleAmongBlocks = 40;
// A line that is only the country, the maker or a number, and how much may say the rest.
constexpr std::size_t kShortTitleBytes = 80;
constexpr std::size_t kTitleRestBytes = 300;
constexpr std::size_t kMinLetters = 6;

}  // namespace

namespace {

// A sentence or a list does, a heading does not.
bool goes_on_below(std::string_view text) {
    for (const std::string_view sign : {";", ",", ":", "؛", "،", "；", "，", "："}) {
        if (text.ends_with(sign)) return true;
    }
    return false;
}

}  // namespace

bool is_article_heading(std::string_view text) {
    if (text.size() > kMaxHeadingBytes) return false;
    if (goes_on_below(text) && text.size() > kMaxOrdinalBytes) return false;
    if (section_kind_of(text) != SegmentKind::article) return false;
    if (text.substr(0, kNumberNear).find_first_of("0123456789") != std::string_view::npos) {
        return true;
    }
    const auto spaces = std::count(text.begin(), text.end(), ' ');
    return text.starts_with("第") || (spaces == 1 && text.size() <= kMaxOrdinalBytes);
}

namespace {

// Blocks with text and no blocks in them, in order.
std::vector<std::uint32_t> lines_of(const HtmlPage& page) {
    std::vector<std::uint32_t> lines;
    std::vector<std::uint32_t> block(page.nodes.size(), 0);
    for (std::uint32_t i = 1; i < page.nodes.size();) {
        const PageNode& node = page[i];
        if (node.dropped) {
            i = node.end;
            continue;
        }
        const bool opens = !node.is_text && is_block(node.tag());
        block[i] = opens ? i : block[node.parent];
        if (opens && node.text_bytes > 0) {
            // What stands around it is no line.
            if (!lines.empty() && page[lines.back()].end > i) lines.pop_back();
            lines.push_back(i);
        }
        ++i;
    }
    return lines;
}

bool is_bold(const HtmlPage& page, std::uint32_t index) {
    std::uint32_t bold = 0;
    for (std::uint32_t i = index; i < page[index].end;) {
        const GumboTag tag = page[i].tag();
        const bool is = tag == GUMBO_TAG_B || tag == GUMBO_TAG_STRONG;
        if (is) bold += page[i].text_bytes;
        i = is ? page[i].end : i + 1;
    }
    return bold * 2 > page[index].text_bytes;
}

bool is_centred(const HtmlPage& page, std::uint32_t index) {
    for (std::uint32_t i = index; i > 0; i = page[i].parent) {
        if (page[i].tag() == GUMBO_TAG_TD || page[i].tag() == GUMBO_TAG_BODY) break;
        if (page[i].tag() == GUMBO_TAG_CENTER) return true;
        if (attribute(page[i], "align") == "center") return true;
        if (attribute(page[i], "style").find("text-align:center") != std::string_view::npos ||
            attribute(page[i], "style").find("text-align: center") != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

// Scripts without capitals are never in them.
bool is_in_capitals(std::string_view text) {
    std::size_t capitals = 0;
    std::string folded;
    while (!text.empty()) {
        const Utf8Step step = utf8_step(text);
        if (step.length == 0) return false;
        const std::string_view letter = text.substr(0, step.length);
        text.remove_prefix(step.length);
        if (ScriptTables::instance().break_class(step.code_point) != BreakClass::letter) continue;
        fold_surface(letter, Casing::common, false, folded);
        if (folded == letter) return false;
        ++capitals;
    }
    return capitals >= kMinLetters;
}

bool is_called_title(const PageNode& element) {
    for (const char* name : {"class", "id"}) {
        const std::string_view value = attribute(element, name);
        if (value.find("title") != std::string_view::npos &&
            value.find("subtitle") == std::string_view::npos &&
            value.find("article") == std::string_view::npos) {
            return true;
        }
    }
    return false;
}

// "title-doc-first" and "title-doc-last" go together.
std::string_view class_stem(const PageNode& element) {
    const std::string_view value = attribute(element, "class");
    const std::size_t last = value.rfind('-');
    return value.find("title") == std::string_view::npos ? value : value.substr(0, last);
}

bool has_letters(std::string_view text) {
    std::size_t letters = 0;
    while (!text.empty() && letters < kMinLetters) {
        const Utf8Step step = utf8_step(text);
        const BreakClass kind = ScriptTables::instance().break_class(step.code_point);
        const bool is_letter =
            kind == BreakClass::letter || kind == BreakClass::hebrew || kind == BreakClass::run;
        letters += is_letter ? 1 : 0;
        text.remove_prefix(std::max(step.length, step.bad_length));
    }
    return letters >= kMinLetters;
}

// Links to elsewhere are the site's; one to nowhere is a button.
bool leads_away(const HtmlPage& page, std::uint32_t line) {
    for (std::uint32_t i = line; i < page[line].end; ++i) {
        if (page[i].tag() != GUMBO_TAG_A) continue;
        const std::string_view to = trim_space(attribute(page[i], "href"));
        if (!to.empty() && !to.starts_with('#')) return true;
    }
    return false;
}

bool has_date_in_numbers(std::string_view text) {
    std::string shape;
    for (const char c : text) {
        const bool is_digit = c >= '0' && c <= '9';
        if (is_digit && !shape.empty() && shape.back() == '9') continue;
        shape += is_digit ? '9' : c;
    }
    return shape.find("9/9/9") != std::string::npos || shape.find("9.9.9") != std::string::npos ||
           shape.find("9-9-9") != std::string::npos;
}

// "Issued on 21/02/2022": some words and a date in numbers.
bool is_dateline(std::string_view text) {
    static constexpr std::ptrdiff_t kMostSpaces = 4;
    return std::count(text.begin(), text.end(), ' ') <= kMostSpaces && has_date_in_numbers(text);
}

// What a law is about, as it stands below "Decree 4 of 1998".
bool says_what_about(std::string_view text) {
    static constexpr std::string_view kBeginnings[] = {
        "ب",     "في شأن",   "concerning ", "regarding ", "relating ", "on ",       "about ",
        "to ",   "portant ", "relatif ",    "relative ",  "fixant ",   "sobre ",    "por ",
        "über ", "zur ",     "zum ",        "recante ",   "О ",        "Об ",       "о ",
        "об ",   "dispõe ",  "houdende ",   "в справе ",  "про ",      "w sprawie "};
    std::string folded;
    fold_surface(text.substr(0, code_point_floor(text, 40)), Casing::common, false, folded);
    return std::any_of(std::begin(kBeginnings), std::end(kBeginnings), [&](std::string_view begin) {
        return text.starts_with(begin) || folded.starts_with(begin);
    });
}

bool has_digit(std::string_view text) {
    return text.find_first_of("0123456789") != std::string_view::npos;
}

// The first line in capitals of text that is set line by line.
std::string capitals_in(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string line = collapse_space(text.substr(at, std::min(end - at, kMaxTitleBytes)));
        if (is_in_capitals(line)) return line;
        at = end + 1;
    }
    return {};
}

// The first lines that stand in the middle of text that is set line by line; a note with a day
// above them ("repealed by the law of ...") is none.
std::string centred_in(std::string_view text) {
    static constexpr std::size_t kMiddleSpaces = 8;
    std::string lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const bool is_centred = !is_blank(line) && line.find_first_not_of(' ') >= kMiddleSpaces;
        if (is_centred) {
            lines += line;
            lines += ' ';
            continue;
        }
        std::string found = collapse_space(std::exchange(lines, {}));
        if (found.size() <= kTitleRestBytes && has_letters(found) && !has_date_in_numbers(found) &&
            !is_article_heading(found)) {
            return found;
        }
        if (!is_blank(line)) break;
    }
    return {};
}

}  // namespace

std::vector<std::uint32_t> article_headings(const HtmlPage& page) {
    std::vector<std::uint32_t> found;
    for (const std::uint32_t line : lines_of(page)) {
        if (page[line].text_bytes > kMaxHeadingBytes || page[line].link_density() > 0.5) continue;
        if (page[line].tag() == GUMBO_TAG_PRE) continue;
        if (is_article_heading(text_of(page, line, 2 * kMaxHeadingBytes))) found.push_back(line);
    }
    return found;
}

std::size_t article_lines(const HtmlPage& page) {
    std::size_t count = 0;
    for (std::uint32_t i = 0; i < page.nodes.size(); ++i) {
        if (page[i].tag() != GUMBO_TAG_PRE || page[i].dropped) continue;
        for (std::uint32_t j = i; j < page[i].end; ++j) {
            if (!page[j].is_text) continue;
            std::string_view rest = page[j].node->v.text.text;
            while (!rest.empty()) {
                const std::size_t end = std::min(rest.find('\n'), rest.size());
                if (end <= 2 * kMaxHeadingBytes) {
                    count += is_article_heading(collapse_space(rest.substr(0, end))) ? 1 : 0;
                }
                rest.remove_prefix(std::min(end + 1, rest.size()));
            }
        }
        i = page[i].end - 1;
    }
    return count;
}

std::string title_above_law(const HtmlPage& page) {
    std::string first;
    std::string second;
    std::string title;
    std::uint32_t title_line = 0;
    std::size_t seen = 0;
    bool is_joined = false;
    for (const std::uint32_t line : lines_of(page)) {
        if (seen == kTitleAmongBlocks) break;
        if (page[line].tag() == GUMBO_TAG_PRE) {
            std::string raw;
            for (std::uint32_t j = line; j < page[line].end && raw.size() < 4096; ++j) {
                if (page[j].is_text) raw += page[j].node->v.text.text;
            }
            std::string found = centred_in(raw);
            if (found.empty()) found = capitals_in(raw);
            if (!found.empty()) return title.empty() ? found : title;
            continue;
        }
        const std::string text = text_of(page, line, kMaxTitleBytes + 4);
        if (is_blank(text) || is_dateline(text)) continue;
        if (page[line].link_density() > 0.5 && leads_away(page, line)) continue;
        if (title.empty() && !has_letters(text)) continue;
        ++seen;
        if (is_article_heading(text)) break;
        const bool fits = text.size() <= kMaxTitleBytes && !goes_on_below(text);
        if (first.empty() && fits) {
            first = text;
        } else if (second.empty() && fits) {
            second = text;
        }
        const bool set_so = fits && (is_called_title(page[line]) || is_centred(page, line) ||
                                     is_bold(page, line) || is_in_capitals(text));
        if (title.empty()) {
            if (!set_so) continue;
            title = text;
            title_line = line;
            continue;
        }
        // It goes on in lines that are set as its first one is.
        const bool alike =
            set_so && page[line].tag() == page[title_line].tag() &&
            class_stem(page[line]) == class_stem(page[title_line]) &&
            (is_called_title(page[line]) || is_in_capitals(text) == is_in_capitals(title));
        const bool goes_on =
            !is_joined && title.size() <= kShortTitleBytes && text.size() <= kTitleRestBytes;
        if (!(alike || goes_on) || title.size() + text.size() > kMaxTitleBytes) break;
        title += " " + text;
        if (!alike) break;
        is_joined = true;
    }
    // "Decree 4 of 1998", and below it what it is about, set as a title or not.
    if (title.empty()) {
        const bool is_number = first.size() <= kShortTitleBytes && has_digit(first);
        const bool goes_on = second.size() <= kTitleRestBytes && says_what_about(second);
        return is_number && goes_on ? first + " " + second : first;
    }
    const bool names_it = !is_called_title(page[title_line]) && !is_in_capitals(title) &&
                          first != title && !title.starts_with(first) &&
                          first.size() <= kShortTitleBytes;
    return names_it ? first + " " + title : title;
}

}  // namespace gazette

#include "indexer/extract/pdf_running.h"

#include "indexer/analysis/letters.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace gazette {
namespace {

// Heads and feet lie in these shares of the page, and are at most so many lines.
constexpr double kEdgeShare = 0.16;
constexpr std::size_t kEdgeLines = 4;
// Two pages whose like lines count as one run: left and right pages, and a few without.
constexpr std::size_t kNearPages = 6;
// "The same height": points.
constexpr double kSamePlace = 4.0;

bool is_roman_number(std::string_view word) {
    return !word.empty() && word.size() <= 8 &&
           (word.find_first_not_of("ivxlcdm") == std::string_view::npos ||
            word.find_first_not_of("IVXLCDM") == std::string_view::npos);
}

// Runs of digits, and a Roman number by itself, become '#'.
std::string likeness(std::string_view text) {
    if (is_roman_number(text)) return "#";
    std::string out;
    bool in_number = false;
    while (!text.empty()) {
        const Utf8Step step = utf8_step(text);
        const std::size_t length = std::max<std::size_t>(step.length, 1);
        const bool digit = is_digit(step.code_point);
        if (!digit) out.append(text.substr(0, length));
        if (digit && !in_number) out += '#';
        in_number = digit;
        text.remove_prefix(length);
    }
    std::erase(out, ' ');
    return out;
}

struct Candidate {
    std::size_t page;
    std::size_t line;
    bool at_top;
    double place;  // of its middle, from the edge
    double height;
    std::string like;
};

// Of the outermost lines of each edge, not of a page that is nothing but edge.
void add_candidates(const PdfPage& page, std::size_t index, std::vector<Candidate>& out) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < page.lines.size(); ++i) {
        if (page.lines[i].rotation == 0) order.push_back(i);
    }
    // What stands twice on a page is a row of a table, or a line of a poem.
    std::unordered_map<std::string, std::size_t> times;
    for (const PdfLine& line : page.lines) ++times[likeness(line.text)];
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return page.lines[a].box.middle() < page.lines[b].box.middle();
    });
    const auto add = [&](std::size_t line, bool at_top) {
        const PdfBox& box = page.lines[line].box;
        const double place = at_top ? box.middle() : page.height - box.middle();
        if (place > kEdgeShare * page.height) return false;
        std::string like = likeness(page.lines[line].text);
        if (times[like] > 1) return true;
        out.push_back({index, line, at_top, place, page.lines[line].height, std::move(like)});
        return true;
    };
    for (std::size_t i = 0; i < std::min(kEdgeLines, order.size()) && add(order[i], true); ++i) {
    }
    for (std::size_t i = 0;
         i < std::min(kEdgeLines, order.size()) && add(order[order.size() - 1 - i], false);
         ++i) {
    }
}

// Pages near this one with the like line at the same place, itself not counted.
std::size_t like_pages(const std::vector<const Candidate*>& alike, std::size_t at) {
    std::size_t count = 0;
    std::size_t last_page = SIZE_MAX;
    const Candidate& here = *alike[at];
    const auto look = [&](const Candidate& other) {
        if (other.page == here.page || other.page == last_page) return;
        if (std::abs(other.place - here.place) > kSamePlace) return;
        last_page = other.page;
        ++count;
    };
    for (std::size_t i = at; i-- > 0 && alike[i]->page + kNearPages >= here.page;) look(*alike[i]);
    last_page = SIZE_MAX;
    for (std::size_t i = at + 1; i < alike.size() && alike[i]->page <= here.page + kNearPages;
         ++i) {
        look(*alike[i]);
    }
    return count;
}

// Whether a line is by itself: apart from the body by more than the body's lines are.
bool is_apart(const PdfPage& page, const Candidate& candidate) {
    const PdfBox& box = page.lines[candidate.line].box;
    for (const PdfLine& other : page.lines) {
        if (&other == &page.lines[candidate.line] || other.running || other.rotation != 0) continue;
        const double gap =
            candidate.at_top ? other.box.top - box.bottom : box.top - other.box.bottom;
        if (gap < 0.6 * candidate.height) return false;
    }
    return true;
}

void mark_running(std::vector<PdfPage>& pages) {
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < pages.size(); ++i) add_candidates(pages[i], i, candidates);
    std::unordered_map<std::string, std::vector<const Candidate*>> by_likeness;
    for (const Candidate& candidate : candidates) {
        by_likeness[(candidate.at_top ? "^" : "_") + candidate.like].push_back(&candidate);
    }
    // Where, in steps of kSamePlace from an edge, how high, and on how many pages.
    struct Slot {
        std::size_t pages = 0;
        double height = 0;
    };
    std::map<std::pair<bool, long>, Slot> places;
    const auto place_of = [](const Candidate& candidate) {
        return std::pair{candidate.at_top, std::lround(candidate.place / kSamePlace)};
    };
    const std::size_t wanted = pages.size() <= 4 ? 1 : 2;
    for (const auto& [like, alike] : by_likeness) {
        for (std::size_t i = 0; i < alike.size(); ++i) {
            if (like_pages(alike, i) < wanted) continue;
            pages[alike[i]->page].lines[alike[i]->line].running = true;
            Slot& slot = places[place_of(*alike[i])];
            ++slot.pages;
            slot.height = alike[i]->height;
        }
    }
    // The head of a chapter of one page stands where the others do.
    for (const Candidate& candidate : candidates) {
        PdfLine& line = pages[candidate.page].lines[candidate.line];
        const auto found = places.find(place_of(candidate));
        if (line.running || found == places.end() || found->second.pages * 2 < pages.size())
            continue;
        if (std::abs(line.height - found->second.height) > 0.2 * line.height) continue;
        if (is_apart(pages[candidate.page], candidate)) line.running = true;
    }
}

// "1 See ...", "12) ...", "* ...", "† ...".
bool begins_with_note_mark(std::string_view text) {
    const char32_t first = first_code_point(text);
    if (first == '*' || first == 0x2020 || first == 0x2021) return true;
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    return (digits > 0 && digits <= 3 && digits < text.size()) || (first >= 0xB2 && first <= 0xB9);
}

void mark_notes(PdfPage& page, double body) {
    static constexpr double kSmaller = 0.93;
    std::size_t first_note = page.lines.size();
    for (std::size_t i = page.lines.size(); i-- > 0;) {
        const PdfLine& line = page.lines[i];
        if (line.running) continue;
        const bool small = line.rotation == 0 && line.height < kSmaller * body;
        if (!small || line.box.top < page.height / 3) break;
        if (begins_with_note_mark(line.text)) first_note = i;
    }
    const bool body_before = std::any_of(
        page.lines.begin(),
        page.lines.begin() + static_cast<std::ptrdiff_t>(first_note),
        [&](const PdfLine& line) { return !line.running && line.height >= kSmaller * body; });
    if (!body_before) return;
    for (std::size_t i = first_note; i < page.lines.size(); ++i) {
        page.lines[i].note = !page.lines[i].running;
    }
}

}  // namespace

double body_height(const std::vector<PdfPage>& pages) {
    std::map<long, std::size_t> bytes;  // by tenths of a point
    std::size_t all = 0;
    for (const PdfPage& page : pages) {
        for (const PdfLine& line : page.lines) {
            bytes[std::lround(line.height * 10)] += line.text.size();
            all += line.text.size();
        }
    }
    std::size_t passed = 0;
    for (const auto& [height, count] : bytes) {
        passed += count;
        if (passed * 2 >= all) return static_cast<double>(height) / 10;
    }
    return 0;
}

void mark_running_lines(std::vector<PdfPage>& pages) {
    mark_running(pages);
    const double body = body_height(pages);
    for (PdfPage& page : pages) mark_notes(page, body);
}

}  // namespace gazette

#include "indexer/extract/text_pages.h"

#include "indexer/extract/pdf_running.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace gazette {
namespace {

// Fewer numbers in a row may be a list.
constexpr std::size_t kFewestNumbers = 5;
// Of a page, on average.
constexpr std::size_t kFewestLines = 8;

struct Line {
    std::size_t begin = 0;
    std::size_t end = 0;  // with the line break
    bool blank = false;
    bool edge = false;
};

struct TextPage {
    std::size_t first_line = 0;
    std::string label;  // as printed
};

std::vector<Line> lines_of(std::string_view text) {
    std::vector<Line> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
        lines.push_back({at, end, is_blank(text.substr(at, end - at)), false});
        at = end;
    }
    return lines;
}

std::string_view text_of(std::string_view text, const Line& line) {
    return trim_space(text.substr(line.begin, line.end - line.begin));
}

// "1604", "- 1604 -", "[1604]", "Page 7", "Page 7 of 9", "第 7 頁".
std::optional<unsigned> page_number(std::string_view line) {
    static constexpr std::size_t kLongest = 24;
    if (line.empty() || line.size() > kLongest) return std::nullopt;
    const std::size_t begin = line.find_first_of("0123456789");
    if (begin == std::string_view::npos) return std::nullopt;
    const std::string_view before = trim_space(line.substr(0, begin));
    for (const std::string_view frame :
         {"", "-", "–", "—", "[", "(", "Page", "page", "PAGE", "p.", "Seite", "第", "Página"}) {
        if (before != frame) continue;
        unsigned number = 0;
        const char* const stop = line.data() + line.size();
        const auto [end, error] = std::from_chars(line.data() + begin, stop, number);
        if (error != std::errc() || number > 1000000) return std::nullopt;
        const std::string_view after =
            trim_space(std::string_view(end, static_cast<std::size_t>(stop - end)));
        const bool ends = after.empty() || after == "-" || after == "–" || after == "—" ||
                          after == "]" || after == ")" || after == "頁" || after == "页" ||
                          after == "ページ" || after.starts_with("of ") ||
                          after.starts_with("von ") || after.starts_with("/");
        return ends ? std::optional(number) : std::nullopt;
    }
    return std::nullopt;
}

struct Number {
    std::size_t line;
    unsigned value;
};

// The longest run of lines that count pages: each number is one more than the last one of the run.
std::vector<Number> page_numbers(std::string_view text, const std::vector<Line>& lines) {
    std::vector<Number> numbers;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (const auto value = page_number(text_of(text, lines[i]))) numbers.push_back({i, *value});
    }
    static constexpr std::size_t kNone = SIZE_MAX;
    std::map<unsigned, std::size_t> last_with;  // value -> index in `numbers`
    std::vector<std::size_t> length(numbers.size(), 1);
    std::vector<std::size_t> previous(numbers.size(), kNone);
    std::size_t best = kNone;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto found =
            numbers[i].value == 0 ? last_with.end() : last_with.find(numbers[i].value - 1);
        if (found != last_with.end()) {
            previous[i] = found->second;
            length[i] = length[found->second] + 1;
        }
        // Of equal numbers the one in the longer run goes on.
        const auto same = last_with.find(numbers[i].value);
        if (same == last_with.end() || length[same->second] <= length[i]) {
            last_with[numbers[i].value] = i;
        }
        if (best == kNone || length[i] > length[best]) best = i;
    }
    std::vector<Number> run;
    for (std::size_t i = best; i != kNone; i = previous[i]) run.push_back(numbers[i]);
    std::reverse(run.begin(), run.end());
    return run;
}

// Digits become '#', spaces go.
std::string likeness(std::string_view line) {
    std::string out;
    for (const char c : line) {
        const bool digit = c >= '0' && c <= '9';
        if (c == ' ' || c == '\t' || (digit && !out.empty() && out.back() == '#')) continue;
        out += digit ? '#' : c;
    }
    return out;
}

// Lines beside most of the numbers, in steps over lines that are not blank: -2, -1, 1, 2.
std::vector<int> head_steps(std::string_view text,
                            const std::vector<Line>& lines,
                            const std::vector<Number>& run,
                            std::vector<std::pair<std::size_t, int>>& heads) {
    const auto beside = [&](std::size_t line, int step) -> std::optional<std::size_t> {
        std::size_t at = line;
        for (int left = std::abs(step); left > 0;) {
            if (step < 0 ? at == 0 : at + 1 >= lines.size()) return std::nullopt;
            at = step < 0 ? at - 1 : at + 1;
            if (!lines[at].blank) --left;
        }
        return at;
    };
    // A line that stands elsewhere too is no head.
    std::map<std::string, std::size_t> times;
    for (const Line& line : lines) {
        if (!line.blank) ++times[likeness(text_of(text, line))];
    }
    std::vector<int> steps;
    for (const int step : {-1, 1, -2, 2}) {
        std::map<std::string, std::vector<std::size_t>> by_likeness;
        for (const Number& number : run) {
            const auto line = beside(number.line, step);
            if (line) by_likeness[likeness(text_of(text, lines[*line]))].push_back(*line);
        }
        for (const auto& [like, found] : by_likeness) {
            // Left and right pages may have heads of their own.
            if (like.size() < 4 || found.size() * 3 < run.size() || found.size() < 3) continue;
            if (times[like] > found.size() + run.size() / 4) continue;
            for (const std::size_t line : found) heads.emplace_back(line, step);
            steps.push_back(step);
        }
    }
    return steps;
}

std::vector<TextPage> pages_by_numbers(std::string_view text, std::vector<Line>& lines) {
    std::vector<Number> run = page_numbers(text, lines);
    if (run.size() < kFewestNumbers) return {};
    const std::size_t page_lines = (run.back().line - run.front().line) / (run.size() - 1);
    if (page_lines < kFewestLines) return {};
    std::vector<std::pair<std::size_t, int>> heads;
    const std::vector<int> steps = head_steps(text, lines, run, heads);
    // Numbers alone may count anything.
    if (steps.empty()) return {};
    std::map<std::size_t, std::size_t> first_edge;  // of the lines around a number
    for (const Number& number : run) lines[number.line].edge = true;
    for (const auto& [line, step] : heads) lines[line].edge = true;
    // A text that begins with a number has its numbers at the top of its pages.
    const bool at_top = run.front().line < std::max<std::size_t>(page_lines / 4, 4);
    std::vector<TextPage> pages;
    const auto edge_begin = [&](std::size_t line) {
        while (line > 0 && (lines[line - 1].edge || lines[line - 1].blank)) --line;
        return line;
    };
    const auto edge_end = [&](std::size_t line) {
        while (line < lines.size() && (lines[line].edge || lines[line].blank)) ++line;
        return line;
    };
    for (std::size_t i = 0; i < run.size(); ++i) {
        const std::size_t first = at_top   ? edge_begin(run[i].line)
                                  : i == 0 ? 0
                                           : edge_end(run[i - 1].line);
        pages.push_back({first, std::to_string(run[i].value)});
    }
    if (at_top) pages.front().first_line = 0;
    return pages;
}

// Like lines at the same place of pages, as in print: each line is one unit high.
void mark_edges(std::string_view text,
                const std::vector<TextPage>& pages,
                std::vector<Line>& lines) {
    static constexpr double kLine = 12;
    std::vector<PdfPage> printed(pages.size());
    for (std::size_t p = 0; p < pages.size(); ++p) {
        const std::size_t end = p + 1 < pages.size() ? pages[p + 1].first_line : lines.size();
        for (std::size_t i = pages[p].first_line; i < end; ++i) {
            PdfLine line;
            line.text = text_of(text, lines[i]);
            const double top = static_cast<double>(i - pages[p].first_line) * kLine;
            line.box = {0, top, 1, top + kLine * 0.8};
            line.height = kLine * 0.8;
            if (!lines[i].blank) printed[p].lines.push_back(std::move(line));
        }
        printed[p].height = static_cast<double>(end - pages[p].first_line) * kLine;
    }
    mark_running_lines(printed);
    for (std::size_t p = 0; p < pages.size(); ++p) {
        const std::size_t end = p + 1 < pages.size() ? pages[p + 1].first_line : lines.size();
        std::size_t next = 0;
        for (std::size_t i = pages[p].first_line; i < end; ++i) {
            if (!lines[i].blank) lines[i].edge = printed[p].lines[next++].running;
        }
    }
}

std::vector<TextPage> pages_by_form_feeds(std::string_view text, std::vector<Line>& lines) {
    std::vector<TextPage> pages{{0, {}}};
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i > 0 && text[lines[i].begin] == '\f') pages.push_back({i, {}});
    }
    if (pages.size() > 1) mark_edges(text, pages, lines);
    return pages;
}

// A form feed begins a line of its own.
std::string with_pages_on_lines(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (c == '\f' && !out.empty() && out.back() != '\n') out += '\n';
        out += c;
    }
    return out;
}

// Blank lines that set a head or a number apart. One flag a line.
std::vector<bool> blanks_around_edges(const std::vector<Line>& lines) {
    std::vector<bool> around(lines.size(), false);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        around[i] = lines[i].blank && i > 0 && (lines[i - 1].edge || around[i - 1]);
    }
    for (std::size_t i = lines.size(); i-- > 1;) {
        if (lines[i - 1].blank && (lines[i].edge || around[i])) around[i - 1] = true;
    }
    return around;
}

std::string page_id(std::size_t page) {
    return "p" + std::to_string(page + 1);
}

}  // namespace

void find_text_pages(std::string& text, std::vector<Segment>& segments) {
    const bool has_form_feeds = text.find('\f') != std::string::npos;
    if (has_form_feeds) text = with_pages_on_lines(text);
    std::vector<Line> lines = lines_of(text);
    const std::vector<TextPage> pages =
        has_form_feeds ? pages_by_form_feeds(text, lines) : pages_by_numbers(text, lines);
    if (pages.size() < 2) return;
    const std::vector<bool> around_edge = blanks_around_edges(lines);
    std::string body;
    std::string edges;
    std::vector<Segment> edge_segments;
    for (std::size_t p = 0; p < pages.size(); ++p) {
        const std::size_t end = p + 1 < pages.size() ? pages[p + 1].first_line : lines.size();
        Segment segment;
        segment.kind = SegmentKind::page;
        segment.page = static_cast<std::uint32_t>(p + 1);
        if (!pages[p].label.empty() && pages[p].label != std::to_string(p + 1)) {
            segment.label =
                "Page " + std::to_string(p + 1) + " (p. " + pages[p].label + " as printed)";
        }
        Segment edge = segment;
        segment.id = page_id(p);
        segment.begin = static_cast<std::uint32_t>(body.size());
        edge.id = segment.id + "-edge";
        edge.begin = static_cast<std::uint32_t>(edges.size());
        for (std::size_t i = pages[p].first_line; i < end; ++i) {
            const std::string_view line =
                std::string_view(text).substr(lines[i].begin, lines[i].end - lines[i].begin);
            if (lines[i].edge) {
                edges += text_of(text, lines[i]);
                edges += '\n';
            } else if (!around_edge[i]) {
                body += line.starts_with('\f') ? line.substr(1) : line;
            }
        }
        segment.end = static_cast<std::uint32_t>(body.size());
        edge.end = static_cast<std::uint32_t>(edges.size());
        segments.push_back(std::move(segment));
        if (edge.end > edge.begin) edge_segments.push_back(std::move(edge));
    }
    if (!edges.empty()) {
        if (!body.ends_with('\n')) body += '\n';
        body += '\n';
    }
    for (Segment& edge : edge_segments) {
        edge.begin += static_cast<std::uint32_t>(body.size());
        edge.end += static_cast<std::uint32_t>(body.size());
        segments.push_back(std::move(edge));
    }
    text = body + edges;
}

}  // namespace gazette

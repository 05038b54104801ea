#include "indexer/extract/pdf_text.h"

#include "indexer/analysis/letters.h"
#include "indexer/extract/block_text.h"
#include "indexer/extract/line_joiner.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>
#include <utility>

namespace gazette {
namespace {

enum class Break : std::uint8_t { join, line, paragraph };

// Does a sentence go on behind this?
bool is_open(std::string_view text) {
    static constexpr std::u32string_view kClosing = U"\"'”’»)]】」』）";
    static constexpr std::u32string_view kTerminal = U".!?:;。！？：；…؟۔।॥．";
    while (!text.empty()) {
        const std::size_t at = code_point_floor(text, text.size() - 1);
        const char32_t c = utf8_step(text.substr(at)).code_point;
        if (kClosing.find(c) == std::u32string_view::npos) {
            return kTerminal.find(c) == std::u32string_view::npos;
        }
        text = text.substr(0, at);
    }
    return false;
}

// "(3) ...", "1. ...", "a) ...", "§ 4 ...", "Art. 5 ...", "• ...", "第三條 ...".
bool begins_item(std::string_view text) {
    const char32_t first = first_code_point(text);
    static constexpr std::u32string_view kMarks = U"•●○■□▪◦‣⁃–—§※";
    if (kMarks.find(first) != std::u32string_view::npos) return true;
    if (section_kind_of(text) == SegmentKind::article) return true;
    std::size_t at = first == '(' || first == '[' ? 1 : 0;
    const std::size_t begin = at;
    while (at < text.size() && at < begin + 6) {
        const char c = text[at];
        const bool part = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                          (c >= 'A' && c <= 'Z') || (c == '.' && at > begin);
        if (!part) break;
        ++at;
    }
    if (at == begin || at >= text.size()) return false;
    if (text[at - 1] == '.' && at - begin <= 5 && (text[at] == ' ' || text[at] == '\t')) {
        return text[begin] <= '9' || at - begin == 2;
    }
    return (text[at] == ')' || text[at] == ']') && at - begin <= 4;
}

// What lies between lines of a page in most places.
double usual_step(const PdfPage& page) {
    std::vector<double> steps;
    const PdfLine* before = nullptr;
    for (const PdfLine& line : page.lines) {
        if (line.running) continue;
        if (before != nullptr) {
            const double step = line.box.middle() - before->box.middle();
            if (step > 0.5 * line.height && step < 2.5 * line.height) steps.push_back(step);
        }
        before = &line;
    }
    if (steps.empty()) return 0;
    const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
    std::nth_element(steps.begin(), middle, steps.end());
    return *middle;
}

// Right end of the column that a line stands in: the rightmost of lines that begin near it.
double column_end(const PdfPage& page, const PdfLine& line) {
    static constexpr std::size_t kLinesAround = 40;
    double end = line.box.right;
    const auto at = static_cast<std::size_t>(&line - page.lines.data());
    const std::size_t last = std::min(at + kLinesAround, page.lines.size());
    for (std::size_t i = at - std::min(at, kLinesAround); i < last; ++i) {
        const PdfLine& other = page.lines[i];
        const bool near = std::abs(other.box.left - line.box.left) < 3 * line.height &&
                          std::abs(other.box.top - line.box.top) < 12 * line.height;
        if (near && other.rotation == line.rotation) end = std::max(end, other.box.right);
    }
    return end;
}

Break break_between(const PdfPage& page, const PdfLine& before, const PdfLine& line, double usual) {
    const double height = std::max(before.height, line.height);
    const bool other_size = std::abs(before.height - line.height) > 0.25 * height;
    const double step = line.box.middle() - before.box.middle();
    if (before.rotation != line.rotation || other_size) return Break::paragraph;
    if (step < 0.3 * height) {  // another column, or a cell
        return is_open(before.text) && !begins_item(line.text) ? Break::join : Break::paragraph;
    }
    if (step > 1.35 * std::max(usual, height * 0.9)) return Break::paragraph;
    const bool rtl = is_right_to_left(first_code_point(line.text));
    const double indent = rtl ? before.box.right - line.box.right : line.box.left - before.box.left;
    const double end = column_end(page, before);
    const bool is_short =
        !rtl && before.box.right < end - 0.2 * std::max(end - before.box.left, 4 * height);
    const bool open = is_open(before.text);
    if (begins_item(line.text) && (!open || is_short || std::abs(indent) > 0.5 * height)) {
        return Break::line;
    }
    if (indent > 0.9 * height && indent < 8 * height && !open) return Break::paragraph;
    if (is_short) return open ? Break::line : Break::paragraph;
    return Break::join;
}

// The end of one page and the beginning of the next.
Break break_at_page(const PdfLine& before, const PdfLine& line) {
    const double height = std::max(before.height, line.height);
    if (std::abs(before.height - line.height) > 0.25 * height) return Break::paragraph;
    return is_open(before.text) && !begins_item(line.text) ? Break::join : Break::paragraph;
}

// Labels of a narrow column at the left ("Art. 8." "(1)") go in front of the lines beside them.
bool is_label(const PdfLine& line) {
    return line.text.size() <= 12 && begins_item(line.text + " ");
}

void attach_labels(std::vector<PdfLine>& lines) {
    static constexpr std::size_t kMaxLines = 2000;  // each is compared with all
    if (lines.size() > kMaxLines) return;
    std::vector<bool> gone(lines.size(), false);
    for (std::size_t i = lines.size(); i-- > 0;) {
        PdfLine& label = lines[i];
        if (label.running || label.note || !is_label(label)) continue;
        std::size_t best = lines.size();
        for (std::size_t j = 0; j < lines.size(); ++j) {
            const PdfLine& other = lines[j];
            if (j == i || gone[j] || other.running || other.rotation != label.rotation) continue;
            const double gap = other.box.left - label.box.right;
            const bool beside =
                std::abs(other.box.middle() - label.box.middle()) < 0.4 * label.height;
            if (!beside || gap < 0 || gap > 8 * label.height) continue;
            if (best == lines.size() || other.box.left < lines[best].box.left) best = j;
        }
        if (best == lines.size() || best == i) continue;
        PdfLine& other = lines[best];
        other.text = label.text + " " + other.text;
        other.box.left = label.box.left;
        gone[i] = true;
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (gone[i]) continue;
        if (kept != i) lines[kept] = std::move(lines[i]);
        ++kept;
    }
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(kept), lines.end());
}

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

using Place = std::pair<std::size_t, std::size_t>;  // page, line
using Headings = std::map<Place, std::size_t>;      // how many lines long

Headings find_headings(const std::vector<PdfPage>& pages, const std::vector<std::string>& outline) {
    static constexpr double kSharesFound = 0.6;
    static constexpr std::size_t kMaxHeadingBytes = 400;
    Headings headings;
    if (outline.empty()) return headings;
    std::unordered_map<std::string, std::vector<std::pair<Place, std::size_t>>> places;
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
    Place last{0, 0};
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

class Writer {
  public:
    Writer(const std::vector<PdfPage>& pages, std::string& text, std::vector<Segment>& segments)
        : pages_(pages), text_(text), segments_(segments) {
        for (const PdfPage& page : pages) {
            for (const PdfLine& line : page.lines) joiner_.learn(line.text);
        }
    }

    void write(const Headings& headings) {
        for (std::size_t p = 0; p < pages_.size(); ++p) {
            const PdfPage& page = pages_[p];
            const double usual = usual_step(page);
            std::vector<const PdfLine*> notes;
            std::size_t heading_lines = 0;
            for (std::size_t i = 0; i < page.lines.size(); ++i) {
                const PdfLine& line = page.lines[i];
                if (line.note) notes.push_back(&line);
                if (line.running || line.note) continue;
                const auto heading = headings.find({p, i});
                if (heading != headings.end()) {
                    paragraph_end();
                    heading_lines = heading->second;
                    heading_ = label_of(page, i, heading_lines);
                    open({}, SegmentKind::heading, p, heading_);
                    before_ = nullptr;
                }
                body_line(page, p, line, usual, heading_lines > 0 && before_ != nullptr);
                if (heading_lines > 0 && --heading_lines == 0) {
                    close();
                    before_ = nullptr;
                }
            }
            if (!notes.empty()) pending_.emplace_back(p, std::move(notes));
        }
        paragraph_end();
        edges();
    }

  private:
    void body_line(
        const PdfPage& page, std::size_t p, const PdfLine& line, double usual, bool goes_on) {
        Break gap = goes_on ? Break::join : Break::paragraph;
        if (before_ != nullptr && !goes_on) {
            gap = p == before_page_ ? break_between(page, *before_, line, usual)
                                    : break_at_page(*before_, line);
        }
        if (gap == Break::paragraph) paragraph_end();
        const bool new_page = !open_ || segments_.back().page != p + 1;
        if (gap == Break::join && !new_page) {
            joiner_.join(text_, line.text);
        } else if (gap == Break::join) {
            // Hyphens and spaces are settled first, so that the segment begins at its first word.
            std::string joined = last_piece();
            const std::size_t piece = joined.size();
            joiner_.join(joined, line.text);
            const std::size_t moved = joined.size() - line.text.size();
            text_.resize(text_.size() - piece);
            text_ += std::string_view(joined).substr(0, moved);
            Segment& last = segments_.back();
            last.end = std::min(last.end, static_cast<std::uint32_t>(text_.size()));
            open({}, SegmentKind::page, p, {});
            text_ += line.text;
        } else {
            if (!text_.empty()) text_ += gap == Break::line ? "\n" : "\n\n";
            if (new_page || segments_.back().kind == SegmentKind::heading) reopen(p);
            text_ += line.text;
        }
        if (open_) segments_.back().end = static_cast<std::uint32_t>(text_.size());
        before_ = &line;
        before_page_ = p;
    }

    // Of the last line: enough for the joiner to see the last word.
    std::string last_piece() const {
        static constexpr std::size_t kEnough = 256;
        const std::size_t begin =
            text_.size() <= kEnough ? 0 : code_point_floor(text_, text_.size() - kEnough);
        return text_.substr(begin);
    }

    // A page's segment, unless a heading waits for its own first line.
    void reopen(std::size_t p) {
        if (waiting_heading_) {
            waiting_heading_ = false;
            begin_segment();
            return;
        }
        open({}, SegmentKind::page, p, {});
    }

    void open(std::string id, SegmentKind kind, std::size_t p, std::string label) {
        close();
        Segment segment;
        segment.kind = kind;
        segment.page = static_cast<std::uint32_t>(p + 1);
        const std::string base = "p" + std::to_string(p + 1);
        segment.id =
            id.empty() ? unique(kind == SegmentKind::heading ? base + "-h" : base) : std::move(id);
        segment.label = std::move(label);
        if (kind == SegmentKind::page && !heading_.empty())
            segment.kind = section_kind_of(heading_);
        if (segment.label.empty()) segment.label = label_of(p);
        segments_.push_back(std::move(segment));
        open_ = true;
        if (kind == SegmentKind::heading) {
            waiting_heading_ = true;
        } else {
            begin_segment();
        }
    }

    void begin_segment() {
        segments_.back().begin = static_cast<std::uint32_t>(text_.size());
        segments_.back().end = segments_.back().begin;
    }

    void close() { open_ = false; }

    // A heading as printed: "3.2 Scope".
    std::string label_of(const PdfPage& page, std::size_t line, std::size_t lines) const {
        std::string label;
        for (std::size_t i = line; i < line + lines; ++i) joiner_.join(label, page.lines[i].text);
        return label;
    }

    // The section that the text stands under, and the number that is printed on the page where that
    // is another one than the page's.
    std::string label_of(std::size_t p) const {
        const std::string& printed = pages_[p].label;
        if (printed.empty()) return heading_;
        const std::string label = heading_.empty() ? "Page " + std::to_string(p + 1) : heading_;
        return label + " (p. " + printed + " as printed)";
    }

    std::string unique(const std::string& base) {
        const unsigned count = ++times_used_[base];
        return count == 1 ? base : base + "-" + std::to_string(count);
    }

    // Footnotes of the pages before go where a paragraph ends.
    void paragraph_end() {
        for (const auto& [p, lines] : pending_) {
            if (!text_.empty()) text_ += "\n\n";
            open("p" + std::to_string(p + 1) + "-notes", SegmentKind::page, p, {});
            std::string note;
            const PdfLine* before = nullptr;
            for (const PdfLine* line : lines) {
                const bool starts = before != nullptr && begins_item(line->text);
                const bool digit = is_digit(first_code_point(line->text)) && !is_open(note);
                if ((starts || digit) && !note.empty()) {
                    text_ += note + "\n";
                    note.clear();
                }
                joiner_.join(note, line->text);
                before = line;
            }
            text_ += note;
            segments_.back().end = static_cast<std::uint32_t>(text_.size());
            close();
        }
        pending_.clear();
    }

    void edges() {
        for (std::size_t p = 0; p < pages_.size(); ++p) {
            bool first = true;
            for (const PdfLine& line : pages_[p].lines) {
                if (!line.running) continue;
                if (!text_.empty()) text_ += first ? "\n\n" : "\n";
                if (first) {
                    heading_.clear();
                    open("p" + std::to_string(p + 1) + "-edge", SegmentKind::page, p, {});
                }
                first = false;
                text_ += line.text;
                segments_.back().end = static_cast<std::uint32_t>(text_.size());
            }
        }
    }

    const std::vector<PdfPage>& pages_;
    std::string& text_;
    std::vector<Segment>& segments_;
    LineJoiner joiner_;
    std::unordered_map<std::string, unsigned> times_used_;
    std::vector<std::pair<std::size_t, std::vector<const PdfLine*>>> pending_;
    const PdfLine* before_ = nullptr;
    std::size_t before_page_ = 0;
    std::string heading_;  // that the text stands under
    bool open_ = false;    // segments_.back() takes more text
    bool waiting_heading_ = false;
};

}  // namespace

void write_pdf_text(std::vector<PdfPage> pages,
                    const std::vector<std::string>& outline,
                    std::string& text,
                    std::vector<Segment>& segments) {
    for (PdfPage& page : pages) attach_labels(page.lines);
    Writer(pages, text, segments).write(find_headings(pages, outline));
}

}  // namespace gazette

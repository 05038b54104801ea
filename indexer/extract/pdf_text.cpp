#include "indexer/extract/pdf_text.h"

#include "indexer/analysis/letters.h"
#include "indexer/extract/block_text.h"
#include "indexer/extract/line_joiner.h"
#include "indexer/extract/pdf_breaks.h"
#include "indexer/extract/pdf_headings.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <utility>

namespace gazette {
namespace {

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

class Writer {
  public:
    Writer(const std::vector<PdfPage>& pages, std::string& text, std::vector<Segment>& segments)
        : pages_(pages), text_(text), segments_(segments) {
        for (const PdfPage& page : pages) {
            for (const PdfLine& line : page.lines) joiner_.learn(line.text);
        }
    }

    void write(const PdfHeadings& headings) {
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
        PdfBreak gap = goes_on ? PdfBreak::join : PdfBreak::paragraph;
        if (before_ != nullptr && !goes_on) {
            gap = p == before_page_ ? break_between(page, *before_, line, usual)
                                    : break_at_page(*before_, line);
        }
        if (gap == PdfBreak::paragraph) paragraph_end();
        const bool new_page = !open_ || segments_.back().page != p + 1;
        if (gap == PdfBreak::join && !new_page) {
            joiner_.join(text_, line.text);
        } else if (gap == PdfBreak::join) {
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
            if (!text_.empty()) text_ += gap == PdfBreak::line ? "\n" : "\n\n";
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

#include "indexer/extract/law_text.h"

#include "indexer/extract/limits.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <utility>

namespace gazette {
namespace {

std::string shortened(std::string label) {
    if (label.size() <= extract_limits::kMaxLabelBytes) return label;
    label.resize(code_point_floor(label, extract_limits::kMaxLabelBytes));
    return label + "…";
}

// Letters and digits of any script, '.', '_' and '-' ; all else is one '-'.
std::string id_of(std::string_view text) {
    std::string id;
    bool gap = false;
    while (!text.empty() && id.size() < 80) {
        const Utf8Step step = utf8_step(text);
        const std::size_t length = std::max(step.length, step.bad_length);
        const char32_t c = step.code_point;
        const bool plain =
            (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
            c == '_' || c == '.' ||
            (c >= 0xC0 && !(c >= 0x2000 && c <= 0x206F) && !(c >= 0x3000 && c <= 0x3020));
        if (plain) {
            if (gap && !id.empty()) id += '-';
            gap = false;
            if (c >= 'A' && c <= 'Z') {
                id += static_cast<char>(c - 'A' + 'a');
            } else {
                id.append(text.substr(0, length));
            }
        } else {
            gap = true;
        }
        text.remove_prefix(length);
    }
    return id;
}

}  // namespace

void LawText::enter(Provision provision) {
    open_.push_back({std::move(provision), ++last_serial_});
}

void LawText::leave() {
    if (!open_.empty()) open_.pop_back();
}

const std::string& LawText::label() const {
    static const std::string none;
    return open_.empty() ? none : open_.back().provision.label;
}

SegmentKind LawText::kind() const {
    return open_.empty() ? SegmentKind::section : open_.back().provision.kind;
}

void LawText::begin_heading() {
    if (in_heading_) return;
    close_segment();
    text_.gap(BlockText::Gap::paragraph);
    in_heading_ = true;
}

void LawText::end_heading() {
    if (!in_heading_) return;
    in_heading_ = false;
    if (has_segment_) {
        // before_text() made it with the provision's name; a heading is called by its own words.
        segment_.end = static_cast<std::uint32_t>(text_.size());
        const std::string words =
            collapse_space(std::string_view(text_.text()).substr(segment_.begin));
        if (first_heading_.empty()) first_heading_ = words;
        segment_.label = shortened(words);
        if (deleted_) segment_.label += " [deleted]";
    }
    close_segment();
    text_.gap(BlockText::Gap::paragraph);
}

void LawText::before_text() {
    const std::uint32_t serial = open_.empty() ? 0 : open_.back().serial;
    const bool same = has_segment_ && segment_serial_ == serial && segment_.page == page_ &&
                      (segment_.kind == SegmentKind::heading) == in_heading_ &&
                      segment_deleted_ == deleted_;
    if (!same) close_segment();
    text_.watch();
}

void LawText::after_text() {
    if (has_segment_ || text_.watched() == BlockText::kNothing) return;
    const bool named = !open_.empty() && !open_.back().provision.label.empty();
    if (!named && !in_heading_ && page_ == 0 && !deleted_) return;
    segment_ = Segment();
    if (!open_.empty()) {
        const Provision& provision = open_.back().provision;
        segment_.id = provision.id;
        segment_.label = provision.label;
        segment_.kind = provision.kind;
        segment_.lang = provision.lang;
    }
    if (!named && !in_heading_ && page_ != 0) segment_.kind = SegmentKind::page;
    if (in_heading_) segment_.kind = SegmentKind::heading;
    if (deleted_ && !in_heading_) {
        segment_.label += segment_.label.empty() ? "[deleted]" : " [deleted]";
    }
    segment_.page = page_;
    segment_.begin = text_.watched();
    has_segment_ = true;
    segment_deleted_ = deleted_;
    segment_serial_ = open_.empty() ? 0 : open_.back().serial;
}

void LawText::flow(std::string_view text) {
    before_text();
    text_.flow(text);
    after_text();
}

void LawText::preformatted(std::string_view text) {
    before_text();
    text_.preformatted(text);
    after_text();
}

std::string LawText::unique_id(std::string wanted) {
    if (wanted.empty()) wanted = "s";
    std::string id = wanted;
    for (unsigned& count = times_used_[wanted]; !ids_.insert(id).second;) {
        count = std::max(count, 1u) + 1;
        id = wanted + "~" + std::to_string(count);
    }
    return id;
}

void LawText::close_segment() {
    if (!has_segment_) return;
    has_segment_ = false;
    segment_.end = static_cast<std::uint32_t>(text_.size());
    std::string id = segment_.id;
    if (id.empty()) {
        id = segment_.kind == SegmentKind::page ? "p" + std::to_string(segment_.page)
                                                : id_of(segment_.label);
    }
    if (segment_.kind == SegmentKind::heading) id = "h-" + id;
    segment_.label = shortened(std::move(segment_.label));
    segment_.id = unique_id(std::move(id));
    segments_.push_back(std::move(segment_));
    segment_ = Segment();
}

BlockText& LawText::raw() {
    close_segment();
    return text_;
}

void LawText::finish(Document& document) {
    end_heading();
    close_segment();
    std::vector<Segment> none;
    text_.finish(document.text, none);
    document.segments = std::move(segments_);
}

std::string bare_number(std::string_view text) {
    static constexpr std::size_t kLongest = 24;
    std::string number = collapse_space(text);
    static constexpr std::string_view kDress[] = {"(", ")", "[", "]", ".", ",", ":",  ";",  "°",
                                                  "º", "«", "»", "“", "”", "‘", "’",  "\"", "'",
                                                  "§", "—", "–", "-", "•", "·", "‐",  "‑",  "−",
                                                  "○", "●", "■", "▪", "*", " ", "）", "（", "、"};
    std::string_view rest = number;
    for (bool changed = true; changed;) {
        changed = false;
        for (const std::string_view sign : kDress) {
            if (rest.starts_with(sign)) {
                rest.remove_prefix(sign.size());
                changed = true;
            }
            if (rest.ends_with(sign)) {
                rest.remove_suffix(sign.size());
                changed = true;
            }
        }
    }
    return rest.size() > kLongest ? std::string() : std::string(rest);
}

std::string label_with(const std::string& label, std::string_view number) {
    if (number.empty() || label.empty()) return label;
    const auto depth = static_cast<std::size_t>(std::count(label.begin(), label.end(), '('));
    if (depth >= extract_limits::kMaxLabelDepth ||
        label.size() + number.size() + 2 > extract_limits::kMaxLabelBytes) {
        return label;
    }
    return label + "(" + std::string(number) + ")";
}

std::string citation_of(std::string_view number_line) {
    std::string line = collapse_space(number_line);
    // Where a number ends in a dot or a dash stands behind it, the heading begins there.
    std::size_t at = 0;
    bool numbered = false;
    while (at < line.size()) {
        const std::size_t end = std::min(line.find(' ', at), line.size());
        const std::string_view word = std::string_view(line).substr(at, end - at);
        if (numbered && (word == "-" || word == "–" || word == "—" || word == ":")) {
            line.resize(at);
            break;
        }
        numbered = numbered || word.find_first_of("0123456789") != std::string_view::npos;
        if (numbered && end < line.size() && (word.ends_with('.') || word.ends_with(':'))) {
            line.resize(end);
            break;
        }
        at = end + 1;
    }
    std::string_view label = line;
    for (bool changed = true; changed;) {
        changed = false;
        for (const std::string_view sign : {".", ":", ",", ";", " ", "—", "–", "-", "»", "«"}) {
            if (label.ends_with(sign)) {
                label.remove_suffix(sign.size());
                changed = true;
            }
            if (sign != "." && label.starts_with(sign)) {
                label.remove_prefix(sign.size());
                changed = true;
            }
        }
    }
    return shortened(std::string(label));
}

}  // namespace gazette

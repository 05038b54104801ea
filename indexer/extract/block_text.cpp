#include "indexer/extract/block_text.h"

#include "indexer/extract/utf8.h"

#include <algorithm>
#include <utility>

namespace gazette {
namespace {

constexpr std::size_t kMaxSlugBytes = 80;
// The whole heading is in the text; a label is for a line of a citation.
constexpr std::size_t kMaxLabelBytes = 400;
constexpr std::string_view kSoftHyphen = "\xC2\xAD";
constexpr std::string_view kNoBreakSpace = "\xC2\xA0";

bool is_html_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

// Letters of ASCII in lower case, digits, and everything outside ASCII but punctuation that
// blanks cover; other runs become one hyphen.
std::string slug_of(std::string_view text) {
    std::string slug;
    bool hyphen = false;
    while (!text.empty() && slug.size() < kMaxSlugBytes) {
        const Utf8Step step = utf8_step(text);
        const std::size_t length = std::max(step.length, step.bad_length);
        const char32_t c = step.code_point;
        const bool word =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
            c == 0xA7 ||
            (c >= 0xC0 && !(c >= 0x2000 && c <= 0x206F) && !(c >= 0x3000 && c <= 0x3004) &&
             !(c >= 0x3008 && c <= 0x3020) && !(c >= 0xFF00 && c <= 0xFF0F));
        if (word) {
            if (hyphen && !slug.empty()) slug += '-';
            hyphen = false;
            if (c >= 'A' && c <= 'Z') {
                slug += static_cast<char>(c - 'A' + 'a');
            } else {
                slug.append(text.substr(0, length));
            }
        } else {
            hyphen = true;
        }
        text.remove_prefix(length);
    }
    return slug;
}

bool starts_with_word(std::string_view text, std::string_view lower) {
    if (text.size() < lower.size()) return false;
    for (std::size_t i = 0; i < lower.size(); ++i) {
        const char c =
            text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
        if (c != lower[i]) return false;
    }
    if (text.size() == lower.size()) return true;
    const auto next = static_cast<unsigned char>(text[lower.size()]);
    return next < 0x80 && !((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z'));
}

// "第三条", "第12條の2", "제3조": a number between the two signs.
bool is_numbered(std::string_view text, std::string_view before, std::string_view after) {
    if (!text.starts_with(before)) return false;
    static constexpr std::size_t kLongestNumber = 40;
    const std::size_t end = text.substr(0, kLongestNumber).find(after, before.size());
    if (end == std::string_view::npos) return false;
    const std::string_view number = text.substr(before.size(), end - before.size());
    return !number.empty() && number.find(' ') == std::string_view::npos;
}

}  // namespace

SegmentKind section_kind_of(std::string_view heading) {
    // ASCII letters in lower case; others as headings have them.
    static constexpr std::string_view kArticles[] = {
        "article",    "articles", "art",     "art.",     "artikel",   "artículo", "articulo",
        "articolo",   "artigo",   "artykuł", "článek",   "článok",    "čl",       "статья",
        "стаття",     "член",     "άρθρο",   "madde",    "pasal",     "điều",     "المادة",
        "مادة",       "มาตรา",    "ข้อ",      "artikkel", "artikkeli", "artikla",  "артикул",
        "straipsnis", "pants",    "cikk",    "Článek",   "Článok",    "Čl",       "Статья",
        "Стаття",     "Член",     "Άρθρο",   "Điều",     "Артикул",
    };
    static constexpr std::string_view kAnnexes[] = {
        "annex",    "annexe", "appendix",   "schedule", "anlage",     "anhang",  "anexo",
        "allegato", "bilaga", "bilag",      "bijlage",  "приложение", "додаток", "załącznik",
        "příloha",  "附件",   "附錄",       "附录",     "附則",       "附则",    "別表",
        "별표",     "부칙",   "Приложение", "Додаток",
    };
    heading = trim_space(heading);
    if (heading.starts_with("§")) return SegmentKind::article;
    for (const std::string_view word : kArticles) {
        if (starts_with_word(heading, word)) return SegmentKind::article;
    }
    for (const std::string_view sign : {"条", "條"}) {
        if (is_numbered(heading, "第", sign)) return SegmentKind::article;
    }
    if (is_numbered(heading, "제", "조")) return SegmentKind::article;
    for (const std::string_view word : kAnnexes) {
        const bool east_asian =
            joins_without_space(first_code_point(word)) || first_code_point(word) >= 0xAC00;
        if (east_asian ? heading.starts_with(word) : starts_with_word(heading, word)) {
            return SegmentKind::annex;
        }
    }
    return SegmentKind::section;
}

void BlockText::gap(Gap gap) {
    if (gap == Gap::space) gap_is_line_break_ = false;
    gap_ = std::max(gap_, gap);
}

void BlockText::line_break() {
    gap(gap_ >= Gap::line ? Gap::paragraph : Gap::line);
}

void BlockText::write_gap(char32_t next) {
    if (!text_.empty()) {
        switch (gap_) {
            case Gap::none:
                text_ += held_space_;
                break;
            case Gap::space:
                if (!(gap_is_line_break_ && joins_without_space(next) &&
                      joins_without_space(last_code_point(text_)))) {
                    text_ += ' ';
                }
                break;
            case Gap::cell:
                text_ += '\t';
                break;
            case Gap::line:
                text_ += '\n';
                break;
            case Gap::paragraph:
                text_ += "\n\n";
                break;
        }
    }
    held_space_.clear();
    gap_ = Gap::none;
    const auto here = static_cast<std::uint32_t>(text_.size());
    if (watched_ == kNothing) watched_ = here;
    if (in_heading_ && heading_begin_ == kUnset) heading_begin_ = here;
    if (!in_heading_ && has_section_ && section_.begin == kUnset) section_.begin = here;
}

void BlockText::flow(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const bool no_break_space = text.substr(at).starts_with(kNoBreakSpace);
        if (is_html_space(text[at]) || no_break_space) {
            const bool line_break = text[at] == '\n' || text[at] == '\r';
            // A run is a line break only where nothing but indentation stands around it.
            if (gap_ == Gap::none) gap_is_line_break_ = false;
            if (line_break) gap_is_line_break_ = true;
            if (!held_space_.empty()) held_space_.clear();
            gap_ = std::max(gap_, Gap::space);
            at += no_break_space ? kNoBreakSpace.size() : 1;
            continue;
        }
        if (text.substr(at).starts_with(kSoftHyphen)) {
            at += kSoftHyphen.size();
            continue;
        }
        write_gap(utf8_step(text.substr(at)).code_point);
        std::size_t end = at;
        while (end < text.size() && !is_html_space(text[end]) && text[end] != '\xC2') ++end;
        if (end == at) {
            // A character that begins like a no-break space, and is none.
            end += 2;
        }
        text_.append(text.substr(at, end - at));
        at = end;
    }
}

void BlockText::preformatted(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t end = at;
        while (end < text.size() && is_html_space(text[end])) ++end;
        for (const char c : text.substr(at, end - at)) {
            if (c != '\r') held_space_ += c;
        }
        if (end == text.size()) return;
        at = end;
        while (end < text.size() && !is_html_space(text[end])) ++end;
        const std::string_view word = text.substr(at, end - at);
        if (gap_ == Gap::space) {
            held_space_.insert(0, " ");
            gap_ = Gap::none;
        }
        // Indentation of the first line means something too.
        const std::size_t indent = held_space_.find_last_of('\n') == std::string::npos
                                       ? 0
                                       : held_space_.find_last_of('\n') + 1;
        const std::string indentation = held_space_.substr(indent);
        const bool new_block = gap_ != Gap::none || text_.empty();
        write_gap(first_code_point(word));
        if (new_block) text_ += indentation;
        text_.append(word);
        at = end;
    }
}

std::string BlockText::unique_id(std::string_view wanted) {
    const std::string base(wanted.empty() ? std::string_view("section") : wanted);
    std::string id = base;
    for (unsigned& count = times_used_[base]; !ids_.insert(id).second;) {
        count = std::max(count, 1u) + 1;
        id = base + "-" + std::to_string(count);
    }
    return id;
}

void BlockText::close_section() {
    if (has_section_ && section_.begin != kUnset) {
        section_.end = static_cast<std::uint32_t>(text_.size());
        section_.id = unique_id(section_.id);
        segments_.push_back(std::move(section_));
    }
    has_section_ = false;
    section_ = Segment();
}

void BlockText::begin_heading(std::string_view anchor) {
    if (in_heading_) return;
    close_section();
    gap(Gap::paragraph);
    in_heading_ = true;
    heading_begin_ = kUnset;
    heading_anchor_ = anchor;
}

void BlockText::end_heading() {
    if (!in_heading_) return;
    in_heading_ = false;
    if (heading_begin_ == kUnset) return;
    Segment heading;
    heading.begin = heading_begin_;
    heading.end = static_cast<std::uint32_t>(text_.size());
    heading.kind = SegmentKind::heading;
    heading.label = collapse_space(std::string_view(text_).substr(heading.begin));
    if (first_heading_.empty()) first_heading_ = heading.label;
    if (heading.label.size() > kMaxLabelBytes) {
        heading.label.resize(code_point_floor(heading.label, kMaxLabelBytes));
        heading.label += "…";
    }
    const std::string slug = slug_of(heading_anchor_.empty() ? heading.label : heading_anchor_);
    heading.id = unique_id("h-" + slug);
    has_section_ = true;
    section_ = Segment();
    section_.id = slug;
    section_.label = heading.label;
    section_.kind = section_kind_of(heading.label);
    section_.begin = kUnset;
    segments_.push_back(std::move(heading));
    gap(Gap::paragraph);
}

void BlockText::finish(std::string& text, std::vector<Segment>& segments) {
    end_heading();
    close_section();
    text = std::move(text_);
    segments = std::move(segments_);
}

}  // namespace gazette

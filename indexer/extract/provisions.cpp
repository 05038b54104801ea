#include "indexer/extract/provisions.h"

#include "indexer/extract/law_text.h"
#include "indexer/extract/provision_heads.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <unordered_set>
#include <utility>
#include <vector>

namespace gazette {
namespace {

bool starts_with_digit(std::string_view text) {
    return !text.empty() && text.front() >= '0' && text.front() <= '9';
}

bool is_chinese(std::string_view label) {
    return label.find("条") != std::string_view::npos || label.find("條") != std::string_view::npos;
}

// "§ 1 Zweck, Anwendungsbereich" -> "§ 1", "3 Seizure of dog" -> "3", "Article 5. Scope" ->
// "Article 5": up to the first word with a digit, which is one of the first three.
std::string name_of_article(const std::string& label) {
    std::size_t at = 0;
    for (int word = 0; word < 3 && at < label.size(); ++word) {
        const std::size_t end = std::min(label.find(' ', at), label.size());
        const std::string_view token = std::string_view(label).substr(at, end - at);
        if (token.find_first_of("0123456789") != std::string_view::npos) {
            return citation_of(label.substr(0, end));
        }
        at = end + 1;
    }
    return citation_of(label);
}

std::string han_numeral(unsigned number) {
    static constexpr std::string_view kDigits[] = {
        "", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    if (number == 0 || number > 99) return std::to_string(number);
    std::string out;
    if (number >= 20) out += kDigits[number / 10];
    if (number >= 10) out += "十";
    return out + std::string(kDigits[number % 10]);
}

// 第三条第二項 in Japan and Taiwan, 第三条第二款 in China, 제3조제2항 in Korea, else "Article
// 3(2)".
std::string with_paragraph(const std::string& label, unsigned number, bool is_chinese_count) {
    // The article's own name: a label of the heading may go on with its title.
    const std::size_t head = east_asian_head(label);
    if (head == 0) return label_with(name_of_article(label), std::to_string(number));
    const std::string name(trim_space(std::string_view(label).substr(0, head)));
    if (name.starts_with("제")) return name + "제" + std::to_string(number) + "항";
    const bool in_digits = name.find_first_of("0123456789") != std::string::npos;
    const bool simplified = name.find("条") != std::string::npos;
    return name + "第" + (in_digits ? std::to_string(number) : han_numeral(number)) +
           (is_chinese_count && simplified ? "款" : "項");
}

// Hiragana: the text is Japanese, whose paragraphs have numbers from the second on.
bool has_kana(std::string_view text) {
    for (std::size_t at = text.find('\xE3'); at != std::string_view::npos && at + 2 < text.size();
         at = text.find('\xE3', at + 1)) {
        const auto second = static_cast<unsigned char>(text[at + 1]);
        if (second == 0x81 || second == 0x82) return true;
    }
    return false;
}

struct Line {
    std::size_t begin;
    std::size_t end;
};

std::vector<Line> lines_in(std::string_view text, std::size_t begin, std::size_t end) {
    std::vector<Line> lines;
    while (begin < end) {
        const std::size_t stop = std::min(text.find('\n', begin), end);
        if (!is_blank(text.substr(begin, stop - begin))) lines.push_back({begin, stop});
        begin = stop + 1;
    }
    return lines;
}

class Cutter {
  public:
    explicit Cutter(Document& document) : document_(document) {
        for (const Segment& segment : document.segments) ids_.insert(segment.id);
    }

    void run() {
        std::vector<Segment> old = std::move(document_.segments);
        out_.clear();
        std::size_t at = 0;
        for (Segment& segment : old) {
            cut_gap(at, segment.begin);
            at = segment.end;
            if (segment.kind == SegmentKind::heading || segment.kind == SegmentKind::quoted) {
                out_.push_back(std::move(segment));
            } else {
                cut_articles(segment);
            }
        }
        cut_gap(at, document_.text.size());
        document_.segments = std::move(out_);
    }

  private:
    std::string_view text() const { return document_.text; }

    std::string unique(std::string id) {
        std::string wanted = id;
        for (unsigned n = 2; !ids_.insert(id).second; ++n) id = wanted + "~" + std::to_string(n);
        return id;
    }

    // Text that no segment holds.
    void cut_gap(std::size_t begin, std::size_t end) {
        if (begin >= end) return;
        Segment none;
        none.begin = static_cast<std::uint32_t>(begin);
        none.end = static_cast<std::uint32_t>(end);
        cut_articles(none);
    }

    // `whole` has no id where it is no segment.
    void cut_articles(const Segment& whole) {
        struct Head {
            std::size_t line;
            std::size_t length;
        };
        const auto lines = lines_in(text(), whole.begin, whole.end);
        std::vector<Head> heads;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const std::string_view line =
                text().substr(lines[i].begin, lines[i].end - lines[i].begin);
            std::size_t length = east_asian_head(line);
            if (length == 0) length = western_head(line);
            if (length > 0) heads.push_back({i, length});
        }
        std::size_t end = heads.empty() ? whole.end : lines[heads[0].line].begin;
        if (!heads.empty()) end = trimmed(whole.begin, end);
        Segment first = whole;
        first.end = static_cast<std::uint32_t>(end);
        if (!whole.id.empty() && first.end > first.begin) cut_paragraphs(std::move(first));
        for (std::size_t i = 0; i < heads.size(); ++i) {
            const Line& line = lines[heads[i].line];
            const std::size_t stop =
                i + 1 < heads.size() ? lines[heads[i + 1].line].begin : whole.end;
            Segment article;
            article.label = collapse_space(text().substr(line.begin, heads[i].length));
            article.kind = SegmentKind::article;
            article.id = unique("art_" + bare_article_number(article.label));
            article.begin = static_cast<std::uint32_t>(line.begin);
            article.end = static_cast<std::uint32_t>(trimmed(line.begin, stop));
            article.page = whole.page;
            article.lang = whole.lang;
            cut_paragraphs(std::move(article), heads[i].length);
        }
    }

    std::size_t trimmed(std::size_t begin, std::size_t end) const {
        const std::string_view kept = trim_space(text().substr(begin, end - begin));
        return kept.empty() ? begin
                            : static_cast<std::size_t>(kept.data() - text().data()) + kept.size();
    }

    // `head` bytes at its beginning are the article's own number.
    void cut_paragraphs(Segment article, std::size_t head = 0) {
        if (article.kind != SegmentKind::article && !looks_like_section(article)) {
            out_.push_back(std::move(article));
            return;
        }
        struct Start {
            std::size_t begin;
            unsigned number;
            NumberStyle style;
        };
        std::vector<Start> starts;
        const auto lines = lines_in(text(), article.begin, article.end);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            std::size_t begin = lines[i].begin;
            if (i == 0 && head > 0) {
                begin = std::min(begin + head, lines[i].end);
                // "第一条（目的）　...": its caption in brackets.
                const std::string_view rest = text().substr(begin, lines[i].end - begin);
                if (rest.starts_with("（") || rest.starts_with("(")) {
                    const std::size_t close = rest.find(rest.starts_with("(") ? ")" : "）");
                    if (close != std::string_view::npos) begin += close + (rest[0] == '(' ? 1 : 3);
                }
            }
            std::string_view line = text().substr(begin, lines[i].end - begin);
            const std::string_view tight = without_leading_space(line);
            begin += line.size() - tight.size();
            line = tight;
            // "12.—(1)": the number of a section of a British act.
            const std::size_t dash = line.substr(0, 12).find(".—");
            if (i == 0 && dash != std::string_view::npos && starts_with_digit(line)) {
                begin += dash + std::string_view(".—").size();
                line.remove_prefix(dash + std::string_view(".—").size());
            }
            const auto number = paragraph_number(line);
            if (!number) continue;
            if (!starts.empty() && starts[0].style != number->style) continue;
            const unsigned expected = starts.empty() ? 1 : starts.back().number + 1;
            const bool second_first = starts.empty() && number->number == 2 && i > 0;
            if (number->number == expected || second_first) {
                starts.push_back({begin, number->number, number->style});
            }
        }
        if (starts.empty() && is_chinese(article.label) &&
            !has_kana(text().substr(article.begin, article.end - article.begin))) {
            return cut_chinese(std::move(article), lines, head);
        }
        if (starts.size() < 2 && !(starts.size() == 1 && starts[0].number == 2)) {
            out_.push_back(std::move(article));
            return;
        }
        // What stands before the second paragraph of a Japanese article is the first.
        if (starts[0].number == 2)
            starts.insert(starts.begin(), {article.begin, 1, starts[0].style});
        std::vector<std::size_t> begins;
        for (const Start& start : starts) begins.push_back(start.begin);
        cut_at(std::move(article), begins, false);
    }

    // The section of an act that is headed by its number alone: "2 Offence with respect to ...".
    static bool looks_like_section(const Segment& segment) {
        return segment.kind == SegmentKind::section && starts_with_digit(segment.label);
    }

    void cut_chinese(Segment article, const std::vector<Line>& lines, std::size_t head) {
        std::vector<std::size_t> begins;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const std::string_view line =
                text().substr(lines[i].begin, lines[i].end - lines[i].begin);
            const bool only_head =
                i == 0 && head > 0 && is_blank(line.substr(std::min(head, line.size())));
            if (only_head) continue;
            if (i == 0 || !is_list_item(line)) begins.push_back(lines[i].begin);
        }
        if (begins.size() < 2) {
            out_.push_back(std::move(article));
            return;
        }
        begins[0] = article.begin;
        cut_at(std::move(article), begins, true);
    }

    void cut_at(Segment article, const std::vector<std::size_t>& begins, bool is_chinese_count) {
        Segment first = article;
        first.end = static_cast<std::uint32_t>(trimmed(article.begin, begins[0]));
        if (first.end > first.begin) out_.push_back(first);
        for (std::size_t i = 0; i < begins.size(); ++i) {
            Segment paragraph = article;
            const auto number = static_cast<unsigned>(i) + 1;
            paragraph.kind = SegmentKind::paragraph;
            paragraph.label = with_paragraph(article.label, number, is_chinese_count);
            paragraph.id = i == 0 && first.end <= first.begin
                               ? article.id
                               : unique(article.id + "." + std::to_string(number));
            paragraph.begin = static_cast<std::uint32_t>(begins[i]);
            const std::size_t stop = i + 1 < begins.size() ? begins[i + 1] : article.end;
            paragraph.end = static_cast<std::uint32_t>(trimmed(begins[i], stop));
            out_.push_back(std::move(paragraph));
        }
    }

    Document& document_;
    std::vector<Segment> out_;
    std::unordered_set<std::string> ids_;
};

}  // namespace

void label_provisions(Document& document) {
    Cutter(document).run();
}

}  // namespace gazette

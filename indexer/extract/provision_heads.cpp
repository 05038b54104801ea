#include "indexer/extract/provision_heads.h"

#include "indexer/extract/utf8.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>

namespace gazette {
namespace {

constexpr std::size_t kMaxHeadLine = 80;  // characters, about, of a line that is a heading

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Length of the number that begins here, in ASCII or full-width digits or Chinese numerals; 0 for
// none.
std::size_t number_length(std::string_view text) {
    static constexpr std::string_view kSigns[] = {"〇", "零", "一", "二", "三", "四", "五", "六",
                                                  "七", "八", "九", "十", "百", "千", "０", "１",
                                                  "２", "３", "４", "５", "６", "７", "８", "９"};
    std::size_t at = 0;
    while (at < text.size()) {
        if (is_digit(text[at])) {
            ++at;
            continue;
        }
        const auto* const sign = std::find_if(std::begin(kSigns), std::end(kSigns), [&](auto s) {
            return text.substr(at).starts_with(s);
        });
        if (sign == std::end(kSigns)) break;
        at += sign->size();
    }
    return at;
}

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> heads) {
    return std::any_of(heads.begin(), heads.end(), [&](auto h) { return text.starts_with(h); });
}

}  // namespace

std::string_view without_leading_space(std::string_view text) {
    for (;;) {
        if (text.starts_with(' ') || text.starts_with('\t')) {
            text.remove_prefix(1);
        } else if (text.starts_with("\xE3\x80\x80")) {
            text.remove_prefix(3);
        } else {
            return text;
        }
    }
}

std::size_t east_asian_head(std::string_view line) {
    std::string_view rest = line;
    const bool korean = rest.starts_with("제");
    if (!korean && !rest.starts_with("第")) return 0;
    rest.remove_prefix(3);
    rest = without_leading_space(rest);
    const std::size_t number = number_length(rest);
    if (number == 0) return 0;
    rest.remove_prefix(number);
    if (rest.starts_with("-") || rest.starts_with("之")) {
        rest.remove_prefix(rest.starts_with("-") ? 1 : 3);
        rest.remove_prefix(number_length(rest));
    }
    rest = without_leading_space(rest);
    const bool article = korean ? rest.starts_with("조") : starts_with_any(rest, {"条", "條"});
    if (!article) return 0;
    rest.remove_prefix(3);
    while (starts_with_any(rest, {"の", "之", "의"})) {
        const std::size_t more = number_length(rest.substr(3));
        if (more == 0) break;
        rest.remove_prefix(3 + more);
    }
    const bool ends =
        rest.empty() ||
        starts_with_any(rest, {" ", "\xE3\x80\x80", "（", "(", "【", "[", "：", ":", "\t", "　"});
    return ends ? line.size() - rest.size() : 0;
}

std::size_t western_head(std::string_view line) {
    static constexpr std::string_view kWords[] = {
        "Article ", "ARTICLE ",  "Art. ",   "Artículo ", "ARTÍCULO ", "Articulo ",
        "Artikel ", "Articolo ", "Artigo ", "Статья ",   "Стаття ",   "Член ",
        "Madde ",   "MADDE ",    "Pasal ",  "Điều ",     "Artykuł ",  "Άρθρο ",
        "Section ", "§ ",        "المادة ", "مادة ",     "มาตรา "};
    const auto* const word = std::find_if(
        std::begin(kWords), std::end(kWords), [&](auto w) { return line.starts_with(w); });
    if (word == std::end(kWords)) return 0;
    std::size_t at = word->size();
    // "L123-4", "12 bis", "1er", "R. 12": letters before and behind the digits.
    const std::size_t end = std::min(line.size(), at + 24);
    std::size_t digits = 0;
    while (at < end) {
        const char c = line[at];
        if (is_digit(c)) {
            ++digits;
        } else if (c == ' ' || c == '.' || c == ':' || c == ',' || c == '(') {
            if (digits > 0) break;
            // A word between: "Article premier" is none that is looked for here.
            if (c != '.' && !(c == ' ' && line[at - 1] == '.')) return 0;
        } else if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '*' ||
                     static_cast<unsigned char>(c) >= 0x80)) {
            return 0;
        }
        ++at;
    }
    if (digits == 0) return 0;
    for (const std::string_view suffix : {" bis", " ter", " quater", " quinquies"}) {
        if (line.substr(at).starts_with(suffix)) at += suffix.size();
    }
    const std::string_view rest = line.substr(at);
    if (rest.empty()) return at;
    // In a sentence a word follows; a heading has a sign, or ends the line.
    if (starts_with_any(rest, {".", ":", " -", " –", " —", ".-"})) return at;
    return rest.starts_with(" (") && line.size() <= kMaxHeadLine ? at : 0;
}

std::optional<ParagraphNumber> paragraph_number(std::string_view line) {
    // ① to ⑳ are U+2460 to U+2473.
    if (line.starts_with("\xE2\x91") && line.size() > 2) {
        const auto last = static_cast<unsigned char>(line[2]);
        if (last >= 0xA0 && last <= 0xB3)
            return ParagraphNumber{last - 0x9FU, NumberStyle::circled};
    }
    const bool bracket = line.starts_with('(');
    const bool wide_bracket = line.starts_with("（");
    std::size_t at = bracket ? 1 : wide_bracket ? 3 : 0;
    // Full-width digits and a wide space: Japan.
    unsigned number = 0;
    std::size_t digits = 0;
    bool wide = false;
    while (at < line.size() && digits < 3) {
        if (is_digit(line[at])) {
            number = number * 10 + static_cast<unsigned>(line[at++] - '0');
        } else if (line.substr(at).starts_with("\xEF\xBC") && at + 2 < line.size() &&
                   static_cast<unsigned char>(line[at + 2]) >= 0x90 &&
                   static_cast<unsigned char>(line[at + 2]) <= 0x99) {
            number = number * 10 + (static_cast<unsigned char>(line[at + 2]) - 0x90U);
            at += 3;
            wide = true;
        } else {
            break;
        }
        ++digits;
    }
    if (digits == 0 || number == 0) return std::nullopt;
    const std::string_view rest = line.substr(at);
    if (bracket || wide_bracket) {
        if (!starts_with_any(rest, {")", "）"})) return std::nullopt;
        return ParagraphNumber{number, NumberStyle::bracketed};
    }
    if (rest.starts_with("\xE3\x80\x80")) {
        return ParagraphNumber{number, NumberStyle::spaced};
    }
    if (wide) return std::nullopt;
    if (starts_with_any(rest, {". ", ".\xC2\xA0", ") ", ".-"})) {
        return ParagraphNumber{number, NumberStyle::dotted};
    }
    return std::nullopt;
}

bool is_list_item(std::string_view line) {
    line = without_leading_space(line);
    if (starts_with_any(line,
                        {"（", "(", "-", "–", "—", "•", "·", "○", "●", "◎", "※", "＊", "*"})) {
        return true;
    }
    const std::size_t number = number_length(line);
    if (number > 0) {
        std::string_view rest = line.substr(number);
        return starts_with_any(rest, {"、", ".", "．", "，", ",", ")", "）", "：", " "});
    }
    // "a.", "I.", "iv)".
    std::size_t letters = 0;
    while (letters < line.size() && letters < 5 &&
           ((line[letters] >= 'a' && line[letters] <= 'z') ||
            (line[letters] >= 'A' && line[letters] <= 'Z'))) {
        ++letters;
    }
    return letters > 0 && letters < 5 && letters < line.size() &&
           (line[letters] == '.' || line[letters] == ')') &&
           (letters == 1 ||
            line.substr(0, letters).find_first_not_of("ivxIVX") == std::string_view::npos);
}

std::string bare_article_number(std::string_view label) {
    std::string out;
    const std::string tidy = collapse_space(label);
    std::string_view rest = tidy;
    // From the first digit or numeral on.
    while (!rest.empty() && number_length(rest) == 0) {
        const Utf8Step step = utf8_step(rest);
        rest.remove_prefix(std::max(step.length, step.bad_length));
    }
    if (rest.empty()) rest = tidy;
    for (const char c : rest) {
        if (c == ' ' || c == '.' || c == ':' || out.size() >= 40) break;
        out += c;
    }
    for (const std::string_view sign : {"條", "条", "조"}) {
        if (out.ends_with(sign)) out.resize(out.size() - sign.size());
    }
    return out.substr(0, code_point_floor(out, out.size()));
}

}  // namespace gazette

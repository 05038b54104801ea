#include "searcher/query/provision.h"

#include "indexer/analysis/name_key.h"
#include "indexer/format/fields.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace gazette {
namespace {

// More words are no citation.
constexpr std::size_t kMaxWords = 24;

constexpr std::array<std::string_view, 11> kArticleWords = {"Article",
                                                            "Art.",
                                                            "Artikel",
                                                            "Artículo",
                                                            "Articolo",
                                                            "Artigo",
                                                            "Статья",
                                                            "المادة",
                                                            "مادة",
                                                            "มาตรา",
                                                            "Điều"};
constexpr std::array<std::string_view, 4> kSectionWords = {"§", "Section", "s.", "Sec."};

// What may stand before the number, folded as name_pieces() folds it.
constexpr std::array<std::string_view, 15> kArticles = {"article",
                                                        "art",
                                                        "artikel",
                                                        "articulo",
                                                        "articolo",
                                                        "artigo",
                                                        "arts",
                                                        "articles",
                                                        "статья",
                                                        "статьи",
                                                        "ст",
                                                        "المادة",
                                                        "مادة",
                                                        "มาตรา",
                                                        "dieu"};
constexpr std::array<std::string_view, 6> kSections = {
    "section", "sections", "s", "sec", "sect", "paragraph"};
// A piece of a provision: it and the number behind it are not looked for.
constexpr std::array<std::string_view, 19> kSubdivisions = {"s",
                                                            "abs",
                                                            "absatz",
                                                            "satz",
                                                            "nr",
                                                            "nummer",
                                                            "lit",
                                                            "buchst",
                                                            "unterabs",
                                                            "para",
                                                            "paragraph",
                                                            "subsection",
                                                            "sentence",
                                                            "alinea",
                                                            "al",
                                                            "num",
                                                            "hs",
                                                            "halbsatz",
                                                            "point"};
// Between a provision and what it is of.
constexpr std::array<std::string_view, 27> kJoins = {
    "of",  "the", "in",  "der", "des", "dem", "die",   "das",   "vom",
    "zum", "du",  "de",  "la",  "le",  "les", "del",   "della", "dello",
    "do",  "da",  "von", "l",   "d",   "to",  "under", "van",   "den"};

template <std::size_t Size>
bool is_one_of(const std::array<std::string_view, Size>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::vector<std::string_view> words_of(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    std::vector<std::string_view> words;
    std::size_t end = 0;
    while (words.size() <= kMaxWords) {
        const std::size_t begin = text.find_first_not_of(kBlanks, end);
        if (begin == text.npos) break;
        end = std::min(text.find_first_of(kBlanks, begin), text.size());
        words.push_back(text.substr(begin, end - begin));
    }
    return words;
}

std::string joined(std::span<const std::string_view> words) {
    std::string text;
    for (const std::string_view word : words) {
        if (!text.empty()) text += ' ';
        text += word;
    }
    return text;
}

// Without what may stand around what a provision is of.
std::string trimmed(std::span<const std::string_view> words) {
    bool more = true;
    while (more && !words.empty()) {
        more = false;
        const std::string key = name_key(words.front());
        if (words.size() > 2 && is_one_of(kSubdivisions, key)) {
            words = words.subspan(2);
            more = true;
        } else if (key.empty() || is_one_of(kJoins, key)) {
            words = words.subspan(1);
            more = true;
        }
    }
    while (words.size() > 2 && is_one_of(kSubdivisions, name_key(words[words.size() - 2]))) {
        words = words.first(words.size() - 2);
    }
    std::string text = joined(words);
    while (!text.empty() && (text.back() == ',' || text.back() == ';')) text.pop_back();
    return text;
}

bool has_digit(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// 26(1)(a) -> 26; 5(2), -> 5
std::string_view number_of(std::string_view word) {
    word = word.substr(0, word.find('('));
    while (!word.empty() && (word.back() == ',' || word.back() == '.' || word.back() == ';')) {
        word.remove_suffix(1);
    }
    return word;
}

void add(std::vector<std::string>& labels, std::string label) {
    if (std::find(labels.begin(), labels.end(), label) == labels.end()) {
        labels.push_back(std::move(label));
    }
}

void add_han_labels(std::string_view number, std::vector<std::string>& labels) {
    constexpr std::size_t kMaxDigits = 4;
    std::vector<std::string> written = {std::string(number)};
    if (number.size() <= kMaxDigits && number.find_first_not_of("0123456789") == number.npos) {
        written.push_back(han_numeral(static_cast<unsigned>(std::stoul(std::string(number)))));
    }
    for (const std::string& one : written) {
        for (const std::string_view article : {"條", "条"}) {
            add(labels, "第" + one + std::string(article));
            add(labels, "第 " + one + " " + std::string(article));
        }
    }
}

// What a label of these words may look like in a document.
std::vector<std::string> labels_of(std::span<const std::string_view> words) {
    std::vector<std::string> labels = {joined(words)};
    const std::string_view number = number_of(words.back());
    if (words.size() > 2 || number.empty() || !has_digit(number)) return labels;
    std::string sign = words.size() == 2 ? name_key(words.front()) : std::string();
    const bool paragraph = words.front().starts_with("§");
    std::string_view bare = number;
    if (paragraph && words.size() == 1) bare = number.substr(std::string_view("§").size());
    if (bare.empty() || (words.size() == 1 && !paragraph)) {
        add(labels, std::string(number));
        return labels;
    }
    if (words.size() == 2 && is_one_of(kArticles, sign)) {
        for (const std::string_view word : kArticleWords) {
            add(labels, std::string(word) + " " + std::string(bare));
        }
        add_han_labels(bare, labels);
    } else if (paragraph || is_one_of(kSections, sign)) {
        for (const std::string_view word : kSectionWords) {
            add(labels, std::string(word) + " " + std::string(bare));
        }
        add(labels, "§" + std::string(bare));
        add(labels, std::string(bare));
    }
    return labels;
}

// 民法第184條, 個人資料條例 第二十六條第1款
void add_han_provision(std::string_view text, std::vector<CitedProvision>& provisions) {
    constexpr std::string_view kOrdinal = "第";
    const std::size_t at = text.find(kOrdinal);
    if (at == text.npos) return;
    std::size_t end = at + kOrdinal.size();
    while (end < text.size() && text[end] == ' ') ++end;
    std::string number;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') number += text[end++];
    if (number.empty()) {
        const HanNumber read = han_number(text.substr(end));
        if (read.bytes == 0) return;
        number = std::to_string(read.value);
        end += read.bytes;
    }
    while (end < text.size() && text[end] == ' ') ++end;
    const std::string_view rest = text.substr(end);
    if (!rest.starts_with("條") && !rest.starts_with("条")) return;
    end += std::string_view("條").size();
    CitedProvision provision;
    provision.is_sure = true;
    provision.labels = {std::string(text.substr(at, end - at))};
    add_han_labels(number, provision.labels);
    for (const std::string_view word : kArticleWords) {
        add(provision.labels, std::string(word) + " " + number);
    }
    const std::vector<std::string_view> before = words_of(text.substr(0, at));
    const std::vector<std::string_view> behind = words_of(text.substr(end));
    provision.of = trimmed(before);
    if (provision.of.empty()) provision.of = trimmed(behind);
    if (!provision.of.empty()) provisions.push_back(std::move(provision));
}

}  // namespace

std::vector<CitedProvision> provisions_in(std::string_view text) {
    std::vector<CitedProvision> provisions;
    add_han_provision(text, provisions);
    const std::vector<std::string_view> words = words_of(text);
    if (words.size() < 2 || words.size() > kMaxWords) return provisions;
    const std::span<const std::string_view> all(words);
    for (std::size_t size = std::min(kLabelWords, words.size() - 1); size > 0; --size) {
        for (std::size_t at = 0; at + size <= words.size(); ++at) {
            if (at != 0 && at + size != words.size() && size > 2) continue;
            const auto label = all.subspan(at, size);
            if (!has_digit(label.back())) continue;
            // In the middle stands only what is a provision by its sign: BGB § 823 Abs. 1
            const bool inside = at != 0 && at + size != words.size();
            if (inside && !label.front().starts_with("§") &&
                !(size == 2 && is_one_of(kArticles, name_key(label.front())))) {
                continue;
            }
            CitedProvision provision;
            provision.labels = labels_of(label);
            provision.of = trimmed(at == 0 ? all.subspan(size) : all.first(at));
            const std::string key = name_key(label.back());
            provision.is_sure = size > 1 || key.find_first_not_of("0123456789.") != key.npos;
            if (!provision.of.empty()) provisions.push_back(std::move(provision));
        }
    }
    return provisions;
}

}  // namespace gazette

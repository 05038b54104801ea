#include "indexer/extract/line_joiner.h"

#include "indexer/analysis/letters.h"
#include "indexer/extract/utf8.h"

#include <xxhash.h>

#include <algorithm>

namespace gazette {
namespace {

constexpr std::string_view kSoftHyphen = "\xC2\xAD";
constexpr std::string_view kHyphen = "\xE2\x80\x90";  // U+2010
// No word of a text is longer.
constexpr std::size_t kMaxWordBytes = 200;

bool is_word_character(char32_t c) {
    return is_letter(c) || is_digit(c) || is_mark(c) || c == '\'' || c == 0x2019;
}

std::string lower(std::string_view word) {
    std::string out(word);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

std::uint64_t hash_of(std::string_view word) {
    const std::string key = lower(word);
    return XXH3_64bits(key.data(), key.size());
}

// The word, with the hyphens in it, that `text` ends in.
std::string_view last_word(std::string_view text) {
    std::size_t begin = text.size();
    while (begin > 0 && text.size() - begin < kMaxWordBytes) {
        const std::size_t at = code_point_floor(text, begin - 1);
        const char32_t c = utf8_step(text.substr(at)).code_point;
        if (!is_word_character(c) && c != '-') break;
        begin = at;
    }
    return text.substr(begin);
}

std::string_view first_word(std::string_view text, bool with_hyphens) {
    std::size_t end = 0;
    while (end < text.size() && end < kMaxWordBytes) {
        const Utf8Step step = utf8_step(text.substr(end));
        if (!is_word_character(step.code_point) && !(with_hyphens && step.code_point == '-')) break;
        end += std::max<std::size_t>(step.length, 1);
    }
    return text.substr(0, end);
}

bool joins_elements(std::string_view word) {
    static constexpr std::string_view kWords[] = {
        "und", "oder", "bzw", "sowie", "and", "or", "och", "eller", "og"};
    return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

bool all_upper_case(std::string_view word) {
    std::size_t letters = 0;
    while (!word.empty()) {
        const Utf8Step step = utf8_step(word);
        if (is_lower_case(step.code_point)) return false;
        letters += is_letter(step.code_point) ? 1u : 0u;
        word.remove_prefix(std::max<std::size_t>(step.length, 1));
    }
    return letters > 3;
}

bool is_south_east_asian(char32_t c) {
    return (c >= 0xE00 && c <= 0xEFF) || (c >= 0x1000 && c <= 0x109F) ||
           (c >= 0x1780 && c <= 0x17FF);
}

enum class HyphenFate { none, removed, kept, kept_with_space };

}  // namespace

void LineJoiner::learn(std::string_view line) {
    while (!line.empty()) {
        const std::string_view word = first_word(line, true);
        if (word.empty()) {
            line.remove_prefix(std::max<std::size_t>(utf8_step(line).length, 1));
            continue;
        }
        // A hyphen at the end of a line is what is to be decided.
        if (!word.ends_with('-')) words_.insert(hash_of(word));
        line.remove_prefix(word.size());
    }
}

bool LineJoiner::knows(std::string_view word) const {
    return words_.contains(hash_of(word));
}

void LineJoiner::join(std::string& text, std::string_view line) const {
    if (text.empty()) {
        text = line;
        return;
    }
    if (text.ends_with(kSoftHyphen)) {
        text.resize(text.size() - kSoftHyphen.size());
        text += line;
        return;
    }
    std::size_t hyphen = 0;
    if (text.ends_with('-')) hyphen = 1;
    if (text.ends_with(kHyphen)) hyphen = kHyphen.size();
    const std::string_view before = std::string_view(text).substr(0, text.size() - hyphen);
    const char32_t first = first_code_point(line);
    HyphenFate fate = HyphenFate::none;
    if (hyphen > 0 && !before.empty() && is_word_character(last_code_point(before))) {
        const std::string_view head = last_word(before);
        const std::string_view tail = first_word(line, false);
        const std::string joined = std::string(head) + std::string(tail);
        const std::string hyphened = std::string(head) + "-" + std::string(tail);
        const bool shouted = all_upper_case(head) && is_upper_case(first) && is_letter(first);
        if (joins_without_space(first)) {
            fate = HyphenFate::kept;
        } else if (!is_lower_case(first) && !shouted) {
            const bool cased = is_upper_case(first) || is_digit(first);
            // Letters without case (Arabic, Hindi, ...) are hyphened as small ones are.
            fate = cased || !is_letter(first) ? HyphenFate::kept : HyphenFate::removed;
            if (!cased && !is_letter(first)) fate = HyphenFate::kept_with_space;
        } else if (knows(joined) != knows(hyphened)) {
            fate = knows(joined) ? HyphenFate::removed : HyphenFate::kept;
        } else if (joins_elements(tail)) {
            fate = HyphenFate::kept_with_space;
        } else {
            fate =
                head.find('-') == std::string_view::npos ? HyphenFate::removed : HyphenFate::kept;
        }
    }
    switch (fate) {
        case HyphenFate::removed:
            text.resize(text.size() - hyphen);
            break;
        case HyphenFate::kept:
            break;
        case HyphenFate::kept_with_space:
            text += ' ';
            break;
        case HyphenFate::none: {
            const char32_t last = last_code_point(text);
            const bool unspaced = (joins_without_space(last) && joins_without_space(first)) ||
                                  (is_south_east_asian(last) && is_south_east_asian(first));
            if (!unspaced) text += ' ';
            break;
        }
    }
    text += line;
}

}  // namespace gazette

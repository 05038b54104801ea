#include "searcher/query/wildcards.h"

#include "searcher/query/runs.h"

namespace gazette {
namespace {

// Scripts that the analyzer cuts into characters, roughly: a ? between two of these characters is a
// question mark, as no space follows it there.
bool is_unspaced(char32_t c) {
    return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x11FF) ||
           (c >= 0x1780 && c <= 0x17FF) || (c >= 0x2E80 && c <= 0xD7FF) ||
           (c >= 0xF900 && c <= 0xFAFF) || c >= 0x20000;
}

bool is_mark(char32_t c) {
    return is_star(c) || c == U'?';
}

}  // namespace

bool is_pattern_letter_at(const QueryCharacters& text, std::size_t index) {
    return is_word_character_at(text, index) && !is_unspaced(text.at(index));
}

std::size_t unspaced_letters(std::string_view text) {
    const QueryCharacters characters = decode_query(text);
    std::size_t letters = 0;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        if (is_word_character_at(characters, i) && is_unspaced(characters.at(i))) ++letters;
    }
    return letters;
}

std::vector<std::size_t> wildcards_of(const QueryCharacters& text, bool quoted) {
    std::vector<std::size_t> found;
    bool in_url = false;
    for (std::size_t i = 0; i < text.size();) {
        const bool piece_begins = i == 0 || is_query_space(text.at(i - 1));
        if (piece_begins) in_url = is_url_at(text, i);
        if (in_url || !is_mark(text.at(i))) {
            ++i;
            continue;
        }
        std::size_t end = i;
        bool star = false;
        for (; is_mark(text.at(end)); ++end) star = star || is_star(text.at(end));
        const bool behind_letter = i > 0 && is_pattern_letter_at(text, i - 1);
        const bool before_letter = is_pattern_letter_at(text, end);
        const bool inside = star ? behind_letter || before_letter : behind_letter && before_letter;
        for (; i < end; ++i) {
            if (is_star(text.at(i)) || (inside && !quoted)) found.push_back(i);
        }
    }
    return found;
}

bool has_wildcards(std::string_view text, bool quoted) {
    if (text.find('*') == std::string_view::npos && text.find("＊") == std::string_view::npos &&
        text.find('?') == std::string_view::npos) {
        return false;
    }
    return !wildcards_of(decode_query(text), quoted).empty();
}

std::optional<std::string> stars_as_marks(std::string_view quotation) {
    if (!has_wildcards(quotation, true)) return std::nullopt;
    const QueryCharacters characters = decode_query(quotation);
    std::string marks;
    bool any = false;
    std::size_t copied = 0;
    const std::vector<std::size_t> stars = wildcards_of(characters, true);
    for (auto star = stars.begin(); star != stars.end();) {
        const std::size_t begin = *star;
        std::size_t end = begin;
        for (; star != stars.end() && *star == end; ++star) ++end;
        if (begin == 0 || !is_pattern_letter_at(characters, begin - 1) ||
            !is_pattern_letter_at(characters, end)) {
            continue;
        }
        marks.append(characters.slice(copied, begin)).append(1, ' ');
        copied = end;
        any = true;
    }
    if (!any) return std::nullopt;
    return marks.append(characters.slice(copied, characters.size()));
}

std::optional<std::pair<std::uint32_t, std::uint32_t>> question_mark_in_word(
    std::string_view text) {
    if (text.find('?') == std::string_view::npos) return std::nullopt;
    const QueryCharacters characters = decode_query(text);
    for (const std::size_t i : wildcards_of(characters, false)) {
        if (characters.at(i) == U'?') {
            return std::pair{characters.starts[i], characters.starts[i + 1]};
        }
    }
    return std::nullopt;
}

}  // namespace gazette

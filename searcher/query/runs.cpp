#include "searcher/query/runs.h"

#include "searcher/query/limits.h"
#include "searcher/query/operator_words.h"
#include "searcher/query/wildcards.h"

namespace gazette {
namespace {

// Behind the bracket that closes the one at `open`; nothing where it is not closed in the run.
// The bound on depth keeps the scan of a((((… linear.
std::optional<std::size_t> glued_bracket_end(const QueryCharacters& text, std::size_t open) {
    std::size_t depth = 0;
    for (std::size_t i = open; i < text.size(); ++i) {
        const char32_t c = text.at(i);
        if (is_query_space(c) || is_quote_at(text, i) || is_doubled_at(text, i, U'&') ||
            is_doubled_at(text, i, U'|')) {
            return std::nullopt;
        }
        if (is_open_bracket(c) && ++depth > query_limits::kMaxQueryDepth) return std::nullopt;
        if (is_close_bracket(c) && --depth == 0) return i + 1;
    }
    return std::nullopt;
}

bool is_operator_before(const QueryCharacters& text, std::size_t begin, std::size_t bracket) {
    const std::string run = plain_text(text, begin, visible_end(text, begin, bracket));
    return operator_word(run) != OperatorWord::none;
}

}  // namespace

bool is_quote_at(const QueryCharacters& text, std::size_t index) {
    return quote_family(text.at(index)).has_value() && !is_hebrew_gershayim(text, index);
}

bool is_doubled_at(const QueryCharacters& text, std::size_t index, char32_t c) {
    return plain_form(text.at(index)) == c && plain_form(text.at(index + 1)) == c;
}

bool is_sign_at(const QueryCharacters& text, std::size_t index) {
    const char32_t c = plain_form(text.at(index));
    return c == U'+' || c == U'-' || c == U'!';
}

bool is_over_at(const QueryCharacters& text, std::size_t index) {
    const char32_t c = text.at(index);
    return index >= text.size() || is_query_space(c) || is_close_bracket(c);
}

bool is_word_character_at(const QueryCharacters& text, std::size_t index) {
    const char32_t c = text.at(index);
    const bool digit = c >= U'0' && c <= U'9';
    const bool general_punctuation = c >= 0x2000 && c < 0x3040;
    const bool full_width_punctuation = c >= 0xFF00 && c <= 0xFF0F;
    return is_ascii_letter(c) || digit ||
           (c >= 0xC0 && !general_punctuation && !full_width_punctuation);
}

std::size_t behind_invisible(const QueryCharacters& text, std::size_t index) {
    while (is_invisible_mark(text.at(index))) ++index;
    return index;
}

std::size_t behind_signs(const QueryCharacters& text, std::size_t index) {
    while (is_sign_at(text, index)) ++index;
    return index;
}

std::string plain_text(const QueryCharacters& text, std::size_t begin, std::size_t end) {
    std::string result;
    for (std::size_t i = begin; i < end; ++i) {
        const char32_t c = plain_form(text.at(i));
        if (c < 0x80) {
            result.push_back(static_cast<char>(c));
        } else {
            result.append(text.slice(i, i + 1));
        }
    }
    return result;
}

std::size_t visible_end(const QueryCharacters& text, std::size_t begin, std::size_t end) {
    while (end > begin && is_invisible_mark(text.at(end - 1))) --end;
    return end;
}

bool is_url_at(const QueryCharacters& text, std::size_t begin) {
    std::size_t i = begin;
    while (is_ascii_letter(text.at(i))) ++i;
    return i > begin + 1 && text.at(i) == U':' && text.at(i + 1) == U'/' && text.at(i + 2) == U'/';
}

std::optional<std::size_t> colon_behind_name(const QueryCharacters& text, std::size_t begin) {
    std::size_t i = begin;
    while (is_ascii_letter(plain_form(text.at(i))) ||
           (i > begin && (text.at(i) == U'_' || text.at(i) == U'-'))) {
        ++i;
    }
    if (i < begin + 2 || plain_form(text.at(i)) != U':') return std::nullopt;
    return i;
}

std::size_t run_end(const QueryCharacters& text, std::size_t begin) {
    const bool url = is_url_at(text, begin);
    bool first_bracket = true;
    std::size_t i = begin;
    while (!is_over_at(text, i) && !is_quote_at(text, i)) {
        if (!url && (is_doubled_at(text, i, U'&') || is_doubled_at(text, i, U'|'))) break;
        if (!is_open_bracket(text.at(i))) {
            ++i;
            continue;
        }
        if (i == begin) break;
        if (first_bracket && !url && is_operator_before(text, begin, i)) break;
        first_bracket = false;
        const auto closed = glued_bracket_end(text, i);
        if (!closed) break;
        i = *closed;
    }
    return i;
}

bool is_similar(const QueryCharacters& text, std::size_t begin, std::size_t end) {
    return end > begin + 1 && text.at(end - 1) == U'~' && is_word_character_at(text, end - 2);
}

std::size_t before_exclamations(const QueryCharacters& text, std::size_t begin, std::size_t end) {
    std::size_t marks = end;
    while (marks > begin && text.at(marks - 1) == U'!') --marks;
    return marks > begin ? marks : end;
}

bool is_truncation(const QueryCharacters& text,
                   std::size_t begin,
                   std::size_t marks,
                   std::size_t end) {
    if (end != marks + 1 || marks < begin + query_limits::kMinFixedLetters) return false;
    for (std::size_t i = marks - query_limits::kMinFixedLetters; i < marks; ++i) {
        if (!is_pattern_letter_at(text, i)) return false;
    }
    return true;
}

}  // namespace gazette

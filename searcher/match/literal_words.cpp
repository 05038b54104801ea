#include "searcher/match/literal_words.h"

#include <algorithm>
#include <cstddef>

namespace gazette {
namespace {

bool is_small_letter(char c) {
    return c >= 'a' && c <= 'z';
}

bool is_space(char c) {
    return c == ' ' || c == '\n';
}

// A capital I is another letter in Turkish.
bool is_same_first_letter(char letter, char c) {
    return c == letter || (letter != 'i' && c == letter - 'a' + 'A');
}

// Whether the word stands at `at`; `word` is not empty.
bool stands_at(std::string_view text, std::size_t at, std::string_view word) {
    return text.size() - at >= word.size() && is_same_first_letter(word[0], text[at]) &&
           text.substr(at + 1, word.size() - 1) == word.substr(1);
}

// Whether the words follow on `end`, and white space on them.
bool follow(std::string_view text, std::size_t end, std::span<const std::string_view> words) {
    for (const std::string_view word : words) {
        const std::size_t behind = end;
        while (end < text.size() && is_space(text[end])) ++end;
        if (end == behind || end == text.size() || !stands_at(text, end, word)) return false;
        end += word.size();
    }
    return end == text.size() || is_space(text[end]);
}

// Whether the words precede `begin`, and white space precedes them.
bool precede(std::string_view text, std::size_t begin, std::span<const std::string_view> words) {
    for (std::size_t left = words.size(); left > 0; --left) {
        const std::string_view word = words[left - 1];
        const std::size_t behind = begin;
        while (begin > 0 && is_space(text[begin - 1])) --begin;
        if (begin == behind || begin < word.size()) return false;
        begin -= word.size();
        if (!stands_at(text, begin, word)) return false;
    }
    return begin == 0 || is_space(text[begin - 1]);
}

}  // namespace

bool words_stand_literally(std::string_view text, std::span<const std::string_view> words) {
    const bool plain = std::all_of(words.begin(), words.end(), [](std::string_view word) {
        return !word.empty() && std::all_of(word.begin(), word.end(), is_small_letter);
    });
    if (!plain || words.empty()) return false;
    // The longest word is looked for, by all but its first letter.
    const auto longest = std::max_element(
        words.begin(), words.end(), [](auto a, auto b) { return a.size() < b.size(); });
    const std::string_view tail = longest->substr(1);
    if (tail.empty()) return false;
    const auto before = words.first(static_cast<std::size_t>(longest - words.begin()));
    const auto after = words.subspan(before.size() + 1);
    for (std::size_t at = text.find(tail, 1); at != text.npos; at = text.find(tail, at + 1)) {
        const std::size_t begin = at - 1;
        if (is_same_first_letter(longest->front(), text[begin]) &&
            follow(text, begin + longest->size(), after) && precede(text, begin, before)) {
            return true;
        }
    }
    return false;
}

}  // namespace gazette

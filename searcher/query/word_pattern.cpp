#include "searcher/query/word_pattern.h"

#include "indexer/analysis/utf8.h"
#include "searcher/query/limits.h"

#include <algorithm>
#include <utility>

namespace gazette {
namespace {

bool begins_character(char byte) {
    return !is_continuation_byte(byte);
}

}  // namespace

WordPattern WordPattern::with_wildcards(std::string_view pattern) {
    WordPattern made;
    for (const char byte : pattern) {
        const bool repeats = byte == kAnyCharacters && !made.pattern_.empty() &&
                             made.pattern_.back() == kAnyCharacters;
        if (repeats) continue;
        made.pattern_.push_back(byte);
        if (byte != kAnyCharacters && byte != kOneCharacter && begins_character(byte)) {
            ++made.fixed_characters_;
        }
    }
    made.beginning_ = made.pattern_.substr(0, made.pattern_.find_first_of("\xFE\xFF"));
    return made;
}

WordPattern WordPattern::similar_to(std::string_view word) {
    WordPattern made;
    made.letters_ = code_points_of(word);
    made.fixed_characters_ = made.letters_.size();
    made.most_edits_ = made.letters_.size() < query_limits::kLongWordLetters ? 1 : 2;
    return made;
}

bool WordPattern::matches(std::string_view word) const {
    return most_edits_ == 0 ? matches_wildcards(word) : is_similar(word);
}

// Goes back to the last * alone: what an earlier one takes more, the last one can take as well.
bool WordPattern::matches_wildcards(std::string_view word) const {
    constexpr std::size_t kNoStar = std::string::npos;
    std::size_t at = 0;    // in the pattern
    std::size_t byte = 0;  // in the word
    std::size_t star = kNoStar;
    std::size_t taken = 0;  // behind what the last * takes
    while (byte < word.size()) {
        if (at < pattern_.size() && pattern_[at] == kAnyCharacters) {
            star = at++;
            taken = byte;
        } else if (at < pattern_.size() && pattern_[at] == kOneCharacter &&
                   begins_character(word[byte])) {
            ++at;
            ++byte;
            while (byte < word.size() && !begins_character(word[byte])) ++byte;
        } else if (at < pattern_.size() && pattern_[at] == word[byte]) {
            ++at;
            ++byte;
        } else if (star != kNoStar) {
            at = star + 1;
            byte = ++taken;
        } else {
            return false;
        }
    }
    while (at < pattern_.size() && pattern_[at] == kAnyCharacters) ++at;
    return at == pattern_.size();
}

bool WordPattern::is_similar(std::string_view word) const {
    // A code point has 1 to 4 bytes.
    if (word.size() + most_edits_ < letters_.size() ||
        word.size() > 4 * (letters_.size() + most_edits_)) {
        return false;
    }
    return edit_distance(letters_, code_points_of(word), most_edits_) <= most_edits_;
}

std::size_t edit_distance(const std::vector<char32_t>& a,
                          const std::vector<char32_t>& b,
                          std::size_t most) {
    const std::size_t difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
    if (difference > most) return most + 1;
    std::vector<std::size_t> before_last(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        std::size_t least = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({changed, last[j] + 1, row[j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before_last[j - 2] + 1);
            }
            least = std::min(least, row[j]);
        }
        if (least > most) return most + 1;
        std::swap(before_last, last);
        std::swap(last, row);
    }
    return std::min(last[b.size()], most + 1);
}

std::vector<char32_t> code_points_of(std::string_view utf8) {
    std::vector<char32_t> points;
    for (std::size_t offset = 0; offset < utf8.size();) {
        points.push_back(next_code_point(utf8, offset));
    }
    return points;
}

}  // namespace gazette

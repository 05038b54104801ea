#include "searcher/snippet_cut.h"

#include "indexer/analysis/sentences.h"
#include "indexer/analysis/utf8.h"
#include "searcher/character_steps.h"

#include <algorithm>
#include <array>
#include <vector>

namespace gazette {
namespace {

// A sentence that begins within this share of what is left beside the core is begun with.
constexpr std::size_t kBeforeNumerator = 3;
constexpr std::size_t kBeforeDenominator = 4;
// So far a cut may move to get between two words.
constexpr std::size_t kMaxWordCharacters = 24;
// Sentences are looked for in what a window can reach, and so much more, so that those at its edges
// are seen whole.
constexpr std::size_t kContextCharacters = 32;

// Bytes of the white space that `text` begins with, 0 for none. All of Unicode's White_Space that
// is not ASCII is listed.
std::size_t leading_white_space(std::string_view text) {
    if (text.empty()) return 0;
    if (text[0] == ' ' || (text[0] >= '\t' && text[0] <= '\r')) return 1;
    if (static_cast<unsigned char>(text[0]) < 0x80) return 0;
    static constexpr std::array<std::string_view, 19> kWide = {"\u0085",
                                                               "\u00A0",
                                                               "\u1680",
                                                               "\u2000",
                                                               "\u2001",
                                                               "\u2002",
                                                               "\u2003",
                                                               "\u2004",
                                                               "\u2005",
                                                               "\u2006",
                                                               "\u2007",
                                                               "\u2008",
                                                               "\u2009",
                                                               "\u200A",
                                                               "\u2028",
                                                               "\u2029",
                                                               "\u202F",
                                                               "\u205F",
                                                               "\u3000"};
    for (const std::string_view space : kWide) {
        if (text.substr(0, space.size()) == space) return space.size();
    }
    return 0;
}

// A good begin at or after `at`, not after `latest`: behind white space if that is near.
std::size_t begin_between_words(std::string_view text, std::size_t at, std::size_t latest) {
    const std::size_t stop = std::min(latest, characters_after(text, at, kMaxWordCharacters));
    for (std::size_t i = at; i < stop; i = characters_after(text, i, 1)) {
        const std::size_t space = leading_white_space(text.substr(i));
        if (space > 0) return std::min(i + space, latest);
    }
    return std::min(grapheme_ceil(text, at), latest);
}

// A good end at or before `at`, not before `earliest`.
std::size_t end_between_words(std::string_view text, std::size_t at, std::size_t earliest) {
    const std::size_t stop = std::max(earliest, characters_before(text, at, kMaxWordCharacters));
    for (std::size_t i = at; i > stop; i = characters_before(text, i, 1)) {
        if (leading_white_space(text.substr(i)) > 0) return i;
    }
    return std::max(grapheme_floor(text, at), earliest);
}

class Cutter {
  public:
    explicit Cutter(const CutTask& task)
        : text_(task.text), core_(task.core), max_(task.max_characters), task_(task) {}

    ByteRange cut() {
        const std::size_t core_characters = characters(core_.begin, core_.end);
        if (core_characters >= max_) return beginning_of_core();
        const std::size_t room = max_ - core_characters;
        find_edges(room + kContextCharacters);
        ByteRange window = core_;
        window.begin = begin_before(room);
        window.end = end_after(window.begin);
        fill_before(window);
        return window;
    }

  private:
    // As far as `reach` characters around the core.
    void find_edges(std::size_t reach) {
        const std::size_t begin = characters_before(text_, core_.begin, reach);
        const std::size_t end = characters_after(text_, core_.end, reach);
        if (begin == 0 && task_.open_begin) edges_.push_back(0);
        const std::string_view around = text_.substr(begin, end - begin);
        for (const std::size_t start : sentence_starts(around, task_.language)) {
            if (start > 0) edges_.push_back(begin + start);
        }
        if (end == text_.size() && task_.open_end) edges_.push_back(end);
    }

    std::size_t characters(std::size_t begin, std::size_t end) const {
        return count_characters(text_.substr(begin, end - begin));
    }

    ByteRange beginning_of_core() const {
        const std::size_t limit = characters_after(text_, core_.begin, max_);
        if (limit >= core_.end) return core_;
        const std::size_t end = end_between_words(text_, limit, core_.begin);
        // One grapheme cluster longer than the window.
        return {core_.begin, end > core_.begin ? end : limit};
    }

    // The begin of the sentence that the core begins in, or half of the room before it.
    std::size_t begin_before(std::size_t room) const {
        const auto after = std::upper_bound(edges_.begin(), edges_.end(), core_.begin);
        const std::size_t reach = room * kBeforeNumerator / kBeforeDenominator;
        if (after != edges_.begin()) {
            const std::size_t start = *(after - 1);
            if (characters(start, core_.begin) <= reach) return start;
        }
        return begin_between_words(
            text_, characters_before(text_, core_.begin, room / 2), core_.begin);
    }

    // The last sentence end that fits, unless that leaves more than half of the window empty.
    std::size_t end_after(std::size_t begin) const {
        const std::size_t limit = std::max(characters_after(text_, begin, max_), core_.end);
        const auto after = std::upper_bound(edges_.begin(), edges_.end(), limit);
        if (after != edges_.begin()) {
            const std::size_t end = *(after - 1);
            const bool is_edge = end == text_.size();
            if (end >= core_.end && (is_edge || characters(begin, end) >= max_ / 2)) return end;
        }
        return end_between_words(text_, limit, core_.end);
    }

    // What is left when the text ends soon after the core is used before it.
    void fill_before(ByteRange& window) const {
        const std::size_t earliest =
            characters_before(text_, window.begin, max_ - characters(window.begin, window.end));
        const auto start = std::lower_bound(edges_.begin(), edges_.end(), earliest);
        if (start != edges_.end() && *start < window.begin) {
            window.begin = *start;
        } else if (!std::binary_search(edges_.begin(), edges_.end(), window.begin)) {
            window.begin = begin_between_words(text_, earliest, window.begin);
        }
    }

    std::string_view text_;
    ByteRange core_;
    std::size_t max_;
    const CutTask& task_;
    std::vector<std::size_t> edges_;  // where sentences begin and end
};

}  // namespace

ByteRange cut_window(const CutTask& task) {
    return trim_white_space(task.text, Cutter(task).cut());
}

ByteRange trim_white_space(std::string_view text, ByteRange range) {
    while (range.begin < range.end) {
        const std::size_t space = leading_white_space(text.substr(range.begin));
        if (space == 0) break;
        range.begin += space;
    }
    while (range.begin < range.end) {
        const std::size_t last = characters_before(text, range.end, 1);
        if (leading_white_space(text.substr(last)) == 0) break;
        range.end = last;
    }
    return range;
}

ByteRange whole_characters(std::string_view bytes) {
    ByteRange range{0, bytes.size()};
    while (range.begin < range.end && is_continuation_byte(bytes[range.begin])) ++range.begin;
    std::size_t last = range.end;
    while (last > range.begin && is_continuation_byte(bytes[last - 1])) --last;
    if (last == range.begin) return range;
    const auto lead = static_cast<unsigned char>(bytes[last - 1]);
    const std::size_t wanted = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (range.end - (last - 1) < wanted) range.end = last - 1;
    return range;
}

}  // namespace gazette

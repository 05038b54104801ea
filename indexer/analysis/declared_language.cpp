#include "indexer/analysis/declared_language.h"

#include "indexer/analysis/function_words.h"
#include "indexer/analysis/language_detector.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace gazette {
namespace {

// Languages whose function words are known; not all that are spelled alike: "no" is "nb" here.
constexpr std::array<std::string_view, 14> kTags = {
    "en", "fr", "de", "es", "pt", "it", "nl", "ca", "sv", "da", "nb", "ro", "ru", "vi"};
// None are listed for this one: letters that it alone has tell as much.
constexpr std::size_t kVietnamese = 13;

constexpr std::size_t kMaxBytes = 64U << 10;
// Of the language, in the text.
constexpr std::size_t kMinFunctionWords = 10;
constexpr std::size_t kMinShare = 5;  // one word in five
// A word is taken for one in so many bytes, where it is longer: scripts without spaces.
constexpr std::size_t kWordBytes = 8;
constexpr std::size_t kMaxWordBytes = 16;

constexpr char kMarkedLetters = '\xE1';  // the first byte of U+1EA4 and the like

// ế, ầ, ữ, ợ and their like, two marks on one letter (U+1EA4..1EB7, 1EBE..1EC7, 1ED0..1EE3,
// 1EE8..1EF1). Those with a dot alone stand in Yoruba and Igbo, too.
bool has_vietnamese_letter(std::string_view word) {
    for (std::size_t at = 0; at + 2 < word.size(); ++at) {
        if (word[at] != kMarkedLetters) continue;
        const auto second = static_cast<unsigned char>(word[at + 1]);
        const auto third = static_cast<unsigned char>(word[at + 2]);
        const unsigned letter = (second & 0x3FU) << 6 | (third & 0x3FU);
        const auto among = [letter](unsigned first, unsigned last) {
            return letter >= (first & 0xFFFU) && letter <= (last & 0xFFFU);
        };
        if (among(0x1EA4, 0x1EB7) || among(0x1EBE, 0x1EC7) || among(0x1ED0, 0x1EE3) ||
            among(0x1EE8, 0x1EF1)) {
            return true;
        }
    }
    return false;
}

bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c < 0;
}

class Words {
  public:
    static const Words& instance() {
        static const Words words;
        return words;
    }

    // A bit for each of kTags that has the word as it is, in lower case.
    std::uint32_t languages_with(std::string_view word) const {
        if (word.size() > longest_) return 0;
        const std::uint64_t hash = hash_of(word);
        if (!may_have(hash)) return 0;
        for (std::size_t at = slot_of(hash); slots_[at].languages != 0; at = next(at)) {
            if (slots_[at].word == word) return slots_[at].languages;
        }
        return 0;
    }

  private:
    struct Slot {
        std::string_view word;
        std::uint32_t languages = 0;
    };

    Words() : slots_(std::size_t{1} << 12) {
        for (std::size_t i = 0; i < kTags.size(); ++i) {
            std::string_view list = function_words(kTags.at(i));
            while (!list.empty()) {
                const std::size_t end = std::min(list.find(' '), list.size());
                if (end > 0) add(list.substr(0, end), std::uint32_t{1} << i);
                list.remove_prefix(std::min(end + 1, list.size()));
            }
        }
    }
    void add(std::string_view word, std::uint32_t language) {
        const std::uint64_t hash = hash_of(word);
        std::size_t at = slot_of(hash);
        while (slots_[at].languages != 0 && slots_[at].word != word) at = next(at);
        slots_[at].word = word;
        slots_[at].languages |= language;
        longest_ = std::max(longest_, word.size());
        bits_[bit_of(hash) / 64] |= std::uint64_t{1} << (bit_of(hash) % 64);
    }
    std::size_t next(std::size_t at) const { return (at + 1) & (slots_.size() - 1); }
    static std::uint64_t hash_of(std::string_view word) {
        return XXH3_64bits(word.data(), word.size());
    }
    std::size_t slot_of(std::uint64_t hash) const { return hash & (slots_.size() - 1); }
    static std::size_t bit_of(std::uint64_t hash) { return hash >> 32 & (kBits - 1); }
    // Most words are none of these, and the table is too large for the fastest cache.
    bool may_have(std::uint64_t hash) const {
        return (bits_[bit_of(hash) / 64] >> (bit_of(hash) % 64) & 1) != 0;
    }

    std::vector<Slot> slots_;
    std::size_t longest_ = 0;
    static constexpr std::size_t kBits = std::size_t{1} << 16;
    std::array<std::uint64_t, kBits / 64> bits_{};  // one of each word's hash is set
};

struct Counts {
    std::size_t words = 0;
    std::array<std::size_t, kTags.size()> function_words{};
};

Counts count_words(std::string_view text) {
    const Words& known = Words::instance();
    Counts counts;
    std::array<char, kMaxWordBytes> word{};
    for (std::size_t at = 0; at < text.size();) {
        if (!is_word_byte(text[at])) {
            ++at;
            continue;
        }
        std::size_t size = 0;
        bool marked = false;
        for (; at < text.size() && is_word_byte(text[at]); ++at, ++size) {
            const char c = text[at];
            marked = marked || c == kMarkedLetters;
            if (size < word.size()) {
                word[size] = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            }
        }
        counts.words += 1 + size / kWordBytes;
        if (size > word.size()) continue;
        if (marked && has_vietnamese_letter({word.data(), size}))
            ++counts.function_words[kVietnamese];
        for (std::uint32_t left = known.languages_with({word.data(), size}); left != 0;
             left &= left - 1) {
            ++counts.function_words.at(static_cast<std::size_t>(std::countr_zero(left)));
        }
    }
    return counts;
}

}  // namespace

bool is_surely_in(std::string_view tag, std::string_view utf8_text) {
    tag = tag.substr(0, tag.find('-'));
    if (tag == "no") tag = "nb";
    const auto* const own = std::find(kTags.begin(), kTags.end(), tag);
    if (own == kTags.end()) return false;
    const Counts counts = count_words(utf8_text.substr(0, kMaxBytes));
    const std::size_t found =
        counts.function_words.at(static_cast<std::size_t>(own - kTags.begin()));
    if (found < kMinFunctionWords || found * kMinShare < counts.words) return false;
    for (std::size_t i = 0; i < kTags.size(); ++i) {
        const bool other = kTags.at(i) != tag && !languages_are_close(kTags.at(i), tag);
        // Half as many again.
        if (other && found * 2 < counts.function_words.at(i) * 3) return false;
    }
    return true;
}

}  // namespace gazette

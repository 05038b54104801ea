#include "indexer/analysis/character_run.h"

#include "indexer/analysis/han_folds.h"
#include "indexer/analysis/han_radicals.h"
#include "indexer/analysis/icu_data.h"
#include "indexer/analysis/script_tables.h"
#include "indexer/analysis/token.h"
#include "indexer/analysis/utf8.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <array>
#include <string>
#include <utility>

namespace gazette {
namespace {

bool is_run(char32_t c) {
    return ScriptTables::instance().break_class(c) == BreakClass::run;
}

constexpr char32_t kZero = 0x3007;

// Thai and Lao "am" is one character to its writers; NFKC would make two of it.
struct Am {
    char32_t nikhahit, aa, am;
};
constexpr std::array<Am, 2> kAms = {{{0x0E4D, 0x0E32, 0x0E33}, {0x0ECD, 0x0EB2, 0x0EB3}}};

bool is_am(char32_t c) {
    return c == kAms[0].am || c == kAms[1].am;
}

char32_t am_of(char32_t nikhahit, char32_t aa) {
    for (const Am& am : kAms) {
        if (am.nikhahit == nikhahit && am.aa == aa) return am.am;
    }
    return 0;
}

void fold_together(const icu::UnicodeString& cluster, std::u32string& out) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString folded = nfkc_casefold().normalize(cluster, status);
    check_icu(status, "ICU cannot normalize a character");
    out.clear();
    for (int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
        const char32_t c = fold_han(static_cast<char32_t>(folded.char32At(i)));
        if (!is_run(c)) continue;
        const char32_t am = out.empty() ? 0 : am_of(out.back(), c);
        if (am != 0) {
            out.back() = am;
        } else {
            out.push_back(c);
        }
    }
}

// All code points but the ideographs and Hangul syllables, which NFKC leaves as they are.
constexpr std::array<std::pair<char32_t, char32_t>, 4> kFoldingRanges = {
    {{0x80, 0x3400}, {0xA000, 0xAC00}, {0xD7A4, 0x20000}, {0x2F800, 0x2FA20}}};

// What each code point of a run becomes by itself; 0 where that is none or several. Two levels,
// like ScriptTables.
class CharacterFolds {
  public:
    static const CharacterFolds& instance() {
        static const CharacterFolds folds;
        return folds;
    }
    char32_t han(char32_t c) const { return get(c).han; }
    char32_t single(char32_t c) const { return get(c).single; }

  private:
    struct Entry {
        char32_t han;
        char32_t single;
    };
    static constexpr unsigned kBits = 8;
    static constexpr std::size_t kBlock = std::size_t{1} << kBits;
    static constexpr std::uint16_t kIdentity = 0;  // a block where all code points stay as they are

    Entry get(char32_t c) const {
        // Which is so for most that texts have; the bits lie in the fastest cache.
        if (c < kMarked && (changes_[c / 64] >> (c % 64) & 1) == 0) return {c, c};
        return look_up(c);
    }
    Entry look_up(char32_t c) const {
        const std::uint16_t block = index_[c >> kBits];
        if (block == kIdentity) return {c, c};
        return entries_[(static_cast<std::size_t>(block) - 1) * kBlock + (c & (kBlock - 1))];
    }

    CharacterFolds();
    char32_t fold_alone(char32_t c) const;

    static constexpr char32_t kMarked = 0x10000;

    std::array<std::uint16_t, (0x110000 >> kBits)> index_{};
    std::vector<Entry> entries_;
    // A bit for each code point below kMarked: whether it becomes another, or several.
    std::array<std::uint64_t, kMarked / 64> changes_;
};

CharacterFolds::CharacterFolds() {
    changes_.fill(~std::uint64_t{0});  // nothing is known yet
    const auto block_of = [this](char32_t c) -> Entry* {
        std::uint16_t& block = index_[c >> kBits];
        if (block == kIdentity) {
            const char32_t first = c & ~static_cast<char32_t>(kBlock - 1);
            for (char32_t i = 0; i < kBlock; ++i) entries_.push_back({first + i, first + i});
            block = static_cast<std::uint16_t>(entries_.size() / kBlock);
        }
        return &entries_[(static_cast<std::size_t>(block) - 1) * kBlock];
    };
    for (const HanFold& fold : han_folds()) {
        Entry& entry = block_of(fold.from)[fold.from & (kBlock - 1)];
        entry = {fold.to, fold.to};
    }
    for (char32_t c = kFirstRadical; c <= kLastRadical; ++c) {
        if (radical_ideograph(c) != 0) {
            const char32_t ideograph = get(radical_ideograph(c)).han;
            block_of(c)[c & (kBlock - 1)] = {ideograph, ideograph};
        }
    }
    for (const auto& [first, behind] : kFoldingRanges) {
        for (char32_t c = first; c < behind; ++c) {
            if (!is_run(c) || is_am(c)) continue;
            if (!u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_CHANGES_WHEN_NFKC_CASEFOLDED)) {
                continue;
            }
            block_of(c)[c & (kBlock - 1)].single = fold_alone(c);
        }
    }
    changes_.fill(0);
    for (char32_t c = 0; c < kMarked; ++c) {
        const Entry entry = look_up(c);
        if (entry.han != c || entry.single != c) changes_[c / 64] |= std::uint64_t{1} << (c % 64);
    }
}

char32_t CharacterFolds::fold_alone(char32_t c) const {
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString text =
        nfkc_casefold().normalize(icu::UnicodeString(static_cast<UChar32>(c)), status);
    if (U_FAILURE(status) || text.countChar32() != 1) return 0;
    const auto only = static_cast<char32_t>(text.char32At(0));
    return is_run(only) ? get(only).han : 0;
}

// Reads clusters of one run.
class RunReader {
  public:
    RunReader(std::string_view text, std::size_t run_end, std::vector<RunCharacter>& characters)
        : text_(text.substr(0, run_end)), characters_(characters) {}

    std::size_t read(std::size_t begin) {
        std::size_t end = begin;
        const char32_t first = next_code_point(text_, end);
        if (is_circle(first)) {
            add(kZero, begin, end, false);
            return end;
        }
        if (!is_run(first)) return end;  // marks that follow a full cluster
        const char32_t single = folds_.single(first);
        if (single == 0 || melts(first, end)) return read_together(begin);
        add(single, begin, end, true);
        return end;
    }

  private:
    // Whether what stands at `offset` must be folded together with `previous`.
    bool melts(char32_t previous, std::size_t offset) const {
        if (offset >= text_.size()) return false;
        const char32_t next = next_code_point(text_, offset);
        if (next < 0x80) return false;
        if (tables_.break_class(next) == BreakClass::extend || tables_.interacts(next)) return true;
        if (am_of(previous, next) != 0) return true;
        return tables_.reorders(next) && tables_.reorders(previous) &&
               u_getCombiningClass(static_cast<UChar32>(previous)) >
                   u_getCombiningClass(static_cast<UChar32>(next));
    }

    std::size_t read_together(std::size_t begin) {
        icu::UnicodeString cluster;
        std::size_t end = begin;
        std::size_t code_points = 0;
        char32_t last = 0;
        do {
            last = next_code_point(text_, end);
            cluster.append(static_cast<UChar32>(last));
        } while (++code_points < kMaxClusterCodePoints && melts(last, end));
        // More marks than that are no spelling. They stay with their character, up to a bound.
        while (end < text_.size() && code_points >= kMaxClusterCodePoints) {
            std::size_t after = end;
            const BreakClass next = tables_.break_class(next_code_point(text_, after));
            if (next != BreakClass::extend || after > begin + kMaxTokenBytes) break;
            end = after;
        }
        fold_together(cluster, folded_);
        if (stays_apart(begin, end)) return end;
        bool first = true;
        for (const char32_t c : folded_) {
            add(c, begin, end, first);
            first = false;
        }
        return end;
    }

    // When each code point became one character, each keeps its own range.
    bool stays_apart(std::size_t begin, std::size_t end) {
        std::size_t offset = begin;
        for (const char32_t c : folded_) {
            if (offset >= end || folds_.single(next_code_point(text_, offset)) != c) return false;
        }
        if (offset != end || folded_.size() < 2) return false;
        offset = begin;
        for (const char32_t c : folded_) {
            const std::size_t from = offset;
            next_code_point(text_, offset);
            add(c, from, offset, from == begin);
        }
        return true;
    }

    void add(char32_t folded, std::size_t begin, std::size_t end, bool restartable) {
        characters_.push_back({folded,
                               static_cast<std::uint32_t>(begin),
                               static_cast<std::uint32_t>(end),
                               restartable});
    }

    std::string_view text_;
    std::vector<RunCharacter>& characters_;
    const ScriptTables& tables_ = ScriptTables::instance();
    const CharacterFolds& folds_ = CharacterFolds::instance();
    std::u32string folded_;
};

}  // namespace

std::size_t read_run(std::string_view text,
                     std::size_t offset,
                     std::size_t run_end,
                     std::size_t limit,
                     std::vector<RunCharacter>& characters) {
    RunReader reader(text, run_end, characters);
    while (offset < run_end && characters.size() < limit) offset = reader.read(offset);
    return offset;
}

bool is_han(char32_t code_point) {
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(static_cast<UChar32>(code_point), &status) == USCRIPT_HAN;
}

char32_t fold_han(char32_t code_point) {
    return CharacterFolds::instance().han(code_point);
}

}  // namespace gazette

// The file "cjdict.dict" of ICU's data: eight 32-bit indexes (the first: where the trie begins; the
// fifth: its type and whether it has values), then a UCharsTrie from words to costs. A word costs
// minus the logarithm of its frequency; a character that begins no word of one character costs
// kUnknown. Numbers and format as in ICU since version 49 (source/common/dictionarydata.h and
// dictbe.cpp).
#include "indexer/analysis/cjk_dictionary.h"

#include <unicode/appendable.h>
#include <unicode/ucharstrie.h>
#include <unicode/udata.h>
#include <unicode/unistr.h>
#include <unicode/ustringtrie.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>

namespace gazette {
namespace {

constexpr std::uint32_t kUnknown = 255;
constexpr std::uint32_t kUnreachable = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kMaxWord = 20;  // characters

constexpr std::size_t kTrieOffsetIndex = 0;
constexpr std::size_t kTrieTypeIndex = 4;
constexpr std::int32_t kTypeMask = 7;
constexpr std::int32_t kUCharsType = 1;
constexpr std::int32_t kHasValues = 8;
constexpr std::int32_t kIndexBytes = 8 * 4;
constexpr std::int32_t kMaxTrieOffset = 1 << 10;

// First characters of which the step from the root is looked up beforehand.
constexpr char32_t kFirstKnown = 0x3040;
constexpr char32_t kLastKnown = 0x9FFF;

UBool is_dictionary(void*, const char*, const char*, const UDataInfo* info) {
    constexpr std::array<std::uint8_t, 4> kFormat = {'D', 'i', 'c', 't'};
    return info->isBigEndian == U_IS_BIG_ENDIAN && info->charsetFamily == U_CHARSET_FAMILY &&
           std::equal(kFormat.begin(), kFormat.end(), info->dataFormat) &&
           info->formatVersion[0] == 1;
}

struct CloseData {
    void operator()(UDataMemory* data) const { udata_close(data); }
};

// Where one is in the dictionary behind some characters. Four of them lie in a line of the
// processor's cache.
struct Step {
    std::uint64_t state = 0;  // UCharsTrie::getState64()
    std::uint32_t cost = 0;   // where these are a word
    bool is_word = false;
    bool goes_on = false;

    Step() = default;
    Step(const icu::UCharsTrie& trie, UStringTrieResult result)
        : is_word(USTRINGTRIE_HAS_VALUE(result)), goes_on(USTRINGTRIE_HAS_NEXT(result)) {
        if (goes_on) state = trie.getState64();
        if (is_word) cost = static_cast<std::uint32_t>(trie.getValue());
    }
};
static_assert(sizeof(Step) == 16);

// So many characters ahead, what is known of them is asked for.
constexpr std::size_t kAhead = 8;

// The code units that may follow a first character, as bits of their hashes: most pairs of
// characters that stand side by side begin no word, which a bit tells.
class Followers {
  public:
    bool are_known() const { return known_; }
    // `trie` is behind the first character.
    void find(const icu::UCharsTrie& trie) {
        icu::UnicodeString units;
        icu::UnicodeStringAppendable out(units);
        trie.getNextUChars(out);
        for (std::int32_t i = 0; i < units.length(); ++i) {
            const std::size_t bit = bit_of(units[i]);
            bits_[bit / 64] |= std::uint64_t{1} << (bit % 64);
        }
        known_ = true;
    }
    // False where it surely does not.
    bool may_have(char32_t c) const {
        const std::size_t bit = bit_of(c > 0xFFFF ? U16_LEAD(c) : static_cast<char16_t>(c));
        return (bits_[bit / 64] >> (bit % 64) & 1) != 0;
    }
    const void* place_of(char32_t c) const {
        return &bits_[bit_of(c > 0xFFFF ? U16_LEAD(c) : static_cast<char16_t>(c)) / 64];
    }

  private:
    static constexpr std::size_t kBits = 960;

    static std::size_t bit_of(char16_t unit) { return unit * 0x9E37U % 0x10000U * kBits >> 16; }

    std::array<std::uint64_t, kBits / 64> bits_{};
    bool known_ = false;
};

}  // namespace

// What was asked of the dictionary lately: what may follow a character, and steps behind two. Most
// characters begin words with hundreds of others, among which the dictionary has to be searched for
// the second one.
struct CjkDictionary::KnownPairs {
    std::vector<Followers> followers = std::vector<Followers>(kLastKnown - kFirstKnown + 1);

    struct Pair {
        std::uint64_t characters = 0;
        Step step;
    };
    static constexpr unsigned kBits = 15;
    std::array<Pair, std::size_t{1} << kBits> pairs;

    static std::uint64_t key(char32_t first, char32_t second) {
        return std::uint64_t{first} << 32 | second;
    }
    Pair& of(std::uint64_t characters) {
        constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15;  // 2^64 over the golden ratio
        return pairs[characters * kMultiplier >> (64 - kBits)];
    }
};

struct CjkDictionary::State {
    std::unique_ptr<UDataMemory, CloseData> data;
    const char16_t* trie = nullptr;
    std::vector<Step> first_steps;
};

CjkDictionary::CjkDictionary(std::unique_ptr<State> state) : state_(std::move(state)) {}
CjkDictionary::~CjkDictionary() = default;

const CjkDictionary* CjkDictionary::instance() {
    static const std::unique_ptr<CjkDictionary> dictionary = open();
    return dictionary.get();
}

std::unique_ptr<CjkDictionary> CjkDictionary::open() {
    auto state = std::make_unique<State>();
    UErrorCode status = U_ZERO_ERROR;
    state->data.reset(udata_openChoice(
        U_ICUDATA_NAME "-brkitr", "dict", "cjdict", is_dictionary, nullptr, &status));
    if (U_FAILURE(status)) return nullptr;
    const auto* indexes = static_cast<const std::int32_t*>(udata_getMemory(state->data.get()));
    const std::int32_t offset = indexes[kTrieOffsetIndex];
    const std::int32_t type = indexes[kTrieTypeIndex];
    if (offset < kIndexBytes || offset > kMaxTrieOffset || offset % 2 != 0) return nullptr;
    if ((type & kTypeMask) != kUCharsType || (type & kHasValues) == 0) return nullptr;
    state->trie =
        reinterpret_cast<const char16_t*>(reinterpret_cast<const char*>(indexes) + offset);

    icu::UCharsTrie trie(state->trie);
    state->first_steps.resize(kLastKnown - kFirstKnown + 1);
    for (char32_t c = kFirstKnown; c <= kLastKnown; ++c) {
        const auto result = trie.reset().firstForCodePoint(static_cast<UChar32>(c));
        state->first_steps[c - kFirstKnown] = Step(trie, result);
    }
    return std::unique_ptr<CjkDictionary>(new CjkDictionary(std::move(state)));
}

void CjkDictionary::break_run(std::span<const RunCharacter> run,
                              Scratch& scratch,
                              std::vector<std::size_t>& boundaries) const {
    const std::size_t size = run.size();
    auto& cost = scratch.cost;
    auto& from = scratch.from;
    cost.assign(size + 1, kUnreachable);
    from.assign(size + 1, 0);
    cost[0] = 0;
    if (scratch.pairs == nullptr) scratch.pairs = std::make_shared<KnownPairs>();
    icu::UCharsTrie trie(state_->trie);
    const auto first_step = [&](char32_t c) {
        if (c >= kFirstKnown && c <= kLastKnown) return state_->first_steps[c - kFirstKnown];
        return Step(trie, trie.reset().firstForCodePoint(static_cast<UChar32>(c)));
    };
    const auto may_follow = [&](const Step& first, std::size_t at) {
        const char32_t c = run[at - 1].folded;
        if (c < kFirstKnown || c > kLastKnown) return true;
        Followers& followers = scratch.pairs->followers[c - kFirstKnown];
        if (!followers.are_known()) followers.find(trie.resetToState64(first.state));
        return followers.may_have(run[at].folded);
    };
    const auto second_step = [&](const Step& first, std::size_t at) -> const Step& {
        const std::uint64_t key = KnownPairs::key(run[at - 1].folded, run[at].folded);
        KnownPairs::Pair& pair = scratch.pairs->of(key);
        if (pair.characters != key) {
            trie.resetToState64(first.state);
            const auto result = trie.nextForCodePoint(static_cast<UChar32>(run[at].folded));
            pair = {key, Step(trie, result)};
        }
        return pair.step;
    };
    const auto expect = [&](std::size_t at) {
        const char32_t c = run[at].folded;
        if (c >= kFirstKnown && c <= kLastKnown) {
            __builtin_prefetch(&state_->first_steps[c - kFirstKnown]);
        }
        const char32_t before = run[at - 1].folded;
        if (before >= kFirstKnown && before <= kLastKnown) {
            __builtin_prefetch(scratch.pairs->followers[before - kFirstKnown].place_of(c));
        }
        __builtin_prefetch(&scratch.pairs->of(KnownPairs::key(before, c)));
    };
    for (std::size_t i = 1; i < std::min(size, kAhead); ++i) expect(i);
    for (std::size_t i = 0; i < size; ++i) {
        if (i + kAhead < size) expect(i + kAhead);
        const std::uint32_t here = cost[i];
        const auto reach = [&](std::size_t end, std::uint32_t word_cost) {
            if (here + word_cost < cost[end]) {
                cost[end] = here + word_cost;
                from[end] = static_cast<std::uint32_t>(i);
            }
        };
        const std::size_t limit = std::min(size, i + kMaxWord);
        const Step first = first_step(run[i].folded);
        reach(i + 1, first.is_word ? first.cost : kUnknown);
        if (!first.goes_on || i + 1 >= limit || !may_follow(first, i + 1)) continue;
        const Step& second = second_step(first, i + 1);
        if (second.is_word) reach(i + 2, second.cost);
        if (!second.goes_on || i + 2 >= limit) continue;
        trie.resetToState64(second.state);
        for (std::size_t end = i + 2; end < limit; ++end) {
            const auto result = trie.nextForCodePoint(static_cast<UChar32>(run[end].folded));
            if (USTRINGTRIE_HAS_VALUE(result)) {
                reach(end + 1, static_cast<std::uint32_t>(trie.getValue()));
            }
            if (!USTRINGTRIE_HAS_NEXT(result)) break;
        }
    }
    boundaries.clear();
    for (std::size_t end = size; end > 0; end = from[end]) boundaries.push_back(end);
    boundaries.push_back(0);
    std::reverse(boundaries.begin(), boundaries.end());
}

}  // namespace gazette

#include "indexer/analysis/dictionary_breaker.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>
#include <unicode/utf16.h>

#include <stdexcept>
#include <string>

namespace gazette {
namespace {

// Longer "words" come from scripts that ICU has no dictionary for.
constexpr std::size_t kMaxWordCharacters = 24;

enum class Kind { katakana, hangul, dictionary, none };

Kind kind_of(char32_t c) {
    if (c >= 0x4E00 && c < 0xA000) return Kind::dictionary;
    if (c >= 0xAC00 && c < 0xD7A4) return Kind::hangul;
    if (c >= 0x30A1 && c <= 0x30FE) return Kind::katakana;
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
        case USCRIPT_KATAKANA:
            return Kind::katakana;
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_THAI:
        case USCRIPT_LAO:
        case USCRIPT_KHMER:
        case USCRIPT_MYANMAR:
            return Kind::dictionary;
        case USCRIPT_HANGUL:
            return Kind::hangul;
        default:
            return Kind::none;
    }
}

void check(UErrorCode status, const char* what) {
    if (U_FAILURE(status)) throw std::runtime_error(std::string(what) + ": " + u_errorName(status));
}

}  // namespace

struct DictionaryBreaker::State {
    std::unique_ptr<icu::BreakIterator> iterator;
    UText text = UTEXT_INITIALIZER;
    std::u16string utf16;
    std::vector<std::size_t> character_at;  // by index into utf16

    ~State() { utext_close(&text); }

    void break_piece(std::span<const RunCharacter> run,
                     std::size_t begin,
                     std::size_t end,
                     std::vector<DictionaryWord>& words);
};

DictionaryBreaker::DictionaryBreaker() : state_(std::make_unique<State>()) {
    UErrorCode status = U_ZERO_ERROR;
    state_->iterator.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    check(status, "ICU has no word breaking rules");
}

DictionaryBreaker::~DictionaryBreaker() = default;

void DictionaryBreaker::State::break_piece(std::span<const RunCharacter> run,
                                           std::size_t begin,
                                           std::size_t end,
                                           std::vector<DictionaryWord>& words) {
    utf16.clear();
    character_at.clear();
    for (std::size_t i = begin; i < end; ++i) {
        const char32_t c = run[i].folded;
        if (c > 0xFFFF) {
            utf16.push_back(static_cast<char16_t>(U16_LEAD(c)));
            character_at.push_back(i);
            utf16.push_back(static_cast<char16_t>(U16_TRAIL(c)));
        } else {
            utf16.push_back(static_cast<char16_t>(c));
        }
        character_at.push_back(i);
    }
    character_at.push_back(end);
    UErrorCode status = U_ZERO_ERROR;
    utext_openUChars(&text, utf16.data(), static_cast<int64_t>(utf16.size()), &status);
    iterator->setText(&text, status);
    check(status, "ICU cannot break text into words");
    std::size_t from = begin;
    for (int32_t boundary = iterator->next(); boundary != icu::BreakIterator::DONE;
         boundary = iterator->next()) {
        const std::size_t to = character_at[static_cast<std::size_t>(boundary)];
        if (to - from >= 2 && to - from <= kMaxWordCharacters) words.push_back({from, to});
        from = to;
    }
}

void DictionaryBreaker::words(std::span<const RunCharacter> run,
                              std::vector<DictionaryWord>& words) {
    words.clear();
    std::size_t begin = 0;
    while (begin < run.size()) {
        const Kind kind = kind_of(run[begin].folded);
        std::size_t end = begin + 1;
        while (end < run.size() && kind_of(run[end].folded) == kind) ++end;
        if (kind == Kind::katakana && end - begin >= 2) words.push_back({begin, end});
        if (kind == Kind::dictionary && end - begin >= 2) {
            state_->break_piece(run, begin, end, words);
        }
        begin = end;
    }
}

}  // namespace gazette

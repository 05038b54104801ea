#include "indexer/analysis/dictionary_breaker.h"

#include "indexer/analysis/cjk_dictionary.h"
#include "indexer/analysis/icu_data.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>
#include <unicode/utf16.h>

#include <string>

namespace gazette {
namespace {

// Longer "words" come from scripts that ICU has no dictionary for.
constexpr std::size_t kMaxWordCharacters = 24;

enum class Kind { katakana, hangul, han, southeast_asian, none };

Kind kind_of(char32_t c) {
    if (c >= 0x4E00 && c < 0xA000) return Kind::han;
    if (c >= 0x3041 && c <= 0x3096) return Kind::han;
    if (c >= 0x0E01 && c <= 0x0EFF) return Kind::southeast_asian;
    if (c >= 0xAC00 && c < 0xD7A4) return Kind::hangul;
    if (c >= 0x30A1 && c <= 0x30FE) return Kind::katakana;
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
        case USCRIPT_KATAKANA:
            return Kind::katakana;
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
            return Kind::han;
        case USCRIPT_KHMER:
        case USCRIPT_MYANMAR:
            return Kind::southeast_asian;
        case USCRIPT_HANGUL:
            return Kind::hangul;
        default:
            return Kind::none;
    }
}

}  // namespace

struct DictionaryBreaker::State {
    CjkDictionary::Scratch cjk_scratch;
    std::unique_ptr<icu::BreakIterator> iterator;
    UText text = UTEXT_INITIALIZER;
    std::u16string utf16;
    std::vector<std::size_t> character_at;  // by index into utf16
    std::vector<std::size_t> boundaries;

    ~State() { utext_close(&text); }

    void break_piece(std::span<const RunCharacter> run,
                     std::size_t begin,
                     std::size_t end,
                     bool is_han,
                     std::vector<DictionaryWord>& words);
    void break_with_icu(std::span<const RunCharacter> piece);
};

DictionaryBreaker::DictionaryBreaker() : state_(std::make_unique<State>()) {
    UErrorCode status = U_ZERO_ERROR;
    state_->iterator.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    check_icu(status, "ICU has no word breaking rules");
}

DictionaryBreaker::~DictionaryBreaker() = default;

// Sets `boundaries` to those of the iterator, as indexes into `piece`.
void DictionaryBreaker::State::break_with_icu(std::span<const RunCharacter> piece) {
    utf16.clear();
    character_at.clear();
    for (std::size_t i = 0; i < piece.size(); ++i) {
        const char32_t c = piece[i].folded;
        if (c > 0xFFFF) {
            utf16.push_back(static_cast<char16_t>(U16_LEAD(c)));
            character_at.push_back(i);
            utf16.push_back(static_cast<char16_t>(U16_TRAIL(c)));
        } else {
            utf16.push_back(static_cast<char16_t>(c));
        }
        character_at.push_back(i);
    }
    character_at.push_back(piece.size());
    UErrorCode status = U_ZERO_ERROR;
    utext_openUChars(&text, utf16.data(), static_cast<int64_t>(utf16.size()), &status);
    iterator->setText(&text, status);
    check_icu(status, "ICU cannot break text into words");
    boundaries.assign(1, 0);
    for (int32_t boundary = iterator->next(); boundary != icu::BreakIterator::DONE;
         boundary = iterator->next()) {
        boundaries.push_back(character_at[static_cast<std::size_t>(boundary)]);
    }
}

void DictionaryBreaker::State::break_piece(std::span<const RunCharacter> run,
                                           std::size_t begin,
                                           std::size_t end,
                                           bool is_han,
                                           std::vector<DictionaryWord>& words) {
    if (end - begin < 2) return;
    const auto piece = run.subspan(begin, end - begin);
    const CjkDictionary* cjk = is_han ? CjkDictionary::instance() : nullptr;
    if (cjk != nullptr) {
        cjk->break_run(piece, cjk_scratch, boundaries);
    } else {
        break_with_icu(piece);
    }
    for (std::size_t i = 1; i < boundaries.size(); ++i) {
        const std::size_t length = boundaries[i] - boundaries[i - 1];
        if (length >= 2 && length <= kMaxWordCharacters) {
            words.push_back({begin + boundaries[i - 1], begin + boundaries[i]});
        }
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
        if (kind == Kind::han || kind == Kind::southeast_asian) {
            state_->break_piece(run, begin, end, kind == Kind::han, words);
        }
        begin = end;
    }
}

}  // namespace gazette

#include "indexer/analysis/script_tables.h"

#include "indexer/analysis/han_radicals.h"
#include "indexer/analysis/icu_data.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <cstddef>
#include <map>
#include <string>

namespace gazette {
namespace {

bool is_letter_or_number(UChar32 c) {
    return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK)) != 0;
}

// Whether NFKC turns this into something else that holds a letter or a number.
bool folds_to_letters(UChar32 c) {
    if (!u_hasBinaryProperty(c, UCHAR_CHANGES_WHEN_NFKC_CASEFOLDED)) return false;
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString folded = nfkc_casefold().normalize(icu::UnicodeString(c), status);
    for (int32_t i = 0; U_SUCCESS(status) && i < folded.length(); i = folded.moveIndex32(i, 1)) {
        if (is_letter_or_number(folded.char32At(i))) return true;
    }
    return false;
}

bool is_unspaced_script(UChar32 c) {
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(c, &status)) {
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
        case USCRIPT_HANGUL:
            return true;
        default:
            return false;
    }
}

// U+318D is a jamo by its properties, but Korean laws write it between words, as a middle dot.
constexpr UChar32 kAraea = 0x318D;

// The radicals that stand for characters: by NFKC, or by our own table.
bool is_radical(UChar32 c) {
    return (c >= 0x2F00 && c <= 0x2FD5) || radical_ideograph(static_cast<char32_t>(c)) != 0;
}

// Belongs to a run of single characters. Letters that UAX #29 leaves to dictionaries (Word_Break
// "Other") are such runs too, whatever their script; in Thai and its neighbours, so are the marks.
bool is_run(UChar32 c, int32_t word_break) {
    const uint32_t category = U_GET_GC_MASK(c);
    if (c == kAraea) return false;
    if (is_radical(c)) return true;
    if ((category & (U_GC_L_MASK | U_GC_M_MASK)) != 0 &&
        u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT) {
        return true;
    }
    if (word_break == U_WB_EXTEND) return false;
    if ((category & (U_GC_L_MASK | U_GC_NL_MASK)) == 0) return false;
    if (is_unspaced_script(c) || word_break == U_WB_KATAKANA) return true;
    return word_break == U_WB_OTHER && (category & U_GC_LO_MASK) != 0;
}

bool is_symbol(UChar32 c) {
    switch (c) {
        case 0xA7:    // §
        case 0xB6:    // ¶
        case 0x25:    // %
        case 0xFF05:  // ％
        case 0xFE6A:  // ﹪
        case 0x66A:   // Arabic percent
        case 0x2030:  // ‰
        case 0x609:   // Arabic per mille
        case 0x2031:  // ‱
        case 0x60A:   // Arabic per ten thousand
            return true;
        default:
            return (U_GET_GC_MASK(c) & U_GC_SC_MASK) != 0 && !folds_to_letters(c);
    }
}

// Signs that are pictures by default, and the pictures of the blocks from U+2600 on: these are
// written with and without U+FE0F, and both should be found.
bool is_strong_pictograph(UChar32 c) {
    if (c >= 0x1F000 || u_hasBinaryProperty(c, UCHAR_EMOJI_PRESENTATION)) return true;
    return c >= 0x2600 && c < 0x2B00 && u_hasBinaryProperty(c, UCHAR_EMOJI);
}

BreakClass class_of(UChar32 c) {
    if (u_charType(c) == U_UNASSIGNED) {
        return u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC) ? BreakClass::pictograph
                                                                   : BreakClass::other;
    }
    const int32_t word_break = u_getIntPropertyValue(c, UCHAR_WORD_BREAK);
    if (is_run(c, word_break)) return BreakClass::run;
    if (c >= 0x2080 && c <= 0x2089) return BreakClass::subscript;
    switch (word_break) {
        case U_WB_ALETTER:
            return c == kAraea ? BreakClass::other : BreakClass::letter;
        case U_WB_HEBREW_LETTER:
            return BreakClass::hebrew;
        case U_WB_NUMERIC:
            return BreakClass::numeric;
        case U_WB_MIDLETTER:
            // Not in ICU 72 any more; Unicode 15.1 followed.
            return c == 0x3A || c == 0xFE55 || c == 0xFF1A ? BreakClass::other
                                                           : BreakClass::mid_letter;
        case U_WB_MIDNUM:
            return BreakClass::mid_num;
        case U_WB_MIDNUMLET:
            return BreakClass::mid_num_let;
        case U_WB_SINGLE_QUOTE:
            return BreakClass::single_quote;
        case U_WB_DOUBLE_QUOTE:
            return BreakClass::double_quote;
        case U_WB_EXTEND:
        case U_WB_FORMAT:
        case U_WB_ZWJ:
            return BreakClass::extend;
        case U_WB_REGIONAL_INDICATOR:
            return BreakClass::regional;
        default:
            break;
    }
    if (is_symbol(c)) return BreakClass::symbol;
    if (is_letter_or_number(c) || folds_to_letters(c)) return BreakClass::compatible;
    if (u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC)) {
        return is_strong_pictograph(c) ? BreakClass::pictograph : BreakClass::weak_pictograph;
    }
    return BreakClass::other;
}

// Whether normalization may join `c` to what stands before it.
bool joins_backwards(UChar32 c) {
    if (u_getIntPropertyValue(c, UCHAR_NFKC_QUICK_CHECK) == UNORM_MAYBE) return true;
    if (!u_hasBinaryProperty(c, UCHAR_CHANGES_WHEN_NFKC_CASEFOLDED)) return false;
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString folded = nfkc_casefold().normalize(icu::UnicodeString(c), status);
    return U_SUCCESS(status) && !folded.isEmpty() &&
           u_getIntPropertyValue(folded.char32At(0), UCHAR_NFKC_QUICK_CHECK) == UNORM_MAYBE;
}

std::uint8_t entry_of(UChar32 c) {
    const BreakClass break_class = class_of(c);
    auto entry = static_cast<std::uint8_t>(break_class);
    if (break_class == BreakClass::run && joins_backwards(c)) entry |= ScriptTables::kInteracts;
    if (u_getCombiningClass(c) != 0) entry |= ScriptTables::kReorders;
    return entry;
}

// All code points of the range have one entry: not worth asking for each.
bool is_uniform(UChar32 c) {
    return (c >= 0x3400 && c < 0x4D80) || (c >= 0x4E00 && c < 0x9FC0) ||
           (c >= 0xAC00 && c < 0xD780) || (c >= 0x20000 && c < 0x2A680) ||
           (c >= 0x2A700 && c < 0x2EB80) || (c >= 0x30000 && c < 0x31300) ||
           (c >= 0xE000 && c < 0xF900) || (c >= 0x40000 && c < 0xE0000) || c >= 0xF0000;
}

}  // namespace

const ScriptTables& ScriptTables::instance() {
    static const ScriptTables tables;
    return tables;
}

ScriptTables::ScriptTables() {
    constexpr std::size_t kBlock = std::size_t{1} << kBlockBits;
    std::map<std::string, std::uint16_t> known;
    std::string block(kBlock, '\0');
    std::string last;
    for (std::size_t number = 0; number < index_.size(); ++number) {
        const auto first = static_cast<UChar32>(number << kBlockBits);
        const bool uniform =
            is_uniform(first) && is_uniform(first + static_cast<UChar32>(kBlock) - 1);
        for (std::size_t i = 0; i < kBlock; ++i) {
            block[i] = uniform && i > 0
                           ? block[0]
                           : static_cast<char>(entry_of(first + static_cast<UChar32>(i)));
        }
        if (number > 0 && block == last) {
            index_[number] = index_[number - 1];
            continue;
        }
        last = block;
        const auto next = static_cast<std::uint16_t>(known.size());
        const auto [it, is_new] = known.emplace(block, next);
        if (is_new) blocks_.insert(blocks_.end(), block.begin(), block.end());
        index_[number] = it->second;
    }
    for (std::size_t c = 0; c < ascii_.size(); ++c) {
        ascii_[c] = static_cast<std::uint8_t>(break_class(static_cast<char32_t>(c)));
    }
}

}  // namespace gazette

#include "indexer/analysis/fold.h"

#include "indexer/analysis/icu_data.h"
#include "indexer/analysis/utf8.h"
#include "indexer/analysis/word_parts.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <utility>

namespace gazette {
namespace {

constexpr char32_t kDotlessI = 0x131;
constexpr char32_t kDottedCapitalI = 0x130;
constexpr char32_t kDotAbove = 0x307;
constexpr char32_t kGeresh = 0x5F3;
constexpr char32_t kGershayim = 0x5F4;
constexpr char32_t kTatweel = 0x640;

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

UScriptCode script_of(char32_t c) {
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(static_cast<UChar32>(c), &status);
}

bool is_mark(char32_t c) {
    return u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK;
}

void fold_ascii(std::string_view word, Casing casing, bool drop_full_stops, std::string& out) {
    if (casing == Casing::common && !drop_full_stops) {
        out.assign(word);
        for (char& c : out) {
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
        }
        return;
    }
    out.clear();
    for (const char c : word) {
        if (c == '.' && drop_full_stops) continue;
        if (c == 'I' && casing == Casing::turkish) {
            append_code_point(out, kDotlessI);
        } else {
            out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c);
        }
    }
}

// I to dotless i, dotted I to i, before case folding would mix them up.
std::string turkish_lower_i(std::string_view word) {
    std::string out;
    std::size_t offset = 0;
    while (offset < word.size()) {
        char32_t c = next_code_point(word, offset);
        if (c == kDottedCapitalI) c = U'i';
        if (c == U'I') {
            std::size_t after = offset;
            const bool dotted = offset < word.size() && next_code_point(word, after) == kDotAbove;
            c = dotted ? U'i' : kDotlessI;
        }
        append_code_point(out, c);
    }
    return out;
}

// Points that say how a word is read and that hardly anybody types: Arabic harakat with tanwin,
// shadda, sukun and the dagger alef; Hebrew niqqud and cantillation.
bool is_vowel_point(char32_t c) {
    return (c >= 0x064B && c <= 0x0652) || c == 0x0670 ||
           (c >= 0x0591 && c <= 0x05C7 &&
            u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK);
}

// A letter or mark of a folded word as surface forms have it; 0 to drop it.
char32_t surface_character(char32_t c, char32_t previous, Casing casing) {
    if (c < 0x80) return c < 0x20 || c == 0x7F ? 0 : c;
    if (c == kDotlessI) return casing == Casing::turkish ? c : U'i';
    if (c == kDotAbove && previous == U'i') return 0;
    if (c == kTatweel || is_vowel_point(c) || (c >= 0x80 && c < 0xA0)) return 0;
    if (c == 0x066B) return U'.';
    if (c == 0x066C) return U',';
    if ((c == 0x300 || c == 0x301) && script_of(previous) == USCRIPT_CYRILLIC) return 0;
    const auto category = u_charType(static_cast<UChar32>(c));
    if (category == U_ENCLOSING_MARK || (c >= 0x1F3FB && c <= 0x1F3FF)) return 0;
    if (category == U_DECIMAL_DIGIT_NUMBER) {
        return U'0' + static_cast<char32_t>(u_charDigitValue(static_cast<UChar32>(c)));
    }
    return c;
}

bool is_hebrew(char32_t c) {
    return c >= 0x591 && c <= 0x5F2;
}

// Apostrophes and quotes that stayed inside: geresh and gershayim in Hebrew, a separator of
// thousands in numbers.
char32_t inner_quote(char32_t c, char32_t previous) {
    if (is_apostrophe(c)) return is_hebrew(previous) ? kGeresh : U'\'';
    if (c == U'"' && is_hebrew(previous)) return kGershayim;
    return c;
}

// `normalized` as surface forms have it.
void keep_surface_characters(std::string_view normalized,
                             Casing casing,
                             bool drop_full_stops,
                             std::string& out) {
    out.clear();
    char32_t previous = 0;
    std::size_t offset = 0;
    while (offset < normalized.size()) {
        const char32_t read = next_code_point(normalized, offset);
        if (u_hasBinaryProperty(static_cast<UChar32>(read), UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) {
            continue;
        }
        if (drop_full_stops && is_full_stop(read)) continue;
        const char32_t c = inner_quote(surface_character(read, previous, casing), previous);
        if (c == 0) continue;
        if (c == U'\'' && out.empty()) continue;  // U+0149 becomes an apostrophe and n
        append_code_point(out, c);
        if (!is_mark(c)) previous = c;
    }
}

char32_t arabic_letter(char32_t c) {
    switch (c) {
        case 0x0623:  // alef with hamza above
        case 0x0625:  // alef with hamza below
        case 0x0671:  // alef wasla
            return 0x0627;
        case 0x0649:  // alef maksura
        case 0x06CC:  // Farsi yeh
            return 0x064A;
        case 0x06A9:  // keheh
        case 0x06AA:  // swash kaf
            return 0x0643;
        case 0x06C0:  // heh with yeh above
        case 0x06C1:  // heh goal
        case 0x06C2:  // heh goal with hamza above
        case 0x06D5:  // ae
            return 0x0647;
        default:
            return c;
    }
}

// Ends of words: the mark on the second vowel, and on the first.
constexpr std::array<std::pair<std::string_view, std::string_view>, 15> kVietnameseTones = {
    {{"oà", "òa"},
     {"oá", "óa"},
     {"oả", "ỏa"},
     {"oã", "õa"},
     {"oạ", "ọa"},
     {"oè", "òe"},
     {"oé", "óe"},
     {"oẻ", "ỏe"},
     {"oẽ", "õe"},
     {"oẹ", "ọe"},
     {"uỳ", "ùy"},
     {"uý", "úy"},
     {"uỷ", "ủy"},
     {"uỹ", "ũy"},
     {"uỵ", "ụy"}}};

bool has_variants(UScriptCode script) {
    return script == USCRIPT_ARABIC || script == USCRIPT_GREEK || script == USCRIPT_HEBREW;
}

}  // namespace

void fold_surface(std::string_view word, Casing casing, bool drop_full_stops, std::string& out) {
    if (is_ascii(word)) return fold_ascii(word, casing, drop_full_stops, out);
    std::string lowered;
    std::string normalized;
    if (casing == Casing::turkish) {
        lowered = turkish_lower_i(word);
        word = lowered;
    }
    normalize(nfkc_casefold(), word, normalized);
    keep_surface_characters(normalized, casing, drop_full_stops, out);
}

void fold_all_but_case(std::string_view word, std::string& out) {
    std::string normalized;
    normalize(nfkc(), word, normalized);
    keep_surface_characters(normalized, Casing::turkish, false, out);
}

bool has_script_variants(std::string_view surface) {
    std::size_t offset = 0;
    while (offset < surface.size()) {
        const char32_t c = next_code_point(surface, offset);
        if (c >= 0x370 && has_variants(script_of(c))) return true;
    }
    return false;
}

void fold_script_variants(std::string_view surface, std::string& out) {
    if (is_ascii(surface) || !has_script_variants(surface)) {
        out.assign(surface);
        return;
    }
    // Arabic letters stay composed, so that a hamza which tells letters apart is no loose mark.
    std::string loose;
    UScriptCode base_script = USCRIPT_COMMON;
    const auto drops = [&](char32_t c) {
        if (!is_mark(c)) {
            const UScriptCode script = script_of(c);
            if (script != USCRIPT_COMMON) base_script = script;
            return false;
        }
        return has_variants(base_script);
    };
    std::size_t offset = 0;
    bool greek = false;
    while (offset < surface.size()) {
        const char32_t c = next_code_point(surface, offset);
        if (drops(c)) continue;
        greek = greek || base_script == USCRIPT_GREEK;
        append_code_point(loose, arabic_letter(c));
    }
    if (!greek) {
        out = std::move(loose);
        return;
    }
    std::string decomposed;
    normalize(nfd(), loose, decomposed);
    loose.clear();
    base_script = USCRIPT_COMMON;
    offset = 0;
    while (offset < decomposed.size()) {
        const char32_t c = next_code_point(decomposed, offset);
        if (!drops(c)) append_code_point(loose, c);
    }
    normalize(nfc(), loose, out);
}

bool fold_vietnamese_tone(std::string_view surface, std::string& out) {
    out.assign(surface);
    for (const auto& [second, first] : kVietnameseTones) {
        if (!surface.ends_with(second)) continue;
        // In "quý" the u belongs to the consonant.
        const std::size_t before = surface.size() - second.size();
        if (second.starts_with('u') && before > 0 && surface[before - 1] == 'q') return false;
        out.replace(before, second.size(), first);
        return true;
    }
    return false;
}

bool is_vietnamese_tone_fold(std::string_view surface) {
    return std::any_of(kVietnameseTones.begin(), kVietnameseTones.end(), [&](const auto& tone) {
        return surface.ends_with(tone.second);
    });
}

void drop_marks(std::string_view word, std::string& out) {
    if (is_ascii(word)) {
        out.assign(word);
        return;
    }
    std::string decomposed;
    std::string kept;
    normalize(nfd(), word, decomposed);
    std::size_t offset = 0;
    while (offset < decomposed.size()) {
        const char32_t c = next_code_point(decomposed, offset);
        if (!is_mark(c)) append_code_point(kept, c);
    }
    normalize(nfc(), kept, out);
}

void fold_compatible(std::string_view character, std::string& out) {
    normalize(nfkc_casefold(), character, out);
}

void fold_sign(std::string_view sign, std::string& out) {
    out.clear();
    std::size_t offset = 0;
    while (offset < sign.size()) {
        const char32_t c = next_code_point(sign, offset);
        switch (c) {
            case 0xFE0E:
            case 0xFE0F:
                break;
            case 0x066A:
            case 0xFE6A:
            case 0xFF05:
                out.push_back('%');
                break;
            case 0x0609:
                append_code_point(out, 0x2030);
                break;
            case 0x060A:
                append_code_point(out, 0x2031);
                break;
            case 0xFE69:
            case 0xFF04:
                out.push_back('$');
                break;
            default:
                // Full-width signs of currencies; emoji have no compatibility forms.
                if (c >= 0xFFE0 && c <= 0xFFE6) {
                    std::string folded;
                    std::string one;
                    append_code_point(one, c);
                    normalize(nfkc_casefold(), one, folded);
                    out += folded;
                } else {
                    append_code_point(out, c);
                }
        }
    }
}

}  // namespace gazette

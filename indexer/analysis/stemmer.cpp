#include "indexer/analysis/stemmer.h"

#include "indexer/analysis/analysis_error.h"
#include "indexer/analysis/arabic_stemmer.h"
#include "indexer/analysis/light_stemmers.h"
#include "indexer/analysis/utf8.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <libstemmer.h>
#include <vector>

namespace gazette {
namespace {

UScriptCode icu_script(WordScript script) {
    switch (script) {
        case WordScript::latin:
            return USCRIPT_LATIN;
        case WordScript::cyrillic:
            return USCRIPT_CYRILLIC;
        case WordScript::greek:
            return USCRIPT_GREEK;
        case WordScript::arabic:
            return USCRIPT_ARABIC;
        case WordScript::hebrew:
            return USCRIPT_HEBREW;
        case WordScript::armenian:
            return USCRIPT_ARMENIAN;
        case WordScript::georgian:
            return USCRIPT_GEORGIAN;
        case WordScript::devanagari:
            return USCRIPT_DEVANAGARI;
        case WordScript::bengali:
            return USCRIPT_BENGALI;
        case WordScript::tamil:
            return USCRIPT_TAMIL;
        case WordScript::telugu:
            return USCRIPT_TELUGU;
        case WordScript::ethiopic:
            return USCRIPT_ETHIOPIC;
        case WordScript::latin_or_cyrillic:
        case WordScript::any:
        case WordScript::other:
            break;
    }
    return USCRIPT_INVALID_CODE;
}

constexpr char32_t kNukta = 0x93C;
constexpr char32_t kCandrabindu = 0x901;
constexpr char32_t kAnusvara = 0x902;

bool is_latin_letter(char c) {
    return c >= 'a' && c <= 'z';
}

// What writers of a language write in two ways, as its stemmer knows it. 0: nothing.
char32_t letter_for_stemmer(char32_t c, std::string_view tag) {
    if (tag == "ru") return c == U'ё' ? U'е' : c;
    if (tag == "ro") return c == U'ș' ? U'ş' : c == U'ț' ? U'ţ' : c;
    if (tag == "hi") return c == kNukta ? 0 : c == kCandrabindu ? kAnusvara : c;
    return c;
}

std::string spelling_for_stemmer(std::string_view word, std::string_view tag) {
    std::string out;
    for (std::size_t offset = 0; offset < word.size();) {
        const char32_t c = letter_for_stemmer(next_code_point(word, offset), tag);
        if (c != 0) append_code_point(out, c);
    }
    return out;
}

bool has_two_spellings(std::string_view tag) {
    return tag == "ru" || tag == "ro" || tag == "hi";
}

// By its first letter.
bool is_cyrillic(std::string_view word) {
    std::size_t offset = 0;
    UErrorCode status = U_ZERO_ERROR;
    const auto c = static_cast<UChar32>(next_code_point(word, offset));
    return uscript_getScript(c, &status) == USCRIPT_CYRILLIC;
}

struct CloseStemmer {
    void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};
using SnowballStemmer = std::unique_ptr<sb_stemmer, CloseStemmer>;

SnowballStemmer open_snowball(const Language& language) {
    SnowballStemmer stemmer(sb_stemmer_new(std::string(language.stemmer).c_str(), "UTF_8"));
    if (stemmer) return stemmer;
    throw AnalysisError("libstemmer has no stemmer \"" + std::string(language.stemmer) + "\" for " +
                        std::string(language.english_name));
}

// Overwrites `out`. `word` is bounded: kMaxTokenBytes, and folding makes it a few times longer.
void stem_by_snowball(sb_stemmer* stemmer, std::string_view word, std::string& out) {
    const auto* letters = reinterpret_cast<const sb_symbol*>(word.data());
    const sb_symbol* stem = sb_stemmer_stem(stemmer, letters, static_cast<int>(word.size()));
    if (stem == nullptr) throw AnalysisError("libstemmer has no memory left");
    out.assign(reinterpret_cast<const char*>(stem),
               static_cast<std::size_t>(sb_stemmer_length(stemmer)));
}

}  // namespace

struct Stemmer::State {
    std::vector<SnowballStemmer> by_language;
};

Stemmer::Stemmer() : state_(std::make_unique<State>()) {
    state_->by_language.resize(languages().size());
}

Stemmer::~Stemmer() = default;

bool Stemmer::applies(std::string_view word, const Language& language) {
    if (language.stemmer.empty()) return false;
    UScriptCode script = icu_script(language.script);
    if (language.script == WordScript::latin_or_cyrillic) {
        script = is_cyrillic(word) ? USCRIPT_CYRILLIC : USCRIPT_LATIN;
    }
    for (std::size_t offset = 0; offset < word.size();) {
        if (is_latin_letter(word[offset])) {
            if (script != USCRIPT_LATIN) return false;
            ++offset;
            continue;
        }
        const auto c = static_cast<UChar32>(next_code_point(word, offset));
        if (u_isdigit(c)) return false;
        UErrorCode status = U_ZERO_ERROR;
        const UScriptCode found = uscript_getScript(c, &status);
        if (found != script && found != USCRIPT_COMMON && found != USCRIPT_INHERITED) return false;
    }
    return true;
}

void Stemmer::stem(std::string_view word, const Language& language, std::string& out) {
    if (language.stemmer == kLightArabic) {
        out = stem_arabic(word);
    } else if (language.stemmer.starts_with(kLightStemmers)) {
        out = light_stemmer(language.stemmer)->stem(word);
    } else {
        SnowballStemmer& stemmer = state_->by_language[static_cast<std::size_t>(language.id)];
        if (!stemmer) stemmer = open_snowball(language);
        if (has_two_spellings(language.tag)) {
            stem_by_snowball(stemmer.get(), spelling_for_stemmer(word, language.tag), out);
        } else {
            stem_by_snowball(stemmer.get(), word, out);
        }
    }
    if (out.empty()) out.assign(word);
}

}  // namespace gazette

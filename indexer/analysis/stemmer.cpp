#include "indexer/analysis/stemmer.h"

#include "indexer/analysis/analysis_error.h"
#include "indexer/analysis/arabic_stemmer.h"
#include "indexer/analysis/utf8.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <xapian.h>

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
        case WordScript::any:
        case WordScript::other:
            break;
    }
    return USCRIPT_INVALID_CODE;
}

bool is_latin_letter(char c) {
    return c >= 'a' && c <= 'z';
}

// Russian texts write ё or е for the same letter; the stemmer knows е.
std::string without_yo(std::string_view word) {
    std::string out;
    for (std::size_t offset = 0; offset < word.size();) {
        const char32_t c = next_code_point(word, offset);
        append_code_point(out, c == U'ё' ? U'е' : c);
    }
    return out;
}

}  // namespace

struct Stemmer::State {
    std::vector<std::unique_ptr<Xapian::Stem>> by_language;
};

Stemmer::Stemmer() : state_(std::make_unique<State>()) {
    state_->by_language.resize(languages().size());
}

Stemmer::~Stemmer() = default;

bool Stemmer::applies(std::string_view word, const Language& language) {
    if (language.stemmer.empty()) return false;
    const UScriptCode script = icu_script(language.script);
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
    } else {
        auto& stemmer = state_->by_language[static_cast<std::size_t>(language.id)];
        try {
            if (!stemmer) stemmer = std::make_unique<Xapian::Stem>(std::string(language.stemmer));
            out = (*stemmer)(language.tag == "ru" ? without_yo(word) : std::string(word));
        } catch (const Xapian::Error& error) {
            throw AnalysisError("Xapian cannot stem " + std::string(language.english_name) + ": " +
                                error.get_msg());
        }
    }
    if (out.empty()) out.assign(word);
}

}  // namespace gazette

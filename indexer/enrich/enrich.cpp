#include "indexer/enrich/enrich.h"

#include "indexer/analysis/language_detector.h"

#include <string>
#include <utility>

namespace gazette {
namespace {

// A page's own words on its language are often those of its template; a record's are data.
bool declared_by_markup(const Document& document) {
    return document.origin.extractor == "html";
}

std::string disagreement(const Document& document, const DetectedLanguage& detected) {
    return "declared language \"" + document.lang + "\", but the text looks like \"" +
           detected.tag + "\"";
}

DetectedLanguage language_of_text(const Document& document) {
    DetectedLanguage detected = detect_language(document.text);
    if (detected.tag == "und") detected = detect_language(document.title + "\n" + document.text);
    return detected;
}

}  // namespace

Document enrich(Document document) {
    const bool declared =
        document.lang_source == LanguageSource::declared && document.lang != "und";
    const DetectedLanguage detected = language_of_text(document);
    if (!declared) {
        const bool known = detected.tag != "und";
        document.lang = detected.tag;
        document.lang_source = known ? LanguageSource::detected : LanguageSource::unknown;
        return document;
    }
    if (!detected.reliable || languages_are_close(document.lang, detected.tag)) return document;
    document.origin.warnings.push_back(disagreement(document, detected));
    if (declared_by_markup(document)) {
        document.lang = detected.tag;
        document.lang_source = LanguageSource::detected;
    }
    return document;
}

}  // namespace gazette

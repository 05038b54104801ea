#include "indexer/enrich/enrich.h"

#include "indexer/analysis/declared_language.h"
#include "indexer/analysis/language_detector.h"

#include <cstddef>
#include <string>
#include <string_view>
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

// A segment shorter than this is no evidence against its document: a title, a formula, a name.
constexpr std::size_t kMinSegmentBytes = 150;
// As much of a segment as is looked at.
constexpr std::size_t kSegmentSampleBytes = 1500;

std::string_view sample_of(std::string_view text) {
    if (text.size() <= kSegmentSampleBytes) return text;
    std::size_t end = kSegmentSampleBytes;
    while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;
    return text.substr(0, end);
}

// An annex in English, a page of a bilingual gazette: segments in another language than the
// document's are marked.
void find_foreign_segments(Document& document) {
    if (document.lang == "und" || document.segments.size() < 2) return;
    for (Segment& segment : document.segments) {
        if (!segment.lang.empty() || segment.end - segment.begin < kMinSegmentBytes) continue;
        const std::string_view text =
            std::string_view(document.text).substr(segment.begin, segment.end - segment.begin);
        if (is_surely_in(document.lang, sample_of(text))) continue;
        DetectedLanguage detected = detect_language(sample_of(text));
        if (!detected.reliable || languages_are_close(document.lang, detected.tag)) continue;
        segment.lang = std::move(detected.tag);
    }
}

void find_language(Document& document) {
    const bool declared =
        document.lang_source == LanguageSource::declared && document.lang != "und";
    if (declared && is_surely_in(document.lang, document.text)) return;
    const DetectedLanguage detected = language_of_text(document);
    if (!declared) {
        const bool known = detected.tag != "und";
        document.lang = detected.tag;
        document.lang_source = known ? LanguageSource::detected : LanguageSource::unknown;
        return;
    }
    if (!detected.reliable || languages_are_close(document.lang, detected.tag)) return;
    document.origin.warnings.push_back(disagreement(document, detected));
    if (declared_by_markup(document)) {
        document.lang = detected.tag;
        document.lang_source = LanguageSource::detected;
    }
}

}  // namespace

Document enrich(Document document) {
    find_language(document);
    find_foreign_segments(document);
    return document;
}

}  // namespace gazette

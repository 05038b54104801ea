#include "indexer/analysis/icu_data.h"

#include <unicode/bytestream.h>
#include <unicode/stringpiece.h>

#include <cstdint>

namespace gazette {
namespace {

using Getter = const icu::Normalizer2* (*)(UErrorCode&);

const icu::Normalizer2& get(Getter getter) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = getter(status);
    check_icu(status, "ICU's normalization data cannot be read");
    return *normalizer;
}

}  // namespace

void check_icu(UErrorCode status, const char* what) {
    if (U_FAILURE(status)) throw AnalysisError(std::string(what) + ": " + u_errorName(status));
}

const icu::Normalizer2& nfkc() {
    static const icu::Normalizer2& normalizer = get(icu::Normalizer2::getNFKCInstance);
    return normalizer;
}

const icu::Normalizer2& nfkc_casefold() {
    static const icu::Normalizer2& normalizer = get(icu::Normalizer2::getNFKCCasefoldInstance);
    return normalizer;
}

const icu::Normalizer2& nfc() {
    static const icu::Normalizer2& normalizer = get(icu::Normalizer2::getNFCInstance);
    return normalizer;
}

const icu::Normalizer2& nfd() {
    static const icu::Normalizer2& normalizer = get(icu::Normalizer2::getNFDInstance);
    return normalizer;
}

void normalize(const icu::Normalizer2& normalizer, std::string_view text, std::string& out) {
    out.clear();
    icu::StringByteSink<std::string> sink(&out);
    UErrorCode status = U_ZERO_ERROR;
    const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
    normalizer.normalizeUTF8(0, piece, sink, nullptr, status);
    check_icu(status, "ICU cannot normalize a word");
}

}  // namespace gazette

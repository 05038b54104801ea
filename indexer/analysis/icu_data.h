// ICU's normalizers, and what is thrown when ICU fails.
#pragma once

#include "indexer/analysis/analysis_error.h"

#include <unicode/normalizer2.h>
#include <unicode/utypes.h>

#include <string>
#include <string_view>

namespace gazette {

// Throws AnalysisError: "`what`: U_..." unless `status` is a success.
void check_icu(UErrorCode status, const char* what);

// Each lives as long as the process and is thread-safe. They throw AnalysisError when ICU's data
// cannot be read.
const icu::Normalizer2& nfkc_casefold();
const icu::Normalizer2& nfkc();
const icu::Normalizer2& nfc();
const icu::Normalizer2& nfd();

// `out` is overwritten.
void normalize(const icu::Normalizer2& normalizer, std::string_view text, std::string& out);

}  // namespace gazette

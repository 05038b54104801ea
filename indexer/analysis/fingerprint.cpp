#include "indexer/analysis/fingerprint.h"

#include "indexer/analysis/han_folds.h"
#include "indexer/analysis/language.h"

#include <unicode/uchar.h>
#include <unicode/uversion.h>
#include <xxhash.h>

#include <cstdio>

namespace gazette {
namespace {

// Everything of the language table that terms depend on.
std::string language_rows() {
    std::string rows;
    for (const Language& language : languages()) {
        rows += std::to_string(static_cast<int>(language.id)) + ' ';
        rows += language.tag;
        rows += ' ';
        rows += language.stemmer;
        rows += ' ' + std::to_string(static_cast<int>(language.marks));
        rows += ' ' + std::to_string(static_cast<int>(language.script)) + '\n';
    }
    return rows;
}

std::string make_fingerprint() {
    const std::string rows = language_rows();
    const auto folds = han_folds();
    const auto seed = XXH3_64bits(rows.data(), rows.size());
    const auto hash = XXH3_64bits_withSeed(folds.data(), folds.size_bytes(), seed);
    UVersionInfo icu_version = {};
    u_getVersion(icu_version);
    UVersionInfo unicode_version = {};
    u_getUnicodeVersion(unicode_version);
    char line[128];
    std::snprintf(line,
                  sizeof line,
                  "gazette-analyzer %d; ICU %d.%d; Unicode %d.%d; tables %016llx",
                  kAnalyzerVersion,
                  icu_version[0],
                  icu_version[1],
                  unicode_version[0],
                  unicode_version[1],
                  static_cast<unsigned long long>(hash));
    return line;
}

}  // namespace

const std::string& analyzer_fingerprint() {
    static const std::string fingerprint = make_fingerprint();
    return fingerprint;
}

}  // namespace gazette

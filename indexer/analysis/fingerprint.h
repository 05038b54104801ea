// What an index records of the analyzer that made it, so that a stranger's index is refused.
#pragma once

#include <string>

namespace gazette {

// Grows by one whenever analyze() gives other tokens for any text.
inline constexpr int kAnalyzerVersion = 4;

// "gazette-analyzer 3; ICU 72.1; Unicode 15.0; tables 0123456789abcdef": version, ICU's version,
// and a hash of the language table and the Traditional-to-Simplified table.
const std::string& analyzer_fingerprint();

}  // namespace gazette

// What QueryWeights says by language, in the order of a part's languages.
#pragma once

#include "indexer/analysis/language.h"

#include <vector>

namespace gazette {

// For each of the part's languages, which are in order of ordinals; `otherwise` for those that are
// not among `languages`, of which `by_language` says one by one.
std::vector<double> by_ordinal(const std::vector<LanguageId>& of_part,
                               const std::vector<LanguageId>& languages,
                               const std::vector<double>& by_language,
                               double otherwise);

}  // namespace gazette

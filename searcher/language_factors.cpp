#include "searcher/language_factors.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace gazette {

std::vector<double> by_ordinal(const Columns& columns,
                               const std::vector<LanguageId>& languages,
                               const std::vector<double>& by_language,
                               double otherwise) {
    std::vector<double> values;
    for (std::uint32_t i = 0; i < columns.value_count(FacetColumn::lang); ++i) {
        const LanguageId id = language_of(columns.value(FacetColumn::lang, i)).id;
        const auto at = static_cast<std::size_t>(std::find(languages.begin(), languages.end(), id) -
                                                 languages.begin());
        values.push_back(at < by_language.size() ? by_language[at] : otherwise);
    }
    return values;
}

}  // namespace gazette

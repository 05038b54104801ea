#include "searcher/language_factors.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <type_traits>

namespace gazette {

std::vector<double> by_ordinal(const std::vector<LanguageId>& of_part,
                               const std::vector<LanguageId>& languages,
                               const std::vector<double>& by_language,
                               double otherwise) {
    using Number = std::underlying_type_t<LanguageId>;
    std::array<double, std::size_t{std::numeric_limits<Number>::max()} + 1> by_id;
    by_id.fill(otherwise);
    for (std::size_t i = 0; i < std::min(languages.size(), by_language.size()); ++i) {
        by_id[static_cast<Number>(languages[i])] = by_language[i];
    }
    std::vector<double> values;
    values.reserve(of_part.size());
    for (const LanguageId id : of_part) values.push_back(by_id[static_cast<Number>(id)]);
    return values;
}

}  // namespace gazette

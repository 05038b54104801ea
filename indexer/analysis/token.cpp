#include "indexer/analysis/token.h"

#include <array>

namespace gazette {

std::string_view name_of(TokenClass token_class) {
    static constexpr std::array<std::string_view, kTokenClasses> kNames = {
        "word", "number", "symbol", "emoji", "character", "surface", "bigram", "dictionary"};
    return kNames.at(static_cast<std::size_t>(token_class));
}

}  // namespace gazette

// Known items: whoever types what a document is called wants that document. Types titles or
// identifiers of the documents of an index as queries and looks where they stand.
#pragma once

#include "searcher/search.h"

#include <cstdint>
#include <string>
#include <vector>

namespace gazette {

enum class KnownBy : std::uint8_t { title, identifier };

struct KnownItems {
    KnownBy by = KnownBy::title;
    std::uint32_t every = 1;  // of the documents, in the order of their ids
    bool altered = false;     // typed in lower case, without punctuation
};

struct KnownItemResult {
    std::uint64_t typed = 0;
    // The first hit is the document, or one of the same title (by identifier: of that identifier).
    std::uint64_t first = 0;
    std::uint64_t in_ten = 0;
    std::vector<std::string> missed;  // what was typed where it is not first, at most kMaxMissed
};
inline constexpr std::size_t kMaxMissed = 1000;

// Throws SearchError.
KnownItemResult find_known_items(const Searcher& searcher, const KnownItems& items);

}  // namespace gazette

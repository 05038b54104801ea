// Which neighbouring characters of a query no document has, and what may have been meant. For
// scripts without spaces, where a text is found by its characters and not by words.
#pragma once

#include "searcher/index_snapshot.h"
#include "searcher/query/compiled_query.h"

#include <optional>
#include <string>
#include <string_view>

namespace gazette {

struct MissingCharacters {
    std::string typed;                   // the characters of the clause, as typed
    std::optional<std::string> nearest;  // with one of them exchanged; documents have all its pairs
};

// Nothing where documents have each pair of neighbouring characters of the clause. `input` is the
// query in which the clause has its place. The first character of a text is never exchanged; of
// several candidates the one whose rarer pair most documents have is taken. Throws SearchError.
std::optional<MissingCharacters> missing_characters(const IndexSnapshot& index,
                                                    const TextClause& clause,
                                                    std::string_view input);

}  // namespace gazette

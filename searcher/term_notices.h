// What the words of a query are in the index: a word that no document has, and what may have been
// meant; a word that only documents of other languages have.
#pragma once

#include "searcher/index_snapshot.h"
#include "searcher/query/ast.h"
#include "searcher/query/compiled_query.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

// `input` is the query as it was typed. One for each text that can find nothing because of a word,
// at most kMaxTermNotices; texts under NOT are left out.
//   no_such_word            no document has the word, a word like the pattern, or two neighbouring
//                           characters
//   word_in_other_languages documents have it, but in none of the languages that were asked for
// Throws SearchError.
inline constexpr std::size_t kMaxTermNotices = 5;
std::vector<Notice> term_notices(const IndexSnapshot& index,
                                 const CompiledQuery& query,
                                 std::string_view input);

// The word of the index that is spelled most like this one and begins with the same letter; of
// several, the one that most documents have. `word` is a surface form of four letters or more; for
// shorter ones nothing is found.
std::optional<std::string> nearest_word(const IndexSnapshot& index, std::string_view word);

}  // namespace gazette

// Words of the index that are kin to a word of the query: derived from it or inflected in a way
// that its stemmer does not know, compounds that begin with it, and the parts of a compound.
//
//   Vertrag          Vertragsrecht, Vertragspartner
//   Vertragsrecht    Vertrag, Recht
//   законодатель     законодательство
//
// They only count for the ranking, as one more word of less weight (ranking::kKindredWeight); what
// is found stays the same. It is what four-letter pieces of words in the index do ("n-grams":
// Hollink and others, 2004), for hardly any cost: the vocabulary is looked at, and no term is
// added. docs/benchmarks.md has what both gain. Left out are English, where it gains nothing, and
// languages whose words have no forms.
#pragma once

#include "searcher/index_snapshot.h"

#include <cstddef>
#include <string>
#include <vector>

namespace gazette {

namespace kindred_limits {
// Terms that are looked at for one word: of more that begin like it, none is taken.
inline constexpr std::size_t kMaxBeginningAlike = 256;
// Terms that count for one word: those most like it.
inline constexpr std::size_t kMaxTerms = 16;
// Of a query with more words none is looked for: it says enough.
inline constexpr std::size_t kMaxWords = 32;
}  // namespace kindred_limits

// Terms of documents that `index` shows, in byte order, which are kin to a word with the
// main-stream terms `terms` (Slot::terms), in one of these languages. Throws SearchError.
std::vector<std::string> kindred_terms(const IndexSnapshot& index,
                                       const std::vector<std::string>& terms,
                                       const std::vector<LanguageId>& languages);

}  // namespace gazette

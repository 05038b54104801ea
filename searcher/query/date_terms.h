// The filter terms of the documents whose date lies within a range.
#pragma once

#include "indexer/format/civil_date.h"
#include "indexer/format/fields.h"
#include "searcher/query/vocabulary.h"

#include <string>
#include <vector>

namespace gazette {

// A document whose whole period (of `field`: date or effective) lies in [from.first, to.last] has
// one of these terms, and no other document has: year terms for whole years (only those that the
// index holds), month terms for whole months at the ends, day terms for the rest. Unknown ends are
// open. At most some 90 terms beside the years; in order of time.
std::vector<std::string> date_terms(const CivilPeriod& from,
                                    const CivilPeriod& to,
                                    const Vocabulary& vocabulary,
                                    Field field = Field::date);

}  // namespace gazette

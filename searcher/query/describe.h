// Index terms as a person reads them: for explanations of a query.
#pragma once

#include "indexer/analysis/language.h"

#include <string>
#include <string_view>

namespace gazette {

struct DescribedTerm {
    // What kind of term: "word" (main stream), "surface", "bigram", "dictionary", "title", or the
    // name of the field that filters: "lang", "date", ...
    std::string_view kind = "word";
    // Without its prefixes; a date as "2019-05-07"; a value that the index keeps as a hash alone
    // as "#" and the hash. UTF-8 whatever `index_term` is.
    std::string text;
    // Whose stemmer made it, as a BCP 47 tag; empty where none did.
    std::string_view language;
};

// Takes any bytes. Thread-safe.
DescribedTerm describe_term(std::string_view index_term);

}  // namespace gazette

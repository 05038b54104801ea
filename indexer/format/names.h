// By which names a document is found first: what it is called, and what a text may be the name of.
//
//   whole   its title; its identifiers, its work's, its short title, number or docket as the source
//           gives them; EU acts by number (CELEX 32016R0679: 2016/679)
//   part    a piece of the title that looks like a citation or an abbreviation: (Cap. 486),
//           Ley Nº 20468, (GDPR); the EU act that it begins with; and the title without what
//           stands in brackets at its end
//
// Names are compared by their keys (name_key.h).
#pragma once

#include "indexer/format/document.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

struct DocumentNames {
    std::vector<std::string> whole;  // keys, distinct, none empty
    std::vector<std::string> part;   // those that are not among `whole`
};

// What is indexed of one document at most, of each sort.
inline constexpr std::size_t kMaxWholeNames = 64;
inline constexpr std::size_t kMaxNameParts = 16;

DocumentNames names_of(const Document& document);

// The keys of documents that `text` may be the name of: its own, and that of the EU act of which it
// gives the number ("Regulation (EU) 2016/679"). Empty where it cannot be one.
std::vector<std::string> names_asked_for(std::string_view text);

// The keys of the document that a relation's target names; the first is one that such a document
// has if it has any. An EU act's CELEX number is its number, too.
std::vector<std::string> names_referred_to(std::string_view target);

}  // namespace gazette

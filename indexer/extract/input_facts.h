// What is known of an input from around it goes into the fields that the document itself leaves
// empty.
#pragma once

#include "indexer/extract/extractor.h"

namespace gazette {

// A date or a language that cannot be read is kept in the metadata, with a warning. When a crawler
// got it is kept there too, with its time; its day is Document::fetched.
void fill_from_facts(Document& document, const InputFacts& facts);

}  // namespace gazette

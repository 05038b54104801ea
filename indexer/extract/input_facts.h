// What is known of an input from around it goes into the fields that the document itself leaves
// empty.
#pragma once

#include "indexer/extract/extractor.h"

namespace gazette {

// A date or a language that cannot be read is kept in the metadata, with a warning. The day on
// which a crawler got it is no date of the document: it is kept in the metadata as "fetched".
void fill_from_facts(Document& document, const InputFacts& facts);

}  // namespace gazette

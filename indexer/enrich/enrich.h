// Document -> Document: what can be known of a document from its own text.
#pragma once

#include "indexer/format/document.h"

namespace gazette {

// Fills in the language where none is declared, and corrects one that the text clearly is not in
// where only markup declared it (a warning says so).
Document enrich(Document document);

}  // namespace gazette

// Where the sentences, paragraphs and sections of a document begin, so that a query can ask for
// words in the same one.
#pragma once

#include "indexer/analysis/language.h"
#include "indexer/format/document.h"
#include "indexer/format/fields.h"

#include <array>
#include <cstdint>
#include <vector>

namespace gazette {

// By TextUnit: ascending byte offsets in Document::text, 0 not among them. A section is a segment
// of the document, with the heading directly before it, or the text between two segments; pages and
// quoted passages are none. Sections begin with a paragraph, and paragraphs with a sentence, so
// that each unit lies within one of the next larger kind.
std::array<std::vector<std::uint32_t>, kTextUnits> text_units(const Document& document,
                                                              LanguageId language);

}  // namespace gazette

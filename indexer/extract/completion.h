// The last step of every extraction: what an extractor made is checked against what document.h
// promises, and completed from the input.
#pragma once

#include "indexer/extract/extractor.h"

namespace gazette {

class RecipeReading;

// Fills in id, title, collection, origin, and what the input's facts say of empty fields; makes
// every field valid UTF-8; puts segments in order. A Rejection where segments do not lie in the
// text as they must, or where nothing is left to index.
// `recipe` is the reading by the input's recipe; null where it has none.
Extracted complete(Document document,
                   const Input& input,
                   const Extractor& extractor,
                   RecipeReading* recipe);

// What is wrong with a document that complete() is said to have made; empty where nothing is.
std::string document_problem(const Document& document);

}  // namespace gazette

// What copies of one document have in common.
#pragma once

#include "indexer/format/document.h"

#include <string>

namespace gazette {

// A hash of the text with its white space made even, the title, the language and the days of the
// document: two documents that share it are one, met in two places. Versions of a law that differ
// in their days alone are not. SHA-256 in hexadecimal, because whoever could make two texts of one
// hash could hide a document. A title that is but the name of the file does not count. Empty for a
// document without text.
std::string text_signature(const Document& document);

}  // namespace gazette

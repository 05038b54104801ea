// Inputs and what became of them as bytes, between the indexer and its extract-worker processes.
// Both ends are the same program; nothing of this is ever kept.
#pragma once

#include "indexer/extract/extractor.h"

#include <string>
#include <string_view>

namespace gazette {

std::string encode_input(const Input& input);
// Throws IndexError for bytes that are no input.
Input decode_input(std::string_view bytes);

std::string encode_extracted(const Extracted& extracted);
// Throws IndexError for bytes that are none. What a worker sends is not believed: pass documents
// through document_problem() (completion.h) before use.
Extracted decode_extracted(std::string_view bytes);

}  // namespace gazette

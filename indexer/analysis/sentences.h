// Where sentences and grapheme clusters end: used to cut snippets.
#pragma once

#include "indexer/analysis/language.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace gazette {

// Byte offsets at which a sentence of `text` begins (0 first, text.size() not included), by
// the rules of UAX #29 with suppressions for legal abbreviations ("v.", "Art.", "Cap.", "No.").
// A line break between paragraphs (two in a row) is a boundary too.
std::vector<std::size_t> sentence_starts(std::string_view text, LanguageId language);

// The largest grapheme boundary at or before `offset`, the smallest at or after it.
std::size_t grapheme_floor(std::string_view text, std::size_t offset);
std::size_t grapheme_ceil(std::string_view text, std::size_t offset);

}  // namespace gazette

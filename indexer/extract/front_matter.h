// The YAML block at the head of a Markdown file: its fields under the names that publishers give
// them, in several languages.
#pragma once

#include "indexer/format/document.h"

#include <nlohmann/json_fwd.hpp>

#include <string_view>

namespace gazette {

// Reads the block at the start of `text`, if there is one, into `document` (title, dates, lang,
// url, ...; what has no place there goes to metadata_json), and returns what follows it. A block
// that is not valid YAML is read line by line, with a warning. Never throws for bad input.
std::string_view read_front_matter(std::string_view text, Document& document);

// The fields of the block alone, as they are written; null where there is none.
nlohmann::ordered_json front_matter_fields(std::string_view text);

// Dates in definition lists at the head of the text ("Ausfertigungsdatum", and ":   2002-10-11" on
// the line below), for fields that are still empty.
void read_definitions(std::string_view text, Document& document);

}  // namespace gazette

// Which extractor reads which format: a line a format.
#pragma once

#include "indexer/extract/extractor.h"

#include <string>
#include <string_view>

namespace gazette {

// Media type of a file by its name and its first bytes: "text/html", "text/markdown",
// "text/plain", "application/jsonl" (a container: the walker cuts it into records of
// kRecordMediaType), or "application/octet-stream" for what no extractor reads.
std::string sniff_media_type(std::string_view file_name, std::string_view first_bytes);

inline constexpr std::string_view kJsonLinesMediaType = "application/jsonl";
inline constexpr std::string_view kRecordMediaType = "application/json";

// Null where there is none for the media type.
const Extractor* extractor_for(std::string_view media_type);

// Runs the extractor of the input's media type, and checks and completes what it made: id, valid
// UTF-8 everywhere, segments in order, a non-empty title, limits. Never throws for bad input.
Extracted extract(const Input& input);

}  // namespace gazette

// Which extractor reads which format: a line a format.
#pragma once

#include "indexer/extract/container.h"
#include "indexer/extract/extractor.h"

#include <string>
#include <string_view>

namespace gazette {

// Media type of a file by its name and its first bytes: "text/html", "text/markdown",
// "text/plain", "application/zip", "application/jsonl" (a container: the walker cuts it into
// records of kRecordMediaType), or "application/octet-stream" for what nothing reads.
std::string sniff_media_type(std::string_view file_name, std::string_view first_bytes);

inline constexpr std::string_view kJsonLinesMediaType = "application/jsonl";
inline constexpr std::string_view kRecordMediaType = "application/json";
// Read by corpus recipes only (recipe.h): a record is JSON or YAML whose text a recipe finds.
inline constexpr std::string_view kCsvMediaType = "text/csv";
inline constexpr std::string_view kYamlMediaType = "application/yaml";
inline constexpr std::string_view kRecipeRecordMediaType = "application/x-recipe-record";

// Null where there is none for the media type.
const Extractor* extractor_for(std::string_view media_type);

// Of what holds other inputs; null where there is none for the media type.
const ContainerReader* container_for(std::string_view media_type);

// Whether the input is simple enough to be read in the indexer's own process: its format is, and no
// recipe is to be followed. All others are read in a worker process with limits.
bool is_trusted(const Input& input);

// Changes when any extractor or container reader does: what was read before then may be read
// differently now.
int reading_version();

// Runs the extractor of the input's media type, and checks and completes what it made: id, valid
// UTF-8 everywhere, segments in order, a non-empty title, limits. Never throws for bad input.
Extracted extract(const Input& input);

}  // namespace gazette

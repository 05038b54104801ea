// Rows of tables and pieces of JSON or YAML trees, as records of JSON that a corpus recipe reads.
#pragma once

#include "indexer/extract/recipe.h"

#include <string>
#include <string_view>
#include <vector>

namespace gazette {

// An object with the columns as members; fields without a column are "column 3", .... Ill-formed
// UTF-8 becomes U+FFFD.
std::string record_of_row(const std::vector<std::string>& columns,
                          const std::vector<std::string>& fields);

// Each record as JSON. Says what is wrong with the file, or nothing.
std::string records_of_tree(std::string_view text,
                            const RecipeRule& rule,
                            const PathCaptures& captures,
                            std::vector<std::string>& records);

}  // namespace gazette

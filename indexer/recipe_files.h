// The files of corpora/recipes, which are part of the program: made at build time from the list in
// indexer/CMakeLists.txt.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace gazette {

struct RecipeFile {
    std::string name;  // "ie-acts-md.json"
    std::string_view bytes;
};

std::span<const RecipeFile> recipe_files();

}  // namespace gazette

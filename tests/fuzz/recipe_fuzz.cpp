// Any bytes as a corpus recipe: it is refused with words, or its rules are read again from what
// they are kept as; and a path is matched with its patterns in the end.
#include "indexer/extract/recipe.h"
#include "tests/fuzz/extract_fuzz.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace gazette;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    try {
        const Recipe recipe = parse_recipe(bytes, "recipe.json");
        fuzz::require(!recipe.rules.empty());
        for (const RecipeRule& rule : recipe.rules) {
            const RecipeRule again = parse_recipe_rule(rule.json);
            fuzz::require(again.json == rule.json && again.recipe == rule.recipe);
            fuzz::require(again.paths.size() == rule.paths.size());
            for (const PathPattern& pattern : rule.paths) {
                static_cast<void>(pattern.match("/a/b-2020/c.d.tar.gz!/e/f_1.xml"));
            }
        }
    } catch (const RecipeError& wrong) {
        fuzz::require(std::string_view(wrong.what()).starts_with("recipe.json"));
    }
    return 0;
}

// The values of one rule of a recipe: they may name its companions, and pieces of its paths.
#pragma once

#include "indexer/extract/recipe.h"
#include "indexer/extract/recipe_place.h"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

PathPattern path_pattern_at(const RecipePlace& place);
std::vector<PathPattern> path_patterns_at(const RecipePlace& place);
JsonPath pointer_at(const RecipePlace& place);

// Refers to the rule, whose paths and companions must be there. All throw RecipeError.
class RecipeValueParser {
  public:
    explicit RecipeValueParser(const RecipeRule& rule) : rule_(rule) {}

    RecipeValue value(const RecipePlace& place) const;
    RecipeChoice choice(const RecipePlace& place) const;
    // Members are fields of a document.
    std::vector<RecipeField> fields(const RecipePlace& place) const;
    // Members have any name.
    std::vector<RecipeField> metadata(const RecipePlace& place) const;
    std::vector<RecipeRow> rows(const RecipePlace& place,
                                std::initializer_list<std::string_view> names) const;
    // Unlike a field's, all of a text's values count; of {"first": [...]} one does.
    std::vector<RecipeChoice> texts(const RecipePlace& place) const;
    RecipeSegments segments(const RecipePlace& place) const;

  private:
    std::string piece(const RecipePlace& place) const;
    void read_companion(const RecipePlace& place, RecipeValue& value) const;

    const RecipeRule& rule_;
};

}  // namespace gazette

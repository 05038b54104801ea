// How one input is read by a corpus recipe: what its text is where the format does not say so, and
// what the recipe knows of its fields.
#pragma once

#include "indexer/extract/extractor.h"
#include "indexer/extract/recipe_sources.h"

#include <memory>

namespace gazette {

class RecipeReading {
  public:
    // `input` must outlive this. Throws RecipeError where its rule is none (it was checked before).
    explicit RecipeReading(const Input& input);

    // The recipe says what the text is: of JSON, YAML, and XML of no known kind.
    bool finds_text() const;
    Extracted read_text();

    // The fields, over and after what the document and what is around it say.
    void complete(Document& document);

  private:
    void write_text(Document& document);
    void write_segments(Document& document);
    void keep_the_rest(Document& document);
    void set(Document& document, const RecipeField& field, bool replaces);
    void add_rows(Document& document);
    void add_metadata(Document& document);

    const Input& input_;
    RecipeRule rule_;
    RecipeSources sources_;
};

// A record that a recipe reads. extract() of registry.h makes the reading itself.
class RecipeRecordExtractor : public Extractor {
  public:
    std::string_view name() const override { return "recipe_record"; }
    int version() const override { return 1; }
    Extracted extract(const Input& input) const override {
        return RecipeReading(input).read_text();
    }
};

}  // namespace gazette

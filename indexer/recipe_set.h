// The corpus recipes of a run: which rule reads an input, and where the metadata beside it is.
#pragma once

#include "indexer/extract/extractor.h"
#include "indexer/extract/recipe.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

// The recipes that come with the program, by name: their files' bytes.
const std::map<std::string, std::string_view>& built_in_recipes();

// A rule, and what it has to do with one path.
struct RuleMatch {
    const RecipeRule* rule = nullptr;  // null: no recipe
    PathCaptures captures;
    explicit operator bool() const { return rule != nullptr; }
};

class RecipeSet {
  public:
    RecipeSet() = default;
    explicit RecipeSet(std::vector<Recipe> recipes);

    // By what the command line gives: names of recipes that come with the program, "all" of them,
    // or paths of files (with a '/' or ending in ".json"). One that is given alone applies to every
    // path; of several, each to those that it says. Throws RecipeError.
    static RecipeSet load(const std::vector<std::string>& names);

    bool empty() const { return recipes_.empty(); }
    // Whether an input has to look for files beside it.
    bool has_companions() const { return has_companions_; }
    // The folder below which documents may take metadata from the file at `uri`: "" where they may
    // lie anywhere. Nothing where it is no file of metadata.
    std::optional<std::string> folder_described_by(std::string_view uri) const;
    // Languages in which rules have pictures of text read (RecipeRule::ocr), with the recipe's
    // name.
    std::map<std::string, std::string> ocr_languages() const;
    // Changes with any of the recipes; 0 without one.
    std::int64_t fingerprint() const { return fingerprint_; }

    // By the first recipe that applies to the path, and the first of its rules that takes it.
    // `uri` is the input's, "/a/b.tar!/c.xml".
    RuleMatch find(std::string_view uri) const;

    // The path of a companion of the input at `uri`: with what stands in braces filled in, and
    // "." and ".." taken out. Empty where it leads out of the archive or the root.
    static std::string companion_path(std::string_view pattern,
                                      std::string_view uri,
                                      const PathCaptures& captures);

  private:
    std::vector<Recipe> recipes_;
    bool has_companions_ = false;
    std::int64_t fingerprint_ = 0;
};

}  // namespace gazette

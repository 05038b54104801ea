// What the values of a recipe are in one input: its JSON, XML or front matter, the files of
// metadata beside it, and the pieces of its path. Each is read once, when something asks for it.
#pragma once

#include "indexer/extract/extractor.h"
#include "indexer/extract/recipe.h"
#include "indexer/extract/xml_tree.h"

#include <nlohmann/json_fwd.hpp>

#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace gazette {

class RecipeSources {
  public:
    // A piece of a document, in which a value is looked for.
    using Node = std::variant<const nlohmann::ordered_json*, pugi::xpath_node>;

    // Both must outlive this.
    RecipeSources(const Input& input, const RecipeRule& rule);
    ~RecipeSources();
    RecipeSources(const RecipeSources&) = delete;
    RecipeSources& operator=(const RecipeSources&) = delete;

    // Reads the input as JSON, or YAML where the rule says so. Else `problem` says why not.
    bool load_record(Rejection& problem);
    const nlohmann::ordered_json& record() const { return *own_->json; }
    // Reads the input as XML; what is wrong with it goes to the warnings.
    bool load_xml_document(Rejection& problem);
    const XmlTree& xml() const { return own_->xml; }
    // What pointers lead into where the input is neither.
    void set_metadata(nlohmann::ordered_json metadata);
    bool has_tree() const { return is_loaded_; }

    // All values, with the value's ways (map, split, prefix, ...) applied and the empty ones left
    // out.
    std::vector<std::string> values(const RecipeValue& value);
    std::vector<std::string> values_in(const RecipeValue& value, const Node& node);
    // Of the first alternative that has any.
    std::vector<std::string> values(const RecipeChoice& choice,
                                    const RecipeValue** taken = nullptr);
    std::vector<std::string> values_in(const RecipeChoice& choice,
                                       const Node& node,
                                       const RecipeValue** taken = nullptr);
    // What a pointer or XPath leads to.
    std::vector<Node> nodes(const RecipeValue& value);

    // Companions that are missing or cannot be read, without those that the recipe can do without.
    std::vector<std::string> warnings();

  private:
    struct Tree {
        Tree();
        ~Tree();
        std::unique_ptr<nlohmann::ordered_json> json;
        XmlTree xml;
        std::string problem;
        bool is_xml = false;
    };
    Tree* tree_of(const RecipeValue& value);
    std::vector<std::string> finished(const RecipeValue& value, std::vector<std::string> found);

    const Input& input_;
    const RecipeRule& rule_;
    std::unique_ptr<Tree> own_;
    bool is_loaded_ = false;
    std::map<std::string, std::unique_ptr<Tree>> companions_;
};

}  // namespace gazette

#include "indexer/extract/recipe_sources.h"

#include "indexer/extract/json_reader.h"
#include "indexer/extract/limits.h"
#include "indexer/extract/registry.h"
#include "indexer/extract/utf8.h"
#include "indexer/extract/yaml_reader.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace gazette {
namespace {

using Json = nlohmann::ordered_json;

std::string repaired(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    std::size_t count = 0;
    return repair_utf8(bytes, count);
}

// A scalar, or the scalars of a list; objects have no text of their own.
void add_texts(const Json& value, std::vector<std::string>& texts) {
    if (value.is_string()) {
        texts.push_back(repaired(value.get_ref<const std::string&>()));
    } else if (value.is_array()) {
        for (const Json& element : value) {
            if (!element.is_structured()) add_texts(element, texts);
        }
    } else if (!value.is_null() && !value.is_object()) {
        texts.push_back(value.dump());
    }
}

std::string text_of(const pugi::xpath_node& node) {
    if (node.attribute()) return node.attribute().value();
    const pugi::xml_node element = node.node();
    return element.type() == pugi::node_element ? text_below(element)
                                                : collapse_space(element.value());
}

// The tree is the document's, the query the recipe's: what a query throws has no message of use.
std::vector<std::string> texts_by(const std::string& xpath, const pugi::xpath_node& from) {
    std::vector<std::string> texts;
    const pugi::xpath_query query(xpath.c_str());
    if (query.return_type() != pugi::xpath_type_node_set) {
        texts.push_back(query.evaluate_string(from));
        return texts;
    }
    pugi::xpath_node_set found = query.evaluate_node_set(from);
    found.sort();
    for (const pugi::xpath_node& node : found) {
        if (texts.size() >= extract_limits::kMaxRecipeValues) break;
        texts.push_back(text_of(node));
    }
    return texts;
}

std::vector<std::string> pieces_of(std::string_view text, std::string_view separator) {
    std::vector<std::string> pieces;
    for (;;) {
        const std::size_t end = text.find(separator);
        pieces.emplace_back(trim_space(text.substr(0, end)));
        if (end == std::string_view::npos) return pieces;
        text.remove_prefix(end + separator.size());
    }
}

}  // namespace

RecipeSources::Tree::Tree() : json(std::make_unique<Json>()) {}
RecipeSources::Tree::~Tree() = default;

RecipeSources::RecipeSources(const Input& input, const RecipeRule& rule)
    : input_(input), rule_(rule), own_(std::make_unique<Tree>()) {}
RecipeSources::~RecipeSources() = default;

bool RecipeSources::load_record(Rejection& problem) {
    const std::string text = repaired(input_.bytes);
    std::string error;
    is_loaded_ = read_json(text, *own_->json, error);
    if (!is_loaded_ && rule_.media_type == kYamlMediaType) {
        if (text.size() > extract_limits::kMaxYamlBytes) {
            problem = {RejectionCode::too_large,
                       std::to_string(text.size()) + " bytes of YAML, more than " +
                           std::to_string(extract_limits::kMaxYamlBytes)};
            return false;
        }
        is_loaded_ = read_yaml(text, extract_limits::kMaxYamlValues, *own_->json, error);
    }
    if (!is_loaded_) problem = {RejectionCode::damaged, error};
    return is_loaded_;
}

bool RecipeSources::load_xml_document(Rejection& problem) {
    own_->is_xml = load_xml(input_.bytes, own_->xml, problem);
    is_loaded_ = own_->is_xml;
    return is_loaded_;
}

void RecipeSources::set_metadata(Json metadata) {
    *own_->json = std::move(metadata);
    is_loaded_ = true;
}

RecipeSources::Tree* RecipeSources::tree_of(const RecipeValue& value) {
    if (value.companion.empty()) {
        if (value.from == RecipeValue::From::xpath && !own_->is_xml && own_->problem.empty()) {
            Rejection problem;
            own_->is_xml = load_xml(input_.bytes, own_->xml, problem);
            if (!own_->is_xml) own_->problem = problem.detail;
        }
        return own_.get();
    }
    auto& tree = companions_[value.companion];
    const bool wants_xml = value.from == RecipeValue::From::xpath;
    if (tree != nullptr && tree->is_xml == wants_xml) return tree.get();
    const auto file = std::find_if(input_.recipe.companions.begin(),
                                   input_.recipe.companions.end(),
                                   [&](const Companion& c) { return c.name == value.companion; });
    tree = std::make_unique<Tree>();
    tree->is_xml = wants_xml;
    if (file == input_.recipe.companions.end() || file->bytes.empty()) return tree.get();
    if (wants_xml) {
        Rejection problem;
        if (!load_xml(file->bytes, tree->xml, problem)) tree->problem = problem.detail;
    } else {
        const std::string text = repaired(file->bytes);
        std::string error;
        if (!read_json(text, *tree->json, error) &&
            (text.size() > extract_limits::kMaxYamlBytes ||
             !read_yaml(text, extract_limits::kMaxYamlValues, *tree->json, tree->problem))) {
            *tree->json = nullptr;
            tree->problem = error;
        }
    }
    return tree.get();
}

std::vector<RecipeSources::Node> RecipeSources::nodes(const RecipeValue& value) {
    std::vector<Node> found;
    Tree* const tree = tree_of(value);
    if (value.from == RecipeValue::From::pointer) {
        const Json& root = value.companion.empty() ? *own_->json : *tree->json;
        for (const Json* node : value.pointer->find(root, input_.recipe.captures)) {
            found.emplace_back(node);
        }
    } else if (value.from == RecipeValue::From::xpath) {
        const pugi::xpath_query query(value.text.c_str());
        if (query.return_type() != pugi::xpath_type_node_set) return found;
        pugi::xpath_node_set set = query.evaluate_node_set(tree->xml.document);
        set.sort();
        for (const pugi::xpath_node& node : set) {
            if (found.size() >= extract_limits::kMaxRecipeValues) break;
            found.emplace_back(node);
        }
    }
    return found;
}

std::vector<std::string> RecipeSources::values(const RecipeValue& value) {
    std::vector<std::string> found;
    switch (value.from) {
        case RecipeValue::From::constant:
            found.push_back(value.text);
            break;
        case RecipeValue::From::path:
            for (const auto& [name, text] : input_.recipe.captures) {
                if (name == value.text) found.push_back(repaired(text));
            }
            break;
        case RecipeValue::From::pointer:
            for (const Node& node : nodes(value)) {
                add_texts(*std::get<const Json*>(node), found);
            }
            break;
        case RecipeValue::From::xpath: {
            Tree* const tree = tree_of(value);
            found = texts_by(value.text, pugi::xpath_node(tree->xml.document));
            break;
        }
    }
    return finished(value, std::move(found));
}

std::vector<std::string> RecipeSources::values_in(const RecipeValue& value, const Node& node) {
    const auto* const json = std::get_if<const Json*>(&node);
    if (value.from == RecipeValue::From::pointer && json != nullptr && value.companion.empty()) {
        std::vector<std::string> found;
        for (const Json* one : value.pointer->find(**json, input_.recipe.captures)) {
            add_texts(*one, found);
        }
        return finished(value, std::move(found));
    }
    const auto* const xml = std::get_if<pugi::xpath_node>(&node);
    if (value.from == RecipeValue::From::xpath && xml != nullptr && value.companion.empty()) {
        return finished(value, texts_by(value.text, *xml));
    }
    return values(value);
}

std::vector<std::string> RecipeSources::values(const RecipeChoice& choice,
                                               const RecipeValue** taken) {
    for (const RecipeValue& value : choice) {
        auto found = values(value);
        if (taken != nullptr) *taken = &value;
        if (!found.empty()) return found;
    }
    return {};
}

std::vector<std::string> RecipeSources::values_in(const RecipeChoice& choice,
                                                  const Node& node,
                                                  const RecipeValue** taken) {
    for (const RecipeValue& value : choice) {
        auto found = values_in(value, node);
        if (taken != nullptr) *taken = &value;
        if (!found.empty()) return found;
    }
    return {};
}

std::vector<std::string> RecipeSources::finished(const RecipeValue& value,
                                                 std::vector<std::string> found) {
    if (!value.split.empty()) {
        std::vector<std::string> pieces;
        for (const std::string& text : found) {
            for (std::string& piece : pieces_of(text, value.split)) {
                pieces.push_back(std::move(piece));
            }
        }
        found = std::move(pieces);
    }
    for (std::string& text : found) {
        const auto mapped = std::find_if(
            value.map.begin(), value.map.end(), [&](const auto& row) { return row.first == text; });
        if (mapped != value.map.end()) text = mapped->second;
    }
    found.erase(std::remove_if(
                    found.begin(), found.end(), [](const std::string& t) { return is_blank(t); }),
                found.end());
    if (value.join && !found.empty()) {
        std::string joined;
        for (const std::string& text : found) {
            if (!joined.empty()) joined += *value.join;
            joined += text;
        }
        found = {std::move(joined)};
    }
    for (std::string& text : found) text.insert(0, value.prefix);
    return found;
}

std::vector<std::string> RecipeSources::warnings() {
    std::vector<std::string> all;
    for (const Companion& file : input_.recipe.companions) {
        if (!file.problem.empty()) {
            all.push_back("the metadata beside it, " + file.path + ": " + file.problem);
        }
    }
    for (const auto& [name, tree] : companions_) {
        if (tree->problem.empty()) continue;
        all.push_back("the metadata beside it (" + name + ") cannot be read: " + tree->problem);
    }
    return all;
}

}  // namespace gazette

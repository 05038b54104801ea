#include "indexer/recipe_set.h"

#include "indexer/extract/limits.h"
#include "indexer/recipe_files.h"

#include <xxhash.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

namespace gazette {
namespace {

std::string bytes_of_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes(extract_limits::kMaxRecipeBytes + 1, '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file.eof() && !file) throw RecipeError(path + ": cannot be read");
    if (file.gcount() == 0) throw RecipeError(path + ": cannot be read, or is empty");
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

Recipe recipe_named(const std::string& name) {
    if (name.find('/') != std::string::npos || name.ends_with(".json")) {
        return parse_recipe(bytes_of_file(name), name);
    }
    const auto found = built_in_recipes().find(name);
    if (found != built_in_recipes().end()) {
        return parse_recipe(found->second, name + ".json");
    }
    std::string all;
    for (const auto& [known, bytes] : built_in_recipes()) all += " " + known;
    throw RecipeError("there is no recipe \"" + name +
                      "\". A file is given by its path. Known are:" + all);
}

std::string_view folder_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

}  // namespace

const std::map<std::string, std::string_view>& built_in_recipes() {
    static const std::map<std::string, std::string_view> recipes = [] {
        std::map<std::string, std::string_view> all;
        for (const auto& [file, bytes] : recipe_files()) {
            all.emplace(file.substr(0, file.rfind('.')), bytes);
        }
        return all;
    }();
    return recipes;
}

RecipeSet::RecipeSet(std::vector<Recipe> recipes) : recipes_(std::move(recipes)) {
    std::string all;
    for (const Recipe& recipe : recipes_) {
        all += recipe.name;
        for (const PathPattern& pattern : recipe.applies_to) all += '\0' + pattern.text();
        for (const RecipeRule& rule : recipe.rules) {
            all += '\0' + rule.json;
            has_companions_ = has_companions_ || !rule.companions.empty();
        }
    }
    if (!recipes_.empty()) fingerprint_ = XXH3_64bits(all.data(), all.size()) >> 34 | 1;
}

RecipeSet RecipeSet::load(const std::vector<std::string>& names) {
    std::vector<Recipe> recipes;
    std::set<std::string> taken;
    const auto take = [&](const std::string& name) {
        Recipe recipe = recipe_named(name);
        if (taken.insert(recipe.name).second) recipes.push_back(std::move(recipe));
    };
    for (const std::string& name : names) {
        if (name != "all") {
            take(name);
            continue;
        }
        for (const auto& [known, bytes] : built_in_recipes()) take(known);
    }
    // Whoever asks for one recipe means it, wherever the archive lies.
    if (recipes.size() == 1) {
        std::string none;
        recipes.front().applies_to = {*PathPattern::parse("**", none)};
    }
    return RecipeSet(std::move(recipes));
}

RuleMatch RecipeSet::find(std::string_view uri) const {
    for (const Recipe& recipe : recipes_) {
        const bool applies = std::any_of(
            recipe.applies_to.begin(), recipe.applies_to.end(), [&](const PathPattern& pattern) {
                return pattern.match(uri).has_value();
            });
        if (!applies) continue;
        for (const RecipeRule& rule : recipe.rules) {
            for (const PathPattern& pattern : rule.paths) {
                if (auto captures = pattern.match(uri)) return {&rule, std::move(*captures)};
            }
        }
    }
    return {};
}

std::map<std::string, std::string> RecipeSet::ocr_languages() const {
    std::map<std::string, std::string> languages;
    for (const Recipe& recipe : recipes_) {
        for (const RecipeRule& rule : recipe.rules) {
            if (!rule.ocr.empty()) languages.emplace(rule.ocr, recipe.name);
        }
    }
    return languages;
}

std::optional<std::string> RecipeSet::folder_described_by(std::string_view uri) const {
    const RuleMatch match = find(uri);
    if (!match || !match.rule->is_companion) return std::nullopt;
    static constexpr std::string_view kFolder = "{dir}/";
    std::size_t deepest = 0;  // folders between a document and its metadata
    for (const Recipe& recipe : recipes_) {
        for (const RecipeRule& rule : recipe.rules) {
            for (const auto& [name, pattern] : rule.companions) {
                // What stands in braces is a piece of the document's own path, and may have any
                // number of folders.
                const std::string_view below = std::string_view(pattern).substr(
                    pattern.starts_with(kFolder) ? kFolder.size() : 0);
                const bool is_below =
                    pattern.starts_with(kFolder) && below.find("..") == std::string_view::npos;
                if (!is_below) return std::string();
                deepest = std::max<std::size_t>(
                    deepest, static_cast<std::size_t>(std::count(below.begin(), below.end(), '/')));
            }
        }
    }
    std::string_view folder = folder_of(uri);
    for (; deepest > 0; --deepest) folder = folder_of(folder);
    return std::string(folder);
}

std::string RecipeSet::companion_path(std::string_view pattern,
                                      std::string_view uri,
                                      const PathCaptures& captures) {
    const std::string_view folder = folder_of(uri);
    const std::string_view name = uri.substr(folder.empty() ? 0 : folder.size() + 1);
    PathCaptures names = captures;
    names.emplace_back("dir", folder);
    names.emplace_back("name", name);
    names.emplace_back("stem", name.substr(0, name.rfind('.')));
    std::string path;
    while (!pattern.empty()) {
        const std::size_t begin = std::min(pattern.find('{'), pattern.size());
        path += pattern.substr(0, begin);
        pattern.remove_prefix(begin);
        const std::size_t end = pattern.find('}');
        if (end == std::string_view::npos) break;
        const std::string_view wanted = pattern.substr(1, end - 1);
        const auto found = std::find_if(
            names.begin(), names.end(), [&](const auto& known) { return known.first == wanted; });
        if (found == names.end()) return {};
        path += found->second;
        pattern.remove_prefix(end + 1);
    }
    // "x/../" goes, but no way leads out of an archive.
    for (std::size_t at = path.find("/.."); at != std::string::npos; at = path.find("/..")) {
        const bool is_step = at + 3 == path.size() || path[at + 3] == '/';
        const std::size_t before = at == 0 ? std::string::npos : path.rfind('/', at - 1);
        if (!is_step || before == std::string::npos || path[at - 1] == '!') return {};
        path.erase(before, at + 3 - before);
    }
    return path;
}

}  // namespace gazette

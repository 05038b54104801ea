// One JSON value of a recipe, at its place: what is wrong with it is said with the file and the
// pointer to it.
#pragma once

#include "indexer/extract/recipe.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gazette {

// Refers to the value and to the file's name. Throws RecipeError, as fail() does.
class RecipePlace {
  public:
    using Json = nlohmann::ordered_json;

    RecipePlace(const Json& value, const std::string& file, std::string path)
        : value_(&value), file_(&file), path_(std::move(path)) {}

    [[noreturn]] void fail(const std::string& what) const {
        throw RecipeError(*file_ + ": " + (path_.empty() ? "/" : path_) + ": " + what);
    }

    const Json& value() const { return *value_; }
    bool is_string() const { return value_->is_string(); }
    bool is_array() const { return value_->is_array(); }

    // A member; the place of an object only.
    bool has(const char* name) const { return value_->contains(name); }
    RecipePlace at(const std::string& name) const {
        if (!has(name.c_str())) fail("\"" + name + "\" is missing");
        return {value_->at(name), *file_, path_ + "/" + name};
    }
    std::vector<RecipePlace> elements() const {
        if (!value_->is_array()) fail("must be a list");
        std::vector<RecipePlace> all;
        for (std::size_t i = 0; i < value_->size(); ++i) {
            all.emplace_back((*value_)[i], *file_, path_ + "/" + std::to_string(i));
        }
        return all;
    }
    std::vector<std::pair<std::string, RecipePlace>> members() const {
        must_be_object();
        std::vector<std::pair<std::string, RecipePlace>> all;
        for (const auto& [name, member] : value_->items()) {
            all.emplace_back(name, RecipePlace(member, *file_, path_ + "/" + name));
        }
        return all;
    }
    void must_be_object() const {
        if (!value_->is_object()) fail("must be an object");
    }
    void only(std::initializer_list<std::string_view> known) const {
        must_be_object();
        for (const auto& [name, member] : value_->items()) {
            if (std::find(known.begin(), known.end(), name) != known.end()) continue;
            std::string all;
            for (const std::string_view one : known) {
                all += (all.empty() ? "" : ", ") + std::string(one);
            }
            fail("\"" + name + "\" is not known here; known are " + all);
        }
    }
    std::string string() const {
        if (!value_->is_string()) fail("must be a string");
        return value_->get<std::string>();
    }
    std::string text(const char* name) const {
        return has(name) ? at(name).string() : std::string();
    }
    bool flag(const char* name) const {
        if (!has(name)) return false;
        const RecipePlace place = at(name);
        if (!place.value().is_boolean()) place.fail("must be true or false");
        return place.value().get<bool>();
    }

  private:
    const Json* value_;
    const std::string* file_;
    std::string path_;
};

}  // namespace gazette

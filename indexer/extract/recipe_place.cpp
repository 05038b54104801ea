#include "indexer/extract/recipe_place.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace gazette {

void RecipePlace::fail(const std::string& what) const {
    throw RecipeError(*file_ + ": " + (path_.empty() ? "/" : path_) + ": " + what);
}

bool RecipePlace::is_string() const {
    return value_->is_string();
}
bool RecipePlace::is_array() const {
    return value_->is_array();
}
bool RecipePlace::is_object() const {
    return value_->is_object();
}

bool RecipePlace::has(const char* name) const {
    return value_->contains(name);
}

RecipePlace RecipePlace::at(const std::string& name) const {
    if (!has(name.c_str())) fail("\"" + name + "\" is missing");
    return {value_->at(name), *file_, path_ + "/" + name};
}

std::vector<RecipePlace> RecipePlace::elements() const {
    if (!value_->is_array()) fail("must be a list");
    std::vector<RecipePlace> all;
    for (std::size_t i = 0; i < value_->size(); ++i) {
        all.emplace_back((*value_)[i], *file_, path_ + "/" + std::to_string(i));
    }
    return all;
}

std::vector<std::pair<std::string, RecipePlace>> RecipePlace::members() const {
    must_be_object();
    std::vector<std::pair<std::string, RecipePlace>> all;
    for (const auto& [name, member] : value_->items()) {
        all.emplace_back(name, RecipePlace(member, *file_, path_ + "/" + name));
    }
    return all;
}

void RecipePlace::must_be_object() const {
    if (!value_->is_object()) fail("must be an object");
}

void RecipePlace::only(std::initializer_list<std::string_view> known) const {
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

std::string RecipePlace::string() const {
    if (!value_->is_string()) fail("must be a string");
    return value_->get<std::string>();
}

std::string RecipePlace::text(const char* name) const {
    return has(name) ? at(name).string() : std::string();
}

bool RecipePlace::flag(const char* name) const {
    if (!has(name)) return false;
    const RecipePlace place = at(name);
    if (!place.value().is_boolean()) place.fail("must be true or false");
    return place.value().get<bool>();
}

}  // namespace gazette

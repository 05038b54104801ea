// One JSON value of a recipe, at its place: what is wrong with it is said with the file and the
// pointer to it.
#pragma once

#include "indexer/extract/recipe.h"

#include <nlohmann/json_fwd.hpp>

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

    [[noreturn]] void fail(const std::string& what) const;

    const Json& value() const { return *value_; }
    bool is_string() const;
    bool is_array() const;
    bool is_object() const;

    // A member; the place of an object only.
    bool has(const char* name) const;
    RecipePlace at(const std::string& name) const;
    std::vector<RecipePlace> elements() const;
    std::vector<std::pair<std::string, RecipePlace>> members() const;
    void must_be_object() const;
    void only(std::initializer_list<std::string_view> known) const;
    std::string string() const;
    // Empty where there is no such member.
    std::string text(const char* name) const;
    // False where there is none.
    bool flag(const char* name) const;

  private:
    const Json* value_;
    const std::string* file_;
    std::string path_;
};

}  // namespace gazette

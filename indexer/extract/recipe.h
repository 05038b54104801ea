// A corpus recipe: how to read one kind of archive. corpora/recipes/*.json hold those that come
// with the program; schemas/recipe.schema.json says what they may hold, docs/recipes.md how to
// write one.
#pragma once

#include "indexer/extract/calendars.h"
#include "indexer/extract/json_path.h"
#include "indexer/extract/path_pattern.h"
#include "indexer/format/document.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gazette {

// A recipe that cannot be used: "corpora/x.json: /rules/2/fields/title: ...".
class RecipeError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// Where a value comes from.
struct RecipeValue {
    enum class From : std::uint8_t {
        constant,
        pointer,  // into the document's JSON, YAML, front matter or metadata
        xpath,
        path,  // a piece of the path, by the name that the rule's pattern gives it
    };
    From from = From::constant;
    std::string text;  // of the constant, the XPath, or the name of the piece
    std::optional<JsonPath> pointer;
    std::string companion;             // the file that holds it; empty: the document itself
    std::optional<Calendar> calendar;  // of a date
    std::vector<std::pair<std::string, std::string>> map;  // words of the source -> ours
    std::string split;                                     // what parts several values in one
    std::optional<std::string> join;                       // makes one value of several
    std::string prefix;                                    // goes before each value
    bool is_html = false;
};

// The first that has a value counts.
using RecipeChoice = std::vector<RecipeValue>;

struct RecipeField {
    std::string name;
    RecipeChoice values;
};

// An identifier, relation or subject: constants, and one member with as many values as there are.
struct RecipeRow {
    std::vector<RecipeField> members;
};

struct RecipeSegments {
    RecipeValue each;  // what stands for a segment; the others are looked for in it
    SegmentKind kind = SegmentKind::section;
    RecipeChoice label;
    std::vector<RecipeChoice> text;  // all of them, as paragraphs
};

struct RecipeRule {
    std::string recipe;  // its name
    std::vector<PathPattern> paths;
    std::string leave_out;      // why these are no documents; empty: they are
    bool is_companion = false;  // metadata of documents beside it
    std::string media_type;     // empty: as sniffed
    std::string records;  // pointer to the records of a JSON or YAML file; empty: one document
    bool csv_backslash = false;
    std::vector<std::string> csv_columns;  // empty: the first row names them
    // By name: the path of the file, with {dir}, {name}, {stem} and the pieces of the path.
    std::map<std::string, std::string> companions;
    std::vector<std::string> optional_companions;
    std::string ocr;  // Input::ocr of PDF files; empty: as of all files of the run

    std::vector<RecipeField> fields;    // instead of what the document says of itself
    std::vector<RecipeField> defaults;  // where it says nothing
    std::vector<RecipeField> metadata;
    std::vector<RecipeRow> identifiers, relations, subjects;
    std::vector<RecipeChoice> text;  // all of them, as paragraphs
    std::optional<RecipeSegments> segments;

    // It says which text there is, so that any JSON or YAML can be read by it.
    bool finds_text() const { return !text.empty() || segments.has_value(); }
    // It is what a recipe says of all paths that it does not name.
    bool takes_the_rest() const { return paths.size() == 1 && paths[0].text() == "**"; }
    // All of the above, as parse_recipe_rule() reads it.
    std::string json;
};

struct Recipe {
    std::string name, title, licence, obtain;
    std::vector<PathPattern> applies_to;
    // Tried in order. The last one takes every path.
    std::vector<RecipeRule> rules;
};

// `file` is for messages. Throws RecipeError with the place where the text is no recipe: keys that
// are not known, patterns and pointers that are none, fields that no document has.
Recipe parse_recipe(std::string_view json, const std::string& file);

// Of RecipeRule::json.
RecipeRule parse_recipe_rule(std::string_view json);

// "html", "formex", "csv", ... -> media type; empty where no format has the name.
std::string_view media_type_of_format(std::string_view name);
std::vector<std::string_view> format_names();

}  // namespace gazette

#include "indexer/extract/recipe.h"

#include "indexer/extract/json_reader.h"
#include "indexer/extract/limits.h"
#include "indexer/extract/recipe_place.h"
#include "indexer/extract/recipe_values.h"
#include "indexer/extract/registry.h"
#include "indexer/extract/sgml_stories.h"
#include "indexer/extract/sniff.h"
#include "indexer/extract/xml_media_type.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace gazette {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kRecipeVersion = 1;

struct Format {
    std::string_view name;
    std::string_view media_type;
};
constexpr Format kFormats[] = {
    {"akoma_ntoso", kAkomaNtosoMediaType},
    {"atom", "application/atom+xml"},
    {"bill_status", kBillStatusMediaType},
    {"clml", kClmlMediaType},
    {"csv", kCsvMediaType},
    {"docx", kDocxMediaType},
    {"eml", kEmlMediaType},
    {"formex", kFormexMediaType},
    {"html", "text/html"},
    {"json", kRecordMediaType},
    {"jsonl", kJsonLinesMediaType},
    {"markdown", "text/markdown"},
    {"mbox", kMboxMediaType},
    {"odt", kOdtMediaType},
    {"oscal", kOscalMediaType},
    {"pdf", "application/pdf"},
    {"rss", "application/rss+xml"},
    {"rtf", "application/rtf"},
    {"sgml", kSgmlMediaType},
    {"taiwan_law", kTaiwanLawMediaType},
    {"text", "text/plain"},
    {"udhr", kUdhrMediaType},
    {"uslm", kUslmMediaType},
    {"xml", kXmlMediaType},
    {"yaml", kYamlMediaType},
};

void read_companions(const RecipePlace& place, RecipeRule& rule) {
    for (const auto& [name, member] : place.members()) {
        if (member.is_string()) {
            rule.companions[name] = member.string();
        } else {
            member.only({"path", "optional"});
            rule.companions[name] = member.at("path").string();
            if (member.flag("optional")) rule.optional_companions.push_back(name);
        }
        if (rule.companions[name].empty()) member.fail("must be a path");
    }
}

void read_csv(const RecipePlace& place, RecipeRule& rule) {
    place.only({"escape", "columns"});
    const std::string escape = place.text("escape");
    if (!escape.empty() && escape != "quote" && escape != "backslash") {
        place.at("escape").fail("must be \"quote\" or \"backslash\"");
    }
    rule.csv_backslash = escape == "backslash";
    if (!place.has("columns")) return;
    for (const RecipePlace& column : place.at("columns").elements()) {
        rule.csv_columns.push_back(column.string());
    }
}

void read_format(const RecipePlace& place, RecipeRule& rule) {
    if (place.has("format")) {
        const std::string name = place.text("format");
        rule.media_type = media_type_of_format(name);
        if (rule.media_type.empty()) {
            std::string all;
            for (const std::string_view one : format_names()) {
                all += (all.empty() ? "" : ", ") + std::string(one);
            }
            place.at("format").fail("\"" + name + "\" is no format; these are: " + all);
        }
    }
    const bool is_tree = rule.media_type == kRecordMediaType || rule.media_type == kYamlMediaType;
    if (place.has("records")) {
        if (!is_tree) place.at("records").fail("goes with the formats json and yaml");
        pointer_at(place.at("records"));
        rule.records = place.text("records");
    }
    if (place.has("csv")) {
        if (rule.media_type != kCsvMediaType) place.at("csv").fail("goes with the format csv");
        read_csv(place.at("csv"), rule);
    }
}

void read_ocr(const RecipePlace& place, RecipeRule& rule) {
    if (!place.has("ocr")) return;
    rule.ocr = place.text("ocr");
    if (rule.ocr.empty() || rule.ocr.size() > extract_limits::kMaxOcrLanguagesBytes) {
        place.at("ocr").fail("must name languages of Tesseract: \"eng\", \"chi_tra+eng\"");
    }
}

RecipeRule rule_of(const RecipePlace& place) {
    place.only({"recipe",
                "paths",
                "about",
                "leave_out",
                "companion",
                "format",
                "records",
                "csv",
                "companions",
                "ocr",
                "fields",
                "defaults",
                "metadata",
                "identifiers",
                "relations",
                "subjects",
                "text",
                "segments"});
    RecipeRule rule;
    rule.recipe = place.text("recipe");
    place.text("about");
    rule.paths = path_patterns_at(place.at("paths"));
    rule.leave_out = place.text("leave_out");
    if (place.has("leave_out") && rule.leave_out.empty()) {
        place.at("leave_out").fail("must say why");
    }
    rule.is_companion = place.flag("companion");
    read_format(place, rule);
    read_ocr(place, rule);
    if (place.has("companions")) read_companions(place.at("companions"), rule);
    const RecipeValueParser values(rule);
    if (place.has("fields")) rule.fields = values.fields(place.at("fields"));
    if (place.has("defaults")) rule.defaults = values.fields(place.at("defaults"));
    if (place.has("metadata")) rule.metadata = values.metadata(place.at("metadata"));
    if (place.has("identifiers")) {
        rule.identifiers = values.rows(place.at("identifiers"), {"scheme", "value"});
    }
    if (place.has("relations")) {
        rule.relations = values.rows(place.at("relations"), {"type", "target", "label"});
    }
    if (place.has("subjects")) {
        rule.subjects = values.rows(place.at("subjects"), {"scheme", "code", "label"});
    }
    if (place.has("text")) rule.text = values.texts(place.at("text"));
    if (place.has("segments")) rule.segments = values.segments(place.at("segments"));
    if (place.has("text") && place.has("segments")) {
        place.fail("has \"text\" and \"segments\", which say both what the text is");
    }
    rule.json = place.value().dump();
    return rule;
}

// What the recipe says of all its documents goes into each rule.
Json with_shared(const Json& recipe, Json rule) {
    if (recipe.contains("ocr") && !rule.contains("ocr")) rule["ocr"] = recipe["ocr"];
    for (const char* name : {"fields", "defaults", "metadata"}) {
        if (!recipe.contains(name)) continue;
        Json members = recipe[name];
        if (rule.contains(name) && rule[name].is_object()) members.update(rule[name]);
        // What a rule sets anew, it sets for good.
        if (rule.contains(name) && !rule[name].is_object()) continue;
        rule[name] = std::move(members);
    }
    for (const char* name : {"identifiers", "relations", "subjects"}) {
        if (!recipe.contains(name) || !recipe[name].is_array()) continue;
        Json all = recipe[name];
        if (rule.contains(name)) {
            if (!rule[name].is_array()) continue;
            for (const Json& row : rule[name]) all.push_back(row);
        }
        rule[name] = std::move(all);
    }
    return rule;
}

bool takes_everything(const RecipeRule& rule) {
    return std::any_of(rule.paths.begin(), rule.paths.end(), [](const PathPattern& path) {
        return path.text() == "**";
    });
}

void name_must_be_plain(const RecipePlace& place) {
    const std::string name = place.string();
    const bool is_plain = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
    if (!is_plain) place.fail("must be of the letters a-z, digits, '-' and '_'");
}

}  // namespace

std::string_view media_type_of_format(std::string_view name) {
    const auto* const found = std::find_if(
        std::begin(kFormats), std::end(kFormats), [&](const Format& f) { return f.name == name; });
    return found == std::end(kFormats) ? std::string_view() : found->media_type;
}

std::vector<std::string_view> format_names() {
    std::vector<std::string_view> names;
    for (const Format& format : kFormats) names.push_back(format.name);
    return names;
}

Recipe parse_recipe(std::string_view text, const std::string& file) {
    if (text.size() > extract_limits::kMaxRecipeBytes) {
        throw RecipeError(file + ": " + std::to_string(text.size()) + " bytes, more than " +
                          std::to_string(extract_limits::kMaxRecipeBytes));
    }
    Json json;
    std::string error;
    if (!read_json(text, json, error)) throw RecipeError(file + ": " + error);
    const RecipePlace place(json, file, "");
    place.only({"recipe",
                "name",
                "title",
                "about",
                "licence",
                "obtain",
                "applies_to",
                "ocr",
                "fields",
                "defaults",
                "metadata",
                "identifiers",
                "relations",
                "subjects",
                "rules"});
    const RecipePlace version = place.at("recipe");
    if (version.value() != kRecipeVersion) {
        version.fail("this program knows recipes of version " + std::to_string(kRecipeVersion));
    }
    Recipe recipe;
    name_must_be_plain(place.at("name"));
    recipe.name = place.text("name");
    recipe.title = place.at("title").string();
    recipe.licence = place.at("licence").string();
    recipe.obtain = place.at("obtain").string();
    place.text("about");
    recipe.applies_to = path_patterns_at(place.at("applies_to"));
    const auto take = [&](Json rule, const std::string& path) {
        if (!rule.is_object()) RecipePlace(rule, file, path).must_be_object();
        if (rule.contains("recipe")) {
            RecipePlace(rule, file, path).fail("\"recipe\" is not known here");
        }
        rule["recipe"] = recipe.name;
        const bool is_read = !rule.contains("leave_out") && !rule.contains("companion");
        const Json whole = is_read ? with_shared(json, std::move(rule)) : std::move(rule);
        recipe.rules.push_back(rule_of(RecipePlace(whole, file, path)));
    };
    const RecipePlace rules = place.at("rules");
    std::size_t number = 0;
    for (const RecipePlace& rule : rules.elements()) {
        if (!recipe.rules.empty() && takes_everything(recipe.rules.back())) {
            rule.fail("is never reached: the rule before it takes \"**\"");
        }
        take(rule.value(), "/rules/" + std::to_string(number++));
    }
    // What no rule names is read as without a recipe, but for what is said of all documents.
    if (recipe.rules.empty() || !takes_everything(recipe.rules.back())) {
        Json rest = Json::object();
        rest["paths"] = Json::array({"**"});
        take(std::move(rest), "");
    }
    return recipe;
}

RecipeRule parse_recipe_rule(std::string_view text) {
    static const std::string file = "recipe";
    Json json;
    std::string error;
    if (!read_json(text, json, error)) throw RecipeError(error);
    return rule_of(RecipePlace(json, file, ""));
}

}  // namespace gazette

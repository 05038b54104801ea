#include "indexer/extract/recipe.h"

#include "indexer/extract/json_reader.h"
#include "indexer/extract/limits.h"
#include "indexer/extract/registry.h"
#include "indexer/extract/sgml_stories.h"
#include "indexer/extract/sniff.h"
#include "indexer/extract/xml_media_type.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <pugixml.hpp>
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

constexpr std::string_view kFieldNames[] = {
    "id",
    "work_id",
    "title",
    "lang",
    "kind",
    "source",
    "publisher",
    "jurisdiction",
    "url",
    "published",
    "effective",
    "modified",
    "fetched",
    "effective_to",
    "status",
    "rights",
};

// Reads one JSON value at one place, and names that place when it is wrong.
class Place {
  public:
    Place(const Json& value, const std::string& file, std::string path)
        : value_(&value), file_(&file), path_(std::move(path)) {}

    [[noreturn]] void fail(const std::string& what) const {
        throw RecipeError(*file_ + ": " + (path_.empty() ? "/" : path_) + ": " + what);
    }

    const Json& value() const { return *value_; }
    bool is_string() const { return value_->is_string(); }
    bool is_array() const { return value_->is_array(); }

    // A member; the place of an object only.
    bool has(const char* name) const { return value_->contains(name); }
    Place at(const std::string& name) const {
        if (!has(name.c_str())) fail("\"" + name + "\" is missing");
        return {value_->at(name), *file_, path_ + "/" + name};
    }
    std::vector<Place> elements() const {
        if (!value_->is_array()) fail("must be a list");
        std::vector<Place> all;
        for (std::size_t i = 0; i < value_->size(); ++i) {
            all.emplace_back((*value_)[i], *file_, path_ + "/" + std::to_string(i));
        }
        return all;
    }
    std::vector<std::pair<std::string, Place>> members() const {
        must_be_object();
        std::vector<std::pair<std::string, Place>> all;
        for (const auto& [name, member] : value_->items()) {
            all.emplace_back(name, Place(member, *file_, path_ + "/" + name));
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
        const Place place = at(name);
        if (!place.value().is_boolean()) place.fail("must be true or false");
        return place.value().get<bool>();
    }

  private:
    const Json* value_;
    const std::string* file_;
    std::string path_;
};

PathPattern pattern_of(const Place& place) {
    std::string error;
    auto pattern = PathPattern::parse(place.string(), error);
    if (!pattern) place.fail(error);
    return std::move(*pattern);
}

std::vector<PathPattern> patterns_of(const Place& place) {
    std::vector<PathPattern> patterns;
    for (const Place& one : place.elements()) patterns.push_back(pattern_of(one));
    if (patterns.empty()) place.fail("must name at least one path");
    return patterns;
}

JsonPath pointer_of(const Place& place) {
    std::string error;
    auto path = JsonPath::parse(place.string(), error);
    if (!path) place.fail(error);
    return std::move(*path);
}

// Reads the values of one rule: they may name its companions, and pieces of its paths.
class ValueParser {
  public:
    explicit ValueParser(const RecipeRule& rule) : rule_(rule) {}

    RecipeValue value(const Place& place) const {
        RecipeValue value;
        if (place.is_string()) {
            value.text = place.string();
            return value;
        }
        place.only({"pointer",
                    "xpath",
                    "path",
                    "text",
                    "companion",
                    "calendar",
                    "map",
                    "split",
                    "join",
                    "prefix",
                    "markup"});
        int sources = 0;
        for (const char* name : {"pointer", "xpath", "path", "text"}) {
            sources += place.has(name) ? 1 : 0;
        }
        if (sources != 1) place.fail("needs exactly one of pointer, xpath, path, text");
        if (place.has("pointer")) {
            value.from = RecipeValue::From::pointer;
            value.pointer = pointer_of(place.at("pointer"));
        } else if (place.has("xpath")) {
            value.from = RecipeValue::From::xpath;
            value.text = xpath(place.at("xpath"));
        } else if (place.has("path")) {
            value.from = RecipeValue::From::path;
            value.text = piece(place.at("path"));
        } else {
            value.text = place.text("text");
        }
        read_companion(place, value);
        read_ways(place, value);
        return value;
    }

    RecipeChoice choice(const Place& place) const {
        RecipeChoice choice;
        if (!place.is_array()) return {value(place)};
        for (const Place& one : place.elements()) choice.push_back(value(one));
        if (choice.empty()) place.fail("must hold at least one value");
        return choice;
    }

    std::vector<RecipeField> fields(const Place& place) const {
        std::vector<RecipeField> fields;
        for (const auto& [name, member] : place.members()) {
            if (std::find(std::begin(kFieldNames), std::end(kFieldNames), name) ==
                std::end(kFieldNames)) {
                std::string all;
                for (const std::string_view one : kFieldNames) {
                    all += (all.empty() ? "" : ", ") + std::string(one);
                }
                member.fail("no field of a document; these are: " + all);
            }
            fields.push_back({name, choice(member)});
        }
        return fields;
    }

    std::vector<RecipeField> metadata(const Place& place) const {
        std::vector<RecipeField> fields;
        for (const auto& [name, member] : place.members()) fields.push_back({name, choice(member)});
        return fields;
    }

    std::vector<RecipeRow> rows(const Place& place,
                                std::initializer_list<std::string_view> names) const {
        std::vector<RecipeRow> rows;
        for (const Place& one : place.elements()) {
            one.only(names);
            RecipeRow row;
            for (const auto& [name, member] : one.members()) {
                row.members.push_back({name, choice(member)});
            }
            rows.push_back(std::move(row));
        }
        return rows;
    }

    // Unlike a field's, all of a text's values count; of {"first": [...]} one does.
    std::vector<RecipeChoice> texts(const Place& place) const {
        std::vector<RecipeChoice> texts;
        for (const Place& one : place.elements()) {
            if (one.value().is_object() && one.has("first")) {
                one.only({"first"});
                texts.push_back(choice(one.at("first")));
            } else {
                texts.push_back({value(one)});
            }
        }
        if (texts.empty()) place.fail("must hold at least one value");
        return texts;
    }

    RecipeSegments segments(const Place& place) const {
        place.only({"each", "kind", "label", "text"});
        RecipeSegments segments;
        segments.each = value(place.at("each"));
        if (segments.each.from != RecipeValue::From::pointer &&
            segments.each.from != RecipeValue::From::xpath) {
            place.at("each").fail("must be a pointer or an xpath");
        }
        if (place.has("kind")) {
            const auto kind = segment_kind_of(place.text("kind"));
            if (!kind) place.at("kind").fail("is no kind of segment");
            segments.kind = *kind;
        }
        if (place.has("label")) segments.label = choice(place.at("label"));
        segments.text = texts(place.at("text"));
        return segments;
    }

  private:
    static std::string xpath(const Place& place) {
        std::string text = place.string();
        try {
            const pugi::xpath_query query(text.c_str());
            if (query.return_type() == pugi::xpath_type_none) place.fail("is no XPath");
        } catch (const pugi::xpath_exception& problem) {
            place.fail(std::string("is no XPath 1.0: ") + problem.what() + ", at byte " +
                       std::to_string(problem.result().offset));
        }
        return text;
    }

    std::string piece(const Place& place) const {
        std::string wanted = place.string();
        for (const PathPattern& pattern : rule_.paths) {
            const auto names = pattern.names();
            if (std::find(names.begin(), names.end(), wanted) != names.end()) return wanted;
        }
        place.fail("no path of the rule has a piece {" + wanted + "}");
    }

    void read_companion(const Place& place, RecipeValue& value) const {
        if (!place.has("companion")) return;
        value.companion = place.text("companion");
        if (!rule_.companions.contains(value.companion)) {
            place.at("companion").fail("the rule names no companion \"" + value.companion + "\"");
        }
        if (value.from != RecipeValue::From::pointer && value.from != RecipeValue::From::xpath) {
            place.at("companion").fail("goes with a pointer or an xpath");
        }
    }

    static void read_ways(const Place& place, RecipeValue& value) {
        if (place.has("calendar")) {
            value.calendar = calendar_of(place.text("calendar"));
            if (!value.calendar) place.at("calendar").fail("is no calendar that is known");
        }
        if (place.has("map")) {
            for (const auto& [from, to] : place.at("map").members()) {
                value.map.emplace_back(from, to.string());
            }
        }
        value.split = place.text("split");
        if (place.has("join")) value.join = place.text("join");
        value.prefix = place.text("prefix");
        if (place.has("markup")) {
            if (place.text("markup") != "html") place.at("markup").fail("must be \"html\"");
            value.is_html = true;
        }
    }

    const RecipeRule& rule_;
};

void read_companions(const Place& place, RecipeRule& rule) {
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

void read_csv(const Place& place, RecipeRule& rule) {
    place.only({"escape", "columns"});
    const std::string escape = place.text("escape");
    if (!escape.empty() && escape != "quote" && escape != "backslash") {
        place.at("escape").fail("must be \"quote\" or \"backslash\"");
    }
    rule.csv_backslash = escape == "backslash";
    if (!place.has("columns")) return;
    for (const Place& column : place.at("columns").elements()) {
        rule.csv_columns.push_back(column.string());
    }
}

void read_format(const Place& place, RecipeRule& rule) {
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
        pointer_of(place.at("records"));
        rule.records = place.text("records");
    }
    if (place.has("csv")) {
        if (rule.media_type != kCsvMediaType) place.at("csv").fail("goes with the format csv");
        read_csv(place.at("csv"), rule);
    }
}

RecipeRule rule_of(const Place& place) {
    place.only({"recipe",
                "paths",
                "about",
                "leave_out",
                "companion",
                "format",
                "records",
                "csv",
                "companions",
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
    rule.paths = patterns_of(place.at("paths"));
    rule.leave_out = place.text("leave_out");
    if (place.has("leave_out") && rule.leave_out.empty()) {
        place.at("leave_out").fail("must say why");
    }
    rule.is_companion = place.flag("companion");
    read_format(place, rule);
    if (place.has("companions")) read_companions(place.at("companions"), rule);
    const ValueParser values(rule);
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

void name_must_be_plain(const Place& place) {
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
    const Place place(json, file, "");
    place.only({"recipe",
                "name",
                "title",
                "about",
                "licence",
                "obtain",
                "applies_to",
                "fields",
                "defaults",
                "metadata",
                "identifiers",
                "relations",
                "subjects",
                "rules"});
    const Place version = place.at("recipe");
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
    recipe.applies_to = patterns_of(place.at("applies_to"));
    const auto take = [&](Json rule, const std::string& path) {
        if (!rule.is_object()) Place(rule, file, path).must_be_object();
        if (rule.contains("recipe")) {
            Place(rule, file, path).fail("\"recipe\" is not known here");
        }
        rule["recipe"] = recipe.name;
        const bool is_read = !rule.contains("leave_out") && !rule.contains("companion");
        const Json whole = is_read ? with_shared(json, std::move(rule)) : std::move(rule);
        recipe.rules.push_back(rule_of(Place(whole, file, path)));
    };
    const Place rules = place.at("rules");
    std::size_t number = 0;
    for (const Place& rule : rules.elements()) {
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
    return rule_of(Place(json, file, ""));
}

}  // namespace gazette

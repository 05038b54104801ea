#include "indexer/extract/recipe_values.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <pugixml.hpp>
#include <utility>

namespace gazette {
namespace {

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

std::string xpath(const RecipePlace& place) {
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

void read_ways(const RecipePlace& place, RecipeValue& value) {
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

}  // namespace

PathPattern path_pattern_at(const RecipePlace& place) {
    std::string error;
    auto pattern = PathPattern::parse(place.string(), error);
    if (!pattern) place.fail(error);
    return std::move(*pattern);
}

std::vector<PathPattern> path_patterns_at(const RecipePlace& place) {
    std::vector<PathPattern> patterns;
    for (const RecipePlace& one : place.elements()) patterns.push_back(path_pattern_at(one));
    if (patterns.empty()) place.fail("must name at least one path");
    return patterns;
}

JsonPath pointer_at(const RecipePlace& place) {
    std::string error;
    auto path = JsonPath::parse(place.string(), error);
    if (!path) place.fail(error);
    return std::move(*path);
}

RecipeValue RecipeValueParser::value(const RecipePlace& place) const {
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
        value.pointer = pointer_at(place.at("pointer"));
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

RecipeChoice RecipeValueParser::choice(const RecipePlace& place) const {
    RecipeChoice choice;
    if (!place.is_array()) return {value(place)};
    for (const RecipePlace& one : place.elements()) choice.push_back(value(one));
    if (choice.empty()) place.fail("must hold at least one value");
    return choice;
}

std::vector<RecipeField> RecipeValueParser::fields(const RecipePlace& place) const {
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

std::vector<RecipeField> RecipeValueParser::metadata(const RecipePlace& place) const {
    std::vector<RecipeField> fields;
    for (const auto& [name, member] : place.members()) fields.push_back({name, choice(member)});
    return fields;
}

std::vector<RecipeRow> RecipeValueParser::rows(
    const RecipePlace& place, std::initializer_list<std::string_view> names) const {
    std::vector<RecipeRow> rows;
    for (const RecipePlace& one : place.elements()) {
        one.only(names);
        RecipeRow row;
        for (const auto& [name, member] : one.members()) {
            row.members.push_back({name, choice(member)});
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<RecipeChoice> RecipeValueParser::texts(const RecipePlace& place) const {
    std::vector<RecipeChoice> texts;
    for (const RecipePlace& one : place.elements()) {
        if (one.is_object() && one.has("first")) {
            one.only({"first"});
            texts.push_back(choice(one.at("first")));
        } else {
            texts.push_back({value(one)});
        }
    }
    if (texts.empty()) place.fail("must hold at least one value");
    return texts;
}

RecipeSegments RecipeValueParser::segments(const RecipePlace& place) const {
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

std::string RecipeValueParser::piece(const RecipePlace& place) const {
    std::string wanted = place.string();
    for (const PathPattern& pattern : rule_.paths) {
        const auto names = pattern.names();
        if (std::find(names.begin(), names.end(), wanted) != names.end()) return wanted;
    }
    place.fail("no path of the rule has a piece {" + wanted + "}");
}

void RecipeValueParser::read_companion(const RecipePlace& place, RecipeValue& value) const {
    if (!place.has("companion")) return;
    value.companion = place.text("companion");
    if (!rule_.companions.contains(value.companion)) {
        place.at("companion").fail("the rule names no companion \"" + value.companion + "\"");
    }
    if (value.from != RecipeValue::From::pointer && value.from != RecipeValue::From::xpath) {
        place.at("companion").fail("goes with a pointer or an xpath");
    }
}

}  // namespace gazette

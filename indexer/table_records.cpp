#include "indexer/table_records.h"

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

std::string dumped(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string record_of_row(const std::vector<std::string>& columns,
                          const std::vector<std::string>& fields) {
    Json record = Json::object();
    auto& members = record.get_ref<Json::object_t&>();
    std::size_t repaired = 0;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        std::string name = i < columns.size() ? columns[i] : "column " + std::to_string(i + 1);
        const bool is_there = std::any_of(
            members.begin(), members.end(), [&](const auto& known) { return known.first == name; });
        if (is_there) name += " " + std::to_string(i + 1);
        members.Container::emplace_back(repair_utf8(name, repaired),
                                        repair_utf8(fields[i], repaired));
    }
    return dumped(record);
}

std::string records_of_tree(std::string_view text,
                            const RecipeRule& rule,
                            const PathCaptures& captures,
                            std::vector<std::string>& records) {
    std::size_t repaired = 0;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::string utf8 = repair_utf8(text, repaired);
    Json tree;
    std::string error;
    const bool is_yaml = rule.media_type == kYamlMediaType;
    if (is_yaml && utf8.size() > extract_limits::kMaxYamlBytes) {
        return std::to_string(utf8.size()) + " bytes of YAML, more than " +
               std::to_string(extract_limits::kMaxYamlBytes);
    }
    const bool is_read = is_yaml ? read_yaml(utf8, extract_limits::kMaxYamlValues, tree, error)
                                 : read_json(utf8, tree, error);
    if (!is_read) return error;
    const auto path = JsonPath::parse(rule.records, error);
    if (!path) return error;
    for (const Json* record : path->find(tree, captures)) records.push_back(dumped(*record));
    if (records.empty()) return "the recipe " + rule.recipe + " finds no records in it";
    if (records.size() >= extract_limits::kMaxRecipeValues) {
        return "more than " + std::to_string(extract_limits::kMaxRecipeValues) + " records";
    }
    return {};
}

}  // namespace gazette

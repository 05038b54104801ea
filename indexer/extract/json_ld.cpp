#include "indexer/extract/json_ld.h"

#include "indexer/extract/json_reader.h"
#include "indexer/extract/utf8.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <vector>

namespace gazette {
namespace {

using Json = nlohmann::ordered_json;

// A string, the first string of a list, or the name of an object.
std::string text_of(const Json& value) {
    const Json* at = &value;
    for (int step = 0; step < 4; ++step) {
        if (at->is_string()) return collapse_space(at->get_ref<const std::string&>());
        if (at->is_array() && !at->empty()) {
            at = &at->front();
        } else if (at->is_object() && at->contains("name")) {
            at = &at->at("name");
        } else if (at->is_object() && at->contains("@value")) {
            at = &at->at("@value");
        } else {
            break;
        }
    }
    return {};
}

void take(const Json& object, const char* name, std::string& field) {
    const auto found = object.find(name);
    if (field.empty() && found != object.end()) field = text_of(*found);
}

bool has_type(const Json& object, std::string_view part) {
    const auto found = object.find("@type");
    if (found == object.end()) return false;
    const auto holds = [part](const Json& type) {
        return type.is_string() &&
               type.get_ref<const std::string&>().find(part) != std::string::npos;
    };
    return found->is_array() ? std::any_of(found->begin(), found->end(), holds) : holds(*found);
}

// Line breaks inside strings are no JSON, and common.
std::string without_controls(std::string_view json) {
    std::string out(json);
    for (char& c : out) {
        if (static_cast<unsigned char>(c) < 0x20) c = ' ';
    }
    return out;
}

void read_object(const Json& object, LinkedData& data) {
    const bool law = has_type(object, "Legislation");
    const bool article = has_type(object, "Article") || has_type(object, "BlogPosting") ||
                         has_type(object, "Report");
    if (!law && !article) return;
    (law ? data.is_law : data.is_article) = true;
    if (data.kind.empty() && law) data.kind = "law";
    if (data.kind.empty() && has_type(object, "NewsArticle")) data.kind = "news";
    take(object, "headline", data.headline);
    take(object, "datePublished", data.date_published);
    take(object, "dateModified", data.date_modified);
    take(object, "inLanguage", data.language);
    take(object, "publisher", data.publisher);
    take(object, "author", data.author);
    if (!law) return;
    take(object, "name", data.headline);
    take(object, "legislationDate", data.date_published);
    take(object, "legislationIdentifier", data.work_id);
}

}  // namespace

void read_json_ld(std::string_view json, LinkedData& data) {
    Json root;
    std::string error;
    if (!read_json(json, root, error) && !read_json(without_controls(json), root, error)) return;
    // Lists and graphs of objects, one level of each inside the other.
    std::vector<const Json*> waiting = {&root};
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        const Json& value = *waiting[i];
        if (value.is_array()) {
            for (const Json& item : value) waiting.push_back(&item);
        } else if (value.is_object()) {
            read_object(value, data);
            for (const char* name : {"@graph", "mainEntity", "mainEntityOfPage"}) {
                const auto found = value.find(name);
                if (found != value.end()) waiting.push_back(&*found);
            }
        }
    }
}

}  // namespace gazette

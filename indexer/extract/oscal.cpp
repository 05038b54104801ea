// Names: NIST OSCAL 1.1, "Catalog model" (pages.nist.gov/OSCAL-Reference).
#include "indexer/extract/oscal.h"

#include "indexer/extract/charset.h"
#include "indexer/extract/json_reader.h"
#include "indexer/extract/law_reader.h"
#include "indexer/extract/limits.h"
#include "indexer/extract/utf8.h"
#include "indexer/extract/yaml_reader.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <unordered_map>

namespace gazette {
namespace {

using Json = nlohmann::ordered_json;

// A group, control, part, resource: what the three forms have in common.
struct Item {
    std::string type;  // "group", "control", "part", ...
    std::string id, name, title, label;
    std::vector<std::string> prose;
    std::vector<Item> items;
};

struct Catalog {
    std::string type;  // root: "catalog", "profile", ...
    std::string uuid, title, modified, published, version;
    std::vector<std::string> parties;
    std::unordered_map<std::string, std::string> parameters;  // id -> what is shown
    std::vector<Item> items;
};

bool holds_items(std::string_view name) {
    static constexpr std::string_view kNames[] = {
        "group",
        "control",
        "part",
        "resource",
        "component",
        "capability",
        "statement",
        "modify",
        "alter",
        "add",
        "import",
        "control-implementation",
        "implemented-requirement",
        "back-matter",
    };
    return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

bool holds_prose(std::string_view name) {
    static constexpr std::string_view kNames[] = {
        "p", "prose", "description", "remarks", "ul", "ol", "table", "purpose", "text", "pre"};
    return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

// --- From XML -------------------------------------------------------------------------------

void fill_parameter(Catalog& catalog,
                    const std::string& id,
                    std::string label,
                    std::string choices) {
    if (id.empty()) return;
    if (label.empty() && !choices.empty()) label = "Selection: " + choices;
    catalog.parameters[id] = "[" + (label.empty() ? id : label) + "]";
}

// An <insert> has no text of its own: its parameter's id stands for it until all are known.
std::string xml_prose(const pugi::xml_node& node) {
    std::string text;
    walk_xml(
        node,
        [&](const pugi::xml_node& at) {
            if (at.type() == pugi::node_pcdata || at.type() == pugi::node_cdata) {
                text += at.value();
            } else if (local_name(at) == "insert") {
                std::string_view id = attribute_of(at, "id-ref");
                if (id.empty()) id = attribute_of(at, "param-id");
                text += "{{ insert: param, " + std::string(id) + " }}";
            }
            return true;
        },
        [&](const pugi::xml_node& at) {
            const std::string_view name = local_name(at);
            if (name == "li" || name == "p" || name == "tr" || name == "td") text += ' ';
        });
    return collapse_space(text);
}

Item xml_item(const pugi::xml_node& node, Catalog& catalog, std::size_t depth) {
    Item item;
    item.type = local_name(node);
    item.id = attribute_of(node, "id");
    if (item.id.empty()) item.id = attribute_of(node, "control-id");
    item.name = attribute_of(node, "name");
    for (const pugi::xml_node& child : node.children()) {
        if (child.type() != pugi::node_element) continue;
        const std::string_view name = local_name(child);
        if (name == "title") {
            item.title = xml_prose(child);
        } else if (name == "prop" && attribute_of(child, "name") == "label" && item.label.empty()) {
            const std::string_view form = attribute_of(child, "class");
            if (form.empty() || form == "sp800-53") item.label = attribute_of(child, "value");
        } else if (name == "param" || name == "set-parameter") {
            std::string choices;
            for (const pugi::xml_node& choice : child_named(child, "select").children()) {
                if (local_name(choice) != "choice") continue;
                if (!choices.empty()) choices += "; ";
                choices += xml_prose(choice);
            }
            fill_parameter(catalog,
                           std::string(attribute_of(child, "id")),
                           xml_prose(child_named(child, "label")),
                           choices);
        } else if (name == "citation") {
            item.prose.push_back(xml_prose(child));
        } else if (holds_prose(name)) {
            item.prose.push_back(xml_prose(child));
        } else if (holds_items(name)) {
            if (depth < extract_limits::kMaxJsonDepth) {
                item.items.push_back(xml_item(child, catalog, depth + 1));
            } else {
                item.prose.push_back(xml_prose(child));
            }
        }
    }
    return item;
}

void read_xml(const pugi::xml_node& root, Catalog& catalog) {
    catalog.type = local_name(root);
    catalog.uuid = attribute_of(root, "uuid");
    const pugi::xml_node metadata = child_named(root, "metadata");
    catalog.title = text_at(metadata, "title");
    catalog.modified = text_at(metadata, "last-modified");
    catalog.published = text_at(metadata, "published");
    catalog.version = text_at(metadata, "version");
    for (const pugi::xml_node& child : metadata.children()) {
        if (local_name(child) != "party") continue;
        const std::string name = text_at(child, "name");
        if (!name.empty()) catalog.parties.push_back(name);
    }
    Item whole = xml_item(root, catalog, 0);
    catalog.items = std::move(whole.items);
}

// --- From JSON and YAML -----------------------------------------------------------------------

std::string string_in(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Item json_item(const Json& value, std::string type, Catalog& catalog) {
    Item item;
    item.type = std::move(type);
    item.id = string_in(value, "id");
    if (item.id.empty()) item.id = string_in(value, "control-id");
    item.name = string_in(value, "name");
    item.title = string_in(value, "title");
    for (const auto& [name, member] : value.items()) {
        if (name == "props" && member.is_array()) {
            for (const Json& prop : member) {
                const std::string form = string_in(prop, "class");
                if (string_in(prop, "name") == "label" && item.label.empty() &&
                    (form.empty() || form == "sp800-53")) {
                    item.label = string_in(prop, "value");
                }
            }
        } else if ((name == "params" || name == "set-parameters") && member.is_array()) {
            for (const Json& parameter : member) {
                std::string choices;
                const auto select = parameter.find("select");
                if (select != parameter.end() && select->is_object() &&
                    select->contains("choice") && (*select)["choice"].is_array()) {
                    for (const Json& choice : (*select)["choice"]) {
                        if (!choice.is_string()) continue;
                        if (!choices.empty()) choices += "; ";
                        choices += choice.get<std::string>();
                    }
                }
                fill_parameter(
                    catalog, string_in(parameter, "id"), string_in(parameter, "label"), choices);
            }
        } else if (name == "citation" && member.is_object()) {
            item.prose.push_back(string_in(member, "text"));
        } else if (holds_prose(name) && member.is_string()) {
            // Markdown of a kind: paragraphs are parted by empty lines.
            std::string_view rest = member.get_ref<const std::string&>();
            while (!rest.empty()) {
                const std::size_t end = std::min(rest.find("\n\n"), rest.size());
                item.prose.push_back(collapse_space(rest.substr(0, end)));
                rest.remove_prefix(std::min(end + 2, rest.size()));
            }
        } else if (member.is_array() || member.is_object()) {
            // "groups" hold a group each, and so on; "back-matter" is one.
            std::string one = name;
            if (member.is_array() && one.ends_with('s')) one.pop_back();
            if (one == "capabilitie") one = "capability";
            if (!holds_items(one)) continue;
            if (member.is_object()) {
                item.items.push_back(json_item(member, one, catalog));
                continue;
            }
            for (const Json& each : member) {
                if (each.is_object()) item.items.push_back(json_item(each, one, catalog));
            }
        }
    }
    return item;
}

bool read_json_form(const Json& value, Catalog& catalog) {
    for (const auto& [name, root] : value.items()) {
        if (!root.is_object() || !root.contains("metadata")) continue;
        catalog.type = name;
        catalog.uuid = string_in(root, "uuid");
        const Json& metadata = root["metadata"];
        if (metadata.is_object()) {
            catalog.title = string_in(metadata, "title");
            catalog.modified = string_in(metadata, "last-modified");
            catalog.published = string_in(metadata, "published");
            catalog.version = string_in(metadata, "version");
            if (metadata.contains("parties") && metadata["parties"].is_array()) {
                for (const Json& party : metadata["parties"]) {
                    const std::string party_name = string_in(party, "name");
                    if (!party_name.empty()) catalog.parties.push_back(party_name);
                }
            }
        }
        Item whole = json_item(root, name, catalog);
        catalog.items = std::move(whole.items);
        return true;
    }
    return false;
}

// --- To text ----------------------------------------------------------------------------------

// "{{ insert: param, ac-1_prm_1 }}" -> "[organization-defined frequency]". A parameter may name
// others: a few rounds, so that a circle ends.
std::string with_parameters(std::string text, const Catalog& catalog) {
    for (int round = 0; round < 4; ++round) {
        std::string out;
        std::size_t at = 0;
        bool changed = false;
        for (;;) {
            const std::size_t begin = text.find("{{", at);
            const std::size_t end = begin == std::string::npos ? begin : text.find("}}", begin);
            if (end == std::string::npos || out.size() > extract_limits::kMaxTitleBytes * 64) break;
            std::string_view inner = std::string_view(text).substr(begin + 2, end - begin - 2);
            const std::size_t comma = inner.rfind(',');
            if (comma != std::string_view::npos) inner.remove_prefix(comma + 1);
            const auto found = catalog.parameters.find(std::string(trim_space(inner)));
            out.append(text, at, begin - at);
            if (found != catalog.parameters.end()) {
                out += found->second;
                changed = true;
            } else {
                out.append(text, begin, end + 2 - begin);
            }
            at = end + 2;
        }
        out.append(text, at);
        text = std::move(out);
        if (!changed) break;
    }
    return text;
}

void write(const Item& item, const Catalog& catalog, LawText& out) {
    const bool is_control = item.type == "control";
    const bool is_unit = is_control || item.type == "group" ||
                         item.type == "implemented-requirement" || item.type == "component" ||
                         item.type == "resource";
    std::string label;
    if (is_unit) {
        label = item.label.empty() ? (item.title.empty() ? item.id : item.title) : item.label;
    } else {
        const std::string number = bare_number(item.label);
        label = number.empty() ? out.label() : label_with(out.label(), number);
    }
    SegmentKind kind = SegmentKind::section;
    if (is_control || item.type == "implemented-requirement") kind = SegmentKind::article;
    if (!is_unit && !label.empty()) kind = SegmentKind::paragraph;
    out.gap(BlockText::Gap::paragraph);
    out.enter({item.id, label, kind});
    const std::string title = with_parameters(item.title, catalog);
    if (is_unit && !(title.empty() && item.label.empty())) {
        out.begin_heading();
        if (!item.label.empty()) out.flow(item.label + " ");
        out.flow(title);
        out.end_heading();
    } else if (!item.label.empty() && !is_unit) {
        out.gap(BlockText::Gap::paragraph);
        out.flow(item.label + " ");
        out.replace_gap(BlockText::Gap::space);
    }
    bool first = true;
    for (const std::string& prose : item.prose) {
        if (!first || is_unit) out.gap(BlockText::Gap::paragraph);
        out.flow(with_parameters(prose, catalog));
        first = false;
    }
    out.gap(BlockText::Gap::paragraph);
    for (const Item& child : item.items) write(child, catalog, out);
    out.leave();
}

void fill(const Catalog& catalog, Document& document) {
    document.title = catalog.title;
    document.kind = "policy";
    document.lang = "en";
    document.lang_source = LanguageSource::declared;
    add_identifier(document, {"uuid", catalog.uuid});
    if (!catalog.version.empty()) add_identifier(document, {"version", catalog.version});
    const auto set = [](CivilPeriod& field, const std::string& text) {
        if (const auto day = parse_iso_date(text)) field = *day;
    };
    set(document.published, catalog.published);
    set(document.modified, catalog.modified);
    if (!document.published.known()) set(document.published, catalog.version);
    if (!document.published.known()) document.published = document.modified;
    for (const std::string& party : catalog.parties) {
        if (!document.publisher.empty()) document.publisher += "; ";
        document.publisher += party;
    }
}

}  // namespace

Extracted OscalExtractor::extract(const Input& input) const {
    Document document;
    Catalog catalog;
    XmlTree tree;
    const std::string_view head = trim_space(std::string_view(input.bytes).substr(0, 200));
    if (head.starts_with('<')) {
        Rejection problem;
        if (!load_xml(input.bytes, tree, problem)) return problem;
        read_xml(tree.root(), catalog);
    } else {
        const Decoded decoded = decode_text(input.bytes, "utf-8");
        Json value;
        std::string error;
        if (head.starts_with('{')) {
            if (!read_json(decoded.text, value, error)) {
                return Rejection{RejectionCode::damaged, error};
            }
        } else {
            if (decoded.text.size() > extract_limits::kMaxYamlBytes) {
                return Rejection{RejectionCode::too_large,
                                 std::to_string(decoded.text.size()) +
                                     " bytes of YAML, more than " +
                                     std::to_string(extract_limits::kMaxYamlBytes)};
            }
            if (!read_yaml(decoded.text, extract_limits::kMaxYamlValues, value, error)) {
                return Rejection{RejectionCode::damaged, "the YAML cannot be read: " + error};
            }
        }
        if (!value.is_object() || !read_json_form(value, catalog)) {
            return Rejection{RejectionCode::damaged, "no OSCAL document: there are no metadata"};
        }
    }
    fill(catalog, document);
    LawText out;
    for (const Item& item : catalog.items) write(item, catalog, out);
    finish_law(tree, out, document);
    return document;
}

}  // namespace gazette

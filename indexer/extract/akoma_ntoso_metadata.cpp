#include "indexer/extract/akoma_ntoso_metadata.h"

#include "indexer/extract/dates.h"
#include "indexer/extract/language_tag.h"
#include "indexer/extract/law_reader.h"
#include "indexer/extract/metadata_writer.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace gazette {
namespace {

std::string_view last_part(std::string_view uri) {
    const std::size_t cut = uri.find_last_of("/#");
    return cut == std::string_view::npos ? uri : uri.substr(cut + 1);
}

void set_date(CivilPeriod& field, std::string_view text) {
    // 2999-01-01 stands for a day that nobody has set yet.
    if (field.known() || text.starts_with("2999") || text.starts_with("9999")) return;
    if (const auto period = parse_date(text)) field = *period;
}

// Legilux: <scl:jolux scl:name="publicationDate">2021-03-26</scl:jolux> and the like.
void read_jolux(const pugi::xml_node& identification, Document& document) {
    std::string title;
    std::string short_title;
    walk_xml(
        identification,
        [&](const pugi::xml_node& node) {
            if (node.type() != pugi::node_element || local_name(node) != "jolux") return true;
            const std::string_view name = attribute_of(node, "name");
            const std::string value = text_below(node);
            if (value.empty()) return false;
            const std::string_view parent = local_name(node.parent());
            if (name == "uriThis") {
                if (parent == "JOLUXComplexWork" && document.work_id.empty()) {
                    document.work_id = value;
                }
                if (parent == "JOLUXComplexWork" || parent == "JOLUXLegalResource" ||
                    parent == "JOLUXExpression") {
                    add_identifier(document, identifier_of(value));
                }
            } else if (name == "publicationDate") {
                set_date(document.published, value);
            } else if (name == "dateApplicability") {
                document.effective = parse_date(value).value_or(document.effective);
            } else if (name == "dateEntryInForce") {
                set_date(document.effective, value);
            } else if (name == "dateEndApplicability" || name == "dateNoLongerInForce") {
                set_date(document.effective_to, value);
            } else if (name == "title") {
                if (title.empty()) title = value;
            } else if (name == "titleShort") {
                if (short_title.empty()) short_title = value;
            } else if (name == "publisher") {
                // The address of an authority is no name.
                if (document.publisher.empty() && !value.starts_with("http")) {
                    document.publisher = value;
                }
            } else if (name == "license") {
                if (document.rights.empty()) document.rights = value;
            } else if (name == "historicalLegalId") {
                add_identifier(document, {"legilux", value});
            } else if (name.starts_with("subjectLevel")) {
                document.subjects.push_back({"legilux", value, ""});
            } else {
                static constexpr struct {
                    std::string_view name;
                    std::string_view type;
                } kRelations[] = {
                    {"modifies", "amends"},
                    {"repeals", "repeals"},
                    {"cites", "cites"},
                    {"basedOn", "based_on"},
                    {"transposes", "transposes"},
                    {"consolidates", "consolidates"},
                    {"basicAct", "consolidates"},
                    {"baseAct", "consolidates"},
                    {"isPartOf", "part_of"},
                    {"draft", "related"},
                };
                for (const auto& row : kRelations) {
                    if (row.name == name) {
                        add_relation(document, {std::string(row.type), value, ""});
                    }
                }
            }
            return false;
        },
        [](const pugi::xml_node&) {});
    if (document.title.empty()) document.title = title;
    if (document.title.empty()) document.title = short_title;
}

void read_frbr(const pugi::xml_node& identification, Document& document) {
    const pugi::xml_node work = child_named(identification, "FRBRWork");
    const pugi::xml_node expression = child_named(identification, "FRBRExpression");
    const auto value_of = [](const pugi::xml_node& node, const char* name) {
        return std::string(attribute_of(child_named(node, name), "value"));
    };
    for (const char* name : {"FRBRuri", "FRBRthis"}) {
        const std::string value = value_of(work, name);
        if (document.work_id.empty()) document.work_id = value;
        add_identifier(document, identifier_of(value));
        const std::string expressed = value_of(expression, name);
        add_identifier(document, identifier_of(expressed));
        if (document.url.empty() && expressed.starts_with("http")) document.url = expressed;
    }
    for (const pugi::xml_node& alias : work.children()) {
        if (local_name(alias) != "FRBRalias") continue;
        const std::string_view kind = attribute_of(alias, "name");
        const std::string value(attribute_of(alias, "value"));
        if (kind == "title" || kind == "short") {
            if (document.title.empty()) document.title = value;
        } else {
            add_identifier(document, identifier_of(value));
        }
    }
    if (document.jurisdiction.empty()) {
        document.jurisdiction = std::string(last_part(value_of(work, "FRBRcountry")));
        std::transform(
            document.jurisdiction.begin(),
            document.jurisdiction.end(),
            document.jurisdiction.begin(),
            [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        if (document.jurisdiction == "lux") document.jurisdiction = "lu";
    }
    for (const pugi::xml_node& date : work.children()) {
        if (local_name(date) == "FRBRdate")
            set_date(document.published, attribute_of(date, "date"));
    }
    // An expression of another day than the work: a version in time.
    const pugi::xml_node version = child_named(expression, "FRBRdate");
    const auto day = parse_date(attribute_of(version, "date"));
    if (day && !document.effective.known() && document.published.known() &&
        day->first != document.published.first) {
        document.effective = *day;
    }
    const auto tag = canonical_language_tag(
        last_part(attribute_of(child_named(expression, "FRBRlanguage"), "language")));
    if (tag && *tag != "und") {
        document.lang = *tag;
        document.lang_source = LanguageSource::declared;
    }
}

}  // namespace

void read_akoma_ntoso_metadata(const pugi::xml_node& meta, Document& document) {
    const pugi::xml_node identification = child_named(meta, "identification");
    const pugi::xml_node publication = child_named(meta, "publication");
    set_date(document.published, attribute_of(publication, "date"));
    read_jolux(identification, document);
    read_frbr(identification, document);
    for (const pugi::xml_node& event : child_named(meta, "lifecycle").children()) {
        if (local_name(event) != "eventRef") continue;
        const std::string_view type = attribute_of(event, "type");
        if (type == "repeal") document.status = "repealed";
    }
    walk_xml(
        child_named(meta, "analysis"),
        [&](const pugi::xml_node& node) {
            const std::string_view name = local_name(node);
            if (name == "source" && local_name(node.parent().parent()) == "passiveModifications") {
                const std::string href(attribute_of(node, "href"));
                if (!href.starts_with("#")) add_relation(document, {"amended_by", href, ""});
            } else if (name == "keyword") {
                document.subjects.push_back({std::string(attribute_of(node, "dictionary")),
                                             std::string(attribute_of(node, "value")),
                                             std::string(attribute_of(node, "showAs"))});
            }
            return true;
        },
        [](const pugi::xml_node&) {});
    for (const pugi::xml_node& reference : child_named(meta, "references").children()) {
        const std::string_view name = local_name(reference);
        if (name == "passiveRef" || name == "activeRef") {
            const std::string href(attribute_of(reference, "href"));
            add_relation(document,
                         {name == "passiveRef" ? "amended_by" : "amends",
                          href,
                          std::string(attribute_of(reference, "showAs"))});
        }
    }
}

}  // namespace gazette

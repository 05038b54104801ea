// Element names: United States Legislative Markup, user guide 0.1.4 and 2.0; bill DTD
// (xml.house.gov).
#include "indexer/extract/uslm.h"

#include "indexer/extract/dates.h"
#include "indexer/extract/language_tag.h"
#include "indexer/extract/law_profile.h"
#include "indexer/extract/utf8.h"

namespace gazette {
namespace {

const LawProfile& profile() {
    using enum LawElement;
    static const LawProfile table{
        {{"title", container},
         {"subtitle", container},
         {"part", container},
         {"subpart", container},
         {"chapter", container},
         {"subchapter", container},
         {"division", container},
         {"subdivision", container},
         {"article", container},
         {"level", container},
         {"preliminary", block},
         {"section", article},
         {"courtRule", article},
         {"subsection", numbered},
         {"paragraph", numbered},
         {"subparagraph", numbered},
         {"clause", numbered},
         {"subclause", numbered},
         {"item", numbered},
         {"subitem", numbered},
         {"appendix", annex},
         {"schedule", annex},
         {"quotedContent", quoted},
         {"quoted-block", quoted},
         {"num", number},
         {"enum", number},
         {"heading", heading},
         {"header", heading},
         {"subheading", heading},
         {"chapeau", block},
         {"content", block},
         {"continuation", block},
         {"continuation-text", block},
         {"p", block},
         {"text", block},
         {"longTitle", block},
         {"docTitle", block},
         {"officialTitle", block},
         {"official-title", block},
         {"enactingFormula", block},
         {"preamble", block},
         {"sourceCredit", block},
         {"note", block},
         {"notes", block},
         {"footnote", note},
         {"toc", block},
         {"tocItem", line},
         {"toc-entry", line},
         {"referenceItem", line},
         {"table", block},
         {"tr", line},
         {"row", line},
         {"td", cell},
         {"th", cell},
         {"entry", cell},
         {"column", cell},
         {"layout", block},
         {"signatures", block},
         {"action", block},
         {"action-date", block},
         {"action-desc", block},
         {"legis-num", block},
         {"legis-type", block},
         {"congress", block},
         {"session", block},
         {"current-chamber", block},
         {"distribution-code", block},
         {"form", block},
         {"legis-body", block},
         {"list", block},
         {"listItem", line},
         {"meta", skip},
         {"metadata", skip},
         {"page", skip},
         {"whereas", block},
         {"after-quoted-block", block},
         {"deletedText", deleted},
         {"block", block}},
        "identifier",
        {{"section", "section"}, {"title", "title"}, {"chapter", "chapter"}, {"part", "part"}}};
    return table;
}

class UslmReader : public ProfileReader {
  public:
    explicit UslmReader(std::string lang) : ProfileReader(profile(), std::move(lang)) {}

  protected:
    std::string id_of(const pugi::xml_node& element, std::string_view name) const override {
        std::string id = ProfileReader::id_of(element, name);
        return id.empty() ? std::string(attribute_of(element, "id")) : id;
    }
};

void read_metadata(const pugi::xml_node& root, Document& document) {
    pugi::xml_node meta = child_named(root, "meta");
    if (!meta) meta = child_at(root, "metadata/dublinCore");
    document.title = text_at(meta, "title");
    document.publisher = text_at(meta, "publisher");
    document.kind = "law";
    document.jurisdiction = "us";
    document.work_id = std::string(attribute_of(root, "identifier"));
    if (document.work_id.empty()) document.work_id = text_at(meta, "identifier");
    pugi::xml_node main = child_named(root, "main");
    if (document.work_id.empty() && main) {
        for (const pugi::xml_node& child : main.children()) {
            const std::string_view identifier = attribute_of(child, "identifier");
            if (document.work_id.empty()) document.work_id = std::string(identifier);
        }
    }
    add_identifier(document, identifier_of(document.work_id));
    for (const char* name : {"official-title", "officialTitle", "docTitle", "longTitle"}) {
        if (document.title.empty()) document.title = text_below(descendant_named(root, name));
    }
    std::string_view lang = attribute_of(root, "lang");
    const std::string said = text_at(meta, "language");
    if (lang.empty()) lang = said;
    // The markup is that of one country; its texts are in English unless it says otherwise.
    document.lang = canonical_language_tag(lang).value_or("en");
    document.lang_source = LanguageSource::declared;
    for (const char* name : {"date", "approvedDate", "created"}) {
        if (document.published.known()) break;
        if (const auto day = parse_date(text_at(meta, name), {"en-US", std::nullopt})) {
            document.published = *day;
        }
    }
    if (!document.published.known()) {
        const pugi::xml_node action = descendant_named(root, "action-date");
        const std::string_view date = attribute_of(action, "date");
        auto day = parse_date(date);
        if (!day) day = parse_date(text_below(action), {"en-US", std::nullopt});
        if (day) document.published = *day;
    }
    if (const auto day = parse_date(text_at(meta, "modified"))) document.modified = *day;
}

}  // namespace

Extracted UslmExtractor::extract(const Input& input) const {
    XmlTree tree;
    Rejection problem;
    if (!load_xml(input.bytes, tree, problem)) return problem;
    Document document;
    read_metadata(tree.root(), document);
    UslmReader reader(document.lang);
    reader.read(tree.root());
    finish_law(tree, reader.text(), document);
    return document;
}

}  // namespace gazette

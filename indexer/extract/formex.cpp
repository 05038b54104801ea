// Element names: "Formex version 4, physical specification", Publications Office.
#include "indexer/extract/formex.h"

#include "indexer/extract/dates.h"
#include "indexer/extract/language_tag.h"
#include "indexer/extract/law_profile.h"
#include "indexer/extract/utf8.h"

#include <charconv>
#include <set>

namespace gazette {
namespace {

const LawProfile& profile() {
    using enum LawElement;
    static const LawProfile table{{{"DIVISION", container},
                                   {"ARTICLE", article},
                                   {"PARAG", numbered},
                                   {"ANNEX", annex},
                                   {"CONS.ANNEX", annex},
                                   {"CONSID", recital},
                                   {"QUOT.S", quoted},
                                   {"NO.PARAG", number},
                                   {"NO.P", number},
                                   {"NO.GR.SEQ", number},
                                   {"NO.CASE", number},
                                   {"TITLE", block},
                                   {"TI", block},
                                   {"STI", block},
                                   {"P", block},
                                   {"ALINEA", block},
                                   {"NP", block},
                                   {"LIST", block},
                                   {"ITEM", line},
                                   {"DLIST", block},
                                   {"DLIST.ITEM", line},
                                   {"VISA", block},
                                   {"GR.VISA", block},
                                   {"GR.CONSID", block},
                                   {"GR.CONSID.INIT", block},
                                   {"PREAMBLE.INIT", block},
                                   {"PREAMBLE.FINAL", block},
                                   {"PREAMBLE", block},
                                   {"FINAL", block},
                                   {"SIGNATURE", block},
                                   {"SIGNATORY", block},
                                   {"PL.DATE", block},
                                   {"GR.SEQ", block},
                                   {"SUBDIV", block},
                                   {"CONTENTS", block},
                                   {"TBL", block},
                                   {"CORPUS", block},
                                   {"ROW", line},
                                   {"BLK", block},
                                   {"CELL", cell},
                                   {"NOTE", note},
                                   {"GR.NOTES", block},
                                   {"TOC", block},
                                   {"TOC.ITEM", line},
                                   {"INTRO", block},
                                   {"CURR.TITLE", skip},
                                   {"BIB.INSTANCE", skip},
                                   {"BIB.INSTANCE.CONS", skip},
                                   {"BIB.DATA", skip},
                                   {"INFO.CONSLEG", skip},
                                   {"INFO.PROD", skip},
                                   {"FAM.COMP", skip},
                                   {"IMG.CNT", block},
                                   {"INCLUSIONS", skip},
                                   {"SUMMARY", block},
                                   {"GR.ANNOTATION", block},
                                   {"ANNOTATION", block},
                                   {"QUOT.S.ALT", quoted},
                                   {"LETTER", block},
                                   {"PARTIES", block},
                                   {"OBJECTS", block},
                                   {"CONTENTS.CORR", block},
                                   {"CORRECTION", block},
                                   {"OLD.CORR", block},
                                   {"NEW.CORR", block},
                                   {"DESCRIPTION", block}},
                                  "",
                                  {{"ARTICLE", "article"}, {"DIVISION", "division"}}};
    return table;
}

std::string_view value_in(std::string_view text, std::string_view name) {
    std::size_t at = text.find(std::string(name) + "=");
    if (at == std::string_view::npos) return {};
    at += name.size() + 1;
    if (at >= text.size()) return {};
    const std::size_t end = text.find(text[at], at + 1);
    return end == std::string_view::npos ? std::string_view() : text.substr(at + 1, end - at - 1);
}

class FormexReader : public ProfileReader {
  public:
    explicit FormexReader(std::string lang) : ProfileReader(profile(), std::move(lang)) {}

  protected:
    bool special(const pugi::xml_node& element, std::string_view name, Frame& frame) override {
        if (name == "QUOT.START" || name == "QUOT.END") {
            quotation_mark(attribute_of(element, "CODE"));
            return true;
        }
        if (name == "TI.ART") {
            frame.role = Role::block;
            if (is_quoted()) return true;
            if (local_name(next_element(element)) == "STI.ART") {
                text_.begin_heading();
                frame.role = Role::number;
            } else {
                enter_heading(frame);
            }
            return true;
        }
        if (name == "STI.ART") {
            frame.role = Role::block;
            if (!is_quoted()) enter_heading(frame);
            return true;
        }
        // Titles of the act and of its parts; in a table, or of a quoted act, they are text.
        if (name == "TITLE" && !is_quoted() && local_name(element.parent()) != "TBL") {
            frame.role = Role::block;
            enter_heading(frame);
            return true;
        }
        if (name == "NP" && is_point(element)) {
            frame.role = Role::block;
            point(element, frame);
            return true;
        }
        return false;
    }

    void instruction(const pugi::xml_node& node) override {
        const std::string_view name = node.name();
        const std::string_view value = node.value();
        if (name == "PAGE") {
            const std::string_view number = value_in(value, "NO");
            std::uint32_t page = 0;
            std::from_chars(number.data(), number.data() + number.size(), page);
            text_.set_page(page);
        } else if (name == "CLG.MDFO" && value_in(value, "ACTION") == "DELETED") {
            deletions_.insert(std::string(value_in(value, "ID")));
        } else if (name == "CLG.MDFC") {
            deletions_.erase(std::string(value_in(value, "IDREF")));
        } else {
            return;
        }
        text_.set_deleted(!deletions_.empty());
    }

    std::string number_of(const pugi::xml_node& element) const override {
        const std::string_view name = local_name(element);
        if (name == "ARTICLE") return text_at(element, "TI.ART");
        if (name == "CONSID") return text_at(element, "NP/NO.P");
        if (name == "PARAG") return text_at(element, "NO.PARAG");
        if (name == "NP") return text_at(element, "NO.P");
        return text_at(element, "TITLE/TI");
    }

    std::string heading_of(const pugi::xml_node& element) const override {
        return text_at(element, "TITLE/TI");
    }

    // IDENTIFIER="012.003" -> "art_12.3".
    std::string id_of(const pugi::xml_node& element, std::string_view name) const override {
        std::string_view identifier = attribute_of(element, "IDENTIFIER");
        if (identifier.empty()) return {};
        std::string id = text_.kind() == SegmentKind::annex ? "anx_art_" : "art_";
        if (name != "ARTICLE" && name != "PARAG") id.clear();
        bool at_number = true;
        for (const char c : identifier) {
            if (at_number && c == '0') continue;
            at_number = c == '.';
            id += c;
        }
        return id;
    }

  private:
    void quotation_mark(std::string_view code) {
        unsigned number = 0;
        std::from_chars(code.data(), code.data() + code.size(), number, 16);
        if (number < 0x20 || number > 0x10FFFF || (number >= 0xD800 && number <= 0xDFFF)) return;
        std::string mark;
        append_utf8(mark, static_cast<char32_t>(number));
        flow(mark);
    }

    // A numbered paragraph of an article: not the words of a recital, which has its own number,
    // and not those of a title.
    static bool is_point(const pugi::xml_node& element) {
        const std::string_view parent = local_name(element.parent());
        return parent != "CONSID" && parent != "TI" && parent != "STI";
    }

    void point(const pugi::xml_node& element, Frame& frame) {
        if (is_quoted() || text_.label().empty() || text_.kind() == SegmentKind::section) return;
        const std::string number = bare_number(number_of(element));
        if (number.empty()) return;
        const SegmentKind as =
            text_.kind() == SegmentKind::annex ? SegmentKind::annex : SegmentKind::paragraph;
        enter_provision(frame, {"", label_with(text_.label(), number), as});
    }

    std::set<std::string> deletions_;  // that are open
};

void set_date(CivilPeriod& field, std::string_view text) {
    if (field.known()) return;
    if (const auto period = parse_iso_date(text)) field = *period;
}

void read_language(std::string_view code, Document& document) {
    const auto tag = canonical_language_tag(code);
    if (!tag || *tag == "und") return;
    document.lang = *tag;
    document.lang_source = LanguageSource::declared;
}

// <CONS.ACT>: a consolidated act and what it was made from.
void read_consolidation(const pugi::xml_node& root, Document& document) {
    const pugi::xml_node info = child_named(root, "INFO.CONSLEG");
    const pugi::xml_node body = child_named(root, "CONS.DOC");
    const pugi::xml_node family = child_named(body, "FAM.COMP");
    const pugi::xml_node base = child_named(family, "BIB.DATA");
    const std::string reference(attribute_of(info, "CONSLEG.REF"));
    const std::string start(attribute_of(info, "START.DATE"));
    document.work_id = text_at(base, "NO.CELEX");
    if (document.work_id.empty() && !reference.empty()) document.work_id = "3" + reference;
    if (!reference.empty() && !start.empty()) {
        add_identifier(document, {"celex", "0" + reference + "-" + start});
    }
    add_relation(document, {"consolidates", document.work_id, text_at(base, "TITLE")});
    set_date(document.effective, start);
    set_date(document.effective_to, attribute_of(info, "END.DATE"));
    set_date(document.published, attribute_of(child_at(base, "BIB.INSTANCE.CONS/DATE"), "ISO"));
    set_date(document.published, attribute_of(child_named(base, "DATE"), "ISO"));
    for (const pugi::xml_node& act : child_named(family, "GR.MOD.ACT").children()) {
        const pugi::xml_node data = child_named(act, "BIB.DATA");
        if (!data) continue;
        add_relation(document, {"amended_by", text_at(data, "NO.CELEX"), text_at(data, "TITLE")});
    }
    read_language(text_at(body, "BIB.INSTANCE/LG.DOC"), document);
    document.title = text_at(body, "TITLE/TI");
    if (document.title.empty()) document.title = text_at(base, "TITLE");
}

void read_act(const pugi::xml_node& root, Document& document) {
    const pugi::xml_node bib = child_named(root, "BIB.INSTANCE");
    read_language(text_at(bib, "LG.DOC"), document);
    set_date(document.published, attribute_of(child_named(bib, "DATE"), "ISO"));
    add_identifier(document, {"celex", text_at(bib, "NO.CELEX")});
    add_identifier(document, {"ecli", text_at(bib, "NO.ECLI")});
    add_identifier(document, {"eli", text_at(bib, "NO.ELI")});
    if (!document.identifiers.empty()) document.work_id = document.identifiers[0].value;
    const std::string collection = text_at(bib, "DOCUMENT.REF/COLL");
    const std::string number = text_at(bib, "DOCUMENT.REF/NO.OJ");
    const std::string year = text_at(bib, "DOCUMENT.REF/YEAR");
    if (!collection.empty() && !number.empty()) {
        std::string page = text_at(bib, "PAGE.FIRST");
        add_identifier(document,
                       {"oj",
                        "OJ " + collection + " " + number + "/" + year +
                            (page.empty() ? "" : ", p. " + page)});
    }
    document.title = text_at(root, "TITLE/TI");
    const std::string sub = text_at(root, "TITLE/STI");
    if (!sub.empty()) document.title += " " + sub;
}

}  // namespace

Extracted FormexExtractor::extract(const Input& input) const {
    XmlTree tree;
    Rejection problem;
    if (!load_xml(input.bytes, tree, problem)) return problem;
    const pugi::xml_node root = tree.root();
    const std::string_view name = local_name(root);
    if (name == "DOC") {
        const pugi::xml_node file = descendant_named(root, "REF.PHYS");
        return Rejection{RejectionCode::not_a_document,
                         "a Formex manifest: it describes " +
                             std::string(attribute_of(file, "FILE")) +
                             ", and is no document itself"};
    }
    Document document;
    document.jurisdiction = "eu";
    document.kind =
        name == "JUDGMENT" || name == "ORDER" || name == "OPINION" || name == "CONCLUSION" ? "case"
                                                                                           : "law";
    if (name == "CONS.ACT") {
        read_consolidation(root, document);
    } else {
        read_act(root, document);
    }
    FormexReader reader(document.lang);
    reader.read(root);
    finish_law(tree, reader.text(), document);
    return document;
}

}  // namespace gazette

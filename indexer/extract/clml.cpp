// Element names: the CLML schema guide of The National Archives (legislation.gov.uk).
#include "indexer/extract/clml.h"

#include "indexer/extract/dates.h"
#include "indexer/extract/language_tag.h"
#include "indexer/extract/law_profile.h"
#include "indexer/extract/utf8.h"

namespace gazette {
namespace {

const LawProfile& profile() {
    using enum LawElement;
    static const LawProfile table{
        {{"Group", container},
         {"Part", container},
         {"Chapter", container},
         {"EUPart", container},
         {"EUTitle", container},
         {"EUChapter", container},
         {"EUSection", container},
         {"Pblock", container},
         {"PsubBlock", container},
         {"P1", article},
         {"P2", numbered},
         {"P3", numbered},
         {"P4", numbered},
         {"P5", numbered},
         {"P6", numbered},
         {"P7", numbered},
         {"ListItem", line},
         {"Schedule", annex},
         {"Appendix", annex},
         {"BlockAmendment", quoted},
         {"BlockExtract", quoted},
         {"Number", number},
         {"Pnumber", number},
         {"Title", heading},
         {"TitleBlock", block},
         {"Subtitle", block},
         {"P1group", block},
         {"P2group", block},
         {"P1para", block},
         {"P2para", block},
         {"P3para", block},
         {"P4para", block},
         {"P5para", block},
         {"P", block},
         {"Para", block},
         {"Text", block},
         {"LongTitle", block},
         {"Reference", block},
         {"DateOfEnactment", block},
         {"MadeDate", block},
         {"LaidDate", block},
         {"ComingIntoForce", block},
         {"Preamble", block},
         {"EnactingText", block},
         {"IntroductoryText", block},
         {"OrderedList", block},
         {"UnorderedList", block},
         {"Tabular", block},
         {"table", block},
         {"tr", line},
         {"td", cell},
         {"th", cell},
         {"Signature", block},
         {"Signee", block},
         {"ExplanatoryNotes", block},
         {"EarlierOrders", block},
         {"Form", block},
         {"Footnote", block},
         {"Commentary", block},
         {"Repeal", deleted},
         {"Metadata", skip},
         {"Resources", skip},
         {"Versions", skip},
         {"Contents", skip},
         {"CommentaryRef", skip},
         {"FootnoteRef", skip},
         {"Figure", block},
         {"Division", block}},
        "id",
        {{"P1", "section"}, {"Schedule", "schedule"}, {"Part", "part"}, {"Chapter", "chapter"}}};
    return table;
}

class ClmlReader : public ProfileReader {
  public:
    ClmlReader(std::string lang, bool is_secondary)
        : ProfileReader(profile(), std::move(lang)), is_secondary_(is_secondary) {}

  protected:
    bool special(const pugi::xml_node& element, std::string_view name, Frame& frame) override {
        // What the labels call a paragraph depends on where it stands.
        if (name == "P1" && !is_quoted() && text_.kind() == SegmentKind::annex) {
            frame.role = Role::block;
            const std::string number = bare_number(number_of(element));
            if (number.empty()) return true;
            enter_provision(frame,
                            {id_of(element, name),
                             text_.label() + ", paragraph " + number,
                             SegmentKind::article});
            return true;
        }
        if (name == "P1" && !is_quoted() && is_secondary_) {
            frame.role = Role::block;
            const std::string number = bare_number(number_of(element));
            if (number.empty()) return true;
            enter_provision(frame,
                            {id_of(element, name), unit_ + " " + number, SegmentKind::article});
            return true;
        }
        if (name == "Title" && local_name(element.parent()) == "Metadata") {
            frame.role = Role::skip;
            return true;
        }
        return false;
    }

    std::string number_of(const pugi::xml_node& element) const override {
        const std::string number = ProfileReader::number_of(element);
        return number.empty() ? text_at(element, "TitleBlock/Number") : number;
    }
    std::string heading_of(const pugi::xml_node& element) const override {
        const std::string heading = ProfileReader::heading_of(element);
        return heading.empty() ? text_at(element, "TitleBlock/Title") : heading;
    }

  public:
    // "Regulation", "Article", "Rule": as the kind of instrument has it.
    void set_unit(std::string unit) { unit_ = std::move(unit); }

  private:
    bool is_secondary_;
    std::string unit_ = "Regulation";
};

void read_metadata(const pugi::xml_node& root, Document& document) {
    const pugi::xml_node metadata = child_named(root, "Metadata");
    document.url = std::string(attribute_of(root, "DocumentURI"));
    document.work_id = std::string(attribute_of(root, "IdURI"));
    if (document.work_id.empty()) document.work_id = text_at(metadata, "identifier");
    if (document.url.empty()) document.url = document.work_id;
    add_identifier(document, {"legislation.gov.uk", document.work_id});
    document.title = text_at(metadata, "title");
    document.publisher = text_at(metadata, "publisher");
    document.kind = "law";
    document.jurisdiction = "uk";
    const auto tag = canonical_language_tag(text_at(metadata, "language"));
    if (tag) {
        document.lang = *tag;
        document.lang_source = LanguageSource::declared;
    }
    const auto set = [](CivilPeriod& field, std::string_view text) {
        if (field.known()) return;
        if (const auto period = parse_iso_date(text)) field = *period;
    };
    set(document.effective, attribute_of(root, "RestrictStartDate"));
    set(document.effective, text_at(metadata, "valid"));
    set(document.effective_to, attribute_of(root, "RestrictEndDate"));
    set(document.modified, text_at(metadata, "modified"));
    walk_xml(
        metadata,
        [&](const pugi::xml_node& node) {
            const std::string_view name = local_name(node);
            if (name == "EnactmentDate" || name == "Made") {
                set(document.published, attribute_of(node, "Date"));
            } else if (name == "DateTime" && local_name(node.parent()) == "ComingIntoForce") {
                set(document.effective, attribute_of(node, "Date"));
            } else if (name == "subject") {
                document.subjects.push_back({"", "", text_below(node)});
            } else if (name == "DocumentStatus") {
                add_identifier(document, {"status", std::string(attribute_of(node, "Value"))});
            }
            return true;
        },
        [](const pugi::xml_node&) {});
    std::erase_if(document.identifiers, [](const Identifier& i) { return i.scheme == "status"; });
}

}  // namespace

Extracted ClmlExtractor::extract(const Input& input) const {
    XmlTree tree;
    Rejection problem;
    if (!load_xml(input.bytes, tree, problem)) return problem;
    const pugi::xml_node root = tree.root();
    Document document;
    read_metadata(root, document);
    ClmlReader reader(document.lang, static_cast<bool>(child_named(root, "Secondary")));
    for (const std::string_view unit : {"Order", "Rules"}) {
        if (document.title.find(unit) != std::string::npos) {
            reader.set_unit(unit == "Order" ? "Article" : "Rule");
        }
    }
    reader.read(root);
    finish_law(tree, reader.text(), document);
    return document;
}

}  // namespace gazette

#include "indexer/extract/udhr_xml.h"

#include "indexer/extract/language_tag.h"
#include "indexer/extract/law_profile.h"
#include "indexer/extract/utf8.h"

namespace gazette {
namespace {

const LawProfile& profile() {
    using enum LawElement;
    static const LawProfile table{{{"preamble", container},
                                   {"article", article},
                                   {"title", heading},
                                   {"para", block},
                                   {"note", block},
                                   {"orderedlist", block},
                                   {"listitem", line},
                                   {"proclamation", block}},
                                  "",
                                  {}};
    return table;
}

class UdhrReader : public ProfileReader {
  public:
    explicit UdhrReader(std::string lang) : ProfileReader(profile(), std::move(lang)) {}

  protected:
    bool special(const pugi::xml_node& element, std::string_view name, Frame& frame) override {
        if (name == "article" || name == "preamble") {
            frame.role = Role::block;
            items_ = 0;
            const std::string_view number = attribute_of(element, "number");
            std::string label = citation_of(text_at(element, "title"));
            if (label.empty() && name == "article") {
                label = numbered_label("article", number, lang());
            }
            if (label.empty()) return true;
            enter_provision(frame,
                            {name == "article" ? "art_" + std::string(number) : "preamble",
                             label,
                             name == "article" ? SegmentKind::article : SegmentKind::section});
            return true;
        }
        if (name == "listitem") {
            frame.role = Role::line;
            const std::string number = std::to_string(++items_);
            if (!text_.label().empty()) {
                enter_provision(frame,
                                {"", label_with(text_.label(), number), SegmentKind::paragraph});
            }
            // The number of a paragraph is cited; the source leaves it to the reader's program.
            text_.gap(BlockText::Gap::line);
            write_number(number + ".");
            return true;
        }
        if (name == "orderedlist") items_ = 0;
        return false;
    }

  private:
    unsigned items_ = 0;
};

}  // namespace

Extracted UdhrExtractor::extract(const Input& input) const {
    XmlTree tree;
    Rejection problem;
    if (!load_xml(input.bytes, tree, problem)) return problem;
    const pugi::xml_node root = tree.root();
    if (local_name(root) == "udhrs") {
        return Rejection{RejectionCode::not_a_document,
                         "the list of the translations: it describes other files"};
    }
    Document document;
    document.title = text_at(root, "title");
    const std::string name(attribute_of(root, "n"));
    if (document.title.empty() && !name.empty()) {
        document.title = "Universal Declaration of Human Rights (" + name + ")";
    }
    document.work_id = "udhr";
    document.kind = "policy";
    document.publisher = "United Nations";
    document.published = *parse_iso_date("1948-12-10");
    const std::string code(attribute_of(root, "iso639-3"));
    const std::string script(attribute_of(root, "iso15924"));
    auto tag = canonical_language_tag(attribute_of(root, "lang"));
    if (!tag || *tag == "und") tag = canonical_language_tag(code);
    if (tag && *tag != "und") {
        document.lang = *tag;
        document.lang_source = LanguageSource::declared;
    }
    add_identifier(document, {"iso639-3", code});
    add_identifier(document, {"iso15924", script});
    if (!name.empty()) document.subjects.push_back({"language", code, name});
    UdhrReader reader(document.lang);
    reader.read(root);
    finish_law(tree, reader.text(), document);
    return document;
}

}  // namespace gazette

#include "indexer/extract/generic_xml.h"

#include "indexer/extract/dates.h"
#include "indexer/extract/language_tag.h"
#include "indexer/extract/law_reader.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace gazette {
namespace {

// Which elements are blocks? Those whose content is not mixed into running text: an element that
// stands beside text in some parent flows, in all of the document; every other is a block.
std::unordered_set<std::string> inline_names(const pugi::xml_node& root) {
    std::unordered_set<std::string> names;
    walk_xml(
        root,
        [&](const pugi::xml_node& node) {
            if (node.type() == pugi::node_pcdata && !is_blank(node.value())) {
                for (const pugi::xml_node& beside :
                     {node.previous_sibling(), node.next_sibling()}) {
                    if (beside.type() == pugi::node_element) {
                        names.insert(std::string(local_name(beside)));
                    }
                }
            }
            return true;
        },
        [](const pugi::xml_node&) {});
    // Those beside text are often blocks in it all the same.
    for (const char* name : {"p",
                             "para",
                             "table",
                             "tr",
                             "list",
                             "ul",
                             "ol",
                             "li",
                             "section",
                             "div",
                             "title",
                             "heading",
                             "head",
                             "note",
                             "item",
                             "br",
                             "lb"}) {
        names.erase(name);
    }
    return names;
}

bool is_heading(std::string_view name) {
    for (const std::string_view known : {"title",
                                         "heading",
                                         "head",
                                         "headline",
                                         "subtitle",
                                         "h1",
                                         "h2",
                                         "h3",
                                         "h4",
                                         "h5",
                                         "h6",
                                         "subject"}) {
        if (name == known) return true;
    }
    return false;
}

std::string lower(std::string_view name) {
    std::string out(name);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

class GenericReader : public LawReader {
  public:
    GenericReader(const pugi::xml_node& root, std::string lang)
        : inline_(inline_names(root)), lang_(std::move(lang)) {}

  protected:
    void begin(const pugi::xml_node& element, std::string_view name, Frame& frame) override {
        const std::string small = lower(name);
        if (small == "script" || small == "style") {
            frame.role = Role::skip;
            return;
        }
        if (small == "td" || small == "th" || small == "cell" || small == "entry") {
            frame.role = Role::cell;
            return;
        }
        if (inline_.contains(std::string(name))) return;
        const bool small_block = small == "tr" || small == "row" || small == "li" ||
                                 small == "item" || small == "br" || small == "lb";
        frame.role = small_block ? Role::line : Role::block;
        if (is_heading(small) && element != element.root().first_child()) enter_heading(frame);
        const auto tag = canonical_language_tag(attribute_of(element, "lang"));
        if (!frame.has_heading && tag && *tag != "und" && *tag != lang_ &&
            element.parent().parent()) {
            enter_provision(
                frame,
                {"", text_.label().empty() ? *tag : text_.label(), SegmentKind::section, *tag});
        }
    }

  private:
    std::unordered_set<std::string> inline_;
    std::string lang_;
};

// The first element with one of the names, not deeper than a few levels, with text of a line.
std::string first_named(const pugi::xml_node& root, std::initializer_list<std::string_view> names) {
    std::string found;
    std::size_t depth = 0;
    for (const std::string_view wanted : names) {
        walk_xml(
            root,
            [&](const pugi::xml_node& node) {
                ++depth;
                if (!found.empty() || depth > 8 || node.type() != pugi::node_element) return false;
                if (node != root && lower(local_name(node)) == wanted) {
                    std::string text = text_below(node);
                    if (!text.empty() && text.size() <= 1000) found = std::move(text);
                    return false;
                }
                return true;
            },
            [&](const pugi::xml_node&) { --depth; });
        if (!found.empty()) return found;
    }
    return found;
}

}  // namespace

Extracted GenericXmlExtractor::extract(const Input& input) const {
    XmlTree tree;
    Rejection problem;
    if (!load_xml(input.bytes, tree, problem)) return problem;
    const pugi::xml_node root = tree.root();
    Document document;
    document.title =
        first_named(root, {"title", "headline", "doctitle", "heading", "name", "subject"});
    auto tag = canonical_language_tag(attribute_of(root, "lang"));
    if (!tag) tag = canonical_language_tag(attribute_of(root, "language"));
    if (!tag) tag = canonical_language_tag(first_named(root, {"language", "lang"}));
    if (tag && *tag != "und") {
        document.lang = *tag;
        document.lang_source = LanguageSource::declared;
    }
    const std::string date = first_named(
        root,
        {"pubdate", "published", "publicationdate", "datepublished", "issued", "date", "created"});
    if (const auto day = parse_date(date, {document.lang, std::nullopt})) document.published = *day;
    GenericReader reader(root, document.lang);
    reader.read(root);
    finish_law(tree, reader.text(), document);
    if (is_blank(document.text)) return Rejection{RejectionCode::empty, "the XML holds no text"};
    return document;
}

}  // namespace gazette

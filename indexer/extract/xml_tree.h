// XML bytes -> a tree (pugixml), as all formats in XML need it: any character set, no DTD, nothing
// loaded, names without prefixes, walked without recursion.
#pragma once

#include "indexer/extract/extractor.h"

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

struct XmlTree {
    pugi::xml_document document;
    std::string text;  // UTF-8 of all; what could not be parsed begins at `rest`
    std::size_t rest = std::string::npos;
    std::vector<std::string> warnings;

    pugi::xml_node root() const { return document.document_element(); }
};

// False where there is no element at all, or more than kMaxXmlTags: `problem` says why. A document
// that is cut or not well-formed is read up to there, with a warning that begins with "damaged:",
// and `rest` is set. Entities of HTML are known; others stay as they are written, with a warning:
// no DTD is read, so none can grow or reach out.
bool load_xml(std::string_view bytes, XmlTree& tree, Rejection& problem);

// "p" of "<akn:p>".
std::string_view local_name(const pugi::xml_node& node);
// The attribute with this local name ("lang" finds xml:lang), or empty.
std::string_view attribute_of(const pugi::xml_node& node, std::string_view name);

// The first child or descendant element with this local name, or a null node. Descendants in
// order of the document.
pugi::xml_node child_named(const pugi::xml_node& node, std::string_view name);
pugi::xml_node descendant_named(const pugi::xml_node& node, std::string_view name);
// By a path of local names from child to child: "meta/identification/FRBRWork".
pugi::xml_node next_element(const pugi::xml_node& node);
pugi::xml_node child_at(pugi::xml_node node, std::string_view path);

// All text below, runs of white space collapsed, with a space behind paragraphs and the like
// (elements named p, ti, td, ... in any case) and for empty elements.
std::string text_below(const pugi::xml_node& node);
// Text of the child (path of local names), or empty.
std::string text_at(const pugi::xml_node& node, std::string_view path);

// Calls `enter` for each node from `root` on, in order; where it says false, what is below is
// passed over. `leave` is called for each node that was entered, after all below it. Depth costs
// nothing.
template <typename Enter, typename Leave>
void walk_xml(const pugi::xml_node& root, Enter enter, Leave leave) {
    pugi::xml_node node = root;
    while (node) {
        if (enter(node) && node.first_child()) {
            node = node.first_child();
            continue;
        }
        leave(node);
        while (node != root && !node.next_sibling()) {
            node = node.parent();
            leave(node);
        }
        if (node == root) return;
        node = node.next_sibling();
    }
}

}  // namespace gazette

// Office documents and books: a zip file of XML parts, in memory.
#pragma once

#include "indexer/extract/extractor.h"
#include "indexer/extract/xml_tree.h"

#include <functional>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

class OfficePackage {
  public:
    // Reads the parts whose names `wanted` takes; the others are passed by. A Rejection where the
    // package is over a limit (kMaxDocumentEntries, kMaxDocumentUnpackedBytes, kMaxUnpackRatio), is
    // encrypted, or has no part that can be read. What is damaged beside that is a warning.
    static std::variant<OfficePackage, Rejection> open(
        std::string_view bytes, const std::function<bool(std::string_view)>& wanted);

    // Null where there is none.
    const std::string* part(std::string_view name) const;
    // Names in byte order.
    const std::map<std::string, std::string, std::less<>>& parts() const { return parts_; }
    const std::vector<std::string>& warnings() const { return warnings_; }

    // A part as a tree, text of white space kept. False where there is no such part; a part that
    // is not well-formed is a warning and what was read before the fault.
    bool load(std::string_view name, pugi::xml_document& tree);

  private:
    std::map<std::string, std::string, std::less<>> parts_;
    std::vector<std::string> warnings_;
};

// The first child with this local name, or a null node.
pugi::xml_node child_of(const pugi::xml_node& node, std::string_view name);

// Goes through the tree below `root` in order, without recursion: trees of hostile documents are
// deep. `enter` says whether to go into the node; then `leave` follows.
void walk_below(const pugi::xml_node& root,
                const std::function<bool(const pugi::xml_node&)>& enter,
                const std::function<void(const pugi::xml_node&)>& leave);

}  // namespace gazette

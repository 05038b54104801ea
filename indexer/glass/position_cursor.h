// A term's position lists in a mapped position table, document after document. Xapian looks each
// list up from the root of the tree; this keeps its place, so that the next document's list is
// mostly the next item of the same block, and is decoded where it lies.
#pragma once

#include "indexer/glass/leaf_path.h"
#include "indexer/glass/mapped_table.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazette::glass {

// Keeps a reference to the table. Not for sharing between threads. Throws IndexError for a damaged
// table.
class PositionCursor {
  public:
    // `term` as the index has it, without escapes.
    PositionCursor(const MappedTable& table, std::string_view term);

    // Whether the term has positions in the document. Documents ascend from call to call.
    bool seek(std::uint32_t docid) {
        if (docid > document_) advance(docid);
        return docid == document_;
    }

    // The document that was found or, where it was not, the next that has the term; UINT32_MAX
    // behind the last.
    std::uint32_t document() const { return document_; }

    // The ascending positions in the document that was found; replaces what `positions` held.
    // More than `most` of them are damage.
    void read(std::uint32_t most, std::vector<std::uint32_t>& positions);

  private:
    void advance(std::uint32_t docid);
    void enter_leaf(std::uint32_t docid);
    void list_docids();
    LeafItem item_at(std::uint32_t index) const {
        return path_->table().leaf_item(path_->leaf(), index);
    }
    std::string_view key_at(std::uint32_t index) const;
    std::uint32_t docid_at(std::uint32_t index) const;
    bool is_of_term(std::uint32_t index) const;

    std::optional<LeafPath> path_;  // none where the term has no further lists
    std::string key_;               // of the term; a docid is put behind it
    std::size_t prefix_bytes_ = 0;
    std::uint32_t at_ = 0;               // of the leaf's items
    std::uint32_t end_ = 0;              // behind the last item of the term in the leaf
    std::uint32_t document_ = 0;         // where it is; UINT32_MAX behind the last
    std::uint32_t leaf_last_ = 0;        // the last document in the leaf
    bool ends_here_ = false;             // no other leaf has lists of the term
    std::vector<std::uint32_t> docids_;  // of the leaf's items from listed_from_ to end_, or none
    std::uint32_t listed_from_ = 0;
    std::vector<char> long_tag_;  // of a list in several components
};

}  // namespace gazette::glass

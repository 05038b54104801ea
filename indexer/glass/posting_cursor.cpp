#include "indexer/glass/posting_cursor.h"

#include "indexer/glass/encoding.h"

#include <algorithm>

namespace gazette::glass {

PostingCursor::PostingCursor(const MappedTable& table,
                             std::string_view term,
                             std::uint32_t documents)
    : documents_(documents) {
    append_term(key_, term);
    term_bytes_ = key_.size();
    end();
    // An empty key is the item that every table begins with.
    if (table.is_empty() || key_.empty()) return;
    path_.emplace(table);
    if (const auto index = find_term()) enter_chunk(*index);
}

// Which item of the leaf begins the term's first chunk; none where no document has the term.
std::optional<std::uint32_t> PostingCursor::find_term() {
    const MappedTable& table = path_->table();
    if (const auto place = table.places().find(key_)) {
        path_->stand_on(place->block);
        const BlockView& leaf = path_->leaf();
        if (place->index > 0 && place->index < leaf.items &&
            table.leaf_key(leaf, place->index - 1) < key_) {
            const LeafItem item = table.leaf_item(leaf, place->index);
            if (item.key > key_) return std::nullopt;
            // Of several components, the others may lie in the next leaf.
            if (item.key == key_ && item.first && item.last) return place->index;
        }
    }
    path_->descend(key_);
    const std::uint32_t index = path_->lower_bound(key_);
    table.places().keep(key_, {path_->leaf_number(), index});
    if (index == path_->leaf().items || table.leaf_key(path_->leaf(), index) != key_) {
        return std::nullopt;
    }
    return index;
}

void PostingCursor::end() {
    document_ = kNoMoreDocuments;
    chunk_last_ = kNoMoreDocuments;
    wdf_ = 0;
}

// Behind the first varint that does not fit, there is nothing to be trusted.
std::uint32_t PostingCursor::varint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 35; shift += 7) {
        if (at_ == chunk_end_) path_->table().fail("a list of postings ends early");
        const auto byte = static_cast<std::uint8_t>(*at_++);
        value |= std::uint64_t{byte & 0x7FU} << shift;
        if (byte < 0x80) {
            if (value > UINT32_MAX) break;
            return static_cast<std::uint32_t>(value);
        }
    }
    path_->table().fail("a number in a list of postings is too large");
}

// The entry that begins with this item of the leaf has to be one of the term's chunks.
void PostingCursor::enter_chunk(std::uint32_t index) {
    const MappedTable& table = path_->table();
    const std::string_view key = table.leaf_item(path_->leaf(), index).key;
    const std::string_view tag = path_->tag(index, long_tag_);
    at_ = tag.data();
    chunk_end_ = tag.data() + tag.size();
    std::uint32_t first = 0;
    if (key.size() == term_bytes_) {
        frequency_ = varint();
        while (at_ != chunk_end_ && static_cast<std::uint8_t>(*at_) >= 0x80) ++at_;
        varint();  // the end of the sum of wdf, which may take more than 32 bits
        const std::uint32_t before = varint();
        if (before >= documents_) table.fail("a document's number is too large");
        first = before + 1;
    } else {
        first = sortable(key.substr(term_bytes_ + 1)).value_or(0);
    }
    if (at_ == chunk_end_) table.fail("a list of postings ends early");
    is_last_chunk_ = *at_++ != '0';
    const std::uint32_t further = varint();
    if (first == 0 || first > documents_ || further > documents_ - first) {
        table.fail("a document's number is too large");
    }
    document_ = first;
    chunk_last_ = first + further;
    wdf_ = varint();
}

void PostingCursor::next_of_many_bytes() {
    const std::uint32_t gap = varint();
    if (gap >= chunk_last_ - document_) fail_order();
    document_ += gap + 1;
    wdf_ = varint();
}

void PostingCursor::fail_order() const {
    path_->table().fail("postings are out of order");
}

// To the item behind, of this leaf or the next.
bool PostingCursor::next_item(std::uint32_t& index) {
    if (++index < path_->leaf().items) return true;
    index = 0;
    return path_->next_leaf();
}

// Behind the chunk: the last one that begins at or before `target`, or the one behind it.
void PostingCursor::find_chunk(std::uint32_t target) {
    if (is_last_chunk_ || target > documents_) return end();
    const MappedTable& table = path_->table();
    const std::uint32_t done = chunk_last_;
    key_.resize(term_bytes_);
    key_.push_back('\0');
    append_sortable(key_, target);
    path_->descend(key_);
    std::uint32_t index = path_->lower_bound(key_);
    const auto is_beginning = [&] { return table.leaf_item(path_->leaf(), index).first; };
    const bool exact = index < path_->leaf().items && is_beginning() &&
                       table.leaf_item(path_->leaf(), index).key == key_;
    if (!exact) {
        do {
            while (index == 0) {
                if (!path_->previous_leaf()) table.fail("a chunk of a list is missing");
                index = path_->leaf().items;
            }
            --index;
        } while (!is_beginning());
    }
    const auto is_of_term = [&] {
        const std::string_view key = table.leaf_item(path_->leaf(), index).key;
        const std::string_view own(key_);
        if (key.size() == term_bytes_) return key == own.substr(0, term_bytes_);
        return key.starts_with(own.substr(0, term_bytes_ + 1));
    };
    for (;;) {
        if (!is_of_term()) table.fail("a chunk of a list is missing");
        enter_chunk(index);
        if (chunk_last_ >= target) break;
        if (is_last_chunk_) return end();
        do {
            if (!next_item(index)) table.fail("a chunk of a list is missing");
        } while (!is_beginning());
    }
    if (chunk_last_ <= done) table.fail("postings are out of order");
}

}  // namespace gazette::glass

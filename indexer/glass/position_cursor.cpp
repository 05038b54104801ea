#include "indexer/glass/position_cursor.h"

#include "indexer/glass/encoding.h"
#include "indexer/glass/position_list.h"

#include <algorithm>
#include <cstddef>

namespace gazette::glass {
namespace {

constexpr std::uint32_t kNoMoreDocuments = UINT32_MAX;
// Behind the NUL that ends a term there is a docid, which never begins with this byte. A NUL of the
// term itself has it behind it.
constexpr char kEscapedNul = '\xFF';

}  // namespace

PositionCursor::PositionCursor(const MappedTable& table, std::string_view term) {
    append_term(key_, term);
    key_.push_back('\0');
    prefix_bytes_ = key_.size();
    if (table.is_empty()) {
        document_ = kNoMoreDocuments;
    } else {
        path_.emplace(table);
    }
}

std::string_view PositionCursor::key_at(std::uint32_t index) const {
    return path_->table().leaf_key(path_->leaf(), index);
}

bool PositionCursor::is_of_term(std::uint32_t index) const {
    const std::string_view key = key_at(index);
    return key.size() > prefix_bytes_ &&
           key.starts_with(std::string_view(key_).substr(0, prefix_bytes_)) &&
           key[prefix_bytes_] != kEscapedNul;
}

std::uint32_t PositionCursor::docid_at(std::uint32_t index) const {
    const std::string_view key = key_at(index);
    if (key.size() <= prefix_bytes_) path_->table().fail("a key is too short");
    const auto docid = sortable(key.substr(prefix_bytes_));
    if (!docid) path_->table().fail("a key ends in no document's number");
    return *docid;
}

// To the first list at or behind `docid`.
void PositionCursor::advance(std::uint32_t docid) {
    if (docid > leaf_last_) {
        if (ends_here_) {
            document_ = kNoMoreDocuments;
            return;
        }
        enter_leaf(docid);
        return;
    }
    if (docids_.empty()) list_docids();
    // Doubling steps, then halves. The last one of the leaf will do.
    auto low = docids_.begin() + (at_ - listed_from_) + 1;
    auto high = low;
    for (std::ptrdiff_t step = 1; *high < docid; step *= 2) {
        low = high + 1;
        high += std::min(step, docids_.end() - 1 - high);
    }
    const auto found = std::lower_bound(low, high, docid);
    at_ = listed_from_ + static_cast<std::uint32_t>(found - docids_.begin());
    document_ = *found;
}

// Of the lists of the leaf from where it is. A leaf that is looked at more than once is mostly
// looked at often, and its keys lie far apart.
void PositionCursor::list_docids() {
    listed_from_ = at_;
    std::uint32_t before = 0;
    for (std::uint32_t index = at_; index < end_; ++index) {
        docids_.push_back(docid_at(index));
        if (docids_.back() < before) path_->table().fail("its keys are out of order");
        before = docids_.back();
    }
}

// Finds the leaf anew, and there the first list at or behind `docid`.
void PositionCursor::enter_leaf(std::uint32_t docid) {
    docids_.clear();
    key_.resize(prefix_bytes_);
    append_sortable(key_, docid);
    path_->descend(key_);
    at_ = path_->lower_bound(key_);
    document_ = kNoMoreDocuments;
    ends_here_ = true;
    leaf_last_ = 0;
    // What a leaf begins with may be the rest of a list before.
    while (at_ == path_->leaf().items || !item_at(at_).first) {
        if (at_ < path_->leaf().items) {
            ++at_;
        } else if (path_->next_leaf()) {
            at_ = 0;
        } else {
            return;
        }
    }
    if (!is_of_term(at_)) return;
    document_ = docid_at(at_);
    if (document_ < docid) path_->table().fail("its keys are out of order");
    end_ = path_->leaf().items;
    ends_here_ = !is_of_term(end_ - 1);
    if (ends_here_) {
        key_.resize(prefix_bytes_);
        key_.push_back(kEscapedNul);
        end_ = path_->lower_bound(key_, at_ + 1);
    }
    leaf_last_ = docid_at(end_ - 1);
}

void PositionCursor::read(std::uint32_t most, std::vector<std::uint32_t>& positions) {
    const char* const fault = read_positions(path_->tag(at_, long_tag_), most, positions);
    if (fault != nullptr) path_->table().fail(fault);
}

}  // namespace gazette::glass

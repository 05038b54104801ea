#include "indexer/glass/term_cursor.h"

#include "indexer/glass/encoding.h"

namespace gazette::glass {
namespace {

// What stands behind a NUL that belongs to a term. (A docid never begins with it.)
constexpr char kEscape = '\xFF';

// Nothing for the key of a further chunk, or of what is no term.
std::optional<std::string> term_of(std::string_view key) {
    std::string term;
    for (std::size_t i = 0; i < key.size(); ++i) {
        term.push_back(key[i]);
        if (key[i] != '\0') continue;
        if (++i == key.size() || key[i] != kEscape) return std::nullopt;
    }
    if (term.empty()) return std::nullopt;
    return term;
}

}  // namespace

TermCursor::TermCursor(const MappedTable& table, std::string_view prefix) {
    append_term(prefix_, prefix);
    if (!table.is_empty()) path_.emplace(table);
}

// To the first entry with this key or a greater one.
bool TermCursor::find(std::string_view key) {
    path_->descend(key);
    at_ = path_->lower_bound(key);
    while (true) {
        while (at_ < path_->leaf().items) {
            if (path_->table().leaf_item(path_->leaf(), at_).first) return true;
            ++at_;
        }
        if (!path_->next_leaf()) return false;
        at_ = 0;
    }
}

bool TermCursor::next() {
    if (!path_) return false;
    if (!begun_) {
        begun_ = true;
        // Before all terms stand an item with an empty key, and lists that are of none: their keys
        // are a NUL, and what no term has behind it.
        key_ = prefix_.empty() ? std::string{'\0', kEscape} : prefix_;
    } else {
        key_.assign(path_->table().leaf_key(path_->leaf(), at_));
        ++at_;
        const bool in_leaf = at_ < path_->leaf().items;
        const LeafItem item = in_leaf ? path_->table().leaf_item(path_->leaf(), at_) : LeafItem{};
        if (in_leaf && item.first) {
            if (const auto term = term_of(item.key)) return take(item.key, *term);
        }
        // Behind all chunks of the term, which have a NUL and a docid behind it.
        key_ += {'\0', kEscape};
    }
    while (find(key_)) {
        const std::string_view key = path_->table().leaf_key(path_->leaf(), at_);
        if (key < key_) path_->table().fail("its keys are out of order");
        if (const auto term = term_of(key)) return take(key, *term);
        key_.assign(key);
        key_.push_back('\0');
    }
    return false;
}

// Whether the term, which is here, begins with the prefix.
bool TermCursor::take(std::string_view key, const std::string& term) {
    if (!key.starts_with(prefix_)) return false;
    if (!term_.empty() && term <= term_) path_->table().fail("its keys are out of order");
    term_ = term;
    return true;
}

std::uint32_t TermCursor::frequency() const {
    const std::string_view piece = path_->table().leaf_item(path_->leaf(), at_).piece;
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 35 && shift / 7 < piece.size(); shift += 7) {
        const auto byte = static_cast<std::uint8_t>(piece[shift / 7]);
        value |= std::uint64_t{byte & 0x7FU} << shift;
        if (byte < 0x80 && value <= UINT32_MAX) return static_cast<std::uint32_t>(value);
    }
    path_->table().fail("a list of postings ends early");
}

}  // namespace gazette::glass

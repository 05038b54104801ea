// A term's documents in one part, in order of docid.
#pragma once

#include "indexer/format/positions.h"
#include "indexer/glass/posting_cursor.h"

#include <xapian.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace gazette {

inline constexpr std::uint32_t kNoMoreDocuments = UINT32_MAX;

struct TermHash : std::hash<std::string_view> {
    using is_transparent = void;
};
using Terms = std::unordered_set<std::string, TermHash, std::equal_to<>>;

// Where the lists of a part are: postings in its mapped table or, where that is null, behind
// Xapian.
struct PostingSource {
    const Xapian::Database& database;
    const glass::MappedTable* table;
    const Positions& positions;
    std::uint32_t documents;        // of the part
    const Terms* absent = nullptr;  // terms of which it is known that no document has them
};

// Uses what it was made of, and so belongs to the same thread. Throws Xapian::Error, and IndexError
// for a damaged table.
class PostingCursor {
  public:
    PostingCursor(const PostingSource& source, const std::string& term) {
        if (source.table != nullptr) {
            own_.emplace(*source.table, term, source.documents);
            frequency_ = own_->frequency();
            document_ = own_->document();
        } else {
            xapian_.emplace(XapianPostings{source.database.postlist_begin(term),
                                           source.database.postlist_end(term)});
            frequency_ = source.database.get_termfreq(term);
            settle();
        }
    }

    // The current document; kNoMoreDocuments behind the last.
    std::uint32_t document() const { return document_; }

    // To the first document at or after `target`; never back.
    void seek(std::uint32_t target) {
        if (document_ >= target) return;
        if (own_) {
            own_->seek(target);
            document_ = own_->document();
            return;
        }
        if (target == document_ + 1) {
            ++xapian_->posting;
        } else {
            xapian_->posting.skip_to(target);
        }
        settle();
    }

    // Calls `take(document, wdf)` for the current document and those behind it that are before
    // `end`; stands at the next one then.
    template <class Take>
    void each_before(std::uint32_t end, Take&& take) {
        if (own_) {
            for (; own_->document() < end; own_->next()) take(own_->document(), own_->wdf());
            document_ = own_->document();
            return;
        }
        for (; document_ < end; seek(document_ + 1)) take(document_, wdf());
    }

    // Of the term in the current document.
    std::uint32_t wdf() const { return own_ ? own_->wdf() : xapian_->posting.get_wdf(); }

    // How many documents of the part have the term, deleted ones counted.
    std::uint32_t frequency() const { return frequency_; }

  private:
    struct XapianPostings {
        Xapian::PostingIterator posting;
        Xapian::PostingIterator end;
    };
    void settle() {
        document_ = xapian_->posting == xapian_->end ? kNoMoreDocuments : *xapian_->posting;
    }

    std::optional<glass::PostingCursor> own_;
    std::optional<XapianPostings> xapian_;
    std::uint32_t frequency_ = 0;
    std::uint32_t document_ = 0;
};

// Of those terms that the part has.
inline std::vector<PostingCursor> cursors_of(const PostingSource& source,
                                             std::span<const std::string> terms) {
    std::vector<PostingCursor> cursors;
    for (const std::string& term : terms) {
        if (source.absent != nullptr && source.absent->contains(term)) continue;
        PostingCursor cursor(source, term);
        if (cursor.frequency() > 0) cursors.push_back(std::move(cursor));
    }
    return cursors;
}

// The same with the term's places.
class PlacedTerm : public PostingCursor {
  public:
    PlacedTerm(const PostingSource& source, const std::string& term)
        : PostingCursor(source, term), positions_(source.positions), term_(term) {}

    // The ascending positions in the current document; replaces what `positions` held. `most`: the
    // length of the document, as every place is a token's, and each token counts once at least.
    void read(std::uint32_t most, std::vector<std::uint32_t>& positions) {
        positions.clear();
        if (!places_) places_ = positions_.find(term_);
        if (places_->seek(document())) places_->read(most, positions);
    }

  private:
    const Positions& positions_;
    std::string term_;
    std::optional<PositionCursor> places_;
};

}  // namespace gazette

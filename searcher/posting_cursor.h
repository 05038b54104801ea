// A term's documents in one part, in order of docid.
#pragma once

#include "indexer/format/fields.h"
#include "indexer/glass/position_cursor.h"
#include "indexer/glass/posting_cursor.h"

#include <xapian.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gazette {

inline constexpr std::uint32_t kNoMoreDocuments = UINT32_MAX;

// Where the posting and position lists of a part are: in its mapped tables or, where these are
// null, behind Xapian.
struct PostingSource {
    const Xapian::Database& database;
    const glass::MappedTable* table = nullptr;
    const glass::MappedTable* positions = nullptr;
    std::uint32_t documents = 0;  // of the part
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

// Xapian's position lists {1} and {0, 1} are the same bytes. The latter is a title that begins with
// one word twice ("Bora Bora"), which then weighs twice as much as a word of a title; `wdf` is that
// of the term in the document.
inline bool lacks_first_position(const std::vector<std::uint32_t>& positions, std::uint32_t wdf) {
    return positions.size() == 1 && positions.front() == 1 && wdf == 2 * (1 + kTitleExtraWdf);
}

// The same with the term's places.
class PlacedTerm : public PostingCursor {
  public:
    PlacedTerm(const PostingSource& source, const std::string& term)
        : PostingCursor(source, term), source_(source), term_(term) {}

    // The ascending positions in the current document; replaces what `positions` held. `most`: the
    // length of the document, as every place is a token's, and each token counts once at least.
    void read(std::uint32_t most, std::vector<std::uint32_t>& positions) {
        if (source_.positions == nullptr) {
            positions.assign(source_.database.positionlist_begin(document(), term_),
                             source_.database.positionlist_end(document(), term_));
        } else {
            positions.clear();
            if (!places_) places_.emplace(*source_.positions, term_);
            if (places_->seek(document())) places_->read(most, positions);
        }
        if (lacks_first_position(positions, wdf())) positions.insert(positions.begin(), 0);
    }

  private:
    PostingSource source_;
    std::string term_;
    std::optional<glass::PositionCursor> places_;
};

}  // namespace gazette

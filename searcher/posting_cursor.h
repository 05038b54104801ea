// A term's documents in one part, in order of docid.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <vector>

namespace gazette {

inline constexpr std::uint32_t kNoMoreDocuments = UINT32_MAX;

// Uses the database it was made of, and so belongs to the same thread. Throws Xapian::Error.
class PostingCursor {
  public:
    PostingCursor(const Xapian::Database& database, const std::string& term)
        : frequency_(database.get_termfreq(term)),
          posting_(database.postlist_begin(term)),
          end_(database.postlist_end(term)) {
        settle();
    }

    // The current document; kNoMoreDocuments behind the last.
    std::uint32_t document() const { return document_; }

    // To the first document at or after `target`; never back.
    void seek(std::uint32_t target) {
        if (document_ >= target) return;
        if (target == document_ + 1) {
            ++posting_;
        } else {
            posting_.skip_to(target);
        }
        settle();
    }

    // Of the term in the current document.
    std::uint32_t wdf() const { return posting_.get_wdf(); }

    // Of the term in the current document, ascending; replaces what `positions` held.
    void positions(std::vector<std::uint32_t>& positions) const {
        positions.assign(posting_.positionlist_begin(), posting_.positionlist_end());
    }

    // How many documents of the part have the term, deleted ones counted.
    std::uint32_t frequency() const { return frequency_; }

  private:
    void settle() { document_ = posting_ == end_ ? kNoMoreDocuments : *posting_; }

    std::uint32_t frequency_;
    Xapian::PostingIterator posting_;
    Xapian::PostingIterator end_;
    std::uint32_t document_ = 0;
};

}  // namespace gazette

// Turns documents into posting lists in memory: terms come in the order of the text and go out in
// the order of the terms.
#pragma once

#include "indexer/format/positions_writer.h"
#include "indexer/glass/byte_chains.h"
#include "indexer/glass/database_writer.h"
#include "indexer/glass/huge_pages.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gazette::glass {

// A vocabulary in an open hash table, and for each term two chains of bytes: its documents and its
// positions. Nothing is allocated for a single term or posting. Not thread-safe. Throws IndexError
// for terms that no key has room for.
//
// An occurrence touches four places that lie anywhere in some 16 MB: the term's slot in the hash
// table, the term, its text, and the end of a chain. One after the other, the processor would wait
// for each of them; so occurrences are put down in batches, and each place is asked for well before
// it is looked at.
class Inverter {
  public:
    // With room for so many bytes, so that what grows is not moved. Only what is used of it is
    // taken from the system.
    explicit Inverter(std::size_t expected_bytes = 0);

    // Counts `wdf` more for the term in the document that is being added.
    void add(std::string_view term, std::uint32_t wdf) { wait(term, {.wdf = wdf}); }
    // And puts down a position; one that is the same as the term's last is put down once. Positions
    // of a term ascend in a document.
    void add(std::string_view term, std::uint32_t wdf, std::uint32_t position) {
        wait(term, {.wdf = wdf, .position = position, .has_position = true});
    }

    // The same of terms that are looked up once: what has a number is neither hashed nor compared.
    // The number of a term is from 1; no document has the term for that.
    std::uint32_t number_of(std::string_view term);
    void add_numbered(std::uint32_t number, std::uint32_t wdf) {
        wait_numbered({.wdf = wdf, .likely = number});
    }
    void add_numbered(std::uint32_t number, std::uint32_t wdf, std::uint32_t position) {
        wait_numbered({.wdf = wdf, .position = position, .likely = number, .has_position = true});
    }
    // Ends the document; the next one begins.
    void end_document();

    std::uint32_t documents() const { return static_cast<std::uint32_t>(lengths_.size()); }
    // What the documents take that were ended; writing takes little more.
    std::size_t memory_bytes() const;

    // Writes all of it, and finishes the database and the positions. The last thing.
    void write(DatabaseWriter& out, PositionsWriter& positions);

  private:
    // One line of the processor's cache, since each occurrence looks at one.
    struct alignas(64) Term {
        std::uint64_t total_wdf = 0;
        std::uint32_t documents = 0;
        std::uint32_t text = 0;  // where it begins in texts_: a byte for its size, then itself
        // Of the last document with it, which is not in `postings` yet.
        std::uint32_t docid = 0;
        std::uint32_t wdf = 0;
        std::uint32_t positions_there = 0;
        std::uint32_t last_position = 0;
        // Of all documents.
        ByteChains::Chain postings;   // docid, wdf, number of positions
        ByteChains::Chain positions;  // of each document as append_positions() puts them
    };
    static_assert(sizeof(Term) == 64);

    // In the hash table: 0 is free.
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t number = 0;  // of the term, from 1
    };

    // That is not put down yet.
    struct Occurrence {
        std::uint32_t wdf = 0;
        std::uint32_t position = 0;
        std::uint32_t text = 0;  // where it begins in waiting_texts_
        std::uint32_t hash = 0;
        std::uint32_t likely = 0;  // number of the first term with this hash; 0: none
        std::uint8_t size = 0;     // of the text; 0: `likely` is the term
        bool has_position = false;
    };
    static constexpr std::size_t kBatch = 64;
    static constexpr std::size_t kMostTextBytes = UINT8_MAX;

    void wait(std::string_view term, Occurrence occurrence);
    void wait_numbered(const Occurrence& occurrence) {
        __builtin_prefetch(&terms_[occurrence.likely - 1]);
        waiting_[waiting_count_++] = occurrence;
        if (waiting_count_ == kBatch) put_down_waiting();
    }
    void put_down_waiting();
    void put_down(const Occurrence& occurrence);
    std::uint32_t likely_term(std::uint32_t hash) const;
    std::uint32_t find(std::string_view term, std::uint32_t hash);
    std::uint32_t find(const Occurrence& occurrence);
    Term& count(Term& term, std::uint32_t wdf);
    void enlarge_table();
    void put_posting(Term& term);
    std::vector<std::uint32_t> sorted_terms() const;
    void prefetch_term(std::uint32_t number) const;
    void prefetch_term_further(std::uint32_t number) const;
    void write_term(const Term& term, DatabaseWriter& out, PositionsWriter& places);
    std::string_view text_of(const Term& term) const {
        const auto size = static_cast<std::uint8_t>(texts_[term.text]);
        return std::string_view(texts_).substr(term.text + 1, size);
    }

    std::array<Occurrence, kBatch> waiting_;
    std::size_t waiting_count_ = 0;
    std::array<char, kBatch * kMostTextBytes> waiting_texts_;
    std::uint32_t waiting_bytes_ = 0;
    HugeVector<Slot> table_;
    HugeVector<Term> terms_;
    HugeString texts_;
    ByteChains chains_;
    std::vector<std::uint32_t> lengths_;
    std::uint64_t length_ = 0;  // of the document being added
    std::uint32_t largest_wdf_ = 0;
    std::string key_, tag_;
};

}  // namespace gazette::glass

// Where the clauses of a query stand in the current document: position lists, read when they are
// asked for and once a document, with buffers that are kept from one document to the next.
#pragma once

#include "searcher/match/occurrences.h"
#include "searcher/match/place_range.h"
#include "searcher/match/position_source.h"
#include "searcher/query/compiled_query.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gazette {

class ClausePositions {
  public:
    // Keeps a reference to the query.
    explicit ClausePositions(const CompiledQuery& query);

    // Whether begin() has to be told how long a document's title is: where a clause may reach over
    // its end, or must not go beyond.
    bool asks_for_titles() const;
    // To a document; `source` must live as long as this is asked about it.
    void begin(PositionSource& source, std::uint32_t title_tokens);

    Occurrences& occurrences(std::uint32_t clause);
    // Of a clause with one slot: where it stands.
    std::span<const std::uint32_t> word_positions(std::uint32_t clause);
    // The places of the occurrence that begins at position `first`.
    PlaceRange places(std::uint32_t clause, std::uint32_t first) const;
    const TextClause& clause(std::uint32_t index) const { return query_.clauses[index]; }
    std::uint32_t width(std::uint32_t clause) const { return clauses_[clause].shape.width(); }

    // Whether an occurrence of one can share a place with one of the other.
    bool may_overlap(std::uint32_t a, std::uint32_t b) const;

    // A term that has a list of places: its number, and the list.
    std::size_t number_of(const std::string& term);
    const std::vector<std::uint32_t>& positions(std::size_t term);

  private:
    // A slot's terms, by number, and where their union is kept.
    struct SlotPlan {
        std::uint32_t offset = 0;
        std::vector<std::size_t> terms;
        std::vector<std::uint32_t> united;
        std::uint64_t read = 0;  // positions, in all documents up to now
    };
    struct ClausePlan {
        ClauseShape shape;
        std::vector<SlotPlan> slots;
        std::vector<std::size_t> order;  // of the slots, those of short lists first
        std::vector<SlotPositions> slot_positions;
        Occurrences occurrences;
        std::uint64_t ready_in = 0;
    };
    struct TermPositions {
        PositionTerm term;
        std::vector<std::uint32_t> positions;
        std::uint64_t ready_in = 0;       // in which visit of a document
        std::uint32_t absent_before = 0;  // the document
    };

    bool read_slots(ClausePlan& plan);
    std::span<const std::uint32_t> positions_of(SlotPlan& slot);

    const CompiledQuery& query_;
    std::vector<ClausePlan> clauses_;
    std::vector<TermPositions> terms_;
    std::unordered_map<std::string, std::size_t> numbers_;
    PositionSource* source_ = nullptr;
    std::uint64_t visit_ = 0;  // counts the documents
    std::uint32_t document_ = 0;
    std::uint32_t title_tokens_ = 0;  // of the document
};

}  // namespace gazette

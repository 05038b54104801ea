// A request's text -> a tree with its filters, and terms of an index. Here is decided what
// Reading::automatic is, and which documents stand first because of what they are called.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "searcher/index_snapshot.h"
#include "searcher/query/ast.h"
#include "searcher/query/compiled_query.h"
#include "searcher/query/named_documents.h"
#include "searcher/request.h"
#include "searcher/response.h"
#include "searcher/retrieval.h"

#include <cstdint>
#include <optional>
#include <variant>

namespace gazette {

// How a request is read, once that is settled.
struct Settled {
    Reading reading = Reading::query;     // not automatic
    std::optional<NamedDocuments> named;  // stand first
    bool or_named = false;                // and are found, too, where the words are not in them
    // The answer says so. It does not of a single word that is in all of these documents: an
    // ordinary word, which is in their titles as it is in others' texts.
    bool says_named = true;
};

struct ReadQuery {
    Settled settled;
    ParsedQuery parsed;  // as typed: without the filters
    ParsedQuery filtered;
    CompiledQuery compiled;
    std::vector<AddedWord> added;
};

enum class Passing : std::uint8_t { all_filters, all_filters_but_one };

// Throws SearchError.
std::variant<ReadQuery, QueryError> read_query(const IndexSnapshot& index,
                                               const SearchRequest& request,
                                               Analyzer& analyzer,
                                               const Deadline& deadline);

// The same with what read_query() settled.
std::variant<ReadQuery, QueryError> read_as(const Settled& settled,
                                            const IndexSnapshot& index,
                                            const SearchRequest& request,
                                            Analyzer& analyzer,
                                            Passing passing);

}  // namespace gazette

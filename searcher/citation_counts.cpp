#include "searcher/citation_counts.h"

#include "indexer/format/fields.h"
#include "searcher/index_snapshot.h"
#include "searcher/xapian_guard.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace gazette {
namespace {

// How many documents cite what has a name; by cited_name().
using Citing = std::unordered_map<std::string, std::uint64_t>;

Citing count_citing(const IndexSnapshot& index) {
    Citing citing;
    const auto terms =
        index.term_documents(citation_prefix(), SIZE_MAX, [] { return false; }).value();
    for (const auto& [term, documents] : terms) citing.emplace(cited_name(term), documents);
    return citing;
}

// Adds to the documents of a part what cites each of their names.
class PartCounter {
  public:
    PartCounter(const IndexPart& part, const Citing& citing)
        : part_(part), citing_(citing), database_(part.files->database()) {}

    std::vector<std::uint32_t> count() {
        counts_.assign(part_.columns().size(), 0);
        part_.files->each_term(
            *database_, name_prefix(), [this](const std::string& term, std::uint32_t) {
                const auto found = citing_.find(std::string(cited_name(term)));
                if (found != citing_.end()) add(term, found->first, found->second);
                return true;
            });
        return std::move(counts_);
    }

  private:
    void add(const std::string& term, const std::string& name, std::uint64_t documents) {
        const PostingSource postings = part_.files->postings(*database_);
        PostingCursor named(postings, term);
        PostingCursor citing(postings, citation_term_of(name));
        for (; named.document() != kNoMoreDocuments; named.seek(named.document() + 1)) {
            const std::uint32_t document = named.document();
            if (part_.deleted.contains(document)) continue;
            citing.seek(document);
            const bool itself = citing.document() == document;
            counts_.at(document - 1) += static_cast<std::uint32_t>(documents - (itself ? 1 : 0));
        }
    }

    const IndexPart& part_;
    const Citing& citing_;
    DatabaseLease database_;
    std::vector<std::uint32_t> counts_;
};

}  // namespace

CitationCounts count_citations(const IndexSnapshot& index) {
    CitationCounts counts;
    const Citing citing = count_citing(index);
    for (const IndexPart& part : index.parts()) {
        if (citing.empty()) {
            counts.of_parts.emplace_back(part.columns().size());
            continue;
        }
        counts.of_parts.push_back(
            with_xapian(part.entry.name, [&] { return PartCounter(part, citing).count(); }));
        for (const std::uint32_t count : counts.of_parts.back()) {
            counts.most = std::max(counts.most, count);
        }
    }
    return counts;
}

}  // namespace gazette
